package org.lamarck.worker.elementary;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Four numbers at a time; ranges with an extreme one go one by one. What the functions have in
 * common is written out in each: where a method of vectors is compiled for itself before it is
 * inlined, each of its results becomes an object, which takes ten times as long. So it is where one
 * process has vectors of several lengths: all kernels have vectors of four.
 */
final class VectorElementaryKernel extends ElementaryKernel {
  private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
  private static final int LANES = 4;

  @Override
  boolean isSupported() {
    return DoubleVector.SPECIES_PREFERRED.length() >= LANES;
  }

  /**
   * Whether Σ (x/limit)⁸ says that all are below the limit: no masks, which are slow, and a number
   * as the sum, as a vector that is carried around a loop becomes an object each time.
   */
  private static boolean isUsual(double[] m, int from, int count, double limit) {
    double scale = 1 / (limit * limit * limit * limit);
    double sum = 0;
    int i = 0;
    for (; i + 8 * LANES <= count; i += 8 * LANES) {
      DoubleVector a = DoubleVector.fromArray(FOUR, m, from + i);
      DoubleVector b = DoubleVector.fromArray(FOUR, m, from + i + LANES);
      DoubleVector c = DoubleVector.fromArray(FOUR, m, from + i + 2 * LANES);
      DoubleVector d = DoubleVector.fromArray(FOUR, m, from + i + 3 * LANES);
      DoubleVector e = DoubleVector.fromArray(FOUR, m, from + i + 4 * LANES);
      DoubleVector f = DoubleVector.fromArray(FOUR, m, from + i + 5 * LANES);
      DoubleVector g = DoubleVector.fromArray(FOUR, m, from + i + 6 * LANES);
      DoubleVector h = DoubleVector.fromArray(FOUR, m, from + i + 7 * LANES);
      DoubleVector a2 = a.mul(a);
      DoubleVector b2 = b.mul(b);
      DoubleVector c2 = c.mul(c);
      DoubleVector d2 = d.mul(d);
      DoubleVector e2 = e.mul(e);
      DoubleVector f2 = f.mul(f);
      DoubleVector g2 = g.mul(g);
      DoubleVector h2 = h.mul(h);
      DoubleVector left = a2.mul(a2).add(b2.mul(b2)).add(c2.mul(c2).add(d2.mul(d2)));
      DoubleVector right = e2.mul(e2).add(f2.mul(f2)).add(g2.mul(g2).add(h2.mul(h2)));
      DoubleVector fourths = left.add(right).mul(scale);
      sum += fourths.mul(fourths).reduceLanes(VectorOperators.ADD);
    }
    for (; i + LANES <= count; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(FOUR, m, from + i);
      DoubleVector square = x.mul(x);
      DoubleVector fourth = square.mul(square).mul(scale);
      sum += fourth.mul(fourth).reduceLanes(VectorOperators.ADD);
    }
    return sum < 1;
  }

  @Override
  public void exp(double[] m, int from, int to, int count) {
    int i = 0;
    if (isUsual(m, from, count, MOST)) {
      for (; i + LANES <= count; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(FOUR, m, from + i);
        DoubleVector shifted = x.mul(LOG2_E).add(ROUNDING);
        DoubleVector n = shifted.sub(ROUNDING);
        DoubleVector r = x.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
        DoubleVector s = r.mul(r);
        DoubleVector p = s.mul(P0).add(P1).mul(s).add(P2).mul(r);
        DoubleVector q = s.mul(Q0).add(Q1).mul(s).add(Q2).mul(s).add(Q3);
        LongVector exponent = shifted.reinterpretAsLongs().add(1023);
        DoubleVector power = exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        p.div(q.sub(p)).mul(2).add(1).mul(power).intoArray(m, to + i);
      }
    }
    for (; i < count; i++) {
      m[to + i] = exp(m[from + i]);
    }
  }

  @Override
  public void tanh(double[] m, int from, int to, int count) {
    int i = 0;
    if (isUsual(m, from, count, MOST / 2)) {
      for (; i + LANES <= count; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(FOUR, m, from + i);
        DoubleVector twice = x.add(x);
        DoubleVector shifted = twice.mul(LOG2_E).add(ROUNDING);
        DoubleVector n = shifted.sub(ROUNDING);
        DoubleVector r = twice.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
        DoubleVector s = r.mul(r);
        DoubleVector p = s.mul(P0).add(P1).mul(s).add(P2).mul(r);
        DoubleVector q = s.mul(Q0).add(Q1).mul(s).add(Q2).mul(s).add(Q3);
        LongVector exponent = shifted.reinterpretAsLongs().add(1023);
        DoubleVector power = exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        DoubleVector e = p.div(q.sub(p)).mul(2).mul(power).add(power.sub(1));
        e.div(e.add(2)).intoArray(m, to + i);
      }
    }
    for (; i < count; i++) {
      m[to + i] = tanh(m[from + i]);
    }
  }

