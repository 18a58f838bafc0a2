package org.lamarck.worker.cells;

import org.lamarck.strategies.linalg.Matrix;

/** The mean distance of cells to their centroid, with its gradient. */
final class Spread {
  private Spread() {}

  /**
   * The spread.
   *
   * @param byPositions becomes its gradient, cell by cell
   */
  static double of(Tissue tissue, double[] byPositions) {
    Matrix x = tissue.positions();
    int cells = tissue.cells();
    int dimensions = tissue.dimensions();
    double[] centre = new double[dimensions];
    for (int i = 0; i < cells; i++) {
      for (int c = 0; c < dimensions; c++) {
        centre[c] += x.get(i, c) / cells;
      }
    }
    double sum = 0;
    double[] mean = new double[dimensions];
    for (int i = 0; i < cells; i++) {
      double square = 0;
      for (int c = 0; c < dimensions; c++) {
        double off = x.get(i, c) - centre[c];
        square += off * off;
      }
      double distance = Math.sqrt(square);
      sum += distance / cells;
      for (int c = 0; c < dimensions; c++) {
        double unit = distance > 0 ? (x.get(i, c) - centre[c]) / distance / cells : 0;
        byPositions[i * dimensions + c] = unit;
        mean[c] += unit / cells;
      }
    }
    for (int i = 0; i < cells; i++) {
      for (int c = 0; c < dimensions; c++) {
        byPositions[i * dimensions + c] -= mean[c];
      }
    }
    return sum;
  }
}
