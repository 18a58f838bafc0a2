package org.lamarck.worker.objective.monotone;

/** Takes rows of residuals with their derivatives by the coordinates, linear scale. */
public interface RowSink {
  /** Adds a residual with its derivatives by the coordinates. */
  void addRow(double residual, double[] row);

  /** Adds factor · row rowᵀ to the curvature. */
  void addCurvature(double factor, double[] row);
}
