package org.lamarck.worker.problem;

/** What of simulated and measured values is minimised. */
public enum Loss {
  /** The negative log-likelihood of the measurements under the observables' noise. */
  NEGATIVE_LOG_LIKELIHOOD,
  /** √Σ (simulated − measured)²; noise formulas are not used. */
  EUCLIDEAN_NORM
}
