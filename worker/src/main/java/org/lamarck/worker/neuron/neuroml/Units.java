package org.lamarck.worker.neuron.neuroml;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;

/** Quantities with units, such as {@code -65mV}, in the units of networks here. */
enum Units {
  /** mV. */
  VOLTAGE(Map.of("mV", 1.0, "V", 1e3)),
  /** ms. */
  TIME(Map.of("ms", 1.0, "s", 1e3)),
  /** 1/ms. */
  PER_TIME(Map.of("per_ms", 1.0, "per_s", 1e-3, "Hz", 1e-3)),
  /** µS. */
  CONDUCTANCE(Map.of("uS", 1.0, "S", 1e6, "mS", 1e3, "nS", 1e-3, "pS", 1e-6)),
  /** nA. */
  CURRENT(Map.of("nA", 1.0, "A", 1e9, "uA", 1e3, "pA", 1e-3)),
  /** S/cm². */
  CONDUCTANCE_DENSITY(Map.of("S_per_cm2", 1.0, "mS_per_cm2", 1e-3, "S_per_m2", 1e-4)),
  /** µF/cm². */
  CAPACITANCE_DENSITY(Map.of("uF_per_cm2", 1.0, "F_per_m2", 100.0)),
  /** Ω·cm. */
  RESISTIVITY(Map.of("ohm_cm", 1.0, "kohm_cm", 1e3, "ohm_m", 100.0)),
  /** Without a unit. */
  NUMBER(Map.of("", 1.0));

  private static final Pattern FORM =
      Pattern.compile("([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\\s*(\\w*)");

  @SuppressWarnings("ImmutableEnumChecker") // of Map.of
  private final Map<String, Double> factors;

  Units(Map<String, Double> factors) {
    this.factors = factors;
  }

  /** The number of an attribute, or another one where there is none. */
  OptionalDouble or(double otherwise, Element element, String attribute, Findings findings) {
    return element.get(attribute).isEmpty()
        ? OptionalDouble.of(otherwise)
        : of(element, attribute, findings);
  }

  /** The number of an attribute; an error where it is none of this kind. */
  OptionalDouble of(Element element, String attribute, Findings findings) {
    Cell cell = element.require(attribute, findings).orElse(null);
    if (cell == null) {
      return OptionalDouble.empty();
    }
    Matcher matcher = FORM.matcher(cell.text());
    Double factor = matcher.matches() ? factors.get(matcher.group(2)) : null;
    if (factor != null) {
      try {
        return OptionalDouble.of(Double.parseDouble(matcher.group(1)) * factor);
      } catch (NumberFormatException e) {
        factor = null;
      }
    }
    findings.error(
        element.place(),
        "%s=\"%s\" of <%s> is no such quantity".formatted(attribute, cell.text(), element.name()),
        this == NUMBER
            ? "write a number"
            : "write a number with one of "
                + String.join(", ", factors.keySet().stream().sorted().toList()));
    return OptionalDouble.empty();
  }
}
