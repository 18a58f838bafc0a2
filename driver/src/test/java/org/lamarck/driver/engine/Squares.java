package org.lamarck.driver.engine;

/** A workload for tests: squares, with faults at some numbers. */
public record Squares(int fault) implements Workload<Integer, String> {
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
