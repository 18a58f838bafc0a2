package org.lamarck.driver.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.problem.EstimationProblem;

class LearnedFunctionsTest {
  private static List<Exhibit> shown(String name) throws Exception {
    EstimationProblem problem = ProblemReader.read(Path.of("..", "examples").resolve(name));
    EvaluationSettings settings = EvaluationSettings.DEFAULT;
    Vector nominal = ProblemObjective.of(problem, settings).parameters().nominal();
    return LearnedFunctions.at(problem, settings, nominal);
  }

  @Test
  void outputsOfANetworkStandBesideWhatIsRight() throws Exception {
    List<Exhibit> exhibits = shown("fitzhugh-nagumo/neural.yaml");
    assertThat(exhibits).extracting(Exhibit::name).containsExactly("learned-f_1", "learned-f_2");
    Exhibit first = exhibits.get(0);
    assertThat(first.columns()).hasSize(9).contains("I0.4, learned", "I0.4, right");
    int learned = first.columns().indexOf("I0.4, learned");
    // without weights the network is 0, and states stay where they begin: at (−1, 1)
    double right = -1 + 1.0 / 3 - 1 + 0.4;
    for (int row : new int[] {0, first.values().rows() - 1}) {
      assertThat(first.values().get(row, learned)).isZero();
      assertThat(first.values().get(row, learned + 1)).isCloseTo(right, within(1e-12));
    }
    double second = 0.08 * (-1 + 0.7 - 0.8);
    assertThat(exhibits.get(1).values().get(5, learned + 1)).isCloseTo(second, within(1e-12));
    double last = first.values().get(first.values().rows() - 1, 0);
    assertThat(last).isCloseTo(50, within(0.2)); // every other of 501 times
  }

  @Test
  void modelsWithoutTruthShowNothing() throws Exception {
    assertThat(shown("fitzhugh-nagumo/explicit.yaml")).isEmpty();
  }
}
