package org.lamarck.worker.cells.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.kinds.AnyProblem;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

class TissueProblemTest {
  private static final int DRAWS = 32;
  private static final Path EXAMPLE = Path.of("../examples/tissues");

  @TempDir private Path folder;

  private static TissueSource example() throws InputException {
    return read("cluster");
  }

  private static TissueSource read(String name) throws InputException {
    return (TissueSource)
        ((AnyProblem.Source)
                ProblemKinds.read(EXAMPLE.resolve(name + ".yaml"), ScaleChoice.AUTO, List.of()))
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

  @ParameterizedTest
  @ValueSource(strings = {"elongation", "homeostasis", "even-growth"})
  void examplesGrowToTheSizeTheyHaveRoomForAndShowIt(String name) throws InputException {
    assertThat(ProblemKinds.check(EXAMPLE.resolve(name + ".yaml"))).isEmpty();
    TissueSource source = read(name);
    Vector x = Vector.zeros(source.coordinates().size());
    List<Exhibit> shown = source.exhibits(x);
    assertThat(shown.get(0).values().rows()).isEqualTo(source.plan().capacity());
    Exhibit film = shown.get(2);
    assertThat(film.look()).isEqualTo(Exhibit.Look.CELLS);
    Set<Double> frames = new TreeSet<>();
    for (int row = 0; row < film.values().rows(); row++) {
      frames.add(film.values().get(row, 0));
    }
    assertThat(frames).hasSizeBetween(30, 41);
  }

  @Test
  void stepsThatMakeNoSenseAreFoundWhereTheyStand() throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("t.yaml"),
            """
            format: lamarck
            tissue:
              cells: {count: 20000, types: 2, chemicals: 1, from: -1, to: 1, radius: 0.3}
              become:
              - {type: 3, below: {z: 1}}
              repeat: 1
              steps:
              - division: {gradient: scores}
              - relaxation: {steps: 1, duration: 1, morse: {depth: [[1, 2], [3, 4]], width: 1, onset: 1, cutoff: 2}}
              - diffusion: {kind: closed, coefficient: 1, degradation: 1}
              - network: {inputs: [genes], outputs: [divison], duration: 1, weights: {lower: 1, upper: 0, start: 0, spread: 1}}
              - mask: {of: secretion, types: [1, 2, 3]}
              - death: {rate: [1, 2, 3]}
              - shrinkage: {}
              - stress: {morse: {cadherins: {least: 1, most: 2}, width: 1, onset: 1, cutoff: 2}}
              minimise: spread
              maximise: imbalance
            """);
    List<String> found = ProblemKinds.check(yaml).stream().map(Finding::toString).toList();
    assertThat(found)
        .anyMatch(line -> line.contains(":3:") && line.contains("no place for another one"))
        .anyMatch(line -> line.contains(":5:") && line.contains("type must be a whole number"))
        .anyMatch(line -> line.contains(":5:") && line.contains("\"z\" has no meaning here"))
        .anyMatch(line -> line.contains(":8:") && line.contains("gradient \"scores\" is unknown"))
        .anyMatch(line -> line.contains(":10:") && line.contains("at most 10000 cells"))
        .anyMatch(line -> line.contains(":11:") && line.contains("there is no genes here"))
        .anyMatch(line -> line.contains(":11:") && line.contains("write division"))
        .anyMatch(line -> line.contains(":12:") && line.contains("types must have 2 rows of 1"))
        .anyMatch(line -> line.contains(":14:") && line.contains("\"shrinkage\""))
        .anyMatch(line -> line.contains(":15:") && line.contains("add cadherins: true"))
        .anyMatch(line -> line.contains(":17:") && line.contains("for one thing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"diffusion: {kind: open, coefficient: 1, degradation: 1}", "gradients: {}"})
  void chemistryWithoutChemicalsIsRefused(String step) throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("t.yaml"),
            """
            format: lamarck
            tissue:
              cells: {count: 4, from: -1, to: 1, radius: 0.5}
              repeat: 1
              steps:
              - %s
              minimise: spread
            """
                .formatted(step));
    assertThat(ProblemKinds.check(yaml).stream().map(Finding::toString))
        .anyMatch(line -> line.contains("t.yaml:6:") && line.contains("add chemicals"));
  }

