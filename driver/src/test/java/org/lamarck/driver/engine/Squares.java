package org.lamarck.driver.engine;

import java.util.List;

/**
 * A workload for tests: squares, with faults at some numbers. Those of numbers from 100 on can be
 * computed together, which they tell.
 */
public record Squares(int fault) implements Workload<Integer, String> {
  /** So many are computed together at most. */
  static final int TOGETHER = 3;

  @Override
  public int together(Integer task) {
    return task >= 100 ? TOGETHER : 1;
  }

  @Override
  public List<String> runTogether(List<Integer> tasks, Watch<String> watch) {
    return tasks.stream().map(task -> run(task, watch) + " of " + tasks.size()).toList();
  }

  @Override
  public String run(Integer task, Watch<String> watch) {
    if (task == fault) {
      throw new IllegalStateException("no square of " + task);
    }
    if (task == -fault) {
      return overflow(task);
    }
    return task + "² = " + task * task;
  }

  private static String overflow(int depth) {
    return depth == Integer.MIN_VALUE ? "" : overflow(depth + 1) + depth;
  }

  @Override
  public String broken(Integer task, Throwable cause) {
    return task + " broke: " + cause.getClass().getSimpleName();
  }
}
