package org.lamarck.worker.cells.fit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.cells.Rollout;
import org.lamarck.worker.cells.State;
import org.lamarck.worker.cells.Tape;
import org.lamarck.worker.cells.Tissue;

/**
 * One run of a tissue and what the target is in it at all times, with derivatives: those along its
 * path, and those of the probability of what was drawn, weighted by the costs that came after it
 * (score function; Williams 1992). For one thread.
 */
final class Observed {
  private final TissuePlan plan;
  private final Aim aim;
  private final Rollout rollout;
  private final double[] values; // at the start and after each repeat
  private final int[] cells;
  private final double[] none = new double[0];
  private @Nullable Tissue fixed; // the start, where every run has the same, once it is known

  Observed(TissuePlan plan, Aim aim) {
    this.plan = plan;
    this.aim = aim;
    rollout = plan.newRollout();
    values = new double[plan.repeats() + 1];
    cells = new int[plan.capacity()];
  }

  /**
   * Runs it.
   *
   * @param keeps whether derivatives will be asked for
   * @return the value of the run
   */
  double run(double[] parameters, RandomStream noise, boolean keeps) {
    return run(parameters, noise, keeps, (state, repeat, tape) -> {});
  }

  /** The same, seen by another one too. */
  double run(double[] parameters, RandomStream noise, boolean keeps, Rollout.Watcher watcher) {
    plan.draw(rollout, noise.split("noise", 0));
    rollout.run(
        start(noise.split("start", 0)),
        parameters,
        keeps,
        (state, repeat, tape) -> {
          observe(state, repeat, tape);
          watcher.watch(state, repeat, tape);
        });
    if (aim.target().isMeanOverTime()) {
      return Arrays.stream(values).sum() / values.length;
    }
    return values[values.length - 1] - (aim.target().isIncrease() ? values[0] : 0);
  }

  private Tissue start(RandomStream noise) {
    if (!plan.beginning().isFixed()) {
      return plan.beginning().draw(noise);
    }
    if (fixed == null) {
      fixed = plan.beginning().draw(noise);
    }
    return fixed;
  }

  Rollout rollout() {
    return rollout;
  }

  /** The target at the start and after each repeat. */
  double[] values() {
    return values.clone();
  }

  private double factor(int repeat) {
    if (aim.target().isMeanOverTime()) {
      return 1.0 / values.length;
    }
    return repeat == values.length - 1 ? 1 : 0;
  }

  private void observe(State state, int repeat, Tape tape) {
    values[repeat] = aim.target().of(state, 0, none);
    if (factor(repeat) != 0) {
      tape.pushRows(state, cells, state.living(cells));
    }
  }

  /** What each repeat costs, and all that come after it with their discounts. */
  double[] costsToGo() {
    double[] costs = new double[plan.repeats()];
    double later = 0;
    for (int repeat = plan.repeats(); repeat > 0; repeat--) {
      double cost =
          aim.target().isMeanOverTime()
              ? values[repeat] / values.length
              : values[repeat] - values[repeat - 1];
      later = cost + aim.discount() * later;
      costs[repeat - 1] = later;
    }
    return costs;
  }

  /**
   * The gradient of the run's value.
   *
   * @param scores costs that the probability of each repeat is weighted with
   */
  double[] pullBack(double[] scores) {
    int width = plan.beginning().fields().width();
    double[] adjoint = new double[plan.capacity() * width];
    double[] rows = new double[plan.capacity() * width];
    return rollout.pullBack(
        adjoint,
        scores,
        (state, repeat, tape) -> {
          double factor = factor(repeat);
          if (factor != 0) {
            int count = state.living(cells);
            tape.popRows(rows, width, count);
            for (int i = 0; i < count; i++) {
              System.arraycopy(rows, i * width, state.values(), cells[i] * width, width);
            }
            aim.target().of(state, factor, adjoint);
          }
        });
  }
}
