package org.lamarck.worker.hessian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.PublicProblems;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.tolerance.Tolerances;

/** Hessians of every case of the PEtab test suite, beside differences of gradients. */
final class ExactHessianTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-14);
  private static final Set<String> INEXACT = new TreeSet<>();

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
                DynamicTest.dynamicTest(yaml.getFileName().toString(), () -> check(yaml, folder)));
  }

  private static void check(Path yaml, String folder) throws InputException {
    EstimationProblem problem = ProblemReader.read(yaml);
    for (boolean priors : new boolean[] {false, true}) {
      EvaluationSettings settings =
          new EvaluationSettings(TIGHT, GradientMethod.AUTO).withPriors(priors);
      ProblemObjective objective = ProblemObjective.of(problem, settings);
      Vector x = inside(objective);
      Hessian hessian = Hessian.at(problem, settings, x).orElseThrow();
      Matrix differences = Hessian.differences(objective, x).orElseThrow();
      if (!hessian.method().startsWith("exact")) {
        INEXACT.add(folder + "/" + yaml.getFileName() + ": " + hessian.method());
      }
      double largest = 0;
      for (double entry : differences.toArray()) {
        largest = Math.max(largest, Math.abs(entry));
      }
      for (int i = 0; i < x.size(); i++) {
        for (int j = 0; j < x.size(); j++) {
          // differences of the fourth order with a step of 1e-3, of gradients to 1e-10
          assertThat(hessian.matrix().get(i, j))
              .as("%d, %d of %s", i, j, hessian.method())
              .isCloseTo(differences.get(i, j), within(1e-6 * largest));
        }
      }
    }
  }

  /** A little off the nominal point, where gradients of simulated data vanish, inside the box. */
  private static Vector inside(ProblemObjective objective) {
    SearchSpace space = objective.space();
    Vector nominal = space.clip(objective.parameters().nominal());
    double[] x = nominal.toArray();
    for (int i = 0; i < x.length; i++) {
      boolean isNearLower = x[i] - space.lower().get(i) < space.upper().get(i) - x[i];
      double step = Math.min(0.03 * Math.max(1, Math.abs(x[i])), 0.1 * space.widths().get(i));
      x[i] += isNearLower ? step : -step;
    }
    return Vector.of(x);
  }

  @AfterAll
  static void onlyCasesWithEventsAreNotExact() {
    assertThat(INEXACT)
        .hasSizeLessThanOrEqualTo(3)
        .allMatch(line -> line.endsWith("differences of gradients, because of events"));
  }
}
