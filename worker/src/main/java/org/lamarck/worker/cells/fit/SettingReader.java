package org.lamarck.worker.cells.fit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.lamarck.worker.cells.Setting;
import org.lamarck.worker.circuit.Coefficients;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Spelling;

/** Reads numbers and names of parameters, and makes parameters of the weights of networks. */
final class SettingReader {
  private final Map<String, ParameterRow> rows;
  private final Findings findings;
  private final Set<String> used = new LinkedHashSet<>();
  private final List<Parameter> searched = new ArrayList<>();
  private final List<Integer> weights = new ArrayList<>();
  private int named;

  /**
   * A reader.
   *
   * @param rows of the parameter table; those that are not estimated are numbers
   */
  SettingReader(Map<String, ParameterRow> rows, Findings findings) {
    this.rows = rows;
    this.findings = findings;
    rows.values().stream()
        .map(ParameterRow::parameter)
        .filter(Parameter::estimated)
        .forEach(searched::add);
  }

  /**
   * Which numbers there may be.
   *
   * @param least of them
   * @param isAbove whether numbers have to be above it; bounds of parameters may be it
   */
  record Range(double least, boolean isAbove) {
    static final Range ANY = new Range(Double.NEGATIVE_INFINITY, false);
    static final Range FROM_0 = new Range(0, false);
    static final Range ABOVE_0 = new Range(0, true);

    boolean hasNumber(double number) {
      return isAbove ? number > least : number >= least;
    }

    String told() {
      return (isAbove ? "above " : "at least ") + Numbers.print(least);
    }
  }

  /** How many parameters were named or made. */
  int named() {
    return named;
  }

  /** All that are searched, in the order of their places. */
  GivenParameters given() {
    return new GivenParameters(searched, List.of());
  }

  /** Places of weights of networks. */
  List<Integer> weights() {
    return weights;
  }

  /** Reports rows of the table that nothing uses or that lack a value. */
  void checkUsed() {
    rows.forEach(
        (id, row) -> {
          if (!used.contains(id)) {
            findings.error(row.place(), id + " stands in no step", "remove it, or name it there");
          } else {
            row.requireValue(findings);
          }
        });
  }

  /** A number, or the name of a parameter, within a range. */
  Optional<Setting> setting(YamlMapping one, String key, Range range) {
    return one.text(key, "a number or a parameter", findings)
        .flatMap(cell -> setting(cell, key, range));
  }

  /** The same, with a number when it is left out. */
  Optional<Setting> setting(YamlMapping one, String key, Range range, double otherwise) {
    return one.has(key) ? setting(one, key, range) : Optional.of(Setting.fixed(otherwise));
  }

  private Optional<Setting> setting(Cell cell, String key, Range range) {
    if (Numbers.parse(cell.text()).isPresent()) {
      OptionalDouble number = Numbers.requireFinite(cell, key, findings);
      if (number.isPresent() && !range.hasNumber(number.getAsDouble())) {
        findings.error(
            cell.place(),
            "%s %s must be %s".formatted(key, cell.text(), range.told()),
            "change it");
        return Optional.empty();
      }
      return number.isPresent()
          ? Optional.of(Setting.fixed(number.getAsDouble()))
          : Optional.empty();
    }
    ParameterRow row = rows.get(cell.text());
    if (row == null) {
      findings.error(
          cell.place(),
          "%s \"%s\" is neither a number nor in the parameter table".formatted(key, cell.text()),
          Spelling.suggest(
              cell.text(), rows.keySet(), "write a number, or add it to the parameter table"));
      return Optional.empty();
    }
    used.add(cell.text());
    checkRange(row, key, range);
    named += row.parameter().estimated() ? 1 : 0;
    return Optional.of(
        row.parameter().estimated()
            ? Setting.parameter(searched.indexOf(row.parameter()))
            : Setting.fixed(row.parameter().nominal()));
  }

  /** Reports a parameter that can be a number that there may not be. */
  private void checkRange(ParameterRow row, String key, Range range) {
    Parameter parameter = row.parameter();
    boolean isFixed = !parameter.estimated();
    double lowest = isFixed ? parameter.nominal() : parameter.lower();
    boolean isWithin = isFixed ? range.hasNumber(lowest) : lowest >= range.least();
    if (!isWithin && !Double.isNaN(lowest)) {
      findings.error(
          row.place(),
          "%s can be %s, and as %s it must be %s"
              .formatted(parameter.id(), Numbers.print(lowest), key, range.told()),
          isFixed ? "change its nominalValue" : "raise its lowerBound");
    }
  }

