package org.lamarck.worker.intervention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Formulas;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.SpeciesMeaning;

/**
 * Assignment rules that hold for some time instead of at all times: they are evaluated at the
 * multiples of a step and keep their values between. That is not what SBML means, and is here so
 * that results of simulators that do so (SBMLtoODEjax, Etcheverry et al. 2023) can be compared. As
 * there, the values until the end of the first step are numbers, which no parameter changes.
 */
public final class HeldRules {
  /** The key of a problem. */
  public static final String KEY = "rules";

  private static final String HELD = "held";
  private static final int MOST = 100_000;

  private final OdeModel model;
  private final Map<String, Expression> rules = new LinkedHashMap<>();
  private final Map<String, Expression> resolved = new HashMap<>();
  private final Map<String, Double> initial = new HashMap<>();

  private HeldRules(OdeModel model) {
    this.model = model;
    Set<String> computed = new LinkedHashSet<>(model.outputs());
    model.species().stream()
        .filter(one -> model.quantity(SpeciesMeaning.amountId(one.species())).isPresent())
        .forEach(one -> computed.remove(one.species()));
    for (Quantity quantity : model.quantities()) {
      if (computed.contains(quantity.id())) {
        quantity.assignment().ifPresent(formula -> rules.put(quantity.id(), formula));
      }
    }
  }

  /**
   * Reads how long rules hold.
   *
   * @param end the last time that the model is looked at
   * @return nothing when an error was found, or when rules hold at all times
   */
  public static Optional<Intervention> read(
      YamlMapping root, OdeModel model, double end, Findings findings) {
    Optional<YamlMapping> mapping = root.mapping(KEY, findings);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    mapping.get().refuseOthers(List.of(HELD), findings);
    OptionalDouble step = mapping.get().numberAbove(HELD, 0, findings);
    HeldRules held = new HeldRules(model);
    if (step.isPresent() && !(end / step.getAsDouble() <= MOST)) {
      findings.error(
          mapping.get().place(HELD),
          "%s steps of %s up to time %s are too many".formatted(MOST, step.getAsDouble(), end),
          "write a longer step");
    }
    if (held.rules.isEmpty()) {
      findings.error(mapping.get().place(), "the model has no assignment rules", "remove this key");
    }
    if (step.isEmpty() || findings.hasErrors()) {
      return Optional.empty();
    }
    findings.warning(
        mapping.get().place(),
        "rules that are held are not what SBML means",
        "use this for comparison only");
    return Optional.of(held.every(step.getAsDouble(), end));
  }

  private Intervention every(double step, double end) {
    List<Quantity> quantities =
        model.quantities().stream()
            .map(one -> rules.containsKey(one.id()) ? held(one.id()) : one)
            .toList();
    List<Assignment> assignments =
        rules.keySet().stream().map(id -> new Assignment(id, inlined(id))).toList();
    List<Agenda.Change> changes = new ArrayList<>();
    for (int k = 1; k * step <= end * (1 + 1e-9); k++) {
      changes.add(new Agenda.Change(k * step, assignments));
    }
    return new Intervention(model.withQuantities(quantities), new TreeMap<>(), changes);
  }

  private Quantity held(String id) {
    return new Quantity.State(id, model.pool().constant(atStart(id)), List.of());
  }

  /** The rule over quantities that follow no rule that is held. */
  private Expression inlined(String id) {
    Expression known = resolved.get(id);
    if (known != null) {
      return known;
    }
    Map<Expression, Expression> others = new HashMap<>();
    Expression rule = Objects.requireNonNull(rules.get(id));
    for (String symbol : Formulas.symbols(rule)) {
      if (rules.containsKey(symbol)) {
        others.put(model.pool().symbol(symbol), inlined(symbol));
      }
    }
    Expression formula = Substitution.substitute(rule, others);
    resolved.put(id, formula);
    return formula;
  }

  /** The value of a quantity at time 0 as the file says. */
  private double atStart(String id) {
    Double known = initial.get(id);
    if (known != null) {
      return known;
    }
    Expression formula = model.quantity(id).map(Quantity::initial).orElseThrow();
    Map<String, Double> values = new HashMap<>();
    Formulas.symbols(formula).forEach(symbol -> values.put(symbol, atStart(symbol)));
    double value = Evaluator.evaluate(formula, values, 0);
    initial.put(id, value);
    return value;
  }
}
