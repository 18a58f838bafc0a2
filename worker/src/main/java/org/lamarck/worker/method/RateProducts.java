package org.lamarck.worker.method;

import java.util.Arrays;
import org.lamarck.worker.system.SystemStructure;

/**
 * What second derivatives of the rates are multiplied by in the transpose of a step, gathered over
 * its stages i, in which the rates have weights w_i. Arrays are for the kernels of this package.
 */
final class RateProducts {
  private final double[] byEntry; // of ∂v/∂y: Σ_i w_i U_i
  private final double[] byRate; // Σ_i h d_i w_i

  RateProducts(SystemStructure structure) {
    this.byEntry = new double[structure.rateStates().size()];
    this.byRate = new double[structure.rates()];
  }

  void clear() {
    Arrays.fill(byEntry, 0.0);
    Arrays.fill(byRate, 0.0);
  }

  /** For each rate and each of its states a, in the order of the rates' states, Σ_i w_i U_ia. */
  double[] byEntry() {
    return byEntry;
  }

  /** For each rate Σ_i h d_i w_i. */
  double[] byRate() {
    return byRate;
  }
}
