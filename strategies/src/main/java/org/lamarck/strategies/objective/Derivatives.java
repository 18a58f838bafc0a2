package org.lamarck.strategies.objective;

/** How much is asked of one evaluation; each constant includes what the ones before it give. */
public enum Derivatives {
  /** The value alone. */
  NONE,
  /** The value and its gradient. */
  GRADIENT,
  /** Value, gradient, residuals with their Jacobian, and the Gauss–Newton curvature. */
  RESIDUALS
}
