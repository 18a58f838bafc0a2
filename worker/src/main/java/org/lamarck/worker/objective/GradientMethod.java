package org.lamarck.worker.objective;

/** How the gradient is computed; both differentiate the discrete steps and agree to rounding. */
public enum GradientMethod {
  /** Tangents of all parameters beside the states: also gives residual Jacobians. */
  FORWARD,
  /** One sweep back through the stored steps: cost does not grow with the parameters. */
  ADJOINT,
  /** Whichever is expected to be cheaper for the problem. */
  AUTO
}
