package org.lamarck.worker.objective.inner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.noise.Distribution;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.noise.Transformation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Experiment;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Loss;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * A problem whose simulation is known: a model of one constant, {@code k}, and observables of
 * {@code k}, a number {@code x} of each measurement and parameters. {@code s} is a number of the
 * noise.
 */
final class Regression {
  private final ExpressionPool pool = new ExpressionPool();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Observable> observables = new ArrayList<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private Loss loss = MisfitLoss.NEGATIVE_LOG_LIKELIHOOD;

  Regression() {
    parameters.add(new Parameter("k", Scale.LIN, 0, 10, 1, true, null));
  }

  private Expression formula(String text) {
    try {
      return FormulaParser.parse(pool, text);
    } catch (FormulaException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** A parameter that is estimated between bounds and starts at 1. */
  Regression parameter(String id, double lower, double upper) {
    return parameter(id, lower, upper, null, Parameter.Inner.NONE);
  }

  Regression parameter(
      String id, double lower, double upper, @Nullable Prior prior, Parameter.Inner inner) {
    Parameter plain = new Parameter(id, Scale.LIN, lower, upper, 1, true, prior);
    parameters.add(
        new Parameter(id, Scale.LIN, lower, upper, 1, true, prior, plain.initialization(), inner));
    return this;
  }

  /** A parameter of a type, as the table declares it. */
  Regression declared(String id, Parameter.Inner inner) {
    return parameter(id, 0.01, 100, null, inner);
  }

  /** What is measured from now on. */
  Regression observable(String formula, String noiseFormula, Noise noise) {
    observables.add(
        new Observable(
            "o" + observables.size(),
            formula(formula),
            formula(noiseFormula),
            noise,
            List.of("x"),
            List.of("s")));
    return this;
  }

  /** A measurement of the last observable, with a noise number of 1. */
  Regression measure(double x, double value) {
    return measure(x, value, "1");
  }

  Regression measure(double x, double value, String noiseParameter) {
    measurements.add(
        new Measurement(
            observables.size() - 1,
            0,
            0,
            value,
            List.of(pool.constant(x)),
            List.of(formula(noiseParameter))));
    return this;
  }

  Regression measure(double[] x, double[] values) {
    for (int i = 0; i < x.length; i++) {
      measure(x[i], values[i]);
    }
    return this;
  }

  /** Noise of Student's t with so many degrees of freedom. */
  Noise studentT(double degreesOfFreedom) {
    return new Noise(
        new Distribution.StudentT(pool.constant(degreesOfFreedom)), Transformation.IDENTITY);
  }

  Regression norm() {
    loss = MisfitLoss.EUCLIDEAN_NORM;
    return this;
  }

  EstimationProblem build() {
    List<Quantity> quantities = List.of(new Quantity.Constant("k", pool.constant(1)));
    return new EstimationProblem(
        "regression",
        new OdeModel("m", pool, quantities, List.of(), List.of()),
        parameters,
        List.of(new Experiment("e", List.of(new Experiment.Period("p", 0, List.of())))),
        observables,
        measurements,
        loss);
  }

  ProblemObjective objective(Inner inner) throws InputException {
    return ProblemObjective.of(
        build(),
        new EvaluationSettings(Tolerances.defaults(), GradientMethod.FORWARD)
            .withInner(inner)
            .withPriors(loss == MisfitLoss.NEGATIVE_LOG_LIKELIHOOD));
  }

  /** Which parameters are searched when all that have a closed form are computed. */
  List<String> searched() throws InputException {
    return objective(Inner.DETECTED).parameters().estimated().stream().map(Parameter::id).toList();
  }

  /** What is computed, where k is 1. */
  Map<String, Double> solved() throws InputException {
    ProblemObjective objective = objective(Inner.DETECTED);
    return evaluated(objective).estimates();
  }

  /** The least value over what is computed. */
  double least() throws InputException {
    ProblemObjective objective = objective(Inner.DETECTED);
    return ((Evaluation.Finite) evaluated(objective).evaluation()).value();
  }

  private static ProblemEvaluation evaluated(ProblemObjective objective) {
    return objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE);
  }
}
