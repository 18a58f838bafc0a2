package org.lamarck.worker.stochastic.fit;

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
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.kinds.AnyProblem;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;

/** The examples, and problems about the promoter of one of them. */
class StochasticFitTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @TempDir private Path folder;

  private static ObjectiveSource source(Path yaml) throws InputException {
    return ((AnyProblem.Source) ProblemKinds.read(yaml, ScaleChoice.AUTO, List.of())).source();
  }

  /** A problem about the promoter, with this after {@code stochastic:}. */
  private Path promoter(String wanted) throws IOException {
    Path example = EXAMPLES.resolve("promoter");
    Files.copy(example.resolve("promoter.xml"), folder.resolve("promoter.xml"));
    Files.copy(example.resolve("parameters.tsv"), folder.resolve("parameters.tsv"));
    return Files.writeString(
        folder.resolve("p.yaml"),
        "format: lamarck\nparameters: parameters.tsv\nstochastic:\n  model: promoter.xml\n"
            + wanted);
  }

  private static final Vector TRUE = Vector.of(Math.log10(0.5), 0, Math.log10(20));

  @Test
  void theLikelihoodOfCountsHasItsGradientAndIsBestNearTheTruth() throws InputException {
    Objective objective = source(EXAMPLES.resolve("promoter/counts.yaml")).open();
    Vector x = Vector.of(-0.1, 0.2, 1.2);
    Evaluation.Gradient at = (Evaluation.Gradient) objective.evaluate(x, Derivatives.GRADIENT);
    double h = 1e-5;
    for (int i = 0; i < 3; i++) {
      double difference = (moved(objective, x, i, h) - moved(objective, x, i, -h)) / (2 * h);
      assertThat(at.gradient().get(i))
          .isEqualTo(difference, within(1e-5 * Math.abs(difference))); // of the differences
    }
    double truth = ((Evaluation.Finite) objective.evaluate(TRUE, Derivatives.NONE)).value();
    assertThat(truth).isLessThan(at.value() - 5); // the data are drawn from the truth
  }

  private static double moved(Objective objective, Vector x, int i, double by) {
    double[] to = x.toArray();
    to[i] += by;
    return ((Evaluation.Finite) objective.evaluate(Vector.of(to), Derivatives.NONE)).value();
  }

  @Test
  void runsAndTheMasterEquationAgreeOnExpectations() throws Exception {
    String rows =
        """
          expectations:
          - {of: messages, time: 3, value: 4, scale: 0.5}
          - {of: messages^2, time: 2, value: 50, scale: 10}
        """;
    ObjectiveSource exact = source(promoter(rows + "  states: 1000\n"));
    Evaluation.Gradient at =
        (Evaluation.Gradient) exact.open().evaluate(TRUE, Derivatives.GRADIENT);
    Path other = folder.resolve("runs.yaml");
    Files.writeString(
        other,
        "format: lamarck\nparameters: parameters.tsv\nstochastic:\n  model: promoter.xml\n  runs: 4000\n"
            + rows
            + "  gradient: score-function\n");
    NoisyObjective noisy = (NoisyObjective) source(other).open();
    int draws = 20;
    double[] sum = new double[2];
    double[] squares = new double[2];
    for (int d = 0; d < draws; d++) {
      Evaluation.Gradient one =
          (Evaluation.Gradient)
              noisy.draw(TRUE, Derivatives.GRADIENT, RandomStream.of(1).split("draw", d));
      double[] seen = {one.value(), one.gradient().get(2)};
      for (int i = 0; i < 2; i++) {
        sum[i] += seen[i] / draws;
        squares[i] += seen[i] * seen[i] / draws;
      }
    }
    double[] expected = {at.value(), at.gradient().get(2)};
    for (int i = 0; i < 2; i++) {
      double error = Math.sqrt((squares[i] - sum[i] * sum[i]) / (draws - 1));
      assertThat(sum[i]).isEqualTo(expected[i], within(4 * error)); // without bias, for halves
    }
  }

  @Test
  void theRhythmOfPreyGoesWithTheRootOfBirthAndDeath() throws InputException {
    Objective objective = source(EXAMPLES.resolve("foxes/rhythm.yaml")).open();
    // twice both rates: twice the frequency, √2/(2π) = 0.225 but for what large waves slow down
    Vector fast = Vector.of(Math.log10(2), -2, 0);
    Vector slow = Vector.of(0, -2, Math.log10(0.5));
    double near = ((Evaluation.Finite) objective.evaluate(fast, Derivatives.NONE)).value();
    double far = ((Evaluation.Finite) objective.evaluate(slow, Derivatives.NONE)).value();
    assertThat(near).isLessThan(0.1);
    assertThat(far).isBetween(0.3, 0.8); // ln² 2 = 0.48
  }

  @Test
  void whatIsWrongIsFoundWhereItStands() throws IOException {
    Path yaml =
        promoter(
            "  runs: 1\n  expectations:\n  - {of: mesages, time: 0, value: 1}\n  gradient: scores\n");
    List<String> found = ProblemKinds.check(yaml).stream().map(Finding::toString).toList();
    assertThat(found)
        .anyMatch(
            line -> line.contains("p.yaml:5:") && line.contains("runs must be a whole number"))
        .anyMatch(
            line -> line.contains("p.yaml:7:") && line.contains("\"mesages\" is not in the model"))
        .anyMatch(line -> line.contains("p.yaml:7:") && line.contains("time must be above 0"))
        .anyMatch(
            line -> line.contains("p.yaml:8:") && line.contains("gradient \"scores\" is unknown"));
  }

  @Test
  void oneTargetIsWanted() throws IOException {
    Path yaml = promoter("  runs: 10\n");
    assertThat(ProblemKinds.check(yaml))
        .singleElement()
        .satisfies(
            one -> assertThat(one.what()).isEqualTo("nothing says what the process shall do"));
  }
}
