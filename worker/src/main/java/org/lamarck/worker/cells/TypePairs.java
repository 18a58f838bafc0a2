package org.lamarck.worker.cells;

import java.util.List;

/** A number of pairs of cells, by their types: Σ over types a and b of tᵢₐ tⱼᵦ M_ab. */
final class TypePairs {
  private final List<Setting> settings;
  private final double[] matrix;
  private final int types;

  /**
   * A number of pairs.
   *
   * @param settings one for all, or types × types
   */
  TypePairs(List<Setting> settings, double[] parameters, int types) {
    this.settings = settings;
    this.types = types;
    matrix = new double[settings.size()];
    for (int n = 0; n < matrix.length; n++) {
      matrix[n] = settings.get(n).of(parameters);
    }
  }

  /** That of the first pair of types. */
  double value() {
    return matrix[0];
  }

  double between(double[] weights, int i, int j) {
    if (matrix.length == 1) {
      return matrix[0];
    }
    double sum = 0;
    for (int a = 0; a < types; a++) {
      for (int b = 0; b < types; b++) {
        sum += weights[i * types + a] * weights[j * types + b] * matrix[a * types + b];
      }
    }
    return sum;
  }

  /** Adds slope · ∂number/∂θ and slope · ∂number/∂t. */
  void add(double slope, int i, int j, double[] gradient, double[] weights, double[] byWeights) {
    if (matrix.length == 1) {
      settings.get(0).add(slope, gradient);
      return;
    }
    for (int a = 0; a < types; a++) {
      for (int b = 0; b < types; b++) {
        double one = weights[i * types + a];
        double other = weights[j * types + b];
        settings.get(a * types + b).add(slope * one * other, gradient);
        byWeights[i * types + a] += slope * other * matrix[a * types + b];
        byWeights[j * types + b] += slope * one * matrix[a * types + b];
      }
    }
  }
}
