package org.lamarck.worker.neuron.neuroml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.MechanismReader;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;

/**
 * A synapse of NeuroML as one of this project's own form, with the parameters that it has there and
 * a {@code weight}. Those by events open when the presynaptic voltage comes above a {@code
 * threshold}, at the end of the step that finds it there; between events they are exact.
 */
final class SynapseText {
  /** Of an event: not above the threshold before the step and above it now. */
  private static final String ABOVE =
      "    above: {next: \"piecewise(1, v_pre > threshold, 0)\", initial: 1}\n";

  private static final String EVENT = "weight * piecewise(1 - above, v_pre > threshold, 0)";

  /** By what kind of projection a synapse can be named. */
  enum Projection {
    EVENTS("projection"),
    ELECTRICAL("electricalProjection"),
    CONTINUOUS("continuousProjection");

    private final String element;

    Projection(String element) {
      this.element = element;
    }

    String element() {
      return element;
    }
  }

  private final Element synapse;
  private final Findings findings;
  private final Map<String, Double> parameters = new LinkedHashMap<>();
  private boolean known = true;

  private SynapseText(Element synapse, Findings findings) {
    this.synapse = synapse;
    this.findings = findings;
  }

  /** The synapse; nothing when it has no counterpart in such a projection, with an error. */
  static Optional<Mechanism> read(Element synapse, Projection projection, Findings findings) {
    return new SynapseText(synapse, findings).mechanism(projection);
  }

  private Optional<Mechanism> mechanism(Projection projection) {
    String id = synapse.get("id");
    if (!Identifiers.isIdentifier(id)) {
      synapse.refuse("has the id \"%s\", which is no name here".formatted(id), findings);
      return Optional.empty();
    }
    boolean fits =
        switch (synapse.name()) {
          case "expOneSynapse", "alphaSynapse", "expTwoSynapse" -> projection == Projection.EVENTS;
          case "gapJunction" -> projection == Projection.ELECTRICAL;
          case "gradedSynapse", "linearGradedSynapse" -> projection == Projection.CONTINUOUS;
          default -> false;
        };
    if (!fits) {
      String what = "has no counterpart here as a synapse of <%s>".formatted(projection.element());
      synapse.refuse(what, findings);
      return Optional.empty();
    }
    if (!synapse.refuseOthers(List.of(), findings)) {
      return Optional.empty();
    }
    return body().flatMap(body -> made(id, body));
  }

  private Optional<Mechanism> made(String id, String body) {
    StringBuilder text = new StringBuilder(id).append(":\n  parameters:\n");
    parameters.forEach((name, value) -> text.append("    %s: %s\n".formatted(name, value)));
    text.append(body);
    Findings own = new Findings();
    Map<String, Mechanism> made = new LinkedHashMap<>();
    YamlMapping.read(new SourceText(id, text.toString()), own)
        .ifPresent(one -> MechanismReader.read(one, Mechanism.Kind.SYNAPSE, made, own));
    if (own.hasErrors()) {
      throw new IllegalStateException(own.all() + " of " + text);
    }
    return Optional.ofNullable(made.get(id));
  }

  private double take(String name, Units units) {
    OptionalDouble value = units.of(synapse, name, findings);
    known &= value.isPresent();
    parameters.put(name, value.orElse(1));
    return value.orElse(1);
  }

  /** A time constant, which is above 0. */
  private double takeTime(String name) {
    double time = take(name, Units.TIME);
    if (!(time > 0)) {
      synapse.refuse("has a %s that is not above 0".formatted(name), findings);
      known = false;
    }
    return time;
  }

  /** States and current; parameters are taken on the way. */
  private Optional<String> body() {
    String body =
        switch (synapse.name()) {
          case "expOneSynapse" -> single();
          case "alphaSynapse" -> alpha();
          case "expTwoSynapse" -> twofold();
          case "gradedSynapse" -> graded();
          default -> linear();
        };
    parameters.put("weight", 1.0);
    return known ? Optional.of(body) : Optional.empty();
  }

  private void takeEvents() {
    take("gbase", Units.CONDUCTANCE);
    take("erev", Units.VOLTAGE);
    parameters.put("threshold", 0.0);
  }

  /** s′ = −s/τ, and one more at each event. */
  private String single() {
    takeEvents();
    takeTime("tauDecay");
    return "  states:\n"
        + ABOVE
        + "    s: {next: \"s * exp(-dt / tauDecay) + %s\", initial: 0}\n".formatted(EVENT)
        + "  current: gbase * s * (v - erev)\n";
  }

  /** s′ = (e·a − s)/τ, a′ = −a/τ: t/τ·e^(1 − t/τ) after an event. */
  private String alpha() {
    takeEvents();
    takeTime("tau");
    return "  states:\n"
        + ABOVE
        + "    a: {next: \"a * exp(-dt / tau) + %s\", initial: 0}\n".formatted(EVENT)
        + "    s: {next: \"(s + exp(1) * a * dt / tau) * exp(-dt / tau)\", initial: 0}\n"
        + "  current: gbase * s * (v - erev)\n";
  }

  /** A difference of exponentials, of which the peak is 1. */
  private String twofold() {
    takeEvents();
    double rise = takeTime("tauRise");
    double decay = takeTime("tauDecay");
    if (known && !(rise < decay)) {
      synapse.refuse("has a tauRise that is not below its tauDecay", findings);
      known = false;
    }
    String peak = "peak: log(tauDecay / tauRise) * tauRise * tauDecay / (tauDecay - tauRise)";
    String factor = "factor: 1 / (exp(-peak / tauDecay) - exp(-peak / tauRise))";
    return "  formulas:\n    %s\n    %s\n  states:\n".formatted(peak, factor)
        + ABOVE
        + "    a: {next: \"a * exp(-dt / tauRise) + %s\", initial: 0}\n".formatted(EVENT)
        + "    b: {next: \"b * exp(-dt / tauDecay) + %s\", initial: 0}\n".formatted(EVENT)
        + "  current: gbase * factor * (b - a) * (v - erev)\n";
  }

  /** s relaxes to a sigmoid of the presynaptic voltage, Prinz et al. (2004). */
  private String graded() {
    take("conductance", Units.CONDUCTANCE);
    take("erev", Units.VOLTAGE);
    take("delta", Units.VOLTAGE);
    take("Vth", Units.VOLTAGE);
    take("k", Units.PER_TIME);
    return """
      formulas: {open: 1 / (1 + exp((Vth - v_pre) / delta))}
      states: {s: {steady: open, tau: (1 - open) / k, initial: 0}}
      current: weight * conductance * s * (v - erev)
    """;
  }

  /** A gap junction, or half of one. */
  private String linear() {
    take("conductance", Units.CONDUCTANCE);
    return "  current: weight * conductance * (v - v_pre)\n";
  }
}