  /** One setting, or types × types, the same both ways: a list of rows. */
  Optional<List<Setting>> pairs(YamlMapping one, String key, Range range, int types) {
    Optional<YamlMapping.Value> value = one.require(key, "a number or a parameter", findings);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!value.get().isList()) {
      return setting(one, key, range).map(List::of);
    }
    List<Setting> all = list(value.get(), key, range);
    boolean isSquare = all.size() == types * types;
    boolean isSymmetric = isSquare;
    for (int a = 0; a < types && isSquare; a++) {
      for (int b = 0; b < a; b++) {
        isSymmetric &= all.get(a * types + b).equals(all.get(b * types + a));
      }
    }
    if (!isSymmetric && !findings.hasErrors()) {
      findings.error(
          value.get().place(),
          "%s must be %d rows of %d, the same both ways".formatted(key, types, types),
          "write one number or parameter for each pair of types, or one for all");
    }
    return isSymmetric ? Optional.of(all) : Optional.empty();
  }

  /** Whether a key says so; false when it is left out. */
  boolean isTrue(YamlMapping one, String key) {
    return one.choice(key, "true or false", List.of("false", "true"), findings).orElse(0) == 1;
  }

  /** One setting, or one for each type. */
  Optional<List<Setting>> byType(YamlMapping one, String key, Range range, int types) {
    Optional<YamlMapping.Value> value = one.require(key, "a number or a parameter", findings);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    List<Setting> all = list(value.get(), key, range);
    if (all.size() == 1 || all.size() == types) {
      return Optional.of(all);
    }
    if (!findings.hasErrors()) {
      findings.error(
          value.get().place(),
          "%s has %d numbers for %d types".formatted(key, all.size(), types),
          "write one, or one for each type");
    }
    return Optional.empty();
  }

  /** All settings of a list, and of lists in it. */
  private List<Setting> list(YamlMapping.Value value, String key, Range range) {
    List<Setting> all = new ArrayList<>();
    for (YamlMapping.Value item : value.items()) {
      if (item.isList()) {
        all.addAll(list(item, key, range));
      } else {
        item.cell(findings).flatMap(cell -> setting(cell, key, range)).ifPresent(all::add);
      }
    }
    return all;
  }

  /** A weight of a network: a number, or a parameter of this name. */
  Setting weight(Coefficients kind, String name) {
    Optional<Parameter> parameter = kind.parameter(name);
    if (parameter.isEmpty()) {
      return Setting.fixed(kind.value());
    }
    if (names(searched).contains(name)) {
      findings.error(
          kind.place(),
          "there is a parameter \"%s\" already".formatted(name),
          "give the network another name");
    }
    searched.add(parameter.get());
    named++;
    weights.add(searched.size() - 1);
    return Setting.parameter(searched.size() - 1);
  }

  private static List<String> names(Collection<Parameter> parameters) {
    return parameters.stream().map(Parameter::id).toList();
  }

  /** What a word of a key stands for; another one when the key is left out. */
  <E> E choice(YamlMapping one, String key, List<E> known, Function<E, String> word, E otherwise) {
    List<String> words = known.stream().map(word).toList();
    OptionalInt index = one.choice(key, String.join(", ", words), words, findings);
    return index.isPresent() ? known.get(index.getAsInt()) : otherwise;
  }

  /** A whole number in a range; the least one, and an error, when it is none. */
  int count(YamlMapping one, String key, int least, int most) {
    if (one.require(key, "a whole number", findings).isEmpty()) {
      return least;
    }
    return one.wholeNumber(key, least, most, findings);
  }

  /** The same, with a number when it is left out. */
  int count(YamlMapping one, String key, int least, int most, int otherwise) {
    return one.has(key) ? count(one, key, least, most) : otherwise;
  }

  /** A number above another, with one when it is left out. */
  double above(YamlMapping one, String key, double above, double otherwise) {
    return one.has(key) ? one.numberAbove(key, above, findings).orElse(otherwise) : otherwise;
  }

  /** A number of at least another, with one when it is left out. */
  double from(YamlMapping one, String key, double least, double otherwise) {
    return one.has(key) ? one.numberFrom(key, least, findings).orElse(otherwise) : otherwise;
  }

  /** A number in a range, with one when it is left out. */
  double between(YamlMapping one, String key, double least, double most, double otherwise) {
    double number = from(one, key, least, otherwise);
    if (number > most) {
      findings.error(
          one.place(key), "%s must be at most %s".formatted(key, Numbers.print(most)), "change it");
    }
    return number;
  }

  /** Any number, with one when it is left out. */
  double number(YamlMapping one, String key, double otherwise) {
    return one.has(key) ? one.number(key, findings).orElse(otherwise) : otherwise;
  }
}
