package org.lamarck.worker.circuit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.petab.parameter.ParameterRow;
import org.lamarck.worker.petab.parameter.ParameterizedModel;
import org.lamarck.worker.petab.table.Cell;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Identifiers;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.OdeModelBuilder;
import org.lamarck.worker.problem.Spelling;

/**
 * Reads a circuit of n genes y: dy/dt = φ(Wᵀy + b) − k y + x (production; Hiscock 2019, BMC
 * Bioinformatics 20:214), or dy/dt = k (φ(Wᵀy + b) − y) + x (relaxation), with W_ij the effect of
 * gene i on gene j and φ a sigmoid function.
 */
public final class CircuitReader {
  private static final List<String> KEYS =
      List.of("genes", "form", "response", "inputs", "initial", "weights", "bias", "decay");
  private static final List<String> FORMS = List.of("production", "relaxation");
  private static final List<String> RESPONSES = List.of("logistic", "algebraic");

  /** So many weights are formulas of their own; more are a network. */
  private static final int MOST_GENES = 64;

  private final YamlMapping circuit;
  private final Findings findings;
  private final OdeModelBuilder model;
  private final Map<String, ParameterRow> parameters = new LinkedHashMap<>();

  private CircuitReader(YamlMapping circuit, String id, Findings findings) {
    this.circuit = circuit;
    this.findings = findings;
    model = new OdeModelBuilder(id);
  }

  /** Reads a circuit; nothing when an error was found. */
  public static Optional<ParameterizedModel> read(
      YamlMapping circuit, String id, Findings findings) {
    return new CircuitReader(circuit, id, findings).read();
  }

  private Optional<ParameterizedModel> read() {
    circuit.refuseOthers(KEYS, findings);
    List<Cell> genes = genes();
    boolean isProduction = isFirst("form", FORMS);
    boolean isLogistic = isFirst("response", RESPONSES);
    double initial = circuit.has("initial") ? circuit.number("initial", findings).orElse(0) : 0;
    Optional<Coefficients> weights = coefficients("weights");
    Optional<Coefficients> bias = coefficients("bias");
    Optional<Coefficients> decay = coefficients("decay");
    Map<String, String> inputs = inputs(genes);
    if (findings.hasErrors() || weights.isEmpty()) {
      return Optional.empty();
    }
    List<Expression> y = genes.stream().map(gene -> model.state(gene.text(), initial)).toList();
    for (int j = 0; j < y.size(); j++) {
      String gene = genes.get(j).text();
      Expression sum =
          bias.map(one -> coefficient("b_" + gene, one)).orElseGet(() -> model.number(0));
      for (int i = 0; i < y.size(); i++) {
        String name = "w_" + genes.get(i).text() + "_" + gene;
        sum = sum.plus(coefficient(name, weights.get()).times(y.get(i)));
      }
      Expression made = isLogistic ? logistic(sum) : algebraic(sum);
      Expression k =
          decay.map(one -> coefficient("k_" + gene, one)).orElseGet(() -> model.number(1));
      Expression state = y.get(j);
      if (isProduction) {
        model.change(state, made).change(-1, state, k.times(state));
      } else {
        model.change(state, k.times(made.minus(state)));
      }
      String input = inputs.get(gene);
      if (input != null) {
        model.change(state, model.symbol(input));
      }
    }
    return Optional.of(new ParameterizedModel(model.build(), parameters));
  }

  private List<Cell> genes() {
    List<Cell> genes = new ArrayList<>();
    Optional<YamlMapping.Value> value = circuit.require("genes", "a list of names", findings);
    for (YamlMapping.Value item : value.map(YamlMapping.Value::items).orElse(List.of())) {
      Optional<Cell> cell = item.cell(findings);
      if (cell.isEmpty()) {
        continue;
      }
      String name = cell.get().text();
      if (Identifiers.isValid(cell.get(), "gene", findings)
          && genes.stream().anyMatch(gene -> gene.text().equals(name))) {
        findings.error(item.place(), "gene " + name + " stands twice", "remove one");
      }
      genes.add(cell.get());
    }
    if (value.isPresent() && (genes.isEmpty() || genes.size() > MOST_GENES)) {
      findings.error(
          value.get().place(),
          "there are %d genes".formatted(genes.size()),
          "name from 1 to " + MOST_GENES);
    }
    return genes;
  }

  /** Whether a word is the first of those that are known, which it is when it is left out. */
  private boolean isFirst(String key, List<String> known) {
    return circuit.choice(key, known.get(0), known, findings).orElse(0) == 0;
  }

  /** Constants that conditions set, by the gene whose rate they are added to. */
  private Map<String, String> inputs(List<Cell> genes) {
    Map<String, String> inputs = new LinkedHashMap<>();
    Optional<YamlMapping> given = circuit.mapping("inputs", findings);
    if (given.isEmpty()) {
      return inputs;
    }
    List<String> names = genes.stream().map(Cell::text).toList();
    for (Map.Entry<String, Place> gene : given.get().keys().entrySet()) {
      if (!names.contains(gene.getKey())) {
        findings.error(
            gene.getValue(),
            "there is no gene \"" + gene.getKey() + "\"",
            Spelling.remedy(gene.getKey(), names));
        continue;
      }
      Optional<Cell> input = given.get().text(gene.getKey(), "the name of an input", findings);
      if (input.isPresent() && Identifiers.isValid(input.get(), "input", findings)) {
        if (!inputs.containsValue(input.get().text())) {
          model.constant(input.get().text(), 0);
        }
        inputs.put(gene.getKey(), input.get().text());
      }
    }
    return inputs;
  }

  private Optional<Coefficients> coefficients(String key) {
    if (!circuit.has(key)) {
      if (key.equals("weights")) {
        circuit.require(key, "lower, upper and start", findings);
      }
      return Optional.empty();
    }
    return circuit.mapping(key, findings).flatMap(mapping -> Coefficients.read(mapping, findings));
  }

  private Expression coefficient(String name, Coefficients kind) {
    kind.parameter(name)
        .ifPresent(parameter -> parameters.put(name, new ParameterRow(parameter, kind.place())));
    return model.constant(name, kind.value());
  }

  /** 1/(1 + e^−z). */
  private Expression logistic(Expression z) {
    return model.number(1).over(model.number(1).plus(exp(z.negated())));
  }

  /** ½ + z/(2 √(1 + z²)). */
  private Expression algebraic(Expression z) {
    Expression root = model.pool().apply(Operator.SQRT, model.number(1).plus(z.times(z)));
    return model.number(0.5).plus(z.over(root).times(0.5));
  }

  private Expression exp(Expression z) {
    return model.pool().apply(Operator.EXP, z);
  }
}
