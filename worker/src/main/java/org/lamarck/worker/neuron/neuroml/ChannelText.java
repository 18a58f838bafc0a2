package org.lamarck.worker.neuron.neuroml;

import java.util.ArrayList;
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
 * An {@code <ionChannelHH>} as a channel of this project's own form: its current is g·∏ gates·(v −
 * e), with the parameters {@code g}, S/cm², and {@code e}, mV.
 */
final class ChannelText {
  private final Element channel;
  private final Findings findings;
  private final StringBuilder states = new StringBuilder();
  private final List<String> factors = new ArrayList<>();

  private ChannelText(Element channel, Findings findings) {
    this.channel = channel;
    this.findings = findings;
  }

  /** The channel; nothing when it has no counterpart, with an error. */
  static Optional<Mechanism> read(Element channel, Findings findings) {
    return new ChannelText(channel, findings).mechanism();
  }

  private Optional<Mechanism> mechanism() {
    String id = channel.get("id");
    String type = channel.get("type");
    if (!Identifiers.isIdentifier(id)) {
      channel.refuse("has the id \"%s\", which is no name here".formatted(id), findings);
      return Optional.empty();
    }
    if (!List.of("", "ionChannelHH", "ionChannelPassive").contains(type)) {
      channel.refuse("is of the type %s".formatted(type), findings);
      return Optional.empty();
    }
    boolean known =
        channel.refuseOthers(
            List.of("gate", "gateHHrates", "gateHHtauInf", "gateHHInstantaneous"), findings);
    for (Element gate : channel.children()) {
      if (gate.name().startsWith("gate")) {
        known &= gate(gate);
      }
    }
    if (!known) {
      return Optional.empty();
    }
    factors.add(0, "g");
    String text =
        "%s:\n  parameters: {g: 0, e: 0}\n%s  current: %s * (v - e)\n"
            .formatted(
                id, states.isEmpty() ? "" : "  states:\n" + states, String.join(" * ", factors));
    Findings own = new Findings();
    Map<String, Mechanism> made = new LinkedHashMap<>();
    YamlMapping.read(new SourceText(id, text), own)
        .ifPresent(one -> MechanismReader.read(one, Mechanism.Kind.CHANNEL, made, own));
    if (own.hasErrors()) {
      throw new IllegalStateException(own.all() + " of " + text);
    }
    return Optional.ofNullable(made.get(id));
  }

  private boolean gate(Element gate) {
    String type = gate.name().equals("gate") ? gate.get("type") : gate.name();
    String id = gate.get("id");
    OptionalDouble instances = Units.NUMBER.of(gate, "instances", findings);
    if (instances.isEmpty()
        || !Identifiers.isIdentifier(id)
        || List.of("g", "e", "v").contains(id)) {
      if (instances.isPresent()) {
        gate.refuse("has the id \"%s\", which is no name here".formatted(id), findings);
      }
      return false;
    }
    factors.add(
        instances.getAsDouble() == 1 ? id : "%s^%s".formatted(id, number(instances.getAsDouble())));
    Optional<String> q10 = q10(gate);
    return q10.isPresent()
        && switch (type) {
          case "gateHHrates" -> rates(gate, id, q10.get());
          case "gateHHtauInf" -> relaxation(gate, id, q10.get());
          default -> {
            gate.refuse("is of the type %s".formatted(type), findings);
            yield false;
          }
        };
  }

  /** By what rates are multiplied; a fixed number alone is read. */
  private Optional<String> q10(Element gate) {
    Optional<Element> settings = gate.child("q10Settings");
    if (settings.isEmpty()) {
      return Optional.of("1");
    }
    if (!settings.get().get("type").equals("q10Fixed")) {
      settings.get().refuse("of other types than q10Fixed is not read", findings);
      return Optional.empty();
    }
    OptionalDouble fixed = Units.NUMBER.of(settings.get(), "fixedQ10", findings);
    return fixed.isEmpty() ? Optional.empty() : Optional.of(number(fixed.getAsDouble()));
  }

  private boolean rates(Element gate, String id, String q10) {
    if (!gate.refuseOthers(List.of("forwardRate", "reverseRate", "q10Settings"), findings)) {
      return false;
    }
    Optional<String> alpha = form(gate, "forwardRate", "Rate", Units.PER_TIME);
    Optional<String> beta = form(gate, "reverseRate", "Rate", Units.PER_TIME);
    if (alpha.isEmpty() || beta.isEmpty()) {
      return false;
    }
    states.append(
        "    %s: {alpha: \"%s * (%s)\", beta: \"%s * (%s)\"}\n"
            .formatted(id, q10, alpha.get(), q10, beta.get()));
    return true;
  }

  private boolean relaxation(Element gate, String id, String q10) {
    if (!gate.refuseOthers(List.of("timeCourse", "steadyState", "q10Settings"), findings)) {
      return false;
    }
    Optional<String> steady = form(gate, "steadyState", "Variable", Units.NUMBER);
    Optional<Element> course = gate.child("timeCourse");
    if (course.isEmpty() || !course.get().get("type").equals("fixedTimeCourse")) {
      course.orElse(gate).refuse("needs a timeCourse of the type fixedTimeCourse", findings);
      return false;
    }
    OptionalDouble tau = Units.TIME.of(course.get(), "tau", findings);
    if (steady.isEmpty() || tau.isEmpty()) {
      return false;
    }
    states.append(
        "    %s: {steady: \"%s\", tau: \"%s / %s\"}\n"
            .formatted(id, steady.get(), number(tau.getAsDouble()), q10));
    return true;
  }

  /** One of the three forms of Hodgkin and Huxley's, as a formula of v. */
  private Optional<String> form(Element gate, String part, String suffix, Units units) {
    Optional<Element> found = gate.child(part);
    if (found.isEmpty()) {
      gate.refuse("has no " + part, findings);
      return Optional.empty();
    }
    Element element = found.get();
    String type = element.get("type");
    OptionalDouble rate = units.of(element, "rate", findings);
    OptionalDouble middle = Units.VOLTAGE.of(element, "midpoint", findings);
    OptionalDouble scale = Units.VOLTAGE.of(element, "scale", findings);
    if (rate.isEmpty() || middle.isEmpty() || scale.isEmpty()) {
      return Optional.empty();
    }
    String r = number(rate.getAsDouble());
    String s = number(scale.getAsDouble());
    String v = "(v - (%s))".formatted(number(middle.getAsDouble()));
    if (type.equals("HHExp" + suffix)) {
      return Optional.of("%s * exp(%s / (%s))".formatted(r, v, s));
    } else if (type.equals("HHSigmoid" + suffix)) {
      return Optional.of("%s / (1 + exp(-%s / (%s)))".formatted(r, v, s));
    } else if (type.equals("HHExpLinear" + suffix)) { // x/(1 − e⁻ˣ) = (−y)/(e^(−y) … ) of v/s
      return Optional.of("%s * vtrap(-%s / (%s), 1)".formatted(r, v, s));
    }
    element.refuse("is of the type \"%s\"".formatted(type), findings);
    return Optional.empty();
  }

  private static String number(double value) {
    return Double.toString(value);
  }
}
