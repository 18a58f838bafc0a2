package org.lamarck.worker.problem;

/** A loss that each measurement adds to. */
public enum MisfitLoss implements Loss {
  /** The negative log-likelihood of the measurements under the observables' noise. */
  NEGATIVE_LOG_LIKELIHOOD(true) {
    @Override
    public double value(double negativeLogLikelihood, double chiSquared) {
      return negativeLogLikelihood;
    }

    @Override
    public double slope(double chiSquared) {
      return 1;
    }
  },
  /** √Σ (simulated − measured)²; noise formulas are not used. */
  EUCLIDEAN_NORM(false) {
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
  };

  private final boolean isLikelihood;

  MisfitLoss(boolean isLikelihood) {
    this.isLikelihood = isLikelihood;
  }

  @Override
  public boolean isLikelihood() {
    return isLikelihood;
  }

  /**
   * What is minimised.
   *
   * @param negativeLogLikelihood of all measurements of {@link #compared} observables
   * @param chiSquared the sum of their squared residuals
   */
  public abstract double value(double negativeLogLikelihood, double chiSquared);

  /** The derivative of {@link #value} by the negative log-likelihood, whose changes it follows. */
  public abstract double slope(double chiSquared);
}
