package org.lamarck.worker.rollout;

/**
 * Where snapshots of a sequence of steps are kept so that going back over it repeats as few of them
 * as possible (Griewank and Walther 2000, ACM Trans. Math. Softw. 26:19–45, Algorithm 799).
 */
final class Revolve {
  private Revolve() {}

  /**
   * How many steps are made before the next snapshot is taken, so that all can be passed in
   * reverse.
   *
   * @param steps to be passed, at least 2
   * @param snapshots that there is room for, with the one where the steps begin; at least 2
   */
  static int advance(int steps, int snapshots) {
    int s = snapshots;
    int r = 0;
    while (beta(s, r) < steps) {
      r++;
    }
    long all = beta(s, r);
    long left = beta(s, r - 1);
    long right = beta(s - 1, r - 1);
    long rightOfRight = beta(s - 2, r - 1);
    long leftOfLeft = beta(s, r - 2);
    long spare = beta(s - 3, r);
    long advance =
        steps <= left + rightOfRight
            ? leftOfLeft
            : steps >= all - spare ? left : steps - right - rightOfRight;
    return (int) Math.max(1, Math.min(advance, steps - 1));
  }

  /**
   * C(s + r, s): so many steps can be passed with s snapshots, none of them made more than r times.
   */
  static long beta(int s, int r) {
    if (s < 0 || r < 0) {
      return 0;
    }
    double value = 1;
    for (int i = 1; i <= Math.min(s, r); i++) {
      value = value * (Math.max(s, r) + i) / i;
      if (value > Integer.MAX_VALUE) {
        return Integer.MAX_VALUE;
      }
    }
    return Math.round(value);
  }
}
