package org.lamarck.worker.cells;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Spelling;

/** Reads how a tissue begins and what its steps are. */
final class StepReader {
  private static final String GROWTH = "growth";
  private static final String RELAXATION = "relaxation";
  private static final String MORSE = "morse";
  private static final String SOFT_SPHERE = "soft_sphere";
  private static final int MOST_CELLS = 100_000;

  private final List<String> parameters;
  private final Findings findings;
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * A reader.
   *
   * @param parameters names by their places
   */
  StepReader(List<String> parameters, Findings findings) {
    this.parameters = parameters;
    this.findings = findings;
  }

  /** The parameters that steps have named. */
  Set<String> used() {
    return used;
  }

  Optional<Beginning> beginning(YamlMapping cells) {
    cells.refuseOthers(
        List.of("count", "dimensions", "from", "to", "radius", "radius_sd"), findings);
    int count = count(cells, "count", 2, MOST_CELLS);
    int dimensions = cells.has("dimensions") ? count(cells, "dimensions", 2, 3) : 2;
    OptionalDouble from = cells.numberAbove("from", Double.NEGATIVE_INFINITY, findings);
    OptionalDouble to = cells.numberAbove("to", from.orElse(0), findings);
    OptionalDouble radius = cells.numberAbove("radius", 0, findings);
    double sd = cells.has("radius_sd") ? cells.numberAbove("radius_sd", 0, findings).orElse(0) : 0;
    return from.isEmpty() || to.isEmpty() || radius.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Beginning(
                count, dimensions, from.getAsDouble(), to.getAsDouble(), radius.getAsDouble(), sd));
  }

  Optional<Step> step(YamlMapping item) {
    item.refuseOthers(List.of(GROWTH, RELAXATION), findings);
    if (item.keys().size() != 1) {
      findings.error(item.place(), "a step is one key", "write growth or relaxation");
      return Optional.empty();
    }
    return item.has(GROWTH)
        ? item.get(GROWTH).flatMap(value -> value.mapping(findings)).flatMap(this::growth)
        : item.get(RELAXATION).flatMap(value -> value.mapping(findings)).flatMap(this::relaxation);
  }

  private Optional<Step> growth(YamlMapping one) {
    one.refuseOthers(List.of("rate", "limit", "kind"), findings);
    boolean isExponential = false;
    if (one.has("kind")) {
      Optional<Cell> kind = one.text("kind", "linear or exponential", findings);
      isExponential = kind.filter(cell -> cell.text().equals("exponential")).isPresent();
      if (!isExponential) {
        kind.filter(cell -> !cell.text().equals("linear"))
            .ifPresent(
                cell ->
                    findings.error(
                        cell.place(),
                        "growth \"%s\" is unknown".formatted(cell.text()),
                        "write linear or exponential"));
      }
    }
    boolean kind = isExponential;
    Optional<Setting> rate = setting(one, "rate");
    Optional<Setting> limit = setting(one, "limit");
    return rate.isEmpty() || limit.isEmpty()
        ? Optional.empty()
        : Optional.of(new Growth(rate.get(), limit.get(), kind));
  }

  private Optional<Step> relaxation(YamlMapping one) {
    one.refuseOthers(
        List.of("steps", "duration", "friction", "temperature", MORSE, SOFT_SPHERE), findings);
    int steps = count(one, "steps", 1, 1_000_000);
    OptionalDouble duration = one.numberAbove("duration", 0, findings);
    OptionalDouble friction =
        one.has("friction") ? one.numberAbove("friction", 0, findings) : OptionalDouble.of(1);
    OptionalDouble temperature =
        one.has("temperature")
            ? one.numberAbove("temperature", -1e-300, findings)
            : OptionalDouble.of(0);
    if (one.has(MORSE) == one.has(SOFT_SPHERE)) {
      findings.error(
          one.place(), "a relaxation goes by one force", "write one of morse and soft_sphere");
      return Optional.empty();
    }
    Optional<PairForce> force = one.has(MORSE) ? morse(one) : softSphere(one);
    return duration.isEmpty() || friction.isEmpty() || temperature.isEmpty() || force.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Relaxation(
                force.get(),
                steps,
                duration.getAsDouble(),
                friction.getAsDouble(),
                Math.max(0, temperature.getAsDouble())));
  }

  private Optional<PairForce> morse(YamlMapping step) {
    Optional<YamlMapping> read = step.get(MORSE).flatMap(value -> value.mapping(findings));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    YamlMapping one = read.get();
    one.refuseOthers(List.of("depth", "width", "onset", "cutoff"), findings);
    Optional<Setting> depth = setting(one, "depth");
    Optional<Setting> width = setting(one, "width");
    OptionalDouble onset = one.numberAbove("onset", 0, findings);
    OptionalDouble cutoff = one.numberAbove("cutoff", onset.orElse(0), findings);
    return depth.isEmpty() || width.isEmpty() || onset.isEmpty() || cutoff.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Morse(depth.get(), width.get(), onset.getAsDouble(), cutoff.getAsDouble()));
  }

  private Optional<PairForce> softSphere(YamlMapping step) {
    Optional<YamlMapping> read = step.get(SOFT_SPHERE).flatMap(value -> value.mapping(findings));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    YamlMapping one = read.get();
    one.refuseOthers(List.of("strength", "exponent", "largest"), findings);
    Optional<Setting> strength = setting(one, "strength");
    double exponent =
        one.has("exponent") ? one.numberAbove("exponent", 2 - 1e-9, findings).orElse(2) : 2;
    OptionalDouble largest = one.numberAbove("largest", 0, findings);
    return strength.isEmpty() || largest.isEmpty()
        ? Optional.empty()
        : Optional.of(new SoftSphere(strength.get(), Math.max(2, exponent), largest.getAsDouble()));
  }

  /** A number, or the name of a parameter. */
  private Optional<Setting> setting(YamlMapping one, String key) {
    Optional<Cell> cell = one.text(key, "a number or a parameter", findings);
    if (cell.isEmpty()) {
      return Optional.empty();
    }
    OptionalDouble number = Numbers.parse(cell.get().text());
    if (number.isPresent()) {
      return Optional.of(Setting.fixed(number.getAsDouble()));
    }
    int place = parameters.indexOf(cell.get().text());
    if (place < 0) {
      findings.error(
          cell.get().place(),
          "%s \"%s\" is neither a number nor in the parameter table"
              .formatted(key, cell.get().text()),
          Spelling.remedy(cell.get().text(), parameters));
      return Optional.empty();
    }
    used.add(cell.get().text());
    return Optional.of(Setting.parameter(place));
  }

  /** A whole number in a range; the least one, and an error, when it is none. */
  int count(YamlMapping one, String key, int least, int most) {
    if (one.require(key, "a whole number", findings).isEmpty()) {
      return least;
    }
    return one.wholeNumber(key, least, most, findings);
  }
}
