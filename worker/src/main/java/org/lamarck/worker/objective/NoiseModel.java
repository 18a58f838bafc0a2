package org.lamarck.worker.objective;

import org.lamarck.worker.problem.Observable.Noise;

/**
 * The negative log-likelihood of one measurement m given a simulated value h and the noise's scale
 * σ, for the noise models of PEtab 1 (specification, "Noise distributions"). With z = T(m) − T(h)
 * on the scale T of the noise:
 *
 * <pre>
 * normal:  ½ (z/σ)² + ln σ + ½ ln 2π − ln T′(m)
 * laplace: |z|/σ + ln 2σ − ln T′(m)
 * </pre>
 */
final class NoiseModel {
  private static final double LN10 = Math.log(10);
  private static final double HALF_LN_2PI = 0.5 * Math.log(2 * Math.PI);

  private NoiseModel() {}

  static boolean isLaplace(Noise noise) {
    return switch (noise) {
      case LAPLACE, LOG_LAPLACE, LOG10_LAPLACE -> true;
      case NORMAL, LOG_NORMAL, LOG10_NORMAL -> false;
    };
  }

  static boolean isLogarithmic(Noise noise) {
    return switch (noise) {
      case LOG_NORMAL, LOG_LAPLACE, LOG10_NORMAL, LOG10_LAPLACE -> true;
      case NORMAL, LAPLACE -> false;
    };
  }

  /** T⁻¹(value). */
  static double inverse(Noise noise, double value) {
    return switch (noise) {
      case NORMAL, LAPLACE -> value;
      case LOG_NORMAL, LOG_LAPLACE -> Math.exp(value);
      case LOG10_NORMAL, LOG10_LAPLACE -> Math.pow(10, value);
    };
  }

  /** T(value); NaN outside its domain. */
  static double transform(Noise noise, double value) {
    return switch (noise) {
      case NORMAL, LAPLACE -> value;
      case LOG_NORMAL, LOG_LAPLACE -> value > 0 ? Math.log(value) : Double.NaN;
      case LOG10_NORMAL, LOG10_LAPLACE -> value > 0 ? Math.log10(value) : Double.NaN;
    };
  }

  /** T′(value). */
  static double slope(Noise noise, double value) {
    return switch (noise) {
      case NORMAL, LAPLACE -> 1;
      case LOG_NORMAL, LOG_LAPLACE -> 1 / value;
      case LOG10_NORMAL, LOG10_LAPLACE -> 1 / (value * LN10);
    };
  }

  /**
   * The negative log-likelihood.
   *
   * @param residual (T(m) − T(h)) / σ
   */
  static double negativeLogLikelihood(Noise noise, double residual, double sigma, double measured) {
    double jacobian = Math.log(slope(noise, measured));
    return isLaplace(noise)
        ? Math.abs(residual) + Math.log(2 * sigma) - jacobian
        : 0.5 * residual * residual + Math.log(sigma) + HALF_LN_2PI - jacobian;
  }

  /** ∂/∂T(h) of the negative log-likelihood; 0 at the kink of Laplace. */
  static double byTransformed(Noise noise, double residual, double sigma) {
    return isLaplace(noise) ? -Math.signum(residual) / sigma : -residual / sigma;
  }

  /** ∂/∂σ of the negative log-likelihood. */
  static double bySigma(Noise noise, double residual, double sigma) {
    return isLaplace(noise) ? (1 - Math.abs(residual)) / sigma : (1 - residual * residual) / sigma;
  }
}
