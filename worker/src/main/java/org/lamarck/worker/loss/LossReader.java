package org.lamarck.worker.loss;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Spelling;

/**
 * Reads what is minimised (docs/problem-format.md): one term, a list of terms, or terms with a
 * formula of them.
 */
public final class LossReader {
  private static final List<String> KEYS =
      List.of("name", "of", "feature", "norm", "target", "times", "weight", "in");
  private static final String FORMULA = "formula";
  private static final String TERMS = "terms";
  private static final String PI = "pi";

  private final Frame frame;
  private final Findings findings;
  private final List<Observable> observables = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<Term> terms = new ArrayList<>();

  private LossReader(Frame frame, Findings findings) {
    this.frame = frame;
    this.findings = findings;
  }

  /**
   * What was read.
   *
   * @param observables all curves' formulas
   * @param measurements their times; values are targets where a target is a curve, NaN elsewhere
   */
  public record Read(List<Observable> observables, List<Measurement> measurements, Loss loss) {}

  /** A constant's name in files. */
  static String words(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Reads the value of the key {@code loss}; not to be used when errors were found. */
  public static Optional<Read> read(YamlMapping.Value value, Frame frame, Findings findings) {
    return new LossReader(frame, findings).read(value);
  }

  private Optional<Read> read(YamlMapping.Value value) {
    if (!value.isMapping()) {
      value.items().forEach(item -> item.mapping(findings).ifPresent(term -> term(term, false)));
      return ended(null);
    }
    Optional<YamlMapping> mapping = value.mapping(findings);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    if (mapping.get().has(FORMULA) || mapping.get().has(TERMS)) {
      return ended(combined(mapping.get()).orElse(null));
    }
    term(mapping.get(), false);
    Term only = terms.size() == 1 ? terms.get(0) : null;
    boolean isMisfit =
        only != null
            && only.norm() == Norm.EUCLIDEAN
            && only.feature().isIdentity()
            && only.weight() == 1;
    return isMisfit
        ? Optional.of(new Read(observables, measurements, MisfitLoss.EUCLIDEAN_NORM))
        : ended(null);
  }

  private Optional<Read> ended(@Nullable Expression formula) {
    return findings.hasErrors() || terms.isEmpty()
        ? Optional.empty()
        : Optional.of(new Read(observables, measurements, new TermLoss(terms, formula)));
  }

  /** Terms and a formula of their names. */
  private Optional<Expression> combined(YamlMapping mapping) {
    mapping.refuseOthers(List.of(FORMULA, TERMS), findings);
    mapping
        .require(TERMS, "a list of terms with names", findings)
        .ifPresent(
            all ->
                all.items()
                    .forEach(item -> item.mapping(findings).ifPresent(term -> term(term, true))));
    Optional<Cell> cell = mapping.text(FORMULA, "a formula over the names of terms", findings);
    Optional<Expression> formula =
        cell.flatMap(
            text -> Formulas.parseOpen(text, "\"formula\"", new ExpressionPool(), findings));
    Set<String> names = new LinkedHashSet<>();
    for (Term term : terms) {
      if (!names.add(term.name())) {
        findings.error(
            mapping.place(), "two terms are named " + term.name(), "give each a name of its own");
      }
    }
    formula.ifPresent(
        parsed -> {
          for (String symbol : Formulas.symbols(parsed)) {
            if (!names.contains(symbol) && !symbol.equals(PI)) {
              findings.error(
                  cell.get().place(),
                  "there is no term \"" + symbol + "\"",
                  Spelling.remedy(symbol, names));
            }
          }
        });
    return formula;
  }

  private void term(YamlMapping mapping, boolean named) {
    List<String> known = new ArrayList<>(KEYS);
    known.addAll(FeatureReader.KEYS);
    mapping.refuseOthers(known, findings);
    String name =
        named
            ? mapping.text("name", "a name for the formula", findings).map(this::id).orElse("")
            : mapping.has("name")
                ? mapping.text("name", "a name", findings).map(Cell::text).orElse("")
                : terms.isEmpty() ? "loss" : "loss" + (terms.size() + 1);
    List<Double> list = new TimesReader(findings).times(mapping);
    double[] times = list.stream().mapToDouble(Double::doubleValue).toArray();
    List<Expression> formulas = formulas(mapping);
    List<Integer> conditions = conditions(mapping);
    if (list.isEmpty() || formulas.isEmpty() || conditions.isEmpty() || findings.hasErrors()) {
      return;
    }
    Optional<Feature> feature = new FeatureReader(findings).read(mapping, times);
    Norm norm = norm(mapping, named);
    double weight = mapping.has("weight") ? mapping.number("weight", findings).orElse(1) : 1;
    if (!(weight > 0 && weight < Double.MAX_VALUE)) {
      findings.error(mapping.place(), "weight " + weight + " must be above 0", "correct it");
    }
    if (feature.isEmpty()) {
      return;
    }
    Optional<double[]> targets = targets(mapping, feature.get(), times, conditions);
    if (targets.isEmpty()) {
      return;
    }
    double[] all = repeated(targets.get(), formulas.size());
    int curves = formulas.size() * conditions.size();
    int from = measurements.size();
    addCurves(name, formulas, conditions, times, feature.get().isIdentity() ? all : null);
    terms.add(
        new Term(
            name, from, curves, Vector.of(times), feature.get(), Vector.of(all), norm, weight));
  }

  private String id(Cell cell) {
    Identifiers.isValid(cell, "name", findings);
    return cell.text();
  }

  private List<Expression> formulas(YamlMapping mapping) {
    Optional<YamlMapping.Value> of =
        mapping.require("of", "the id of a quantity, or a formula", findings);
    List<Expression> formulas = new ArrayList<>();
    for (YamlMapping.Value item : of.map(YamlMapping.Value::items).orElse(List.of())) {
      item.cell(findings).flatMap(cell -> frame.formula(cell, "\"of\"")).ifPresent(formulas::add);
    }
    return formulas;
  }

  private List<Integer> conditions(YamlMapping mapping) {
    List<String> names = frame.conditions();
    if (!mapping.has("in")) {
      return IntStream.range(0, names.size()).boxed().toList();
    }
    List<Integer> chosen = new ArrayList<>();
    for (YamlMapping.Value item :
        mapping.get("in").map(YamlMapping.Value::items).orElse(List.of())) {
      Optional<String> name = item.text(findings);
      if (name.isPresent() && !names.contains(name.get())) {
        findings.error(
            item.place(),
            "there is no condition \"" + name.get() + "\"",
            Spelling.remedy(name.get(), names));
      }
      name.map(names::indexOf).filter(i -> i >= 0).ifPresent(chosen::add);
    }
    return chosen;
  }

  private Norm norm(YamlMapping mapping, boolean named) {
    List<Norm> norms = List.of(Norm.values());
    List<String> known = norms.stream().map(LossReader::words).toList();
    OptionalInt norm = mapping.choice("norm", "squares", known, findings);
    return norm.isPresent() ? norms.get(norm.getAsInt()) : named ? Norm.SUM : Norm.SQUARES;
  }

  /** For each condition the targets of one curve's features. */
  private Optional<double[]> targets(
      YamlMapping mapping, Feature feature, double[] times, List<Integer> conditions) {
    int size = feature.size(times.length);
    double[] all = new double[size * conditions.size()];
    boolean isSpectrum = FeatureReader.isSpectrum(mapping);
    String key = isSpectrum ? "amplitude" : "target";
    if (!mapping.has(key) && !isSpectrum) {
      return Optional.of(all);
    }
    Optional<Cell> cell = mapping.text(key, "a number or a formula", findings);
    Optional<Expression> formula =
        cell.flatMap(
            text -> Formulas.parseOpen(text, "\"" + key + "\"", new ExpressionPool(), findings));
    if (formula.isEmpty() || !isKnown(formula.get(), cell.get(), feature, conditions)) {
      return Optional.empty();
    }
    for (int c = 0; c < conditions.size(); c++) {
      Map<String, Double> set = frame.settings(conditions.get(c));
      int count = isSpectrum ? 1 : size;
      for (int i = 0; i < count; i++) {
        double time = feature.isIdentity() ? times[i] : 0;
        double value =
            Evaluator.evaluate(formula.get(), symbol -> set.getOrDefault(symbol, Math.PI), time);
        if (!Double.isFinite(value)) {
          findings.error(
              cell.get().place(),
              "the target is %s at time %s".formatted(value, time),
              "write a formula that is finite at all times");
          return Optional.empty();
        }
        all[c * size + i] = value;
      }
    }
    return Optional.of(all);
  }

  private boolean isKnown(
      Expression formula, Cell cell, Feature feature, List<Integer> conditions) {
    for (String symbol : Formulas.symbols(formula)) {
      if (!symbol.equals(PI)
          && !conditions.stream().allMatch(c -> frame.settings(c).containsKey(symbol))) {
        findings.error(
            cell.place(),
            "\"" + symbol + "\" is not known in a target",
            "use only time, pi, numbers, functions and what conditions set");
        return false;
      }
    }
    if (!feature.isIdentity() && Formulas.usesTime(formula)) {
      findings.error(
          cell.place(), "the target of one number cannot depend on time", "write a number");
      return false;
    }
    return true;
  }

  /** Formula by formula the targets of all conditions. */
  private static double[] repeated(double[] targets, int formulas) {
    double[] all = new double[targets.length * formulas];
    for (int f = 0; f < formulas; f++) {
      System.arraycopy(targets, 0, all, f * targets.length, targets.length);
    }
    return all;
  }

  private void addCurves(
      String name,
      List<Expression> formulas,
      List<Integer> conditions,
      double[] times,
      double @Nullable [] targets) {
    int next = 0;
    for (int f = 0; f < formulas.size(); f++) {
      int observable = observables.size();
      observables.add(
          new Observable(
              formulas.size() == 1 ? name : name + "_" + (f + 1),
              formulas.get(f),
              frame.pool().constant(1),
              Noise.NORMAL,
              List.of(),
              List.of()));
      for (int condition : conditions) {
        for (double time : times) {
          double value = targets == null ? Double.NaN : targets[next++];
          measurements.add(
              new Measurement(observable, condition, time, value, List.of(), List.of()));
        }
      }
    }
  }
}
