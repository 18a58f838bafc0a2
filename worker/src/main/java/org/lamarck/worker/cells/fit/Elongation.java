package org.lamarck.worker.cells.fit;

import org.lamarck.worker.cells.State;

/** The increase of Σ (x − x̄)² along an axis over the living cells. */
public record Elongation(int axis) implements Target {
  @Override
  public boolean isIncrease() {
    return true;
  }

  @Override
  public double of(State state, double factor, double[] byState) {
    int[] cells = new int[state.capacity()];
    int count = state.living(cells);
    int width = state.fields().width();
    double centre = Centre.of(state, cells, count)[axis];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      int at = cells[i] * width + axis;
      double off = state.values()[at] - centre;
      sum += off * off;
      if (factor != 0) {
        byState[at] += 2 * factor * off; // those of the centroid are 0 together
      }
    }
    return sum;
  }
}
