package org.lamarck.worker.noise;

/**
 * The probability that a residual lies between two numbers, and what it says of derivatives. With r
 * = (T(m) − T(h)) / σ anywhere between a = (T(lower) − T(h)) / σ and b, all means are over r given
 * that it lies there. What a single r says by ρ′(r) and r ρ′(r) an interval says by their means, so
 * that derivatives by T(h) are −slope / σ and by σ (1 − slopeTimesResidual) / σ. A workspace:
 * {@link Distribution#between} fills it. Serves one thread.
 */
public final class IntervalProbability {
  private double negativeLog;
  private double slope;
  private double slopeTimesResidual;
  private double ofLocation = Double.NaN;
  private double ofBoth = Double.NaN;
  private double ofScale = Double.NaN;

  void set(double minusLog, double meanSlope, double meanProduct) {
    negativeLog = minusLog;
    slope = meanSlope;
    slopeTimesResidual = meanProduct;
  }

  void setInformation(double location, double both, double scale) {
    ofLocation = location;
    ofBoth = both;
    ofScale = scale;
  }

  /** Turns what was filled for −r into what holds for r. */
  void mirror() {
    slope = -slope;
    ofBoth = -ofBoth;
  }

  /** −ln P, at least 0. */
  public double negativeLog() {
    return negativeLog;
  }

  /** The mean of ρ′(r). */
  public double slope() {
    return slope;
  }

  /** The mean of r ρ′(r). */
  public double slopeTimesResidual() {
    return slopeTimesResidual;
  }

  /**
   * The curvature of −ln P by u = T(h) / σ, when a and b are taken for linear in the parameters: a
   * quadratic form of u and v = ln σ that is never negative, since P is a log-concave function of a
   * and b. Of normal noise alone.
   */
  public double informationOfLocation() {
    return ofLocation;
  }

  /** The same of u and v together. */
  public double informationOfBoth() {
    return ofBoth;
  }

  /** The same of v. */
  public double informationOfScale() {
    return ofScale;
  }

  /**
   * The residual whose half square is −ln P, with the sign of the slope: what least squares are
   * made of where values are censored.
   */
  public double deviance() {
    return Math.copySign(Math.sqrt(2 * negativeLog), slope);
  }
}
