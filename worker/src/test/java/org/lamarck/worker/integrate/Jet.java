package org.lamarck.worker.integrate;

import java.util.function.DoubleUnaryOperator;

/** A number with its first and second derivatives with respect to N variables. */
public final class Jet {
  final double value;
  final double[] first;
  final double[][] second;

  private Jet(double value, double[] first, double[][] second) {
    this.value = value;
    this.first = first;
    this.second = second;
  }

  static Jet variable(double value, int index, int size) {
    Jet jet = constant(value, size);
    jet.first[index] = 1;
    return jet;
  }

  static Jet constant(double value, int size) {
    return new Jet(value, new double[size], new double[size][size]);
  }

  private Jet chain(double f, double df, double ddf) {
    int n = first.length;
    Jet result = constant(f, n);
    for (int a = 0; a < n; a++) {
      result.first[a] = df * first[a];
      for (int b = 0; b < n; b++) {
        result.second[a][b] = df * second[a][b] + ddf * first[a] * first[b];
      }
    }
    return result;
  }

  public Jet plus(Jet o) {
    int n = first.length;
    Jet result = constant(value + o.value, n);
    for (int a = 0; a < n; a++) {
      result.first[a] = first[a] + o.first[a];
      for (int b = 0; b < n; b++) {
        result.second[a][b] = second[a][b] + o.second[a][b];
      }
    }
    return result;
  }

  public Jet times(Jet o) {
    int n = first.length;
    Jet result = constant(value * o.value, n);
    for (int a = 0; a < n; a++) {
      result.first[a] = first[a] * o.value + value * o.first[a];
      for (int b = 0; b < n; b++) {
        result.second[a][b] =
            second[a][b] * o.value
                + first[a] * o.first[b]
                + first[b] * o.first[a]
                + value * o.second[a][b];
      }
    }
    return result;
  }

  public Jet times(double factor) {
    return chain(factor * value, factor, 0);
  }

  public Jet plus(double summand) {
    return chain(value + summand, 1, 0);
  }

  public Jet minus(Jet o) {
    return plus(o.times(-1));
  }

  public Jet inverse() {
    double i = 1 / value;
    return chain(i, -i * i, 2 * i * i * i);
  }

  public Jet over(Jet o) {
    return times(o.inverse());
  }

  public Jet exp() {
    double e = Math.exp(value);
    return chain(e, e, e);
  }

  public Jet log() {
    return chain(Math.log(value), 1 / value, -1 / (value * value));
  }

  public Jet cos() {
    return chain(Math.cos(value), -Math.sin(value), -Math.cos(value));
  }

  public Jet power(Jet exponent) {
    return log().times(exponent).exp();
  }

  /** A function of which only the value is known: its derivatives count as zero. */
  public Jet step(DoubleUnaryOperator function) {
    return chain(function.applyAsDouble(value), 0, 0);
  }
}
