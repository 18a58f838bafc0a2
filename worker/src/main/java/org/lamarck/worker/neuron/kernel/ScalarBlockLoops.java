package org.lamarck.worker.neuron.kernel;

/** Loops so short that Java makes vector instructions of most of them by itself. */
final class ScalarBlockLoops extends BlockLoops {
  @Override
  boolean isSupported() {
    return true;
  }

  @Override
  void exp(double[] to, double[] a, double[][] scratch, int n) {
    Exponential.exp(to, a, scratch[0], scratch[1], scratch[2], n);
  }

  @Override
  void add(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] + b[i];
    }
  }

  @Override
  void subtract(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] - b[i];
    }
  }

  @Override
  void multiply(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * b[i];
    }
  }

  @Override
  void multiplyAdd(double[] to, double[] a, double[] b, double[] c, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * b[i] + c[i];
    }
  }

  @Override
  void divide(double[] to, double[] a, double[] b, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] / b[i];
    }
  }

  @Override
  void addNumber(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] + number;
    }
  }

  @Override
  void numberMinus(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = number - a[i];
    }
  }

  @Override
  void timesNumber(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = a[i] * number;
    }
  }

  @Override
  void numberOver(double[] to, double[] a, double number, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = number / a[i];
    }
  }

  @Override
  void negate(double[] to, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = -a[i];
    }
  }

  @Override
  void accumulate(double[] to, int at, double[] a, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] += a[i];
    }
  }
}
