package org.lamarck.worker.hessian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.petab.PublicProblems;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.tolerance.Tolerances;

/** Second derivatives through a network in the rates that is run as a program, not as formulas. */
class NetworkHessianTest {
  @TempDir private Path folder;

  /** Ko_NeurIPS2023, 2,902 weights, of which the two of the last bias are estimated. */
  @Test
  void hessianThroughALargeNetworkIsThatOfDifferences() throws Exception {
    Path source = PublicProblems.folder("petab-sciml/benchmark").resolve("Ko_NeurIPS2023");
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Files.write(
        folder.resolve("parameters_Ko_NeurIPS2023.tsv"),
        List.of(
            "parameterId\tlowerBound\tupperBound\tnominalValue\testimate",
            "net1_ps\t-Inf\tInf\tarray\tfalse",
            "net1_last\t-Inf\tInf\tarray\ttrue"));
    Path mapping = folder.resolve("mapping_Ko_NeurIPS2023.tsv");
    String parts = Files.readString(mapping).strip();
    Files.writeString(mapping, parts + "\nnet1_last\tnet1.parameters[layer3].bias\n");
    EstimationProblem problem = ProblemReader.read(folder.resolve("train_Ko_NeurIPS2023.yaml"));
    EvaluationSettings settings =
        new EvaluationSettings(Tolerances.of(1e-12, 1e-14), GradientMethod.AUTO);
    ProblemObjective objective = ProblemObjective.of(problem, settings);
    Vector x = objective.parameters().nominal();
    Hessian hessian = Hessian.at(problem, settings, x).orElseThrow();
    assertThat(hessian.method()).startsWith("exact");
    Matrix differences = Hessian.differences(objective, x).orElseThrow();
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        // largest entry 12.3; differences of gradients that are 1e-10 off by steps of 1e-3
        assertThat(hessian.matrix().get(i, j))
            .isCloseTo(differences.get(i, j), within(1e-6 * 12.3));
      }
    }
  }
}
