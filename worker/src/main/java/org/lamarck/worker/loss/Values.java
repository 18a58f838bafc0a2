package org.lamarck.worker.loss;

import java.util.Optional;

/** All values of a curve. */
public record Values() implements Feature {
  @Override
  public int size(int points) {
    return points;
  }

  @Override
  public Optional<String> evaluate(double[] times, double[] y, double[] out, double[] jacobian) {
    System.arraycopy(y, 0, out, 0, y.length);
    for (int k = 0; k < y.length; k++) {
      jacobian[k * y.length + k] = 1;
    }
    return Optional.empty();
  }

  @Override
  public boolean isIdentity() {
    return true;
  }
}
