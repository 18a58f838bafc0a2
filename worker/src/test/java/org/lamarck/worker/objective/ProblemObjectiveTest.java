package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.tolerance.Tolerances;

class ProblemObjectiveTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws InputException {
    return ProblemObjective.of(problem, new EvaluationSettings(TIGHT, method));
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  @Test
  void simulatedValuesAreTheClosedSolution() throws InputException {
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    ProblemEvaluation evaluation =
        objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE);
    double k1 = 0.9;
    double k2 = 0.25;
    double total = 1.2 + 0.3;
    for (int i = 0; i < ConversionProblem.TIMES.length; i++) {
      double steady = k2 * total / (k1 + k2);
      double a = steady + (1.2 - steady) * Math.exp(-(k1 + k2) * ConversionProblem.TIMES[i]);
      int second = ConversionProblem.TIMES.length + i;
      // rtol 1e-11 per step, some dozens of steps
      assertThat(evaluation.measurements().get(second).value())
          .isCloseTo(0.95 * a + 0.05, within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("org.lamarck.worker.noise.Noise#ofPetab")
  void gradientAgreesWithFiniteDifferences(Noise noise) throws InputException {
    EstimationProblem problem = ConversionProblem.of(noise, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    for (GradientMethod method :
        new GradientMethod[] {GradientMethod.FORWARD, GradientMethod.ADJOINT}) {
      requireGradient(objective(problem, method));
    }
  }

  @Test
  void gradientOfANormAgreesWithFiniteDifferences() throws InputException {
    EstimationProblem problem = ConversionProblem.of(Noise.NORMAL, MisfitLoss.EUCLIDEAN_NORM);
    requireGradient(objective(problem, GradientMethod.FORWARD));
    requireGradient(objective(problem, GradientMethod.ADJOINT));
  }

  private static void requireGradient(ProblemObjective objective) {
    Vector x = objective.parameters().nominal();
    Vector gradient =
        ((Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT)).gradient();
    double h = 1e-5;
    for (int j = 0; j < x.size(); j++) {
      double difference =
          (value(objective, x.with(j, x.get(j) + h)) - value(objective, x.with(j, x.get(j) - h)))
              / (2 * h);
      // truncation h² times a third derivative of order 10²; integration noise 1e-11·100/h
      assertThat(gradient.get(j)).isCloseTo(difference, within(1e-5 * (1 + gradient.maxNorm())));
    }
  }

  @ParameterizedTest
  @MethodSource("org.lamarck.worker.noise.Noise#ofPetab")
  void forwardAndAdjointAgree(Noise noise) throws InputException {
    EstimationProblem problem = ConversionProblem.of(noise, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    ProblemObjective adjoint = objective(problem, GradientMethod.ADJOINT);
    Vector x = forward.parameters().nominal();
    Vector a = ((Evaluation.Differentiable) forward.evaluate(x, Derivatives.GRADIENT)).gradient();
    Vector b = ((Evaluation.Differentiable) adjoint.evaluate(x, Derivatives.GRADIENT)).gradient();
    // the same steps, so only rounding: 1e3 operations of 1e-16 relative to the largest entry
    assertThat(a.minus(b).maxNorm()).isLessThan(1e-12 * a.maxNorm());
  }

  @Test
  void halfSquaredResidualsAreTheValueUpToAConstant() throws InputException {
    EstimationProblem problem =
        ConversionProblem.of(Noise.LOG_NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    Vector x = objective.parameters().nominal();
    Vector moved = x.plus(Vector.of(0.1, -0.1, 0.2, 0.05, -0.02, 0.1, 0.3));
    Evaluation.LeastSquares here =
        (Evaluation.LeastSquares) objective.evaluate(x, Derivatives.RESIDUALS);
    Evaluation.LeastSquares there =
        (Evaluation.LeastSquares) objective.evaluate(moved, Derivatives.RESIDUALS);
    double squares =
        0.5 * (there.residuals().dot(there.residuals()) - here.residuals().dot(here.residuals()));
    // differences of sums of order 10³: 1e-12 relative
    assertThat(there.value() - here.value()).isCloseTo(squares, within(1e-9));
    Vector gradient = here.jacobian().transposeTimes(here.residuals());
    assertThat(gradient.minus(here.gradient()).maxNorm())
        .isLessThan(1e-11 * (1 + gradient.maxNorm()));
  }

  @Test
  void withoutRowsAllElseIsTheSame() throws InputException {
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    for (EvaluationSettings.Inner inner : EvaluationSettings.Inner.values()) {
      ProblemObjective objective =
          ProblemObjective.of(
              problem, new EvaluationSettings(TIGHT, GradientMethod.AUTO).withInner(inner));
      Vector x = objective.parameters().nominal();
      Evaluation.LeastSquares all =
          (Evaluation.LeastSquares) objective.evaluate(x, Derivatives.RESIDUALS);
      Evaluation.LeastSquares lean =
          (Evaluation.LeastSquares) objective.withoutRows().evaluate(x, Derivatives.RESIDUALS);
      assertThat(lean.value()).isEqualTo(all.value());
      assertThat(lean.gradient()).isEqualTo(all.gradient());
      assertThat(lean.curvature()).isEqualTo(all.curvature());
      assertThat(lean.residuals().size()).isZero();
      assertThat(lean.jacobian().rows()).isZero();
      assertThat(all.residuals().size()).isPositive();
    }
  }

  @Test
  void curvatureIsTheExpectedFisherInformation() throws InputException {
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    Vector x = objective.parameters().nominal();
    Evaluation.LeastSquares evaluation =
        (Evaluation.LeastSquares) objective.evaluate(x, Derivatives.RESIDUALS);
    int sd = objective.space().names().indexOf("sd");
    double expected = 0;
    for (ProblemEvaluation.Simulated one :
        objective.evaluateFully(x, Derivatives.NONE).measurements()) {
      // σ = sd + 0.1 h, so ∂σ/∂log10(sd) = sd ln 10
      double slope = 0.2 * Math.log(10) / one.sigma();
      expected += 2 * slope * slope;
    }
    assertThat(evaluation.curvature().get(sd, sd)).isCloseTo(expected, within(1e-10 * expected));
  }

  @Test
  void aNegativeNoiseScaleIsAFailureWithItsReason() throws InputException {
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    Vector x = objective.parameters().nominal();
    int scaling = objective.space().names().indexOf("scaling");
    Evaluation evaluation = objective.evaluate(x.with(scaling, -20), Derivatives.GRADIENT);
    assertThat(evaluation)
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Evaluation.Reason.INVALID_PARAMETERS);
              assertThat(failed.where()).isEqualTo("control");
            });
  }

  @Test
  void theSamePointGivesTheSameBits() throws InputException {
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    ProblemObjective objective = objective(problem, GradientMethod.AUTO);
    Vector x = objective.parameters().nominal();
    Evaluation first = objective.evaluate(x, Derivatives.RESIDUALS);
    objective.evaluate(x.plus(0.1, x), Derivatives.GRADIENT);
    assertThat(objective.evaluate(x, Derivatives.RESIDUALS)).isEqualTo(first);
    assertThat(objective(problem, GradientMethod.AUTO).evaluate(x, Derivatives.RESIDUALS))
        .isEqualTo(first);
  }
}
