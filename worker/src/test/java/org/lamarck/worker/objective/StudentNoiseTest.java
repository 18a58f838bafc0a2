package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.noise.Distribution;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.noise.Transformation;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.tolerance.Tolerances;

/** A noise model with a formula of its own: Student's t with estimated degrees of freedom. */
class StudentNoiseTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);

  /** The conversion with ν = nu (1 + A): a parameter, on its scale, and a state. */
  private static EstimationProblem problem(Transformation transformation) {
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    ExpressionPool pool = problem.model().pool();
    Expression nu = pool.multiply(pool.symbol("nu"), pool.add(pool.constant(1), pool.symbol("A")));
    Observable observable =
        problem
            .observables()
            .get(0)
            .withNoise(new Noise(new Distribution.StudentT(nu), transformation));
    List<Parameter> parameters = new ArrayList<>(problem.parameters());
    parameters.add(new Parameter("nu", Scale.LOG, 0.1, 1000, 2.5, true, null));
    return new EstimationProblem(
        "student",
        problem.model(),
        parameters,
        problem.experiments(),
        List.of(observable),
        problem.measurements(),
        problem.loss());
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws InputException {
    return ProblemObjective.of(problem, new EvaluationSettings(TIGHT, method));
  }

  @Test
  void theLikelihoodIsThatOfCommonsMath() throws InputException {
    EstimationProblem problem = problem(Transformation.IDENTITY);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    ProblemEvaluation evaluation =
        objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE);
    double sum = 0;
    for (int m = 0; m < problem.measurements().size(); m++) {
      ProblemEvaluation.Simulated one = evaluation.measurements().get(m);
      double offset = m < ConversionProblem.TIMES.length ? 0.1 : 0.05;
      double nu = 2.5 * (1 + (one.value() - offset) / 0.95);
      sum += new TDistribution(nu).logDensity(one.residual()) - Math.log(one.sigma());
    }
    assertThat(evaluation.logLikelihood()).isCloseTo(sum, within(1e-11));
  }

  @ParameterizedTest
  @EnumSource(Transformation.class)
  void gradientsAgreeWithEachOtherAndWithDifferences(Transformation transformation)
      throws InputException {
    EstimationProblem problem = problem(transformation);
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    Vector x = forward.parameters().nominal();
    Vector tangents = gradient(forward, x);
    Vector adjoint = gradient(objective(problem, GradientMethod.ADJOINT), x);
    assertThat(tangents.minus(adjoint).maxNorm()).isLessThan(1e-12 * tangents.maxNorm());
    double h = 1e-5;
    for (int j = 0; j < x.size(); j++) {
      double difference =
          (value(forward, x.with(j, x.get(j) + h)) - value(forward, x.with(j, x.get(j) - h)))
              / (2 * h);
      // truncation h² times a third derivative of order 10²; integration noise 1e-11·100/h
      assertThat(tangents.get(j)).isCloseTo(difference, within(1e-5 * (1 + tangents.maxNorm())));
    }
    assertThat(tangents.get(x.size() - 1)).isNotZero(); // by nu
  }

  private static Vector gradient(ProblemObjective objective, Vector x) {
    return ((Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT)).gradient();
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  @Test
  void itIsNoLeastSquares() throws InputException {
    ProblemObjective objective =
        objective(problem(Transformation.IDENTITY), GradientMethod.FORWARD);
    assertThat(objective.evaluate(objective.parameters().nominal(), Derivatives.RESIDUALS))
        .isInstanceOf(Evaluation.Gradient.class);
  }

  @Test
  void nothingIsComputedWithinTheObjective() throws InputException {
    EstimationProblem problem = problem(Transformation.IDENTITY);
    ProblemObjective objective =
        ProblemObjective.of(problem, EvaluationSettings.DEFAULT.withInner(Inner.DETECTED));
    assertThat(objective.parameters().estimated()).isEqualTo(problem.estimated());
  }
}
