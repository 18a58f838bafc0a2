package org.lamarck.worker.cells;

import java.util.List;

/**
 * U = ε/a (1 − d/σ)^a where cells overlap, else 0: a ≥ 2.
 *
 * @param strength ε
 * @param exponent a
 * @param largest the largest sum of two radii that there will be
 */
public record SoftSphere(Setting strength, double exponent, double largest) implements PairForce {
  public SoftSphere {
    if (!(exponent >= 2)) {
      throw new IllegalArgumentException(
          "the exponent (" + exponent + ") must be at least 2, or forces jump");
    }
  }

  @Override
  public double cutoff() {
    return largest;
  }

  @Override
  public List<Setting> settings() {
    return List.of(strength);
  }

  @Override
  public Values at(double[] parameters, Fields fields) {
    return new At(strength.of(parameters));
  }

  private final class At implements Values {
    private final double epsilon;

    At(double epsilon) {
      this.epsilon = epsilon;
    }

    private double force(double d, double sigma) {
      return d < sigma ? epsilon / sigma * Math.pow(1 - d / sigma, exponent - 1) : 0;
    }

    @Override
    public void shares(Nearby near, double[] traits) {
      for (int k = 0; k < near.count; k++) {
        near.share[k] = force(near.distance[k], near.sigma[k]) / near.distance[k];
      }
    }

    @Override
    public void slopes(Nearby near, double[] traits) {
      shares(near, traits);
      for (int k = 0; k < near.count; k++) {
        double d = near.distance[k];
        double sigma = near.sigma[k];
        double inside = Math.max(0, 1 - d / sigma);
        double slope =
            d < sigma ? (exponent - 1) * Math.pow(inside, exponent - 2) * epsilon / sigma : 0;
        near.byDistance[k] = -slope / sigma;
        near.bySize[k] = -near.share[k] * d / sigma + slope * d / (sigma * sigma);
      }
    }

    @Override
    public void add(
        Nearby near, double[] factors, double[] gradient, double[] traits, double[] byTraits) {
      double sum = 0;
      for (int k = 0; k < near.count; k++) {
        sum += factors[k] * near.share[k] * near.distance[k];
      }
      strength.add(sum / epsilon, gradient);
    }
  }
}
