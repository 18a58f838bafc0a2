package org.lamarck.worker.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.stochastic.Jumps.apply;
import static org.lamarck.worker.stochastic.Jumps.birthDeath;
import static org.lamarck.worker.stochastic.Jumps.model;
import static org.lamarck.worker.stochastic.Jumps.parameters;
import static org.lamarck.worker.stochastic.Jumps.reaction;
import static org.lamarck.worker.stochastic.Jumps.reactions;
import static org.lamarck.worker.stochastic.Jumps.species;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;

class EnsembleTest {
  private static final double[] TIMES = {0, 0.5, 2};

  @Test
  void bitsAreTheSameOnAnyNumberOfThreads() throws InputException {
    JumpModel model = model(birthDeath(3));
    for (JumpMethod method : JumpMethod.values()) {
      Ensemble.Result one = Jumps.run(model, method, 500, TIMES, 1, "X");
      for (int threads : new int[] {2, 5}) {
        Ensemble.Result more = Jumps.run(model, method, 500, TIMES, threads, "X");
        assertThat(completed(more).mean()).isEqualTo(completed(one).mean());
        assertThat(completed(more).standardDeviation())
            .isEqualTo(completed(one).standardDeviation());
      }
    }
  }

  private static Moments completed(Ensemble.Result result) {
    return ((Ensemble.Result.Completed) result).moments();
  }

  @Test
  void pathsComeInOrderAndAreWhatMomentsAreOf() throws InputException {
    JumpModel model = model(birthDeath(3));
    JumpPlan plan = JumpPlan.of(model, List.of("k"));
    List<double[]> paths = new ArrayList<>();
    Ensemble.Result result =
        new Ensemble(
                plan,
                JumpMethod.AUTO,
                plan.observables(List.of(model.between().pool().symbol("X"))))
            .run(
                new Ensemble.Experiment(TIMES, new double[] {2}, 100, 1),
                3,
                Optional.of(
                    (run, values) -> {
                      assertThat(run).isEqualTo(paths.size());
                      paths.add(values.clone());
                    }),
                () -> false);
    double mean = paths.stream().mapToDouble(path -> path[2]).average().orElseThrow();
    assertThat(completed(result).mean().get(2, 0)).isEqualTo(mean, within(1e-12));
    assertThat(paths).hasSize(100).allMatch(path -> path[0] == 3);
  }

  @Test
  void aRunThatCannotGoOnSaysWhy() throws InputException {
    JumpModel negative =
        model(
            species("X=5"),
            parameters("k=1"),
            reactions(reaction("back", "X ->", apply("minus", "X", "2.5"))));
    Ensemble.Result result = Jumps.run(negative, JumpMethod.AUTO, 10, new double[] {0, 50}, 1, "X");
    assertThat(((Ensemble.Result.Failed) result).reason())
        .contains("the propensity of back (line", "below 0; write reversible reactions as two");
  }

  @Test
  void amountsThatAreNoNumbersOfMoleculesAreRefused() throws InputException {
    JumpModel half =
        model(species("X=2.5"), reactions(reaction("death", "X ->", apply("times", "1", "X"))));
    Ensemble.Result result = Jumps.run(half, JumpMethod.AUTO, 10, TIMES, 1, "X");
    assertThat(((Ensemble.Result.Failed) result).reason())
        .contains("the amount of X is 2.5, which is no number of molecules (line 4)");
  }

  @Test
  void aRunEndsWhenItIsCancelled() throws InputException {
    JumpModel model = model(birthDeath(3));
    JumpPlan plan = JumpPlan.of(model, List.of());
    JumpSimulation simulation = new JumpSimulation(plan, JumpMethod.DIRECT, () -> true);
    Optional<String> failure =
        simulation.run(
            new double[0], RandomStream.of(1), new double[] {0, 1e9}, (k, t, y, p) -> {});
    assertThat(failure).hasValueSatisfying(why -> assertThat(why).contains("stopped from outside"));
  }
}
