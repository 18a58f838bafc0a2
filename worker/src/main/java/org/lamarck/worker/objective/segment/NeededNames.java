package org.lamarck.worker.objective.segment;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Quantity;

/**
 * Which quantities of a model must have values: those that its formulas or conditions use, and
 * those that something measured uses. Others may be left open.
 */
final class NeededNames {
  private final EstimationProblem problem;
  private final Set<String> always = new HashSet<>();

  NeededNames(EstimationProblem problem) {
    this.problem = problem;
    for (Quantity quantity : problem.model().quantities()) {
      add(List.of(quantity.initial()), always);
      add(quantity.dynamics(), always);
      if (!quantity.isConstant()) {
        always.add(quantity.id());
      }
    }
    for (Event event : problem.model().events()) {
      add(event.formulas(), always);
    }
    problem.experiments().stream()
        .flatMap(experiment -> experiment.periods().stream())
        .flatMap(period -> period.assignments().stream())
        .map(Assignment::value)
        .forEach(value -> add(List.of(value), always));
  }

  /** Those of some names that a segment needs in which this is measured. */
  List<String> of(List<String> names, List<Integer> measurements) {
    if (names.isEmpty()) {
      return names;
    }
    Set<String> needed = new HashSet<>(always);
    for (int m : measurements) {
      Measurement measurement = problem.measurements().get(m);
      Observable observable = problem.observables().get(measurement.observable());
      add(List.of(observable.formula()), needed);
      add(observable.noiseFormulas(), needed);
      add(measurement.observableParameters(), needed);
      add(measurement.noiseParameters(), needed);
    }
    return names.stream().filter(needed::contains).toList();
  }

  private static void add(Collection<Expression> formulas, Set<String> names) {
    for (Expression leaf : Subgraph.leaves(formulas)) {
      if (leaf.isSymbol()) {
        names.add(leaf.name());
      }
    }
  }
}
