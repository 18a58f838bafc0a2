package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.Version1Parameters;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.Numbers;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Noise;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;

/**
 * Reads problems without measurements: the distance of a model's quantity from a formula in time is
 * to be small (docs/problem-format.md).
 */
final class NormReader {
  /** Beside the format; {@code loss} is that of this kind of problem alone. */
  static final List<String> KEYS = List.of("loss", "model", "parameters");

  private static final List<String> LOSS_KEYS = List.of("norm", "of", "target", "times");
  private static final String OBSERVABLE = "loss";

  private final Path yaml;
  private final Findings findings;

  private NormReader(Path yaml, Findings findings) {
    this.yaml = yaml;
    this.findings = findings;
  }

  /** Reads as far as it goes; the problem is not to be used when errors were found. */
  static Optional<EstimationProblem> read(Path yaml, YamlMapping root, Findings findings) {
    return new NormReader(yaml, findings).read(root);
  }

  private Optional<EstimationProblem> read(YamlMapping root) {
    OwnFile.check(root, KEYS, findings);
    Optional<YamlMapping> loss =
        root.require("loss", "norm, of, target and times", findings)
            .flatMap(value -> value.mapping(findings));
    Map<String, ParameterRow> parameters =
        root.text("parameters", "the name of a PEtab parameter table", findings)
            .flatMap(
                cell -> SourceText.read(yaml.resolveSibling(cell.text()), cell.place(), findings))
            .flatMap(source -> Table.read(source, TableLayout.PARAMETERS_1, findings))
            .map(table -> Version1Parameters.read(List.of(table), findings))
            .orElse(Map.of());
    Optional<OdeModel> model =
        root.text("model", "the name of an SBML file", findings)
            .flatMap(
                cell -> NamedFiles.model(yaml.resolveSibling(cell.text()), cell.place(), findings));
    if (loss.isEmpty() || model.isEmpty()) {
      return Optional.empty();
    }
    return read(loss.get(), model.get(), parameters);
  }

