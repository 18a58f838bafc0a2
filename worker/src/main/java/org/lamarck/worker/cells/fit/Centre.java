package org.lamarck.worker.cells.fit;

import org.lamarck.worker.cells.State;

/** The centroid of living cells. */
final class Centre {
  private Centre() {}

  static double[] of(State state, int[] cells, int count) {
    int width = state.fields().width();
    double[] centre = new double[state.fields().dimensions()];
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < centre.length; c++) {
        centre[c] += state.values()[cells[i] * width + c] / count;
      }
    }
    return centre;
  }
}
