package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.PublicProblems;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.tolerance.Tolerances;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every case of the PEtab test suite, by all of its measures, with gradients by three ways. */
final class PetabSuiteTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-10, 1e-14);

  @TestFactory
  Stream<DynamicTest> everyCaseOfVersion1() throws IOException {
    return cases("petab-suite/v1.0.0/sbml", 20);
  }

  @TestFactory
  Stream<DynamicTest> everyCaseOfVersion2() throws IOException {
    return cases("petab-suite/v2.0.0/sbml", 31);
  }

  private static Stream<DynamicTest> cases(String folder, int count) throws IOException {
    List<Path> problems = PublicProblems.problems(PublicProblems.folder(folder));
    assertThat(problems).hasSize(count);
    return problems.stream()
        .map(
            yaml ->
                DynamicTest.dynamicTest(
                    yaml.getFileName().toString(),
                    () -> {
                      checkValues(yaml);
                      checkGradients(yaml);
                    }));
  }

  private static void checkValues(Path yaml) throws IOException, InputException {
    EstimationProblem problem = ProblemReader.read(yaml);
    ProblemObjective objective = objective(problem, GradientMethod.FORWARD);
    ProblemEvaluation evaluation =
        objective.evaluateFully(objective.parameters().nominal(), Derivatives.NONE);
    assertThat(evaluation.evaluation()).isInstanceOf(Evaluation.Value.class);
    String name = yaml.getFileName().toString().replace(".yaml", "_solution.yaml");
    Object loaded =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(yaml.resolveSibling(name)));
    Map<?, ?> solution = (Map<?, ?>) Objects.requireNonNull(loaded);
    // the suite's own tolerances
    assertThat(evaluation.logLikelihood())
        .isCloseTo(number(solution, "llh"), within(number(solution, "tol_llh")));
    assertThat(evaluation.chiSquared())
        .isCloseTo(number(solution, "chi2"), within(number(solution, "tol_chi2")));
    checkPosterior(problem, solution, evaluation.logLikelihood());
    List<Double> expected = new ArrayList<>();
    for (Object file : (List<?>) entry(solution, "simulation_files")) {
      expected.addAll(simulations(yaml.resolveSibling(file.toString()), problem, expected.size()));
    }
    assertThat(evaluation.measurements()).hasSize(expected.size());
    for (int m = 0; m < expected.size(); m++) {
      assertThat(evaluation.measurements().get(m).value())
          .isCloseTo(expected.get(m), within(number(solution, "tol_simulations")));
    }
  }

  private static void checkPosterior(
      EstimationProblem problem, Map<?, ?> solution, double logLikelihood) throws InputException {
    if (!solution.containsKey("unnorm_log_posterior")) {
      return;
    }
    EvaluationSettings settings =
        new EvaluationSettings(TIGHT, GradientMethod.FORWARD).withPriors(true);
    ProblemObjective posterior = ProblemObjective.of(problem, settings);
    ProblemEvaluation evaluation =
        posterior.evaluateFully(posterior.parameters().nominal(), Derivatives.NONE);
    assertThat(-((Evaluation.Finite) evaluation.evaluation()).value())
        .isCloseTo(
            number(solution, "unnorm_log_posterior"),
            within(number(solution, "tol_unnorm_log_posterior")));
    assertThat(evaluation.logLikelihood()).isEqualTo(logLikelihood);
  }

  private static double number(Map<?, ?> solution, String key) {
    return ((Number) entry(solution, key)).doubleValue();
  }

  private static Object entry(Map<?, ?> solution, String key) {
    return Objects.requireNonNull(solution.get(key), key);
  }

  /** The column simulation; its rows must be those of the measurements. */
  private static List<Double> simulations(Path file, EstimationProblem problem, int from)
      throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> header = List.of(lines.get(0).split("\t", -1));
    List<Double> values = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t", -1);
      Measurement measurement = problem.measurements().get(from + values.size());
      assertThat(fields[header.indexOf("observableId")])
          .isEqualTo(problem.observables().get(measurement.observable()).id());
      values.add(Double.parseDouble(fields[header.indexOf("simulation")]));
    }
    return values;
  }

  private static ProblemObjective objective(EstimationProblem problem, GradientMethod method)
      throws InputException {
    return ProblemObjective.of(problem, new EvaluationSettings(TIGHT, method));
  }

  private static void checkGradients(Path yaml) throws InputException {
    EstimationProblem problem = ProblemReader.read(yaml);
    ProblemObjective forward = objective(problem, GradientMethod.FORWARD);
    ProblemObjective backward = objective(problem, GradientMethod.ADJOINT);
    Vector x = inside(forward);
    Vector byTangents = gradient(forward, x, Derivatives.GRADIENT);
    Vector byAdjoint = gradient(backward, x, Derivatives.GRADIENT);
    Vector byRows = gradient(forward, x, Derivatives.RESIDUALS);
    double largest = largest(byTangents);
    for (int j = 0; j < x.size(); j++) {
      // both differentiate the same steps
      assertThat(byAdjoint.get(j)).isCloseTo(byTangents.get(j), within(1e-9 * (largest + 1)));
      assertThat(byRows.get(j)).isCloseTo(byTangents.get(j), within(1e-9 * (largest + 1)));
      // a difference loses at most a third of the digits that the integration has
      assertThat(difference(forward, x, j))
          .as("derivative by " + problem.estimated().get(j).id())
          .isCloseTo(byTangents.get(j), within(1e-5 * (largest + 1)));
    }
  }

  /** Nominal values, away from bounds at which a scale or a model ends. */
  private static Vector inside(ProblemObjective objective) {
    Vector nominal = objective.parameters().nominal();
    double[] x = new double[nominal.size()];
    for (int j = 0; j < x.length; j++) {
      x[j] = nominal.get(j) == 0 ? 0.01 : nominal.get(j);
    }
    return Vector.of(x);
  }

  private static Vector gradient(ProblemObjective objective, Vector x, Derivatives order) {
    Evaluation evaluation = objective.evaluate(x, order);
    if (evaluation instanceof Evaluation.LeastSquares squares) {
      return squares.gradient();
    }
    assertThat(evaluation).isInstanceOf(Evaluation.Gradient.class);
    return ((Evaluation.Gradient) evaluation).gradient();
  }

  /** The central difference of fourth order. */
  private static double difference(ProblemObjective objective, Vector x, int j) {
    double h = 1e-3 * Math.max(0.1, Math.abs(x.get(j)));
    return (8 * (value(objective, x, j, h) - value(objective, x, j, -h))
            - (value(objective, x, j, 2 * h) - value(objective, x, j, -2 * h)))
        / (12 * h);
  }

  private static double value(ProblemObjective objective, Vector x, int j, double shift) {
    double[] moved = new double[x.size()];
    x.copyInto(moved, 0);
    moved[j] += shift;
    Evaluation evaluation = objective.evaluate(Vector.of(moved), Derivatives.NONE);
    assertThat(evaluation).isInstanceOf(Evaluation.Value.class);
    return ((Evaluation.Value) evaluation).value();
  }

  private static double largest(Vector gradient) {
    double largest = 0;
    for (int j = 0; j < gradient.size(); j++) {
      largest = Math.max(largest, Math.abs(gradient.get(j)));
    }
    return largest;
  }
}