  /** All in one: types, chemicals, both kinds of network, every kind of step. */
  @Test
  void everyStepIsReadAndDifferentiated() throws IOException, InputException {
    Path yaml =
        Files.writeString(
            folder.resolve("all.yaml"),
            """
            format: lamarck
            tissue:
              cells: {count: 5, capacity: 12, types: 2, chemicals: 2, genes: 1, cadherins: true, from: -1, to: 1, radius: 0.5, secretion: 1}
              become:
              - {type: 2, first: 2}
              repeat: 4
              steps:
              - division: {gradient: pathwise}
              - growth: {rate: 0.05, limit: 0.5}
              - relaxation: {steps: 3, duration: 1e-3, morse: {depth: [[a, 1], [1, b]], width: 2.8, onset: 1.7, cutoff: 2}}
              - relaxation: {steps: 2, duration: 1e-3, morse: {cadherins: {least: a, most: 2}, width: 2.8, onset: 1.7, cutoff: 2}}
              - death: {rate: [0.02, 0.01]}
              - stress: {morse: {depth: a, width: 2.8, onset: 1.7, cutoff: 2}}
              - field: {}
              - diffusion: {kind: closed, coefficient: d, degradation: 1}
              - gradients: {}
              - perceptron: {name: p, inputs: [stress, gradient], outputs: [genes], hidden: [2], memory: 0.5, weights: {lower: -5, upper: 5, start: 0, spread: 0.5}}
              - network: {inputs: [chemical], outputs: [secretion, division], by_type: true, duration: 1, tolerance: 1e-10, weights: {lower: -5, upper: 5, start: 0, spread: 0.5}}
              - perceptron: {name: q, inputs: [chemical], outputs: [cadherins], last: logistic, weights: {lower: -5, upper: 5, start: 0, spread: 0.5}}
              - mask: {of: division, radius: 0.45, steepness: 50, field: true}
              - mask: {of: secretion, types: [[1, 0], [0, 1]]}
              maximise: elongation_y
              sparsity: 0.01
            parameters: parameters.tsv
            """);
    Files.writeString(
        folder.resolve("parameters.tsv"),
        """
        parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate
        a\tlog10\t0.1\t100\t3\t1
        b\tlin\t0.1\t100\t3\t0
        d\tlog10\t0.01\t10\t0.3\t1
        """);
    assertThat(ProblemKinds.check(yaml)).isEmpty();
    TissueSource source =
        (TissueSource)
            ((AnyProblem.Source) ProblemKinds.read(yaml, ScaleChoice.AUTO, List.of())).source();
    NoisyObjective objective = (NoisyObjective) source.open();
    int size = source.coordinates().size();
    assertThat(size).isEqualTo(2 + (2 * 6 + 3) + 2 * 36 + 3 * 3);
    double[] point = new double[size];
    RandomStream random = RandomStream.of(3);
    for (int i = 0; i < size; i++) {
      point[i] = random.nextDouble(-0.5, 0.5);
    }
    RandomStream noise = RandomStream.of(4);
    Evaluation.Gradient at =
        (Evaluation.Gradient) objective.draw(Vector.of(point), Derivatives.GRADIENT, noise.copy());
    double h = 1e-6;
    for (int i = 0; i < size; i++) {
      double[] up = point.clone();
      up[i] += h;
      double[] down = point.clone();
      down[i] -= h;
      double difference = (value(objective, up, noise) - value(objective, down, noise)) / (2 * h);
      // steps of the networks move with parameters, by their tolerance
      assertThat(at.gradient().get(i))
          .isEqualTo(difference, within(1e-5 * Math.abs(difference) + 1e-7));
    }
  }
}
