package org.lamarck.worker.problem;

import java.util.List;

/** What of simulated and measured values is minimised. */
public enum Loss {
  /** The negative log-likelihood of the measurements under the observables' noise. */
  NEGATIVE_LOG_LIKELIHOOD(true) {
    @Override
    public Observable compared(Observable observable) {
      return observable;
    }

    @Override
    public double value(double negativeLogLikelihood, double chiSquared) {
      return negativeLogLikelihood;
    }

    @Override
    public double slope(double chiSquared) {
      return 1;
    }

    @Override
    public double shown(double value) {
      return -value;
    }
  },
  /** √Σ (simulated − measured)²; noise formulas are not used. */
  EUCLIDEAN_NORM(false) {
    @Override
    public Observable compared(Observable one) {
      return new Observable(
          one.id(),
          one.formula(),
          one.formula().pool().constant(1),
          Noise.NORMAL,
          one.observablePlaceholders(),
          List.of(),
          one.model());
    }

    @Override
    public double value(double negativeLogLikelihood, double chiSquared) {
      return Math.sqrt(chiSquared);
    }

    @Override
    public double slope(double chiSquared) {
      // d‖r‖ = rᵀdr/‖r‖; at a perfect fit the gradient is zero and any positive factor will do
      double length = Math.sqrt(chiSquared);
      return length > 0 ? 1 / length : 1;
    }

    @Override
    public double shown(double value) {
      return value;
    }
  };

  private final boolean isLikelihood;

  Loss(boolean isLikelihood) {
    this.isLikelihood = isLikelihood;
  }

  /**
   * Whether it is minus the logarithm of a density: then it is a sum over measurements and models,
   * and priors can be added.
   */
  public boolean isLikelihood() {
    return isLikelihood;
  }

  /** An observable as this loss compares it: with its own noise, or a scale of 1. */
  public abstract Observable compared(Observable observable);

  /**
   * What is minimised.
   *
   * @param negativeLogLikelihood of all measurements of {@link #compared} observables
   * @param chiSquared the sum of their squared residuals
   */
  public abstract double value(double negativeLogLikelihood, double chiSquared);

  /** The derivative of {@link #value} by the negative log-likelihood, whose changes it follows. */
  public abstract double slope(double chiSquared);

  /** The value as users know it: the log-likelihood, or the norm; and back. */
  public abstract double shown(double value);
}
