package org.lamarck.driver.cli;

import org.lamarck.driver.config.ConfigException;
import org.lamarck.worker.integrate.Tolerances;
import picocli.CommandLine.Option;

/** The integrator's tolerances. */
final class Precision {
  @Option(
      names = "--rtol",
      paramLabel = "X",
      defaultValue = "1e-8",
      description = "Relative tolerance of the integrator; ${DEFAULT-VALUE} when left out.")
  private double relative;

  @Option(
      names = "--atol",
      paramLabel = "X",
      defaultValue = "1e-12",
      description = "Absolute tolerance of the integrator; ${DEFAULT-VALUE} when left out.")
  private double absolute;

  Tolerances tolerances() throws ConfigException {
    try {
      return Tolerances.of(relative, absolute);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--rtol, --atol: error: " + e.getMessage());
    }
  }
}
