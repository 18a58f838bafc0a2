package org.lamarck.worker.stochastic.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.Spelling;
import org.lamarck.worker.stochastic.gradient.Estimators;

/** Reads what a random process shall do: one of expectations, a distribution, a frequency. */
final class TargetReader {
  private static final String EXPECTATIONS = "expectations";
  private static final String DISTRIBUTION = "distribution";
  private static final String FREQUENCY = "frequency";
  static final String GRADIENT = "gradient";
  static final String STATES = "states";
  private static final String OF = "of";
  private static final String TIME = "time";
  static final int MOST_STATES = 1_000_000;
  private static final int MOST_STEPS = 100_000;
  private static final int MOST_COUNTED = 1_000_000_000;
  private static final List<String> TARGETS = List.of(EXPECTATIONS, DISTRIBUTION, FREQUENCY);

  /** The keys that are read here. */
  static final List<String> KEYS = List.of(EXPECTATIONS, DISTRIBUTION, FREQUENCY, GRADIENT, STATES);

  private final JumpModel model;
  private final Findings findings;

  TargetReader(JumpModel model, Findings findings) {
    this.model = model;
    this.findings = findings;
  }

  Optional<StochasticTarget> read(YamlMapping wanted) {
    List<String> named = TARGETS.stream().filter(wanted::has).toList();
    if (named.size() != 1) {
      findings.error(
          wanted.place(),
          named.isEmpty() ? "nothing says what the process shall do" : named + " stand together",
          "write one of " + String.join(", ", TARGETS));
      return Optional.empty();
    }
    int states = states(wanted, named.get(0).equals(DISTRIBUTION) ? 20_000 : 0);
    Estimators gradient = gradient(wanted, states).orElse(null);
    return switch (named.get(0)) {
      case EXPECTATIONS -> expectations(wanted, gradient, states);
      case DISTRIBUTION -> distribution(wanted, states);
      default -> frequency(wanted);
    };
  }

  private int states(YamlMapping wanted, int otherwise) {
    if (!wanted.has(STATES)) {
      return otherwise;
    }
    double states = wanted.number(STATES, findings).orElse(1);
    if (!(states >= 1 && states <= MOST_STATES && states == Math.rint(states))
        || wanted.has(FREQUENCY)) {
      findings.error(
          wanted.place(STATES),
          wanted.has(FREQUENCY)
              ? "a frequency is one of runs, not of states"
              : "states must be a whole number from 1 to " + MOST_STATES,
          wanted.has(FREQUENCY) ? "leave states out" : "change it");
    }
    return (int) states;
  }

  private Optional<Estimators> gradient(YamlMapping wanted, int states) {
    if (wanted.has(GRADIENT) && (states > 0 || !wanted.has(EXPECTATIONS))) {
      findings.error(
          wanted.place(GRADIENT),
          "gradients are estimated of expectations of runs",
          "leave gradient out");
    }
    return estimator(wanted, findings);
  }

