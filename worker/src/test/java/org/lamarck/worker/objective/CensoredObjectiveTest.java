package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.LaplaceDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Cholesky;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.noise.Distribution.ClosedForm;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Reading;
import org.lamarck.worker.tolerance.Tolerances;

/** Values of which only bounds are known, with each noise of PEtab. */
class CensoredObjectiveTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);

  private static List<Noise> noises() {
    return Noise.ofPetab();
  }

  /** The conversion with one value in four left as it is. */
  private static EstimationProblem problem(Noise noise) {
    EstimationProblem problem = ConversionProblem.of(noise, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    List<Measurement> measurements = new ArrayList<>();
    for (Measurement one : problem.measurements()) {
      Reading reading =
          switch (measurements.size() % 4) {
            case 0 -> new Reading.Exact();
            case 1 -> new Reading.Censored(-INFINITE, one.value());
            case 2 -> new Reading.Censored(one.value() - 0.1, INFINITE);
            default -> new Reading.Censored(0.5 * one.value(), one.value());
          };
      measurements.add(
          new Measurement(
              one.observable(),
              one.experiment(),
              one.time(),
              one.value(),
              one.observableParameters(),
              one.noiseParameters(),
              reading));
    }
    return with(problem, measurements);
  }

  private static EstimationProblem with(EstimationProblem problem, List<Measurement> measurements) {
    return new EstimationProblem(
        "censored",
        problem.model(),
        problem.parameters(),
        problem.experiments(),
        problem.observables(),
        measurements,
        problem.loss());
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws InputException {
    return ProblemObjective.of(problem, new EvaluationSettings(TIGHT, method));
  }

  @ParameterizedTest
  @MethodSource("noises")
  void theLikelihoodIsTheProbabilityBetweenTheBounds(Noise noise) throws InputException {
    EstimationProblem problem = problem(noise);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    ProblemEvaluation evaluation =
        objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE);
    double sum = 0;
    for (int m = 0; m < problem.measurements().size(); m++) {
      Measurement measurement = problem.measurements().get(m);
      ProblemEvaluation.Simulated one = evaluation.measurements().get(m);
      double centre = noise.transformation().apply(one.value());
      RealDistribution distribution =
          noise.distribution().closedForm() == ClosedForm.MEAN
              ? new NormalDistribution(centre, one.sigma())
              : new LaplaceDistribution(centre, one.sigma());
      if (measurement.reading() instanceof Reading.Censored censored) {
        double above =
            censored.upper() == INFINITE
                ? 1
                : distribution.cumulativeProbability(
                    noise.transformation().apply(censored.upper()));
        double below =
            censored.lower() == -INFINITE
                ? 0
                : distribution.cumulativeProbability(
                    noise.transformation().apply(censored.lower()));
        sum += Math.log(above - below);
      } else {
        sum +=
            Math.log(
                distribution.density(noise.transformation().apply(measurement.value()))
                    * noise.transformation().slope(measurement.value()));
      }
    }
    assertThat(evaluation.logLikelihood()).isCloseTo(sum, within(1e-11)); // 1e-15 by probability
  }

  @ParameterizedTest
  @MethodSource("noises")
  void gradientsAgreeWithEachOtherAndWithDifferences(Noise noise) throws InputException {
    EstimationProblem problem = problem(noise);
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    Vector x = forward.parameters().nominal();
    Vector tangents = gradient(forward, x);
    Vector adjoint = gradient(objective(problem, GradientMethod.ADJOINT), x);
    assertThat(tangents.minus(adjoint).maxNorm()).isLessThan(1e-11 * tangents.maxNorm());
    double h = 1e-5;
    for (int j = 0; j < x.size(); j++) {
      double difference =
          (value(forward, x.with(j, x.get(j) + h)) - value(forward, x.with(j, x.get(j) - h)))
              / (2 * h);
      // truncation h² times a third derivative of order 10²; integration noise 1e-11·100/h
      assertThat(tangents.get(j)).isCloseTo(difference, within(1e-5 * (1 + tangents.maxNorm())));
    }
  }

  @Test
  void deviancesAreResidualsOfLeastSquares() throws InputException {
    for (Noise noise : List.of(Noise.NORMAL, Noise.LOG_NORMAL, Noise.LOG10_NORMAL)) {
      ProblemObjective objective = objective(problem(noise), GradientMethod.FORWARD);
      Vector x = objective.parameters().nominal();
      Evaluation.LeastSquares here = squares(objective, x);
      Evaluation.LeastSquares there = squares(objective, x.with(0, x.get(0) + 0.1));
      double half = 0.5 * (norm(there) - norm(here));
      assertThat(half).isCloseTo(there.value() - here.value(), within(1e-10));
      Vector product = here.jacobian().transposeTimes(here.residuals());
      assertThat(product.minus(here.gradient()).maxNorm())
          .isLessThan(1e-12 * here.gradient().maxNorm());
      assertThat(here.gradient().minus(gradient(objective, x)).maxNorm())
          .isLessThan(1e-12 * here.gradient().maxNorm());
      assertThat(isPositive(here.curvature())).isTrue();
    }
  }

  private static boolean isPositive(Matrix curvature) {
    int n = curvature.columns();
    double[] shifted = curvature.toArray();
    for (int j = 0; j < n; j++) {
      shifted[j * n + j] *= 1 + 1e-10;
      shifted[j * n + j] += 1e-10;
    }
    return new Cholesky(n).factor(shifted, 0);
  }

  private static double norm(Evaluation.LeastSquares squares) {
    return squares.residuals().dot(squares.residuals());
  }

  private static Evaluation.LeastSquares squares(ProblemObjective objective, Vector x) {
    return (Evaluation.LeastSquares) objective.evaluate(x, Derivatives.RESIDUALS);
  }

  private static Vector gradient(ProblemObjective objective, Vector x) {
    return ((Evaluation.Differentiable) objective.evaluate(x, Derivatives.GRADIENT)).gradient();
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  @Test
  void aBoundThatTheModelIsFarFromIsFinite() throws InputException {
    EstimationProblem problem = problem(Noise.NORMAL);
    List<Measurement> measurements = new ArrayList<>();
    for (Measurement one : problem.measurements()) {
      measurements.add(
          new Measurement(
              one.observable(),
              one.experiment(),
              one.time(),
              1e4,
              one.observableParameters(),
              one.noiseParameters(),
              new Reading.Censored(1e4, 1.01e4))); // about 3e4 σ away
    }
    ProblemObjective objective = objective(with(problem, measurements), GradientMethod.FORWARD);
    Evaluation.LeastSquares here = squares(objective, objective.parameters().nominal());
    assertThat(here.value()).isBetween(1e9, 1e11);
    assertThat(Vector.of(here.curvature().toArray()).isFinite()).isTrue();
  }

  @Test
  void theResidualIsTheDistanceToTheBounds() throws InputException {
    EstimationProblem problem = problem(Noise.NORMAL);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    List<ProblemEvaluation.Simulated> simulated =
        objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE).measurements();
    for (int m = 0; m < simulated.size(); m++) {
      if (problem.measurements().get(m).reading() instanceof Reading.Censored censored) {
        double h = simulated.get(m).value();
        double nearest = Math.min(Math.max(h, censored.lower()), censored.upper());
        assertThat(simulated.get(m).residual())
            .isCloseTo((nearest - h) / simulated.get(m).sigma(), within(1e-13));
      }
    }
    assertThat(simulated).anyMatch(one -> one.residual() == 0);
  }

  @Test
  void whatCensoredValuesDependOnIsSearched() throws InputException {
    EstimationProblem problem = problem(Noise.LOG_NORMAL);
    ProblemObjective objective =
        ProblemObjective.of(problem, EvaluationSettings.DEFAULT.withInner(Inner.DETECTED));
    assertThat(objective.parameters().estimated()).isEqualTo(problem.estimated());
  }

  @Test
  void boundsThatSayNothingAreRefused() {
    assertThatThrownBy(() -> new Reading.Censored(2, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Reading.Censored(-INFINITE, INFINITE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
