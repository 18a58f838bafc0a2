package org.lamarck.strategies.evolution.hybrid;

/** What an objective tells, as far as is known. */
enum Knowledge {
  /** Residuals with their Jacobian, or nothing is known yet. */
  RESIDUALS,
  /** Gradients and no more: what a difference of values means nobody says. */
  GRADIENTS,
  /** Values and no more: there are no local searches. */
  VALUES;

  boolean hasGradients() {
    return this != VALUES;
  }
}