  /** The estimator that a mapping names. */
  static Optional<Estimators> estimator(YamlMapping wanted, Findings findings) {
    if (!wanted.has(GRADIENT)) {
      return Optional.empty();
    }
    Optional<Cell> cell = wanted.text(GRADIENT, "the name of an estimator", findings);
    if (cell.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    for (Estimators estimator : Estimators.values()) {
      String name = Spelling.of(estimator);
      if (name.equals(cell.get().text())) {
        return Optional.of(estimator);
      }
      names.add(name);
    }
    findings.error(
        cell.get().place(),
        "gradient \"%s\" is unknown".formatted(cell.get().text()),
        Spelling.remedy(cell.get().text(), names));
    return Optional.empty();
  }

  private Optional<Expression> formula(YamlMapping mapping, String meaning) {
    Optional<Cell> cell = mapping.text(OF, meaning, findings);
    Optional<Expression> formula =
        cell.flatMap(text -> Formulas.parseOpen(text, meaning, model.between().pool(), findings));
    formula.ifPresent(
        parsed -> {
          List<String> known = model.between().quantities().stream().map(one -> one.id()).toList();
          for (String name : Formulas.symbols(parsed)) {
            if (!known.contains(name)) {
              findings.error(
                  cell.get().place(),
                  "\"%s\" is not in the model".formatted(name),
                  Spelling.remedy(name, known));
            }
          }
        });
    return formula;
  }

  private Optional<StochasticTarget> expectations(
      YamlMapping wanted, @Nullable Estimators gradient, int states) {
    List<StochasticTarget.Row> rows = new ArrayList<>();
    for (YamlMapping.Value item :
        wanted.get(EXPECTATIONS).map(YamlMapping.Value::items).orElse(List.of())) {
      item.mapping(findings)
          .ifPresent(
              one -> {
                one.refuseOthers(List.of(OF, TIME, "value", "scale"), findings);
                Optional<Expression> of = formula(one, "what the expectation is of");
                OptionalDouble time = one.numberAbove(TIME, 0, findings);
                OptionalDouble value = one.numberAbove("value", Double.NEGATIVE_INFINITY, findings);
                OptionalDouble scale =
                    one.has("scale") ? one.numberAbove("scale", 0, findings) : OptionalDouble.of(1);
                if (of.isPresent() && time.isPresent() && value.isPresent() && scale.isPresent()) {
                  rows.add(
                      new StochasticTarget.Row(
                          of.get(), time.getAsDouble(), value.getAsDouble(), scale.getAsDouble()));
                }
              });
    }
    if (rows.isEmpty() && !findings.hasErrors()) {
      findings.error(wanted.place(EXPECTATIONS), "the list is empty", "write an expectation");
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new StochasticTarget.Expectations(rows, gradient, states));
  }

  private Optional<StochasticTarget> distribution(YamlMapping wanted, int states) {
    List<StochasticTarget.Count> counts = new ArrayList<>();
    for (YamlMapping.Value item :
        wanted.get(DISTRIBUTION).map(YamlMapping.Value::items).orElse(List.of())) {
      item.mapping(findings).ifPresent(one -> counts(one, counts));
    }
    if (counts.isEmpty() && !findings.hasErrors()) {
      findings.error(wanted.place(DISTRIBUTION), "nothing was counted", "write counts");
    }
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(new StochasticTarget.Distribution(counts, states));
  }

  private void counts(YamlMapping one, List<StochasticTarget.Count> counts) {
    one.refuseOthers(List.of(OF, TIME, "counts"), findings);
    Optional<Expression> of = formula(one, "what was counted");
    OptionalDouble time = one.numberAbove(TIME, 0, findings);
    Optional<YamlMapping> seen =
        one.require("counts", "numbers and how often they were seen", findings)
            .flatMap(value -> value.mapping(findings));
    if (of.isEmpty() || time.isEmpty() || seen.isEmpty()) {
      return;
    }
    boolean isWhole = isWhole(of.get());
    Map<Double, Place> known = new HashMap<>();
    for (Map.Entry<String, Place> key : seen.get().keys().entrySet()) {
      OptionalDouble number =
          Numbers.requireFinite(
              new Cell(key.getKey(), key.getValue()), "a number that was seen", findings);
      number.ifPresent(value -> checkSeen(value, key, isWhole, known));
      OptionalDouble count = seen.get().number(key.getKey(), findings);
      if (count.isPresent() && !isCount(count.getAsDouble())) {
        findings.error(
            key.getValue(),
            "%s was seen %s times, which is no count"
                .formatted(key.getKey(), Numbers.print(count.getAsDouble())),
            "write a whole number from 1 to " + MOST_COUNTED);
      } else if (number.isPresent() && count.isPresent()) {
        Expression isSo =
            of.get()
                .pool()
                .apply(Operator.EQUAL, of.get(), of.get().pool().constant(number.getAsDouble()));
        counts.add(new StochasticTarget.Count(isSo, time.getAsDouble(), count.getAsDouble()));
      }
    }
  }

  private static boolean isCount(double number) {
    return number >= 1 && number <= MOST_COUNTED && number == Math.rint(number);
  }

  private void checkSeen(
      double value, Map.Entry<String, Place> key, boolean isWhole, Map<Double, Place> known) {
    Place first = known.putIfAbsent(value + 0.0, key.getValue());
    if (first != null) {
      findings.error(
          key.getValue(),
          "%s stands twice, first in line %d".formatted(key.getKey(), first.row()),
          "add its counts up");
    }
    if (isWhole && !(value >= 0 && value == Math.rint(value))) {
      findings.error(
          key.getValue(),
          "%s is no number of molecules".formatted(key.getKey()),
          "write a whole number of at least 0");
    }
  }

  /** Whether a formula is a number of molecules: one of an amount, or the sum of some. */
  private boolean isWhole(Expression formula) {
    if (formula.operator() == Operator.SYMBOL) {
      return model.between().species().stream()
          .anyMatch(one -> one.amount() && one.species().equals(formula.name()));
    }
    return formula.operator() == Operator.ADD
        && formula.arguments().stream().allMatch(this::isWhole);
  }

  private Optional<StochasticTarget> frequency(YamlMapping wanted) {
    Optional<YamlMapping> read = wanted.get(FREQUENCY).flatMap(value -> value.mapping(findings));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    YamlMapping one = read.get();
    one.refuseOthers(List.of(OF, "target", "start", "end", "steps"), findings);
    Optional<Expression> of = formula(one, "what goes up and down");
    OptionalDouble target = one.numberAbove("target", 0, findings);
    double start = one.has("start") ? one.numberFrom("start", 0, findings).orElse(0) : 0;
    OptionalDouble end = one.numberAbove("end", start, findings);
    int steps = one.has("steps") ? one.wholeNumber("steps", 16, MOST_STEPS, findings) : 400;
    if (of.isEmpty() || target.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    double span = end.getAsDouble() - start;
    if (target.getAsDouble() > steps / (2 * span)) {
      findings.error(
          one.place("target"),
          "a frequency of %s needs more than %d steps".formatted(target.getAsDouble(), steps),
          "look at it for less long, or in more steps, up to " + MOST_STEPS);
    }
    if (target.getAsDouble() < 1 / span) {
      findings.error(
          one.place("target"),
          "at a frequency of %s nothing comes again within %s, for which it is looked at"
              .formatted(target.getAsDouble(), Numbers.print(span)),
          "write a higher target, or a later end");
    }
    return Optional.of(
        new StochasticTarget.Frequency(
            of.get(), target.getAsDouble(), start, end.getAsDouble(), steps));
  }
}
