package org.lamarck.worker.cells.fit;

import org.lamarck.worker.cells.State;

/** The mean distance of cells to their centroid. */
public record Spread() implements Target {
  @Override
  public double of(State state, double factor, double[] byState) {
    int[] cells = new int[state.capacity()];
    int count = state.living(cells);
    int width = state.fields().width();
    int dimensions = state.fields().dimensions();
    double[] x = state.values();
    double[] centre = Centre.of(state, cells, count);
    double sum = 0;
    double[] mean = new double[dimensions];
    for (int i = 0; i < count; i++) {
      int row = cells[i] * width;
      double square = 0;
      for (int c = 0; c < dimensions; c++) {
        double off = x[row + c] - centre[c];
        square += off * off;
      }
      double distance = Math.sqrt(square);
      sum += distance / count;
      for (int c = 0; c < dimensions && factor != 0 && distance > 0; c++) {
        double unit = factor * (x[row + c] - centre[c]) / distance / count;
        byState[row + c] += unit;
        mean[c] += unit / count;
      }
    }
    for (int i = 0; i < count && factor != 0; i++) {
      for (int c = 0; c < dimensions; c++) {
        byState[cells[i] * width + c] -= mean[c];
      }
    }
    return sum;
  }
}
