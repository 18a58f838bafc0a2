package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.network.ArrayData;
import org.lamarck.worker.network.ArrayFile;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.tolerance.Tolerances;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The problems of the PEtab-SciML test suite, by all of its measures. */
final class SciMlSuiteTest {
  private static final Path DATA = Path.of("../../shared/data/petab-sciml");
  private static final Tolerances TIGHT = Tolerances.of(1e-10, 1e-12);

  private static Stream<DynamicTest> cases(String folder, int count, Check check)
      throws IOException {
    Path path = DATA.resolve(folder);
    Assumptions.assumeTrue(Files.isDirectory(path), "no PEtab-SciML test suite in " + path);
    try (Stream<Path> files = Files.list(path)) {
      List<Path> cases = files.filter(Files::isDirectory).sorted().toList();
      assertThat(cases).hasSize(count);
      return cases.stream()
          .map(one -> DynamicTest.dynamicTest(one.getFileName().toString(), () -> check.run(one)));
    }
  }

  private interface Check {
    void run(Path folder) throws IOException, InputException;
  }

  @TestFactory
  Stream<DynamicTest> problemsHaveTheirLikelihoodsSimulationsAndGradients() throws IOException {
    return cases("test_cases/sciml_problem_import", 39, SciMlSuiteTest::check);
  }

  @TestFactory
  Stream<DynamicTest> weightsStartWhereTheTablesSay() throws IOException {
    return cases("test_cases/initialization", 3, SciMlSuiteTest::checkWeights);
  }

  /** Fits of published models to data; the likelihoods are those of the collection. */
  @TestFactory
  Stream<DynamicTest> publishedProblemsHaveTheirLikelihoods() throws IOException {
    return cases("benchmark", 2, SciMlSuiteTest::checkBenchmark);
  }

  private static void checkBenchmark(Path folder) throws IOException, InputException {
    String name = folder.getFileName().toString();
    Map<?, ?> llh = (Map<?, ?>) entry(yaml(folder.resolve("expected_" + name + ".yaml")), "llh");
    Map<String, String> files = Map.of("training", "train_", "validation", "validation_");
    for (Map.Entry<String, String> file : files.entrySet()) {
      EstimationProblem problem =
          ProblemReader.read(folder.resolve(file.getValue() + name + ".yaml"));
      ProblemObjective objective =
          ProblemObjective.of(problem, new EvaluationSettings(TIGHT, GradientMethod.ADJOINT));
      ProblemEvaluation evaluation =
          objective.evaluateFully(given(folder, problem), Derivatives.GRADIENT);
      assertThat(evaluation.logLikelihood())
          .as(file.getKey())
          .isCloseTo(number(llh, file.getKey()), within(1e-3)); // as in the suite
      assertThat(evaluation.evaluation()).isInstanceOf(Evaluation.Gradient.class);
    }
  }

