package org.lamarck.worker.stochastic.fit;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.expression.Substitution;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;

/**
 * One experiment of a PEtab problem, of a model that is a random process: what is given to it at
 * the start, and what was measured.
 *
 * @param model the process; parameters that it does not have are constants of it now
 * @param given ids of what is given a value at the start
 * @param values of these, over parameters
 * @param measurements of this experiment
 * @param formulas of each measurement what was measured, and after all of these the scales of their
 *     noise
 */
record PetabProcess(
    JumpModel model,
    List<String> given,
    List<Expression> values,
    List<Measurement> measurements,
    List<Expression> formulas)
    implements Serializable {

  /**
   * The experiments in which something was measured.
   *
   * @throws InputException when a problem asks for what a random process cannot be held to
   */
  static List<PetabProcess> of(EstimationProblem problem, JumpModel model) throws InputException {
    List<String> wrong = refused(problem);
    if (!wrong.isEmpty()) {
      throw new InputException(
          wrong.stream()
              .map(
                  what ->
                      Finding.error(
                          problem.id(), 0, 0, what, "fit it as a model of rates, or change it"))
              .toList());
    }
    List<PetabProcess> processes = new ArrayList<>();
    for (int e = 0; e < problem.experiments().size(); e++) {
      int experiment = e;
      List<Measurement> measured =
          problem.measurements().stream().filter(one -> one.experiment() == experiment).toList();
      if (!measured.isEmpty()) {
        processes.add(of(problem, model, e, measured));
      }
    }
    return processes;
  }

  /** What is given at the start, for these values of parameters. */
  double[] givenAt(Map<String, Double> parameters) {
    return values.stream().mapToDouble(one -> Evaluator.evaluate(one, parameters, 0)).toArray();
  }

  private static List<String> refused(EstimationProblem problem) {
    List<String> wrong = new ArrayList<>();
    if (problem.models().size() > 1) {
      wrong.add("a stochastic fit is of one model, not of " + problem.models().size());
    }
    if (!problem.loss().isLikelihood()) {
      wrong.add("a stochastic fit needs a likelihood");
    }
    if (problem.parameters().stream().anyMatch(one -> one.prior() != null)) {
      wrong.add("objective priors are not counted in stochastic fits");
    }
    problem.experiments().stream()
        .filter(one -> one.periods().size() > 1 || one.periods().get(0).start() != 0)
        .forEach(
            one ->
                wrong.add(
                    "experiment %s has a preequilibration or several periods".formatted(one.id())));
    if (problem.measurements().stream().anyMatch(one -> !Double.isFinite(one.time()))) {
      wrong.add("a measurement at a steady state has no time in a random process");
    }
    return wrong;
  }

  private static PetabProcess of(
      EstimationProblem problem, JumpModel model, int experiment, List<Measurement> measured) {
    List<Assignment> assigned =
        problem.experiments().get(experiment).periods().get(0).assignments();
    ExpressionPool pool = model.between().pool();
    ExpressionPool theirs = problem.models().get(0).pool();
    Map<String, Expression> starts = new LinkedHashMap<>();
    List<Quantity> quantities = new ArrayList<>(model.between().quantities());
    Set<String> known = new LinkedHashSet<>();
    quantities.forEach(one -> known.add(one.id()));
    for (Parameter one : problem.parameters()) {
      if (known.add(one.id())) {
        quantities.add(new Quantity.Constant(one.id(), pool.constant(0)));
      }
      starts.put(one.id(), theirs.symbol(one.id()));
    }
    assigned.forEach(one -> starts.put(one.target(), one.value()));
    List<Expression> formulas = new ArrayList<>();
    List<Expression> scales = new ArrayList<>();
    for (Measurement one : measured) {
      Observable observable = problem.observables().get(one.observable());
      Map<Expression, Expression> replaced = new HashMap<>();
      replace(replaced, theirs, observable.observablePlaceholders(), one.observableParameters());
      replace(replaced, theirs, observable.noisePlaceholders(), one.noiseParameters());
      Expression formula = Substitution.substitute(observable.formula(), replaced);
      replaced.put(theirs.symbol(observable.id()), formula);
      formulas.add(copied(formula, pool));
      scales.add(copied(Substitution.substitute(observable.noiseFormula(), replaced), pool));
    }
    formulas.addAll(scales);
    return new PetabProcess(
        new JumpModel(
            model.between().withQuantities(quantities),
            model.reactions(),
            model.draws(),
            model.starts(),
            model.file()),
        List.copyOf(starts.keySet()),
        List.copyOf(starts.values()),
        measured,
        formulas);
  }

  private static void replace(
      Map<Expression, Expression> replaced,
      ExpressionPool pool,
      List<String> placeholders,
      List<Expression> values) {
    for (int k = 0; k < placeholders.size(); k++) {
      replaced.put(pool.symbol(placeholders.get(k)), values.get(k));
    }
  }

  /** The same formula in another pool. */
  private static Expression copied(Expression formula, ExpressionPool pool) {
    Map<Expression, Expression> made = new HashMap<>();
    for (Expression node : Subgraph.nodes(List.of(formula))) {
      made.put(
          node,
          switch (node.operator()) {
            case CONSTANT -> pool.constant(node.value());
            case SYMBOL -> pool.symbol(node.name());
            case TIME -> pool.time();
            default -> applied(node, made, pool);
          });
    }
    return known(made, formula);
  }

  private static Expression applied(
      Expression node, Map<Expression, Expression> made, ExpressionPool pool) {
    Operator operator = node.operator();
    return pool.apply(
        operator, node.arguments().stream().map(argument -> known(made, argument)).toList());
  }

  private static Expression known(Map<Expression, Expression> made, Expression node) {
    return made.getOrDefault(node, node);
  }
}