  private Optional<EstimationProblem> read(
      YamlMapping loss, OdeModel model, Map<String, ParameterRow> parameters) {
    loss.expectOnly(LOSS_KEYS, findings);
    expect(loss, "norm", "euclidean");
    Scope scope = new Scope(model, parameters, Map.of());
    Optional<Expression> formula =
        loss.text("of", "the id of a quantity, or a formula", findings)
            .flatMap(cell -> formula(cell, model.pool(), scope));
    scope.checkParameters(findings);
    List<Double> times = times(loss);
    Optional<List<Double>> targets =
        loss.text("target", "a formula in time", findings).flatMap(cell -> targets(cell, times));
    if (formula.isEmpty() || targets.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    Scope.checkUnused(List.of(scope), Set.of(), findings);
    Observable observable =
        new Observable(
            OBSERVABLE,
            formula.get(),
            model.pool().constant(1),
            Noise.NORMAL,
            List.of(),
            List.of());
    List<Measurement> measurements =
        IntStream.range(0, times.size())
            .mapToObj(
                i ->
                    new Measurement(0, 0, times.get(i), targets.get().get(i), List.of(), List.of()))
            .toList();
    String id = OwnFile.problemName(yaml);
    List<Parameter> searched = parameters.values().stream().map(ParameterRow::parameter).toList();
    return Optional.of(
        new EstimationProblem(
            id,
            model,
            searched,
            List.of(new Experiment(id, List.of(new Experiment.Period(id, 0, List.of())))),
            List.of(observable),
            measurements,
            Loss.EUCLIDEAN_NORM));
  }

  private Optional<Expression> formula(Cell cell, ExpressionPool pool, Scope scope) {
    Optional<Expression> formula = Formulas.parseOpen(cell, "\"of\"", pool, findings);
    formula.ifPresent(
        parsed -> {
          for (String symbol : Formulas.symbols(parsed)) {
            if (!scope.use(symbol)) {
              findings.error(
                  cell.place(),
                  "\"%s\" is neither in the model nor in the parameter table".formatted(symbol),
                  scope.suggest(symbol, scope.names(), "correct the formula"));
            }
          }
        });
    return formula;
  }

  /** The target at the times; an error and nothing where it is not a number. */
  private Optional<List<Double>> targets(Cell cell, List<Double> times) {
    Optional<Expression> formula =
        Formulas.parseOpen(cell, "\"target\"", new ExpressionPool(), findings);
    if (formula.isEmpty()) {
      return Optional.empty();
    }
    for (String symbol : Formulas.symbols(formula.get())) {
      if (!symbol.equals("pi")) {
        findings.error(
            cell.place(),
            "\"" + symbol + "\" is not known in a target",
            "use only time, pi, numbers and functions");
        return Optional.empty();
      }
    }
    List<Double> targets = new ArrayList<>();
    for (double time : times) {
      double target = Evaluator.evaluate(formula.get(), symbol -> Math.PI, time);
      if (!Double.isFinite(target)) {
        findings.error(
            cell.place(),
            "the target is %s at time %s".formatted(target, time),
            "write a formula that is finite at all times");
        return Optional.empty();
      }
      targets.add(target);
    }
    return Optional.of(targets);
  }

  private List<Double> times(YamlMapping loss) {
    Optional<YamlMapping.Value> value =
        loss.require("times", "start, end and steps, or a list", findings);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get().isMapping()) {
      return value.get().mapping(findings).map(this::grid).orElse(List.of());
    }
    List<Double> times = new ArrayList<>();
    for (YamlMapping.Value item : value.get().items()) {
      Optional<String> text = item.text(findings);
      OptionalDouble time =
          text.isPresent()
              ? Numbers.require(new Cell(text.get(), item.place()), "time", findings)
              : OptionalDouble.empty();
      double last = times.isEmpty() ? -Double.MIN_VALUE : times.get(times.size() - 1);
      if (time.isPresent() && !(time.getAsDouble() > last && Double.isFinite(time.getAsDouble()))) {
        findings.error(
            item.place(),
            "time " + text.get() + " is infinite, before 0 or not after the one before it",
            "write times from 0 on in increasing order");
      }
      time.ifPresent(times::add);
    }
    if (times.isEmpty()) {
      findings.error(value.get().place(), "there are no times", "write at least one");
    }
    return times;
  }

  private List<Double> grid(YamlMapping times) {
    times.expectOnly(List.of("start", "end", "steps"), findings);
    OptionalDouble from = times.number("start", findings);
    OptionalDouble to = times.number("end", findings);
    OptionalDouble count = times.number("steps", findings);
    if (from.isEmpty() || to.isEmpty() || count.isEmpty()) {
      return List.of();
    }
    double start = from.getAsDouble();
    double end = to.getAsDouble();
    double steps = count.getAsDouble();
    if (!(start >= 0 && end > start && Double.isFinite(end))) {
      findings.error(
          times.place(),
          "times from %s to %s are not an interval from 0 on".formatted(start, end),
          "write start and end with 0 <= start < end");
      return List.of();
    }
    if (!(steps >= 1 && steps <= 1e7 && steps == Math.rint(steps))) {
      findings.error(
          times.place(),
          "steps (" + steps + ") is not a whole number from 1 to 10000000",
          "write the number of intervals");
      return List.of();
    }
    return IntStream.rangeClosed(0, (int) steps)
        .mapToObj(i -> start + (end - start) * i / steps)
        .toList();
  }

  private void expect(YamlMapping mapping, String key, String only) {
    mapping
        .text(key, only, findings)
        .filter(cell -> !cell.text().equals(only))
        .ifPresent(
            cell ->
                findings.error(
                    cell.place(),
                    "%s \"%s\" is unknown".formatted(key, cell.text()),
                    "write " + only));
  }
}
