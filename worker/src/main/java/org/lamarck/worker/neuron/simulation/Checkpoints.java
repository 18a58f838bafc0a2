package org.lamarck.worker.neuron.simulation;

/**
 * What is kept of a run so that it can be gone through backwards: of the last levels' segments the
 * states they begin with, and of the segment that is gone through now all that its steps need. With
 * m levels K steps are computed m times and K^(1/m) states kept for each level.
 *
 * @param levels of segments within each other; 1 where all steps are kept
 * @param parts of which a segment of one level consists, in the last level steps
 */
record Checkpoints(int levels, int parts) {
  private static final int MOST_LEVELS = 6;

  /**
   * The fewest levels for a budget.
   *
   * @param steps of the run
   * @param state bytes of a state
   * @param step bytes that a step needs, its state among them
   * @throws IllegalArgumentException when even the most levels need more
   */
  static Checkpoints of(int steps, long state, long step, long budget) {
    for (int levels = 1; levels <= MOST_LEVELS; levels++) {
      int parts = Math.max(1, (int) Math.ceil(Math.pow(steps, 1.0 / levels)));
      long bytes = parts * step + (levels - 1L) * parts * state;
      if (bytes <= budget) {
        return new Checkpoints(levels, parts);
      }
    }
    throw new IllegalArgumentException(
        "%d steps of %d bytes need more than %d bytes, however they are divided"
            .formatted(steps, step, budget));
  }

  /** How many steps a part of a level has; level 0 is that of the whole run. */
  int stride(int level) {
    int stride = parts;
    for (int i = levels - 2; i > level; i--) {
      stride *= parts;
    }
    return stride;
  }
}
