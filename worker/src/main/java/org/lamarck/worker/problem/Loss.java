package org.lamarck.worker.problem;

import java.io.Serializable;
import java.util.List;
import org.lamarck.worker.noise.Noise;

/** What of simulated and measured values is minimised. */
public sealed interface Loss extends Serializable permits MisfitLoss, SimulationLoss {
  /**
   * Whether it is minus the logarithm of a density: then it is a sum over measurements and models,
   * and priors can be added.
   */
  boolean isLikelihood();

  /** An observable as this loss compares it: with its own noise, or a scale of 1. */
  default Observable compared(Observable one) {
    return isLikelihood()
        ? one
        : new Observable(
            one.id(),
            one.formula(),
            one.formula().pool().constant(1),
            Noise.NORMAL,
            one.observablePlaceholders(),
            List.of(),
            one.model());
  }

  /** The value as users know it: the log-likelihood, or what is minimised; and back. */
  default double shown(double value) {
    return isLikelihood() ? -value : value;
  }
}
