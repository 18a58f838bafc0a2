package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one evaluation gathers. */
final class Tally {
  double value;
  double chiSquared;
  long steps;
  final List<ProblemEvaluation.@Nullable Simulated> simulated;
  final double[] gradient;
  final List<double[]> jacobian = new ArrayList<>();
  final List<Double> residuals = new ArrayList<>();
  final double[] curvature;

  Tally(int measurements, int coordinates, boolean residuals) {
    simulated = new ArrayList<>();
    for (int m = 0; m < measurements; m++) {
      simulated.add(null);
    }
    gradient = new double[coordinates];
    curvature = new double[residuals ? coordinates * coordinates : 0];
  }
}
