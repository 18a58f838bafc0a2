package org.lamarck.worker.neuron.file;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.neuron.simulation.Linearisation;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.simulation.Scheme;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;

/**
 * How time goes: {@code time: {end, step, scheme, linearisation, initial, memory}}.
 *
 * @param steady whether states begin at their steady states
 */
record TimeKeys(NetworkPlan.Settings settings, int steps, boolean steady) {
  private static final double STEP = 0.025;
  private static final double MEGABYTE = 1 << 20;
  private static final double MEMORY = NetworkPlan.Settings.BUDGET / MEGABYTE;
  private static final int MOST_STEPS = 100_000_000;

  /** Where states begin whose mechanism tells a value and a steady state. */
  private enum Initial {
    STEADY,
    GIVEN
  }

  static Optional<TimeKeys> read(YamlMapping root, Findings findings) {
    Optional<YamlMapping> given =
        root.require("time", "time: {end: MILLISECONDS}", findings)
            .flatMap(value -> value.mapping(findings));
    if (given.isEmpty()) {
      return Optional.empty();
    }
    YamlMapping time = given.get();
    time.refuseOthers(
        List.of("end", "step", "scheme", "linearisation", "initial", "memory"), findings);
    OptionalDouble end = time.number("end", findings);
    OptionalDouble dt = Words.positive(time, "step", STEP, findings);
    Optional<Scheme> scheme =
        Words.choice(time, "scheme", Scheme.IMPLICIT_EULER, Scheme.values(), findings);
    Optional<Linearisation> linearisation =
        Words.choice(
            time, "linearisation", Linearisation.DERIVATIVE, Linearisation.values(), findings);
    Optional<Initial> initial =
        Words.choice(time, "initial", Initial.STEADY, Initial.values(), findings);
    OptionalDouble memory = Words.positive(time, "memory", MEMORY, findings);
    if (end.isEmpty()
        || memory.isEmpty()
        || dt.isEmpty()
        || scheme.isEmpty()
        || linearisation.isEmpty()
        || initial.isEmpty()) {
      return Optional.empty();
    }
    double steps = Math.rint(end.getAsDouble() / dt.getAsDouble());
    if (!(steps >= 1 && steps <= MOST_STEPS)) {
      findings.error(
          time.place(),
          "%s ms in steps of %s ms are %.0f steps"
              .formatted(end.getAsDouble(), dt.getAsDouble(), steps),
          "correct end or step");
      return Optional.empty();
    }
    return Optional.of(
        new TimeKeys(
            new NetworkPlan.Settings(
                dt.getAsDouble(),
                scheme.get(),
                linearisation.get(),
                (long) (memory.getAsDouble() * MEGABYTE)),
            (int) steps,
            initial.get() == Initial.STEADY));
  }

  /** Whether a run has a time, ms; an error when it has not. */
  boolean has(double when, Place place, Findings findings) {
    double end = steps * settings.dt();
    boolean isIn = when >= 0 && when <= end * (1 + 1e-9);
    if (!isIn) {
      findings.error(
          place,
          "%s ms is not between 0 and %s ms, which a run takes".formatted(when, end),
          "correct it, or the end under time");
    }
    return isIn;
  }

  /** The sample at a time, ms: 0 for the beginning. */
  int sample(double time) {
    return (int) Math.min(Math.max(Math.rint(time / settings.dt()), 0), steps);
  }
}
