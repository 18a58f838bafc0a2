package org.lamarck.worker.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.PublicProblems;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.tolerance.Tolerances;

/** What is computed does not depend on the unit of amounts. */
class UnitsTest {
  /** Exact in arithmetic, so that no step is another one. */
  private static final double[] POWERS = {0x1p40, 0x1p-40};

  /** As in the field: mol for picomol and back. */
  private static final double[] DECIMALS = {1e12, 1e-12};

  private static final int OUTPUTS = 21;

  private static final Set<String> SMALL =
      Set.of(
          "Boehm",
          "Bruno",
          "Crauste",
          "Rahman",
          "Perelson",
          "Zheng",
          "Blasi",
          "Borghans",
          "Weber",
          "Brannmark"); // the last two: steady states with a synthesis far below other rates

  @TestFactory
  Stream<DynamicTest> suiteOfVersion1() throws IOException {
    return suite("petab-suite/v1.0.0/sbml");
  }

  @TestFactory
  Stream<DynamicTest> suiteOfVersion2() throws IOException {
    return suite("petab-suite/v2.0.0/sbml");
  }

  private static Stream<DynamicTest> suite(String folder) throws IOException {
    return PublicProblems.problems(PublicProblems.folder(folder)).stream()
        .map(yaml -> test(yaml.getFileName().toString(), yaml));
  }

  @TestFactory
  Stream<DynamicTest> smallProblems() throws IOException {
    return collection().filter(test -> SMALL.stream().anyMatch(test.getDisplayName()::startsWith));
  }

  @Tag("slow")
  @TestFactory
  Stream<DynamicTest> allProblems() throws IOException {
    return collection();
  }

  private static Stream<DynamicTest> collection() throws IOException {
    return PublicProblems.problems(PublicProblems.folder("petab-benchmark")).stream()
        .map(yaml -> test(Objects.requireNonNull(yaml.getParent()).getFileName().toString(), yaml));
  }

  /** Every fifth of the models, which are some hundred. */
  @Tag("slow")
  @TestFactory
  Stream<DynamicTest> publishedModels() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(PublicModels.data("biomodels"))) {
      files = all.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    }
    return IntStream.range(0, files.size() / 5)
        .mapToObj(k -> files.get(5 * k))
        .map(
            file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> checkModel(file)));
  }

  private static void checkModel(Path file) throws InputException {
    OdeModel model;
    Simulator.Result first;
    try {
      model = SbmlReader.read(file);
      first = simulate(model);
    } catch (InputException e) {
      return; // what cannot be read or lacks values is told of in BioModelsTest
    }
    if (!(first instanceof Simulator.Result.Table before)) {
      return;
    }
    Set<String> scaled = Rescaled.scaled(model);
    for (double c : new double[] {0x1p40, 1e-12}) {
      Simulator.Result again = simulate(Rescaled.of(model, c));
      assertThat(again).isInstanceOf(Simulator.Result.Table.class);
      Simulator.Result.Table after = (Simulator.Result.Table) again;
      for (int j = 0; j < before.columns().size(); j++) {
        double unit = scaled.contains(before.columns().get(j)) ? c : 1;
        double largest = 0;
        for (int i = 0; i < OUTPUTS; i++) {
          double size = Math.abs(before.values().get(i, j));
          largest = size > largest && Double.isFinite(size) ? size : largest;
        }
        for (int i = 0; i < OUTPUTS; i++) {
          double value = before.values().get(i, j);
          if (Double.isFinite(value)) {
            assertThat(after.values().get(i, j) / unit)
                .as("%s at %s", before.columns().get(j), before.times().get(i))
                .isCloseTo(value, within(1e-5 * largest + Double.MIN_VALUE));
          }
        }
      }
    }
  }

  private static Simulator.Result simulate(OdeModel model) throws InputException {
    double[] times = new double[OUTPUTS];
    Arrays.setAll(times, k -> k);
    long start = System.nanoTime();
    return new Simulator(model)
        .simulate(
            times,
            model.outputs().stream()
                .map(id -> new Simulator.Column(id, Simulator.SpeciesColumns.AS_IN_MODEL))
                .toList(),
            Simulator.TOLERANCES,
            () -> System.nanoTime() - start > 60e9);
  }

  private static DynamicTest test(String name, Path yaml) {
    return DynamicTest.dynamicTest(name, () -> checkProblem(ProblemReader.read(yaml)));
  }

  private static void checkProblem(EstimationProblem problem) throws InputException {
    ProblemEvaluation first = evaluate(problem);
    for (double c : POWERS) {
      ProblemEvaluation again = evaluate(Rescaled.of(problem, c));
      // formulas have their factors in another order, so the last bits may differ, and what follows
      compare(first, again, 1e-9);
      assertThat(again.steps()).isBetween(first.steps() * 98 / 100, first.steps() * 102 / 100);
    }
    for (double c : DECIMALS) {
      compare(first, evaluate(Rescaled.of(problem, c)), 1e-6);
    }
  }

  private static ProblemEvaluation evaluate(EstimationProblem problem) throws InputException {
    ProblemObjective objective =
        ProblemObjective.of(
            problem, new EvaluationSettings(Tolerances.exact(), GradientMethod.ADJOINT));
    return objective.evaluateFully(objective.parameters().nominal(), Derivatives.GRADIENT);
  }

  private static void compare(ProblemEvaluation one, ProblemEvaluation other, double bound) {
    assertThat(other.evaluation().getClass()).isEqualTo(one.evaluation().getClass());
    assertThat(other.logLikelihood())
        .isCloseTo(one.logLikelihood(), within(bound * (1 + Math.abs(one.logLikelihood()))));
    if (one.evaluation() instanceof Evaluation.Gradient before
        && other.evaluation() instanceof Evaluation.Gradient after) {
      double largest = largest(before.gradient());
      for (int j = 0; j < before.gradient().size(); j++) {
        assertThat(after.gradient().get(j))
            .isCloseTo(before.gradient().get(j), within(100 * bound * (1 + largest)));
      }
    }
  }

  private static double largest(Vector v) {
    double largest = 0;
    for (int j = 0; j < v.size(); j++) {
      largest = Math.max(largest, Math.abs(v.get(j)));
    }
    return largest;
  }
}
