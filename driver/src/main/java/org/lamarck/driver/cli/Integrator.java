package org.lamarck.driver.cli;

import org.lamarck.worker.integrate.Tolerances;
import org.lamarck.worker.integrate.Tolerances.Stepping;
import picocli.CommandLine.Option;

/** The scheme of integration. */
final class Integrator {
  @Option(
      names = "--integrator",
      paramLabel = "auto|rodas5p|tsit5",
      defaultValue = "auto",
      description = {
        "The scheme of integration: by step the one that costs less, Rodas5P for stiff systems, or"
            + " Tsit5 for others; ${DEFAULT-VALUE} when left out."
      })
  private Stepping stepping = Stepping.AUTO;

  /** Tolerances for steps by this scheme. */
  Tolerances stepping(Tolerances tolerances) {
    return tolerances.withStepping(stepping);
  }
}
