package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.Assignment;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Event;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.tolerance.Tolerances;

/** A small problem of formulas as texts; every measurement is 0 with a noise of 1. */
final class TinyProblem {
  private static final double FOREVER = Double.POSITIVE_INFINITY;
  private static final double BEFORE = Double.NEGATIVE_INFINITY;
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);

  private final ExpressionPool pool = new ExpressionPool();
  private final List<Quantity> quantities = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Experiment> experiments = new ArrayList<>();
  private final List<Observable> observables = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();

  Expression formula(String text) {
    try {
      return FormulaParser.parse(pool, text);
    } catch (FormulaException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A constant that is estimated, on the linear scale. */
  TinyProblem parameter(String id, double value) {
    quantities.add(new Quantity.Constant(id, pool.constant(value)));
    return outer(id, value);
  }

  /** A parameter that the model does not have. */
  TinyProblem outer(String id, double value) {
    parameters.add(new Parameter(id, Scale.LIN, -100, 100, value, true, null));
    return this;
  }

  TinyProblem constant(String id, String value) {
    quantities.add(new Quantity.Constant(id, formula(value)));
    return this;
  }

  /** A state with a rate of terms: "-1 * flux" pairs as coefficient and flux. */
  TinyProblem state(String id, String initial, Object... terms) {
    List<Quantity.Term> rate = new ArrayList<>();
    for (int i = 0; i < terms.length; i += 2) {
      rate.add(
          new Quantity.Term(((Number) terms[i]).doubleValue(), formula((String) terms[i + 1])));
    }
    quantities.add(new Quantity.State(id, formula(initial), rate));
    return this;
  }

  TinyProblem event(String trigger, @Nullable String delay, String target, String value) {
    events.add(
        new Event(
            "e" + events.size(),
            new Event.Trigger(formula(trigger), false, true),
            delay == null ? null : formula(delay),
            null,
            true,
            List.of(new Event.Change(target, formula(value)))));
    return this;
  }

  /** An experiment of periods, each "time: target = value, ..."; −inf is written as "-inf". */
  TinyProblem experiment(String... periods) {
    List<Experiment.Period> list = new ArrayList<>();
    for (String text : periods) {
      String[] parts = text.split(":", 2);
      List<Assignment> assignments =
          Arrays.stream(parts[1].split(","))
              .filter(one -> !one.isBlank())
              .map(one -> one.split("=", 2))
              .map(pair -> new Assignment(pair[0].strip(), formula(pair[1].strip())))
              .toList();
      double start = parts[0].strip().equals("-inf") ? BEFORE : Double.parseDouble(parts[0]);
      list.add(new Experiment.Period("period " + parts[0], start, assignments));
    }
    experiments.add(new Experiment("experiment" + experiments.size(), list));
    return this;
  }

  /** Measures a formula in the last experiment. */
  TinyProblem measure(String formula, double... times) {
    observables.add(
        new Observable(
            "o" + observables.size(),
            formula(formula),
            pool.constant(1),
            Noise.NORMAL,
            List.of(),
            List.of()));
    for (double time : times) {
      measurements.add(
          new Measurement(
              observables.size() - 1, experiments.size() - 1, time, 0, List.of(), List.of()));
    }
    return this;
  }

  TinyProblem measureSteady(String formula) {
    return measure(formula, FOREVER);
  }

  EstimationProblem build() {
    return new EstimationProblem(
        "tiny",
        new OdeModel("tiny", pool, quantities, events, List.of(), List.of()),
        parameters,
        experiments,
        observables,
        measurements,
        MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method) {
    try {
      return ProblemObjective.of(problem, new EvaluationSettings(TIGHT, method));
    } catch (InputException e) {
      throw new IllegalArgumentException(e);
    }
  }

  ProblemEvaluation evaluate() {
    return evaluate(GradientMethod.FORWARD, Derivatives.NONE);
  }

  private ProblemEvaluation evaluate(GradientMethod method, Derivatives order) {
    ProblemObjective objective = objective(build(), method);
    return objective.evaluateFully(objective.parameters().nominal(), order);
  }

  Evaluation.Failed failure() {
    return failure(GradientMethod.FORWARD, Derivatives.NONE);
  }

  Evaluation.Failed failure(GradientMethod method, Derivatives order) {
    return (Evaluation.Failed) evaluate(method, order).evaluation();
  }

  /** The simulated values, after a check of gradients by all methods. */
  double[] values() {
    EstimationProblem problem = build();
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    ProblemObjective backward = objective(problem, GradientMethod.ADJOINT);
    Vector x = forward.parameters().nominal();
    Vector tangents = gradient(forward, x, Derivatives.GRADIENT);
    Vector adjoint = gradient(backward, x, Derivatives.GRADIENT);
    Vector rows = gradient(forward, x, Derivatives.RESIDUALS);
    for (int j = 0; j < x.size(); j++) {
      double scale = 1 + Math.abs(tangents.get(j));
      assertThat(adjoint.get(j)).isCloseTo(tangents.get(j), within(1e-8 * scale));
      assertThat(rows.get(j)).isCloseTo(tangents.get(j), within(1e-8 * scale));
      // the difference of fourth order loses about five of eleven digits
      assertThat(difference(forward, x, j))
          .as("derivative by " + problem.estimated().get(j).id())
          .isCloseTo(tangents.get(j), within(1e-6 * scale));
    }
    return evaluate().values().toArray();
  }

  private static Vector gradient(ProblemObjective objective, Vector x, Derivatives order) {
    Evaluation evaluation = objective.evaluate(x, order);
    assertThat(evaluation).isInstanceOf(Evaluation.Differentiable.class);
    return ((Evaluation.Differentiable) evaluation).gradient();
  }

  private static double difference(ProblemObjective objective, Vector x, int j) {
    double h = 1e-3 * Math.max(0.1, Math.abs(x.get(j)));
    return (8 * (value(objective, x, j, h) - value(objective, x, j, -h))
            - (value(objective, x, j, 2 * h) - value(objective, x, j, -2 * h)))
        / (12 * h);
  }

  private static double value(ProblemObjective objective, Vector x, int j, double shift) {
    double[] moved = x.toArray();
    moved[j] += shift;
    return ((Evaluation.Finite) objective.evaluate(Vector.of(moved), Derivatives.NONE)).value();
  }
}
