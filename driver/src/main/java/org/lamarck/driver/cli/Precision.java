package org.lamarck.driver.cli;

import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.worker.integrate.Tolerances;
import picocli.CommandLine.Option;

/** The integrator's tolerances. */
final class Precision {
  /**
   * For numbers that are looked at: the gradient of Boehm et al. (2014) at its optimum, where all
   * entries are small differences, is then right to 2e-6 of each entry (at 1e-8: 5e-4).
   */
  static final Tolerances EXACT = Tolerances.exact();

  @Option(
      names = "--rtol",
      paramLabel = "X",
      description = "Relative tolerance of the integrator; when left out, 1e-10 (bench: 1e-8).")
  private @Nullable Double relative;

  @Option(
      names = "--atol",
      paramLabel = "X",
      description =
          "Absolute tolerance of the integrator, in the unit of each state; when left out, 1e-14"
              + " (bench: 1e-12) of the largest size that a state has reached.")
  private @Nullable Double absolute;

  /** The tolerances asked for; where none is, those of {@code defaults}. */
  Tolerances tolerances(Tolerances defaults) throws ConfigException {
    try {
      double used = relative == null ? defaults.relative() : relative;
      return absolute == null ? Tolerances.scaled(used) : Tolerances.of(used, absolute);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--rtol, --atol: error: " + e.getMessage());
    }
  }
}
