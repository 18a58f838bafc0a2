package org.lamarck.worker.petab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.circuit.CircuitReader;
import org.lamarck.worker.equations.EquationsReader;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.intervention.Agenda;
import org.lamarck.worker.intervention.HeldRules;
import org.lamarck.worker.intervention.Intervention;
import org.lamarck.worker.intervention.InterventionReader;
import org.lamarck.worker.loss.Conditions;
import org.lamarck.worker.loss.Frame;
import org.lamarck.worker.loss.LossReader;
import org.lamarck.worker.own.OwnFile;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.ParameterizedModel;
import org.lamarck.worker.petab.parameter.Version1Parameters;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.NamedFiles;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.Table;
import org.lamarck.worker.petab.table.TableLayout;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;

/**
 * Reads problems of what a model shall do, without measurements (docs/problem-format.md): a model,
 * a circuit or equations, with parameters, conditions and a loss.
 */
final class BehaviourReader {
  private static final String LOSS = "loss";
  private static final String MODEL = "model";
  private static final String CIRCUIT = "circuit";
  private static final String PARAMETERS = "parameters";

  /** Beside the format; the first is that of this kind of problem alone. */
  static final List<String> KEYS =
      List.of(
          LOSS,
          MODEL,
          CIRCUIT,
          EquationsReader.KEY,
          EquationsReader.CONSTANTS,
          EquationsReader.NETWORKS,
          PARAMETERS,
          Conditions.KEY,
          Conditions.SWEEP,
          InterventionReader.KEY,
          HeldRules.KEY);

  /** Of which a problem has one. */
  private static final List<String> MODELS = List.of(MODEL, CIRCUIT, EquationsReader.KEY);

  private final Path yaml;
  private final String id;
  private final Findings findings;

  private BehaviourReader(Path yaml, Findings findings) {
    this.yaml = yaml;
    id = OwnFile.problemName(yaml);
    this.findings = findings;
  }

  /** Reads as far as it goes; the problem is not to be used when errors were found. */
  static Optional<EstimationProblem> read(Path yaml, YamlMapping root, Findings findings) {
    return new BehaviourReader(yaml, findings).read(root);
  }

  private Optional<EstimationProblem> read(YamlMapping root) {
    OwnFile.check(root, KEYS, findings);
    Optional<YamlMapping.Value> loss = root.require(LOSS, "what is minimised", findings);
    requireOneModel(root);
    Optional<ParameterizedModel> model = model(root);
    Optional<Intervention> intervention =
        model.flatMap(read -> InterventionReader.read(root, yaml, read.model(), findings));
    Map<String, ParameterRow> parameters = new LinkedHashMap<>();
    model.ifPresent(read -> parameters.putAll(read.parameters()));
    intervention.ifPresent(read -> parameters.putAll(read.parameters()));
    if (root.has(PARAMETERS) || (root.has(MODEL) && parameters.isEmpty())) {
      parameters.putAll(table(root));
    }
    if (loss.isEmpty() || model.isEmpty()) {
      return Optional.empty();
    }
    Intervention done =
        intervention.orElseGet(() -> new Intervention(model.get().model(), Map.of(), List.of()));
    return read(root, loss.get(), model.get().model(), done, parameters);
  }

  private void requireOneModel(YamlMapping root) {
    List<String> said = MODELS.stream().filter(root::has).toList();
    if (said.size() > 1) {
      findings.error(
          root.place(said.get(1)),
          "\"%s\" and \"%s\" are two models".formatted(said.get(0), said.get(1)),
          "remove one of them");
    }
    for (String key : List.of(EquationsReader.CONSTANTS, EquationsReader.NETWORKS)) {
      if (root.has(key) && !root.has(EquationsReader.KEY)) {
        findings.error(
            root.place(key),
            "\"" + key + "\" has no meaning without equations",
            "remove it, or write equations");
      }
    }
  }

  /** Whichever model there is. */
  private Optional<ParameterizedModel> model(YamlMapping root) {
    if (root.has(CIRCUIT)) {
      return root.mapping(CIRCUIT, findings)
          .flatMap(circuit -> CircuitReader.read(circuit, id, findings));
    }
    if (root.has(EquationsReader.KEY)) {
      return EquationsReader.read(root, id, findings);
    }
    return root.text(MODEL, "the name of an SBML file", findings)
        .flatMap(cell -> NamedFiles.model(yaml.resolveSibling(cell.text()), cell.place(), findings))
        .map(read -> new ParameterizedModel(read, Map.of()));
  }

  private Map<String, ParameterRow> table(YamlMapping root) {
    List<Table> tables = new ArrayList<>();
    Optional<YamlMapping.Value> names =
        root.require(PARAMETERS, "the name of a PEtab parameter table", findings);
    for (YamlMapping.Value item : names.map(YamlMapping.Value::items).orElse(List.of())) {
      item.text(findings)
          .flatMap(name -> SourceText.read(yaml.resolveSibling(name), item.place(), findings))
          .flatMap(source -> Table.read(source, TableLayout.PARAMETERS_1, findings))
          .ifPresent(tables::add);
    }
    return Version1Parameters.read(tables, findings);
  }

  private Optional<EstimationProblem> read(
      YamlMapping root,
      YamlMapping.Value loss,
      OdeModel model,
      Intervention done,
      Map<String, ParameterRow> parameters) {
    Scope scope = new Scope(model, parameters, Map.of());
    done.parameters().keySet().forEach(scope::use);
    Conditions conditions = Conditions.read(root, model, parameters.keySet(), id, findings);
    Optional<LossReader.Read> read =
        LossReader.read(loss, new Named(model, scope, conditions), findings);
    scope.checkParameters(findings);
    if (read.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    Scope.checkUnused(List.of(scope), Set.of(), findings);
    List<Double> samples = read.get().measurements().stream().map(Measurement::time).toList();
    Agenda agenda = new Agenda(samples);
    agenda.addAll(done.changes());
    double end = samples.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    Optional<Intervention> held = HeldRules.read(root, done.model(), end, findings);
    held.ifPresent(rules -> agenda.addAll(rules.changes()));
    if (findings.hasErrors()) {
      return Optional.empty();
    }
    List<Parameter> searched = parameters.values().stream().map(ParameterRow::parameter).toList();
    return Optional.of(
        new EstimationProblem(
            id,
            held.map(Intervention::model).orElse(done.model()),
            searched,
            conditions.experiments(model.pool()).stream().map(agenda::appliedTo).toList(),
            read.get().observables(),
            read.get().measurements(),
            read.get().loss()));
  }

  /** The names that a loss may use. */
  private final class Named implements Frame {
    private final OdeModel model;
    private final Scope scope;
    private final Conditions conditions;

    Named(OdeModel model, Scope scope, Conditions conditions) {
      this.model = model;
      this.scope = scope;
      this.conditions = conditions;
    }

    @Override
    public ExpressionPool pool() {
      return model.pool();
    }

    @Override
    public Optional<Expression> formula(Cell cell, String meaning) {
      Optional<Expression> formula = Formulas.parseOpen(cell, meaning, model.pool(), findings);
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

    @Override
    public List<String> conditions() {
      return conditions.names();
    }

    @Override
    public Map<String, Double> settings(int condition) {
      return conditions.settings(condition);
    }
  }
}
