package org.lamarck.worker.cells.fit;

import org.lamarck.worker.cells.Property;
import org.lamarck.worker.cells.State;

/**
 * The standard deviation of readiness to divide over its mean, as the mean over time.
 *
 * @param countsUnborn whether places of cells that are not born yet count as cells of readiness 0,
 *     as in JAX-Morph
 */
public record DivisionVariation(boolean countsUnborn) implements Target {
  @Override
  public boolean isMeanOverTime() {
    return true;
  }

  @Override
  public double of(State state, double factor, double[] byState) {
    int[] cells = new int[state.capacity()];
    int count = state.living(cells);
    if (count == 0) {
      return 0; // none divides, and none differs
    }
    int width = state.fields().width();
    int division = Property.DIVISION.first(state.fields());
    double size = countsUnborn ? state.capacity() : count;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double ready = state.values()[cells[i] * width + division];
      sum += ready;
      squares += ready * ready;
    }
    double mean = sum / size;
    double deviation = Math.sqrt(Math.max(0, squares / size - mean * mean));
    for (int i = 0; i < count && factor != 0 && deviation > 0; i++) {
      int at = cells[i] * width + division;
      double off = state.values()[at] - mean;
      byState[at] += factor / size * (off / (deviation * mean) - deviation / (mean * mean));
    }
    return mean == 0 ? 0 : deviation / mean;
  }
}
