package org.lamarck.worker.elementary;

/** One number after another. */
final class ScalarElementaryKernel extends ElementaryKernel {
  @Override
  boolean isSupported() {
    return true;
  }

  @Override
  public void exp(double[] m, int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      m[to + i] = exp(m[from + i]);
    }
  }

  @Override
  public void tanh(double[] m, int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      m[to + i] = tanh(m[from + i]);
    }
  }

  @Override
  public void logistic(double[] m, int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      m[to + i] = logistic(m[from + i]);
    }
  }

  @Override
  public void logisticSlope(double[] m, int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      m[to + i] = logisticSlope(m[from + i]);
    }
  }
}