  @Override
  public void logistic(double[] m, int from, int to, int count) {
    int i = 0;
    if (isUsual(m, from, count, MOST)) {
      DoubleVector high = DoubleVector.broadcast(FOUR, LN2_HIGH);
      DoubleVector low = DoubleVector.broadcast(FOUR, LN2_LOW);
      DoubleVector p0 = DoubleVector.broadcast(FOUR, P0);
      DoubleVector p1 = DoubleVector.broadcast(FOUR, P1);
      DoubleVector q0 = DoubleVector.broadcast(FOUR, Q0);
      DoubleVector q1 = DoubleVector.broadcast(FOUR, Q1);
      DoubleVector q2 = DoubleVector.broadcast(FOUR, Q2);
      DoubleVector q3 = DoubleVector.broadcast(FOUR, Q3);
      for (; i + LANES <= count; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(FOUR, m, from + i);
        DoubleVector shifted = x.fma(-LOG2_E, ROUNDING);
        DoubleVector n = shifted.sub(ROUNDING);
        DoubleVector r = n.fma(low, n.fma(high, x));
        DoubleVector s = r.mul(r);
        DoubleVector p = s.fma(p0, p1).fma(r.mul(s), r);
        DoubleVector q = s.fma(q0, q1).fma(s, q2).fma(s, q3);
        LongVector exponent = shifted.reinterpretAsLongs().add(1023);
        DoubleVector power = exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        DoubleVector below = q.add(p);
        below.div(q.sub(p).fma(power, below)).intoArray(m, to + i);
      }
    }
    for (; i < count; i++) {
      m[to + i] = logistic(m[from + i]);
    }
  }

  @Override
  public void logisticSlope(double[] m, int from, int to, int count) {
    int i = 0;
    if (isUsual(m, from, count, MOST_SQUARED)) {
      DoubleVector high = DoubleVector.broadcast(FOUR, LN2_HIGH);
      DoubleVector low = DoubleVector.broadcast(FOUR, LN2_LOW);
      DoubleVector p0 = DoubleVector.broadcast(FOUR, P0);
      DoubleVector p1 = DoubleVector.broadcast(FOUR, P1);
      DoubleVector q0 = DoubleVector.broadcast(FOUR, Q0);
      DoubleVector q1 = DoubleVector.broadcast(FOUR, Q1);
      DoubleVector q2 = DoubleVector.broadcast(FOUR, Q2);
      DoubleVector q3 = DoubleVector.broadcast(FOUR, Q3);
      for (; i + LANES <= count; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(FOUR, m, from + i);
        DoubleVector shifted = x.fma(-LOG2_E, ROUNDING);
        DoubleVector n = shifted.sub(ROUNDING);
        DoubleVector r = n.fma(low, n.fma(high, x));
        DoubleVector s = r.mul(r);
        DoubleVector p = s.fma(p0, p1).fma(r.mul(s), r);
        DoubleVector q = s.fma(q0, q1).fma(s, q2).fma(s, q3);
        LongVector exponent = shifted.reinterpretAsLongs().add(1023);
        DoubleVector power = exponent.lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
        DoubleVector below = q.add(p);
        DoubleVector above = q.sub(p).mul(power);
        DoubleVector sum = below.add(above);
        below.mul(above).div(sum.mul(sum)).intoArray(m, to + i);
      }
    }
    for (; i < count; i++) {
      m[to + i] = logisticSlope(m[from + i]);
    }
  }

