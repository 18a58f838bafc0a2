package org.lamarck.worker.petab.parameter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Row;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;
import org.lamarck.worker.problem.Spelling;

/** A prior in two cells of a parameter table: its type and its parameters. */
public final class PriorCells {
  private final Cell type;
  private final Cell numbers;
  private final String typeColumn;
  private final String numbersColumn;
  private final FormatVersion version;
  private final Findings findings;

  /**
   * @param prefix what the names of the two columns begin with
   */
  PriorCells(Row row, String prefix, FormatVersion version, Findings findings) {
    this.typeColumn = prefix + (version == FormatVersion.V1 ? "Type" : "Distribution");
    this.numbersColumn = prefix + "Parameters";
    this.type = row.cell(typeColumn);
    this.numbers = row.cell(numbersColumn);
    this.version = version;
    this.findings = findings;
  }

  /** The prior; nothing when none is given. */
  Optional<Prior> read(Limits limits) {
    return family().flatMap(family -> read(family, limits));
  }

  /**
   * The prior; nothing when none is given.
   *
   * @param uniform what a uniform one over the parameter's scale is when it has no parameters
   */
  Optional<Prior> read(Limits limits, Prior uniform) {
    return family()
        .flatMap(
            family ->
                numbers.isBlank() && family == Family.PARAMETER_SCALE_UNIFORM
                    ? Optional.of(uniform)
                    : read(family, limits));
  }

  private Optional<Family> family() {
    String known = String.join(", ", version.families().keySet());
    if (type.isBlank()) {
      if (!numbers.isBlank()) {
        findings.error(
            type.place(),
            "%s \"%s\" are given without a type".formatted(numbersColumn, numbers.text()),
            "write one of " + known + " as " + typeColumn);
      }
      return Optional.empty();
    }
    Optional<Family> family = Optional.ofNullable(version.families().get(type.text()));
    if (family.isEmpty()) {
      findings.error(
          type.place(),
          "%s \"%s\" is unknown".formatted(typeColumn, type.text()),
          Spelling.suggest(type.text(), version.families().keySet(), "write one of " + known));
    }
    return family;
  }

  private Optional<Prior> read(Family family, Limits limits) {
    List<Double> values = new ArrayList<>();
    List<Cell> parts = numbers.parts();
    for (Cell part : parts) {
      OptionalDouble number = Numbers.parse(part.text());
      if (number.isPresent() && Double.isFinite(number.getAsDouble())) {
        values.add(number.getAsDouble());
      }
    }
    if (values.size() != parts.size() || parts.size() != family.arity()) {
      findings.error(
          numbers.place(),
          "%s \"%s\" must be %s"
              .formatted(
                  numbersColumn,
                  numbers.text(),
                  family.arity() == 1 ? "one number" : "two numbers"),
          family.arity() == 1
              ? "write one finite number, as 2"
              : "write them with a semicolon between, as 0;1");
      return Optional.empty();
    }
    Prior prior = new Prior(family, values.get(0), family.arity() == 1 ? 0 : values.get(1), limits);
    return isProper(prior) ? Optional.of(prior) : Optional.empty();
  }

  private boolean isProper(Prior prior) {
    return switch (prior.family()) {
      case UNIFORM, PARAMETER_SCALE_UNIFORM ->
          require(
              prior.first() < prior.second(),
              "the bounds %s of the prior are crossed or equal",
              "write lower;upper");
      case LOG_UNIFORM ->
          require(
              prior.first() > 0 && prior.first() < prior.second(),
              "the bounds %s of the prior are not positive, crossed or equal",
              "write lower;upper, both positive");
      case CHI_SQUARE ->
          require(
              prior.first() >= 1 && prior.first() == Math.rint(prior.first()),
              "the degrees of freedom of the prior (%s) are not a positive whole number",
              "write 1, 2, …");
      case EXPONENTIAL, RAYLEIGH ->
          require(
              prior.first() > 0,
              "the scale of the prior (%s) is not positive",
              "write a positive scale");
      case GAMMA ->
          require(
              prior.first() > 0 && prior.second() > 0,
              "shape and scale of the prior (%s) are not both positive",
              "write shape;scale, both positive");
      default ->
          require(
              prior.second() > 0,
              "the scale of the prior (%s) is not positive",
              "write location;scale with a positive scale");
    };
  }

  private boolean require(boolean condition, String what, String remedy) {
    if (!condition) {
      findings.error(numbers.place(), what.formatted(numbers.text()), remedy);
    }
    return condition;
  }
}
