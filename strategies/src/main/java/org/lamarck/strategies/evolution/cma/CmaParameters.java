package org.lamarck.strategies.evolution.cma;

import java.io.Serializable;

/**
 * The constants of CMA-ES for a dimension and a population size: Hansen (2016), The CMA Evolution
 * Strategy: A Tutorial, arXiv:1604.00772, table 1 (equations 49–58), symbols as there.
 */
final class CmaParameters implements Serializable {
  private static final long serialVersionUID = 1L;

  /** α_cov, the amount of covariance learning. */
  private static final double ALPHA_COV = 2;

  /** Dimension. */
  final int n;

  /** Population size. */
  final int lambda;

  /** How many samples the mean is made of. */
  final int mu;

  /** μ_eff, the variance-effective selection mass. */
  final double muEff;

  /** Recombination weights w₁ … w_λ, the last ones negative. */
  private final double[] weights;

  /** Learning rate of the path p_σ. */
  final double cSigma;

  /** Damping of σ. */
  final double dSigma;

  /** Learning rate of the path p_c. */
  final double cC;

  /** Learning rate of the rank-one update. */
  final double c1;

  /** Learning rate of the rank-μ update. */
  final double cMu;

  /** E‖N(0, I)‖. */
  final double chiN;

  /** Generations between two eigendecompositions: they then cost O(n²) per evaluation (B.2). */
  final int eigenGap;

  private CmaParameters(int n, int lambda) {
    this.n = n;
    this.lambda = lambda;
    mu = lambda / 2;
    double[] raw = new double[lambda];
    double positive = 0;
    double positiveSquares = 0;
    double negative = 0;
    double negativeSquares = 0;
    for (int i = 0; i < lambda; i++) {
      raw[i] = StrictMath.log((lambda + 1) / 2.0) - StrictMath.log(i + 1); // eq. 49
      if (i < mu) {
        positive += raw[i];
        positiveSquares += raw[i] * raw[i];
      } else {
        negative += raw[i];
        negativeSquares += raw[i] * raw[i];
      }
    }
    muEff = positive * positive / positiveSquares;
    double muEffMinus = negativeSquares > 0 ? negative * negative / negativeSquares : 0;
    cSigma = (muEff + 2) / (n + muEff + 5); // eq. 55
    dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
    cC = (4 + muEff / n) / (n + 4 + 2 * muEff / n); // eq. 56
    c1 = ALPHA_COV / ((n + 1.3) * (n + 1.3) + muEff); // eq. 57
    cMu =
        Math.min(
            1 - c1,
            ALPHA_COV
                * (0.25 + muEff + 1 / muEff - 2)
                / ((n + 2.0) * (n + 2.0) + ALPHA_COV * muEff / 2)); // eq. 58
    double alphaMu = 1 + c1 / cMu; // eq. 50
    double alphaMuEff = 1 + 2 * muEffMinus / (muEff + 2); // eq. 51
    double alphaPosDef = (1 - c1 - cMu) / (n * cMu); // eq. 52
    double alphaMinus = Math.min(alphaMu, Math.min(alphaMuEff, alphaPosDef));
    weights = new double[lambda];
    for (int i = 0; i < lambda; i++) {
      // eq. 53; raw is zero or negative from mu on
      weights[i] = i < mu ? raw[i] / positive : negative == 0 ? 0 : raw[i] * alphaMinus / -negative;
    }
    chiN = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
    eigenGap = (int) Math.max(1, Math.floor(1 / (10.0 * n * (c1 + cMu))));
  }

  /**
   * The constants for dimension {@code n} and population size {@code lambda}.
   *
   * @param lambda at least 4
   */
  static CmaParameters of(int n, int lambda) {
    if (n < 1) {
      throw new IllegalArgumentException("the search space has no coordinate");
    }
    if (lambda < 4) {
      throw new IllegalArgumentException(
          "populationSize ("
              + lambda
              + ") must be at least 4 for CMA-ES. The default is "
              + defaultLambda(n)
              + ".");
    }
    return new CmaParameters(n, lambda);
  }

  /** λ = 4 + ⌊3 ln n⌋ (eq. 48). */
  static int defaultLambda(int n) {
    return 4 + (int) Math.floor(3 * StrictMath.log(n));
  }

  double weight(int rank) {
    return weights[rank];
  }
}
