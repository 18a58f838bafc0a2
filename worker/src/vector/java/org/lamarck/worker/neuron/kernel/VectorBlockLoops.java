package org.lamarck.worker.neuron.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops in vector instructions, as wide as the processor's. They take no first and last elements by
 * themselves, as the loops do that Java makes vector instructions of, and an exponential stays in
 * registers from its argument to its value.
 */
final class VectorBlockLoops extends BlockLoops {
  private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  @Override
  boolean isSupported() {
    return LANES >= 4 && BlockKernel.BLOCK % LANES == 0;
  }

  private static DoubleVector at(double[] array, int i) {
    return DoubleVector.fromArray(S, array, i);
  }

  @Override
  void add(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i += LANES) {
      at(a, i).add(at(b, i)).intoArray(to, i);
    }
  }

  @Override
  void subtract(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i += LANES) {
      at(a, i).sub(at(b, i)).intoArray(to, i);
    }
  }

  @Override
  void multiply(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i += LANES) {
      at(a, i).mul(at(b, i)).intoArray(to, i);
    }
  }

  @Override
  void multiplyAdd(double[] to, double[] a, double[] b, double[] c, int n) {
    for (int i = 0; i < n; i += LANES) {
      at(a, i).mul(at(b, i)).add(at(c, i)).intoArray(to, i);
    }
  }

  @Override
  void divide(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i += LANES) {
      at(a, i).div(at(b, i)).intoArray(to, i);
    }
  }

  @Override
  void addNumber(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i += LANES) {
      at(a, i).add(number).intoArray(to, i);
    }
  }

  @Override
  void numberMinus(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector.broadcast(S, number).sub(at(a, i)).intoArray(to, i);
    }
  }

  @Override
  void timesNumber(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i += LANES) {
      at(a, i).mul(number).intoArray(to, i);
    }
  }

  @Override
  void numberOver(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector.broadcast(S, number).div(at(a, i)).intoArray(to, i);
    }
  }

  @Override
  void negate(double[] to, double[] a, int n) {
    for (int i = 0; i < n; i += LANES) {
      at(a, i).neg().intoArray(to, i);
    }
  }

  /** The array is no register, and ends where it ends. */
  @Override
  void accumulate(double[] to, int at, double[] a, int n) {
    int i = 0;
    for (; i + LANES <= n; i += LANES) {
      at(to, at + i).add(at(a, i)).intoArray(to, at + i);
    }
    for (; i < n; i++) {
      to[at + i] += a[i];
    }
  }

  /** The operations of {@link Exponential}, in its order. */
  @Override
  void exp(double[] to, double[] a, double[][] scratch, int n) {
    for (int i = 0; i < n; i += LANES) {
      DoubleVector x = at(a, i).max(Exponential.LEAST).min(Exponential.MOST);
      DoubleVector rounded = x.mul(Exponential.PER_LN_2).add(Exponential.ROUNDING);
      DoubleVector k = rounded.sub(Exponential.ROUNDING);
      DoubleVector r = x.sub(k.mul(Exponential.LN_2_HIGH)).sub(k.mul(Exponential.LN_2_LOW));
      DoubleVector p = r.mul(1.0 / 6227020800.0).add(1.0 / 479001600);
      p = p.mul(r).add(1.0 / 39916800);
      p = p.mul(r).add(1.0 / 3628800);
      p = p.mul(r).add(1.0 / 362880);
      p = p.mul(r).add(1.0 / 40320);
      p = p.mul(r).add(1.0 / 5040);
      p = p.mul(r).add(1.0 / 720);
      p = p.mul(r).add(1.0 / 120);
      p = p.mul(r).add(1.0 / 24);
      p = p.mul(r).add(1.0 / 6);
      p = p.mul(r).add(0.5);
      p = p.mul(r).add(1);
      p = p.mul(r).add(1);
      LongVector exponent = rounded.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      p.reinterpretAsLongs().add(exponent).reinterpretAsDoubles().intoArray(to, i);
    }
  }
}
