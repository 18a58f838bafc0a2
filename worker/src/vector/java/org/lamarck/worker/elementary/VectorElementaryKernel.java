package org.lamarck.worker.elementary;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many numbers at a time as a vector has; ranges with an extreme one go one by one. What the
 * functions have in common is written out in each: where a method of vectors is compiled for itself
 * before it is inlined, each of its results becomes an object, which takes ten times as long.
 */
final class VectorElementaryKernel extends ElementaryKernel {
  private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = WIDE.length();

  @Override
  boolean isSupported() {
    return LANES >= 4;
  }

  /** Whether Σ (x/limit)⁸ says that all are below the limit: no masks, which are slow. */
  private static boolean isUsual(double[] m, int from, int count, double limit) {
    DoubleVector sum = DoubleVector.zero(WIDE);
    for (int i = 0; i + LANES <= count; i += LANES) {
      DoubleVector x = DoubleVector.fromArray(WIDE, m, from + i).mul(1 / limit);
      DoubleVector square = x.mul(x);
      DoubleVector fourth = square.mul(square);
      sum = sum.add(fourth.mul(fourth));
    }
    return sum.reduceLanes(VectorOperators.ADD) < 1;
  }

  @Override
  public void exp(double[] m, int from, int to, int count) {
    int i = 0;
    if (isUsual(m, from, count, MOST)) {
      for (; i + LANES <= count; i += LANES) {
        DoubleVector x = DoubleVector.fromArray(WIDE, m, from + i);
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
        DoubleVector x = DoubleVector.fromArray(WIDE, m, from + i);
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
}
