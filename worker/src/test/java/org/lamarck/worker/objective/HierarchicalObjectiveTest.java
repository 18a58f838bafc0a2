package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.objective.segment.ParameterMap;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.PublicProblems;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.tolerance.Tolerances;

final class HierarchicalObjectiveTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);

  private static ProblemObjective objective(
      EstimationProblem problem, GradientMethod method, Inner inner) throws InputException {
    return ProblemObjective.of(problem, new EvaluationSettings(TIGHT, method).withInner(inner));
  }

  /** The conversion with a noise of its own, and with an offset where the noise is linear. */
  private static EstimationProblem problem(Noise noise) {
    EstimationProblem problem = ConversionProblem.of(noise, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    ExpressionPool pool = problem.model().pool();
    Expression scaled = pool.multiply(pool.symbol("scaling"), pool.symbol("A"));
    boolean hasOffset = noise.equals(Noise.NORMAL);
    Observable observable =
        new Observable(
            "obsA",
            hasOffset ? pool.add(scaled, pool.symbol("offset")) : scaled,
            pool.symbol("sigma"),
            noise,
            List.of("offset"),
            List.of("sigma"));
    return new EstimationProblem(
        problem.id(),
        problem.model(),
        problem.parameters(),
        problem.experiments(),
        List.of(observable),
        problem.measurements(),
        problem.loss());
  }

  @ParameterizedTest
  @MethodSource("org.lamarck.worker.noise.Noise#ofPetab")
  void noInnerParameterCanBeBetter(Noise noise) throws InputException {
    EstimationProblem problem = problem(noise);
    ProblemObjective outer = objective(problem, GradientMethod.FORWARD, Inner.DETECTED);
    List<String> searched = outer.parameters().estimated().stream().map(Parameter::id).toList();
    assertThat(searched).doesNotContain("scaling", "sd").contains("k1", "k2", "a0", "b0");
    ProblemEvaluation best = outer.evaluateFully(outer.parameters().nominal(), Derivatives.NONE);
    ProblemObjective all = objective(problem, GradientMethod.FORWARD, Inner.NONE);
    Vector point = point(all.parameters(), best.estimates());
    double value = value(all, point);
    // the same number, computed with given parameters
    assertThat(((Evaluation.Finite) best.evaluation()).value())
        .isCloseTo(value, within(1e-12 * Math.abs(value)));
    List<Parameter> estimated = all.parameters().estimated();
    for (int j = 0; j < estimated.size(); j++) {
      if (!searched.contains(estimated.get(j).id())) {
        for (double shift : new double[] {-1e-2, -1e-4, 1e-4, 1e-2}) {
          assertThat(value(all, moved(point, j, shift))).isGreaterThanOrEqualTo(value - 1e-12);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.lamarck.worker.noise.Noise#ofPetab")
  void outerGradientAgreesWithFiniteDifferences(Noise noise) throws InputException {
    requireGradients(problem(noise), Inner.DETECTED, 1e-5);
  }

  @Test
  void boundsKeepInnerParametersAndTheirGradientRight() throws InputException {
    EstimationProblem problem = problem(Noise.NORMAL);
    List<Parameter> bounded = new ArrayList<>();
    for (Parameter one : problem.parameters()) {
      bounded.add(
          one.id().equals("scaling")
              ? new Parameter("scaling", one.scale(), 0.1, 0.3, 0.2, true, null)
              : one);
    }
    EstimationProblem within = problem.withParameters(bounded);
    ProblemObjective outer = objective(within, GradientMethod.FORWARD, Inner.DETECTED);
    Map<String, Double> estimates =
        outer.evaluateFully(outer.parameters().nominal(), Derivatives.NONE).estimates();
    assertThat(estimates.get("scaling")).isEqualTo(0.3); // without bounds it is about 1
    requireGradients(within, Inner.DETECTED, 1e-5);
  }

  @Test
  void parametersWithOtherUsesAreSearched() throws InputException {
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    // there sigma is part of a sum with the observable's value
    ProblemObjective outer = objective(problem, GradientMethod.FORWARD, Inner.DETECTED);
    assertThat(outer.parameters().estimated()).hasSize(problem.estimated().size());
  }

  @Test
  void declaredParametersWithoutClosedFormAreRefused() {
    EstimationProblem problem =
        ConversionProblem.of(Noise.NORMAL, MisfitLoss.NEGATIVE_LOG_LIKELIHOOD);
    List<Parameter> declared = new ArrayList<>();
    for (Parameter one : problem.parameters()) {
      declared.add(
          new Parameter(
              one.id(),
              one.scale(),
              one.lower(),
              one.upper(),
              one.nominal(),
              true,
              null,
              one.initialization(),
              one.id().equals("sd") ? Parameter.Inner.SIGMA : Parameter.Inner.NONE));
    }
    EstimationProblem wrong = problem.withParameters(declared);
    assertThatThrownBy(() -> objective(wrong, GradientMethod.FORWARD, Inner.DECLARED))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("\"sd\"")
        .hasMessageContaining("no closed form");
  }

  @Test
  void priorsCountInValueAndDerivatives() throws InputException {
    EstimationProblem problem = problem(Noise.NORMAL);
    List<Parameter> parameters = new ArrayList<>();
    for (Parameter one : problem.parameters()) {
      Prior prior =
          switch (one.id()) {
            case "k1" -> new Prior(Prior.Family.NORMAL, 0.5, 0.2);
            case "k2" -> new Prior(Prior.Family.LOG_NORMAL, -1, 0.4);
            case "a0" -> new Prior(Prior.Family.LAPLACE, 1, 0.3);
            case "sd" -> new Prior(Prior.Family.PARAMETER_SCALE_NORMAL, -0.5, 0.1);
            default -> null;
          };
      parameters.add(
          new Parameter(
              one.id(), one.scale(), one.lower(), one.upper(), one.nominal(), true, prior));
    }
    EstimationProblem withPriors = problem.withParameters(parameters);
    EvaluationSettings settings =
        new EvaluationSettings(TIGHT, GradientMethod.FORWARD).withPriors(true);
    ProblemObjective posterior = ProblemObjective.of(withPriors, settings);
    Vector x = posterior.parameters().nominal();
    double sum = 0;
    for (Parameter one : withPriors.estimated()) {
      Prior prior = one.prior();
      sum += prior == null ? 0 : prior.logDensity(one.nominal(), one.scale());
    }
    ProblemEvaluation evaluation = posterior.evaluateFully(x, Derivatives.RESIDUALS);
    assertThat(value(posterior, x)).isCloseTo(-evaluation.logLikelihood() - sum, within(1e-12));
    requireGradients(posterior, posterior, x, 1e-5);
    // with a prior a parameter is no longer inner
    ProblemObjective both = ProblemObjective.of(withPriors, settings.withInner(Inner.DETECTED));
    assertThat(both.parameters().estimated().stream().map(Parameter::id)).contains("sd");
  }

  @Test
  void publishedProblemsHaveInnerParametersWithRightGradients() throws IOException, InputException {
    requirePublished("Boehm_JProteomeRes2014", 3);
  }

  @Tag("slow")
  @Test
  void morePublishedProblemsHaveInnerParametersWithRightGradients()
      throws IOException, InputException {
    requirePublished("Weber_BMC2015", 1);
    requirePublished("Schwen_PONE2014", 1);
    requirePublished("Bachmann_MSB2011", 1);
    requirePublished("Brannmark_JBC2010", 1);
    requirePublished("Fujita_SciSignal2010", 1);
    requirePublished("Isensee_JCB2018", 1);
    requirePublished("Lucarelli_CellSystems2018", 1);
  }

  private static void requirePublished(String name, int atLeast)
      throws IOException, InputException {
    Path folder = PublicProblems.folder("petab-benchmark").resolve(name);
    EstimationProblem problem = ProblemReader.read(PublicProblems.problems(folder).get(0));
    ProblemObjective all = objective(problem, GradientMethod.ADJOINT, Inner.NONE);
    ProblemObjective outer = objective(problem, GradientMethod.ADJOINT, Inner.DETECTED);
    int inner = all.space().dimension() - outer.space().dimension();
    assertThat(inner).as(name).isGreaterThanOrEqualTo(atLeast);
    double nominal = value(all, all.parameters().nominal());
    assertThat(value(outer, outer.parameters().nominal()))
        .as(name)
        .isLessThanOrEqualTo(nominal + 1e-6);
    // at the nominal point, an optimum, nothing would be seen
    double[] x = outer.parameters().nominal().toArray();
    for (int j = 0; j < x.length; j++) {
      x[j] += 0.01 * ((j * 7) % 5 - 2);
    }
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD, Inner.DETECTED);
    requireGradients(forward, outer, outer.space().clip(Vector.of(x)), 1e-3);
  }

  private static void requireGradients(EstimationProblem problem, Inner inner, double bound)
      throws InputException {
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD, inner);
    ProblemObjective backward = objective(problem, GradientMethod.ADJOINT, inner);
    requireGradients(forward, backward, forward.parameters().nominal(), bound);
  }

  /** By tangents, by adjoint, by rows and by central differences of fourth order. */
  private static void requireGradients(
      ProblemObjective forward, ProblemObjective backward, Vector x, double bound) {
    Vector tangents = gradient(forward, x, Derivatives.GRADIENT);
    Vector adjoint = gradient(backward, x, Derivatives.GRADIENT);
    Vector rows = gradient(forward, x, Derivatives.RESIDUALS);
    double largest = 1;
    for (int j = 0; j < x.size(); j++) {
      largest = Math.max(largest, Math.abs(tangents.get(j)));
    }
    for (int j = 0; j < x.size(); j++) {
      assertThat(adjoint.get(j)).isCloseTo(tangents.get(j), within(1e-9 * largest));
      assertThat(rows.get(j)).isCloseTo(tangents.get(j), within(1e-9 * largest));
      double h = 1e-4 * Math.max(1, Math.abs(x.get(j)));
      double difference =
          (8 * (value(forward, moved(x, j, h)) - value(forward, moved(x, j, -h)))
                  - (value(forward, moved(x, j, 2 * h)) - value(forward, moved(x, j, -2 * h))))
              / (12 * h);
      assertThat(difference)
          .as(forward.parameters().estimated().get(j).id())
          .isCloseTo(tangents.get(j), within(bound * largest));
    }
    Evaluation residuals = forward.evaluate(x, Derivatives.RESIDUALS);
    if (residuals instanceof Evaluation.LeastSquares squares) {
      Vector product = squares.jacobian().transposeTimes(squares.residuals());
      for (int j = 0; j < x.size(); j++) {
        assertThat(squares.curvature().get(j, j)).isGreaterThanOrEqualTo(-1e-9 * largest);
        if (forward.parameters().estimated().get(j).prior() == null) {
          assertThat(product.get(j)).isCloseTo(tangents.get(j), within(1e-6 * largest));
        }
      }
    }
  }

  private static Vector gradient(ProblemObjective objective, Vector x, Derivatives order) {
    return ((Evaluation.Differentiable) objective.evaluate(x, order)).gradient();
  }

  private static double value(ProblemObjective objective, Vector x) {
    return ((Evaluation.Finite) objective.evaluate(x, Derivatives.NONE)).value();
  }

  private static Vector moved(Vector x, int j, double shift) {
    double[] moved = x.toArray();
    moved[j] += shift;
    return Vector.of(moved);
  }

  private static Vector point(ParameterMap parameters, Map<String, Double> estimates) {
    return Vector.of(
        parameters.estimated().stream()
            .mapToDouble(one -> one.scale().toScale(estimates.getOrDefault(one.id(), 1.0)))
            .toArray());
  }
}