  /** Four rows at a time; sums lie in memory between them, as those of a loop become objects. */
  @Override
  public void row(double[] m, int a, int step, int b, int c, int inner, int columns) {
    if (inner < 4) {
      super.row(m, a, step, b, c, inner, columns);
      return;
    }
    int l = 0;
    for (; l + 4 <= inner; l += 4) {
      double f0 = m[a + l * step];
      double f1 = m[a + (l + 1) * step];
      double f2 = m[a + (l + 2) * step];
      double f3 = m[a + (l + 3) * step];
      int b0 = b + l * columns;
      int b1 = b0 + columns;
      int b2 = b1 + columns;
      int b3 = b2 + columns;
      int j = 0;
      if (l == 0) {
        for (; j + LANES <= columns; j += LANES) {
          DoubleVector.fromArray(FOUR, m, b0 + j)
              .mul(f0)
              .add(0)
              .add(DoubleVector.fromArray(FOUR, m, b1 + j).mul(f1))
              .add(DoubleVector.fromArray(FOUR, m, b2 + j).mul(f2))
              .add(DoubleVector.fromArray(FOUR, m, b3 + j).mul(f3))
              .intoArray(m, c + j);
        }
      } else {
        for (; j + LANES <= columns; j += LANES) {
          DoubleVector.fromArray(FOUR, m, c + j)
              .add(DoubleVector.fromArray(FOUR, m, b0 + j).mul(f0))
              .add(DoubleVector.fromArray(FOUR, m, b1 + j).mul(f1))
              .add(DoubleVector.fromArray(FOUR, m, b2 + j).mul(f2))
              .add(DoubleVector.fromArray(FOUR, m, b3 + j).mul(f3))
              .intoArray(m, c + j);
        }
      }
      for (; j < columns; j++) {
        double sum = l == 0 ? 0 : m[c + j];
        m[c + j] = sum + f0 * m[b0 + j] + f1 * m[b1 + j] + f2 * m[b2 + j] + f3 * m[b3 + j];
      }
    }
    addRows(m, a + l * step, step, b + l * columns, c, inner - l, columns);
  }

  @Override
  @SuppressWarnings("checkstyle:ParameterNumber") // of the kernel
  public void fourRows(
      double[] m, int a, int rowStep, int step, int b, int c, int inner, int columns) {
    if (columns % LANES != 0) {
      super.fourRows(m, a, rowStep, step, b, c, inner, columns);
      return;
    }
    int j = 0;
    for (; j + 2 * LANES <= columns; j += 2 * LANES) { // a line of the cache
      eightColumns(m, a, rowStep, step, b + j, c + j, inner, columns);
    }
    for (; j < columns; j += LANES) {
      DoubleVector s0 = DoubleVector.zero(FOUR);
      DoubleVector s1 = DoubleVector.zero(FOUR);
      DoubleVector s2 = DoubleVector.zero(FOUR);
      DoubleVector s3 = DoubleVector.zero(FOUR);
      for (int l = 0; l < inner; l++) {
        DoubleVector row = DoubleVector.fromArray(FOUR, m, b + l * columns + j);
        int at = a + l * step;
        s0 = s0.add(row.mul(m[at]));
        s1 = s1.add(row.mul(m[at + rowStep]));
        s2 = s2.add(row.mul(m[at + 2 * rowStep]));
        s3 = s3.add(row.mul(m[at + 3 * rowStep]));
      }
      s0.intoArray(m, c + j);
      s1.intoArray(m, c + columns + j);
      s2.intoArray(m, c + 2 * columns + j);
      s3.intoArray(m, c + 3 * columns + j);
    }
  }

  @SuppressWarnings("checkstyle:ParameterNumber") // of the kernel
  private static void eightColumns(
      double[] m, int a, int rowStep, int step, int b, int c, int inner, int columns) {
    DoubleVector s0 = DoubleVector.zero(FOUR);
    DoubleVector s1 = DoubleVector.zero(FOUR);
    DoubleVector s2 = DoubleVector.zero(FOUR);
    DoubleVector s3 = DoubleVector.zero(FOUR);
    DoubleVector t0 = DoubleVector.zero(FOUR);
    DoubleVector t1 = DoubleVector.zero(FOUR);
    DoubleVector t2 = DoubleVector.zero(FOUR);
    DoubleVector t3 = DoubleVector.zero(FOUR);
    for (int l = 0; l < inner; l++) {
      DoubleVector left = DoubleVector.fromArray(FOUR, m, b + l * columns);
      DoubleVector right = DoubleVector.fromArray(FOUR, m, b + l * columns + LANES);
      int at = a + l * step;
      double f0 = m[at];
      double f1 = m[at + rowStep];
      double f2 = m[at + 2 * rowStep];
      double f3 = m[at + 3 * rowStep];
      s0 = s0.add(left.mul(f0));
      t0 = t0.add(right.mul(f0));
      s1 = s1.add(left.mul(f1));
      t1 = t1.add(right.mul(f1));
      s2 = s2.add(left.mul(f2));
      t2 = t2.add(right.mul(f2));
      s3 = s3.add(left.mul(f3));
      t3 = t3.add(right.mul(f3));
    }
    s0.intoArray(m, c);
    t0.intoArray(m, c + LANES);
    s1.intoArray(m, c + columns);
    t1.intoArray(m, c + columns + LANES);
    s2.intoArray(m, c + 2 * columns);
    t2.intoArray(m, c + 2 * columns + LANES);
    s3.intoArray(m, c + 3 * columns);
    t3.intoArray(m, c + 3 * columns + LANES);
  }
}