  /** The likelihoods are those at the values of the array files, whatever the tables say. */
  private static Vector given(Path folder, EstimationProblem problem) throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    problem.parameters().forEach(p -> values.put(p.id(), p.nominal()));
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.toString().endsWith(".hdf5"))
          .forEach(f -> values.putAll(elements(f)));
    }
    return Vector.of(
        problem.estimated().stream()
            .mapToDouble(p -> p.scale().toScale(Objects.requireNonNull(values.get(p.id()))))
            .toArray());
  }

  private static void check(Path folder) throws IOException, InputException {
    EstimationProblem problem = ProblemReader.read(folder.resolve("petab/problem.yaml"));
    Map<?, ?> solution = solution(folder);
    boolean isPosterior = solution.containsKey("log_posterior");
    EvaluationSettings settings =
        new EvaluationSettings(TIGHT, GradientMethod.ADJOINT).withPriors(isPosterior);
    ProblemObjective objective = ProblemObjective.of(problem, settings);
    Vector nominal = objective.parameters().nominal();
    ProblemEvaluation evaluation = objective.evaluateFully(nominal, Derivatives.GRADIENT);
    assertThat(evaluation.evaluation()).isInstanceOf(Evaluation.Gradient.class);
    Evaluation.Gradient gradient = (Evaluation.Gradient) evaluation.evaluation();
    String key = isPosterior ? "log_posterior" : "llh";
    assertThat(-gradient.value())
        .as(key)
        .isCloseTo(number(solution, key), within(number(solution, "tol_" + key)));
    List<Double> expected = simulations(folder, solution);
    assertThat(evaluation.measurements()).hasSize(expected.size());
    for (int m = 0; m < expected.size(); m++) {
      assertThat(evaluation.measurements().get(m).value())
          .isCloseTo(expected.get(m), within(number(solution, "tol_simulations")));
    }
    Map<String, Double> found = new LinkedHashMap<>();
    List<Parameter> parameters = problem.estimated();
    for (int j = 0; j < parameters.size(); j++) {
      Parameter parameter = parameters.get(j);
      assertThat(parameter.scale().name()).isEqualTo("LIN");
      found.put(parameter.id(), -gradient.gradient().get(j));
    }
    checkGradient(folder, solution, found);
    checkOtherWays(problem, settings, nominal, gradient.gradient());
  }

  /** The gradient by tangents, and along a direction by differences. */
  private static void checkOtherWays(
      EstimationProblem problem, EvaluationSettings settings, Vector x, Vector gradient)
      throws InputException {
    ProblemObjective forward =
        ProblemObjective.of(
            problem,
            new EvaluationSettings(TIGHT, GradientMethod.FORWARD).withPriors(settings.priors()));
    Evaluation.Gradient byTangents =
        (Evaluation.Gradient) forward.evaluate(x, Derivatives.GRADIENT);
    double size = gradient.norm();
    double slope = 0;
    Random random = new Random(1);
    double[] direction = new double[x.size()];
    for (int j = 0; j < direction.length; j++) {
      // both differentiate the same steps
      assertThat(byTangents.gradient().get(j))
          .isCloseTo(gradient.get(j), within(1e-9 * (size + 1)));
      direction[j] = random.nextGaussian();
      slope += direction[j] * gradient.get(j);
    }
    double h = 1e-6; // weights within rates bend trajectories strongly; values are exact to 1e-9
    double difference =
        (8 * (value(forward, x, direction, h) - value(forward, x, direction, -h))
                - (value(forward, x, direction, 2 * h) - value(forward, x, direction, -2 * h)))
            / (12 * h);
    assertThat(difference).isCloseTo(slope, within(1e-4 * (size + 1)));
  }

  private static double value(
      ProblemObjective objective, Vector x, double[] direction, double step) {
    Vector moved = x.plus(step, Vector.of(direction));
    return ((Evaluation.Value) objective.evaluate(moved, Derivatives.NONE)).value();
  }

  private static void checkGradient(Path folder, Map<?, ?> solution, Map<String, Double> found)
      throws IOException {
    double tolerance = number(solution, "tol_grad");
    Map<String, Double> left = new LinkedHashMap<>(found);
    for (Map.Entry<?, ?> file : ((Map<?, ?>) entry(solution, "grad_files")).entrySet()) {
      Path path = folder.resolve(String.valueOf(file.getValue()));
      Map<String, Double> expected = file.getKey().equals("mech") ? table(path) : elements(path);
      expected.forEach(
          (id, value) -> {
            assertThat(left).as("parameters of " + path).containsKey(id);
            assertThat(left.remove(id)).as(id).isCloseTo(value, within(tolerance));
          });
    }
    assertThat(left.keySet()).as("parameters without a reference").isEmpty();
  }

  private static Map<String, Double> table(Path path) throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(path);
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split("\t", -1);
      values.put(fields[0], Double.valueOf(fields[1]));
    }
    return values;
  }

  /** The elements of arrays by the ids of parameters; arrays that are frozen are empty. */
  private static Map<String, Double> elements(Path path) {
    Findings findings = new Findings();
    Map<String, Double> values = new LinkedHashMap<>();
    ArrayFile.read(path, Place.of("suite"), findings)
        .orElseThrow(() -> new AssertionError(findings.all().toString()))
        .arrays()
        .forEach((name, data) -> add(name, data, values));
    return values;
  }

  private static void add(String name, ArrayData data, Map<String, Double> values) {
    Shape shape = data.shape();
    for (int i = 0; i < shape.count(); i++) {
      StringBuilder index = new StringBuilder();
      int left = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        index.insert(0, "_" + left % shape.size(axis));
        left /= shape.size(axis);
      }
      values.put(name.replace("parameters/", "").replace('/', '_') + index, data.values()[i]);
    }
  }

  private static void checkWeights(Path folder) throws IOException, InputException {
    EstimationProblem problem = ProblemReader.read(folder.resolve("petab/problem.yaml"));
    Map<?, ?> solution = solution(folder);
    Map<?, ?> files = (Map<?, ?>) entry(solution, "parameter_files");
    Map<String, Double> nominal = new LinkedHashMap<>();
    problem.parameters().forEach(p -> nominal.put(p.id(), p.nominal()));
    for (Object file : files.values()) {
      elements(folder.resolve(file.toString()))
          .forEach(
              (id, value) ->
                  assertThat(nominal.get(id))
                      .as(id)
                      .isCloseTo(value, within(number(solution, "tol"))));
    }
  }

  private static Map<?, ?> solution(Path folder) throws IOException {
    return yaml(folder.resolve("solutions.yaml"));
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return (Map<?, ?>) Objects.requireNonNull(loaded);
  }

  private static double number(Map<?, ?> solution, String key) {
    return ((Number) entry(solution, key)).doubleValue();
  }

  private static Object entry(Map<?, ?> solution, String key) {
    return Objects.requireNonNull(solution.get(key), key);
  }

  /** The column simulation; its rows are those of the measurements. */
  private static List<Double> simulations(Path folder, Map<?, ?> solution) throws IOException {
    List<Double> values = new ArrayList<>();
    for (Object file : (List<?>) entry(solution, "simulation_files")) {
      List<String> lines = Files.readAllLines(folder.resolve(file.toString()));
      int column = List.of(lines.get(0).split("\t", -1)).indexOf("simulation");
      for (String line : lines.subList(1, lines.size())) {
        values.add(Double.valueOf(line.split("\t", -1)[column]));
      }
    }
    return values;
  }
}
