package org.lamarck.driver.engine;

/**
 * How many tasks make a batch: so many that it takes about {@value #SECONDS} s, and so few that
 * every slot gets some. Spark's share per task is about a millisecond.
 */
final class BatchSize {
  private static final double SECONDS = 0.75;

  /** Weight of the newest batch in the moving mean. */
  private static final double WEIGHT = 0.3;

  private double secondsPerTask = Double.NaN;

  /** Learns from a batch that came back. */
  void learn(int tasks, long nanos) {
    double seconds = nanos * 1e-9 / tasks;
    secondsPerTask =
        Double.isNaN(secondsPerTask) ? seconds : (1 - WEIGHT) * secondsPerTask + WEIGHT * seconds;
  }

  /** The size for this many tasks on this many slots; 1 as long as nothing is known. */
  int of(int tasks, int slots) {
    int share = Math.max(1, tasks / Math.max(1, 2 * slots));
    if (Double.isNaN(secondsPerTask)) {
      return 1;
    }
    double size = SECONDS / Math.max(secondsPerTask, 1e-9);
    return (int) Math.max(1, Math.min(share, size));
  }
}
