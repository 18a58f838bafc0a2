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

  private final class At extends Values {
    private final double epsilon;

    At(double epsilon) {
      this.epsilon = epsilon;
    }

    @Override
    double force(double d, double sigma) {
      return d < sigma ? epsilon / sigma * Math.pow(1 - d / sigma, exponent - 1) : 0;
    }

    @Override
    void differentiate(double d, double sigma) {
      force = force(d, sigma);
      if (d >= sigma) {
        byDistance = 0;
        bySize = 0;
        return;
      }
      double slope = (exponent - 1) * Math.pow(1 - d / sigma, exponent - 2) * epsilon / sigma;
      byDistance = -slope / sigma;
      bySize = -force / sigma + slope * d / (sigma * sigma);
    }

    @Override
    void add(double factor, double[] gradient, double[] traits, double[] byTraits) {
      strength.add(factor * force / epsilon, gradient);
    }
  }
}
