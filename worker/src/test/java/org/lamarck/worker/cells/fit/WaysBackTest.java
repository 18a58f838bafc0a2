package org.lamarck.worker.cells.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.cells.Division;
import org.lamarck.worker.cells.Rollout;
import org.lamarck.worker.cells.Step;
import org.lamarck.worker.cells.Tissue;
import org.lamarck.worker.kinds.AnyProblem;
import org.lamarck.worker.kinds.ProblemKinds;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.InputException;

/** Steps left out on the way back change no derivative by a parameter. */
final class WaysBackTest {
  private static final int REPEATS = 12;

  private static TissuePlan plan(String name) throws InputException {
    Path yaml = Path.of("../examples/tissues", name + ".yaml");
    return ((TissueSource)
            ((AnyProblem.Source) ProblemKinds.read(yaml, ScaleChoice.AUTO, List.of())).source())
        .plan();
  }

  private static double[] gradient(Rollout rollout, TissuePlan plan, int parameters) {
    RandomStream random = RandomStream.of(6);
    double[] weights =
        IntStream.range(0, parameters).mapToDouble(i -> random.nextGaussian()).toArray();
    Tissue start = plan.beginning().draw(RandomStream.of(1));
    rollout.draw(RandomStream.of(2));
    rollout.run(start, weights, true, (state, repeat, tape) -> {});
    int size = plan.capacity() * start.fields().width();
    double[] adjoint =
        IntStream.range(0, size).mapToDouble(i -> random.nextDouble(-1, 1)).toArray();
    double[] scores = new double[REPEATS];
    Arrays.setAll(scores, n -> 1 + 0.1 * n);
    return rollout.pullBack(adjoint, scores, (state, repeat, tape) -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster", "elongation", "homeostasis", "even-growth"})
  void derivativesByParametersAreTheSameToTheLastBit(String name) throws InputException {
    TissuePlan plan = plan(name);
    for (Division.Choice choice : Division.Choice.values()) {
      List<Step> steps =
          plan.steps().stream()
              .map(step -> step instanceof Division d ? new Division(choice, d.share(), 1) : step)
              .toList();
      double[] all =
          gradient(
              new Rollout(steps, REPEATS, plan.beginning().fields(), plan.capacity()), plan, 200);
      double[] some =
          gradient(
              Rollout.byParameters(steps, REPEATS, plan.beginning().fields(), plan.capacity()),
              plan,
              200);
      assertThat(some).isEqualTo(all);
      assertThat(Arrays.stream(all).map(Math::abs).sum()).isPositive();
    }
  }
}
