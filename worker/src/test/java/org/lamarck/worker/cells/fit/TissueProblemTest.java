package org.lamarck.worker.cells.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.kinds.AnyProblem;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

class TissueProblemTest {
  private static final int DRAWS = 32;
  private static final Path EXAMPLE = Path.of("../examples/tissue");

  @TempDir private Path folder;

  private static TissueSource example() throws InputException {
    return (TissueSource)
        ((AnyProblem.Source)
                ProblemKinds.read(EXAMPLE.resolve("cluster.yaml"), ScaleChoice.AUTO, List.of()))
            .source();
  }

  private static double mean(TissueSource source, double depth, double width) {
    NoisyObjective objective = (NoisyObjective) source.open();
    double sum = 0;
    for (int d = 0; d < DRAWS; d++) {
      Evaluation draw =
          objective.draw(
              Vector.of(Math.log10(depth), Math.log10(width)),
              Derivatives.NONE,
              RandomStream.of(1).split("draw", d));
      sum += ((Evaluation.Finite) draw).value() / DRAWS;
    }
    return sum;
  }

  /**
   * The landscape that was measured with other noise: 3.54 at (3, 3), 1.05 at (50, 0.3), 1 beyond.
   */
  @Test
  void theLandscapeIsThatOfTheTutorial() throws InputException {
    TissueSource source = example();
    assertThat(mean(source, 3, 3)).isEqualTo(3.54, within(0.3)); // 4 standard errors
    assertThat(mean(source, 50, 0.3)).isEqualTo(1.05, within(0.15));
    assertThat(mean(source, 300, 0.15)).isBetween(0.85, 1.1);
  }

  @Test
  void gradientsOfDrawsAreByTheScaleOfTheSearch() throws InputException {
    NoisyObjective objective = (NoisyObjective) example().open();
    Vector x = Vector.of(1, -0.5);
    RandomStream noise = RandomStream.of(3);
    Evaluation.Gradient at =
        (Evaluation.Gradient) objective.draw(x, Derivatives.GRADIENT, noise.copy());
    double h = 1e-6;
    for (int i = 0; i < 2; i++) {
      double[] up = x.toArray();
      up[i] += h;
      double[] down = x.toArray();
      down[i] -= h;
      double difference = (value(objective, up, noise) - value(objective, down, noise)) / (2 * h);
      assertThat(at.gradient().get(i))
          .isEqualTo(difference, within(1e-6 * Math.abs(difference) + 1e-8));
    }
  }

  private static double value(NoisyObjective objective, double[] x, RandomStream noise) {
    return ((Evaluation.Finite) objective.draw(Vector.of(x), Derivatives.NONE, noise.copy()))
        .value();
  }

  @Test
  void aTissueThatExplodesIsAFailure() throws InputException {
    NoisyObjective objective = (NoisyObjective) example().open();
    Evaluation far = objective.draw(Vector.of(60, 1.5), Derivatives.GRADIENT, RandomStream.of(1));
    assertThat(far)
        .isInstanceOfSatisfying(
            Evaluation.Failed.class, failed -> assertThat(failed.detail()).contains("exploded"));
  }

  @Test
  void whatIsWrongIsFoundWhereItStands() throws IOException {
    Files.copy(EXAMPLE.resolve("parameters.tsv"), folder.resolve("parameters.tsv"));
    Path yaml =
        Files.writeString(
            folder.resolve("t.yaml"),
            """
            format: lamarck
            tissue:
              cells: {count: 0, from: 5, to: -5, radius: 0.3}
              repeat: 10
              steps:
              - growth: {rate: deepth, limit: 2}
              - relaxation: {steps: 10, duration: 0}
              minimise: area
            parameters: parameters.tsv
            """);
    List<String> found = ProblemKinds.check(yaml).stream().map(Finding::toString).toList();
    assertThat(found)
        .anyMatch(
            line -> line.contains("t.yaml:3:") && line.contains("count must be a whole number"))
        .anyMatch(line -> line.contains("t.yaml:3:") && line.contains("to must be above 5"))
        .anyMatch(
            line -> line.contains("t.yaml:6:") && line.contains("\"deepth\" is neither a number"))
        .anyMatch(line -> line.contains("t.yaml:7:") && line.contains("duration must be above 0"))
        .anyMatch(
            line -> line.contains("t.yaml:8:") && line.contains("minimise \"area\" is unknown"))
        .anyMatch(
            line -> line.contains("parameters.tsv:2:") && line.contains("depth stands in no step"));
  }
}
