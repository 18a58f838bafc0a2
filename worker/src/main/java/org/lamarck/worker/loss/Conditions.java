package org.lamarck.worker.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.YamlMapping;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Spelling;

/**
 * What is done to a model before it is simulated: numbers for constants and initial values, by the
 * name of the condition. Without any there is one, which sets nothing.
 */
public final class Conditions {
  /** A mapping of names to what each sets. */
  public static final String KEY = "conditions";

  /** A mapping of one quantity to a grid of values, a condition for each. */
  public static final String SWEEP = "sweep";

  /** So many simulations a loss may need. */
  private static final int MOST = 100_000;

  private final List<String> names;
  private final List<Map<String, Double>> settings;

  private Conditions(Map<String, Map<String, Double>> settings) {
    names = List.copyOf(settings.keySet());
    this.settings = List.copyOf(settings.values());
  }

  /**
   * Reads the keys of a problem.
   *
   * @param parameters what a condition may not set, since the search does
   * @param only the name of the condition where none is given
   */
  public static Conditions read(
      YamlMapping root, OdeModel model, Set<String> parameters, String only, Findings findings) {
    Map<String, Map<String, Double>> all = new LinkedHashMap<>();
    Optional<YamlMapping> named = root.mapping(KEY, findings);
    for (String name : named.map(YamlMapping::keys).orElse(Map.of()).keySet()) {
      named
          .flatMap(sets -> sets.mapping(name, findings))
          .ifPresent(set -> all.put(name, values(set, model, parameters, findings)));
    }
    Optional<YamlMapping> sweep = root.mapping(SWEEP, findings);
    for (String name : sweep.map(YamlMapping::keys).orElse(Map.of()).keySet()) {
      requireSettable(name, sweep.get().place(name), model, parameters, findings);
      sweep
          .flatMap(grids -> grids.mapping(name, findings))
          .map(grid -> new TimesReader(findings).grid(grid, false))
          .orElse(List.of())
          .forEach(value -> all.put(name + "_" + value, Map.of(name, value)));
    }
    if (all.size() > MOST) {
      findings.error(
          root.place(), "there are " + all.size() + " conditions", "write at most " + MOST);
    }
    if (all.isEmpty()) {
      all.put(only, Map.of());
    }
    return new Conditions(all);
  }

  private static Map<String, Double> values(
      YamlMapping set, OdeModel model, Set<String> parameters, Findings findings) {
    Map<String, Double> values = new LinkedHashMap<>();
    set.keys()
        .forEach(
            (name, place) -> {
              requireSettable(name, place, model, parameters, findings);
              OptionalDouble value = set.number(name, findings);
              value.ifPresent(number -> values.put(name, number));
            });
    return values;
  }

  private static void requireSettable(
      String name, Place place, OdeModel model, Set<String> parameters, Findings findings) {
    if (parameters.contains(name)) {
      findings.error(
          place, "\"" + name + "\" is a parameter of the search", "set another quantity here");
      return;
    }
    Optional<Quantity> quantity = model.quantity(name);
    if (quantity.isEmpty() || !(quantity.get().isConstant() || quantity.get().isState())) {
      List<String> known =
          model.quantities().stream()
              .filter(one -> one.isConstant() || one.isState())
              .map(Quantity::id)
              .toList();
      findings.error(
          place,
          quantity.isEmpty()
              ? "the model has no \"" + name + "\""
              : "\"" + name + "\" follows a rule of the model and cannot be set",
          Spelling.suggest(name, known, "name a constant or a state"));
    }
  }

  /** The names, in the order of the experiments. */
  public List<String> names() {
    return names;
  }

  /** The numbers that a condition sets. */
  public Map<String, Double> settings(int condition) {
    return settings.get(condition);
  }

  /** One for each condition. */
  public List<Experiment> experiments(ExpressionPool pool) {
    List<Experiment> experiments = new ArrayList<>();
    for (int c = 0; c < names.size(); c++) {
      List<Assignment> assignments = new ArrayList<>();
      settings
          .get(c)
          .forEach(
              (target, value) -> assignments.add(new Assignment(target, pool.constant(value))));
      Experiment.Period period = new Experiment.Period(names.get(c), 0, assignments);
      experiments.add(new Experiment(names.get(c), List.of(period)));
    }
    return experiments;
  }
}
