package org.lamarck.strategies.evolution.bbob;

import java.util.function.ToDoubleFunction;

/** Gallagher's Gaussian peaks, f21 (101 of them) and f22 (21, ill-conditioned). */
final class Gallagher implements ToDoubleFunction<double[]> {
  private final int n;
  private final int peaks;
  private final double[][] rotation;
  private final double[][] centres; // turned
  private final double[][] scales;
  private final double[] heights;
  private final double[] optimum;

  Gallagher(int n, long seed, boolean many) {
    this.n = n;
    peaks = many ? 101 : 21;
    double width = many ? 10 : 9.8;
    double shift = many ? 5 : 4.9;
    rotation = LegacyRandom.rotation(n, seed);
    int[] order = LegacyRandom.places(peaks - 1, seed);
    heights = new double[peaks];
    scales = new double[peaks][n];
    for (int i = 0; i < peaks; i++) {
      double first = many ? Math.sqrt(1000) : 1000;
      double condition = i == 0 ? first : Math.pow(1000, order[i - 1] / (peaks - 2.0));
      heights[i] = i == 0 ? 10 : 1.1 + 8 * (i - 1) / (peaks - 2.0);
      int[] places = LegacyRandom.places(n, seed + 1000L * i);
      for (int j = 0; j < n; j++) {
        scales[i][j] = Math.pow(condition, places[j] / (n - 1.0) - 0.5);
      }
    }
    double[] u = LegacyRandom.uniform(n * peaks, seed);
    centres = new double[peaks][];
    optimum = new double[n];
    for (int i = 0; i < peaks; i++) {
      double[] centre = new double[n];
      for (int j = 0; j < n; j++) {
        centre[j] = (width * u[i * n + j] - shift) * (i == 0 ? 0.8 : 1);
      }
      if (i == 0) {
        System.arraycopy(centre, 0, optimum, 0, n);
      }
      centres[i] = Bbob.times(rotation, centre);
    }
  }

  double[] optimum() {
    return optimum.clone();
  }

  @Override
  public double applyAsDouble(double[] x) {
    double[] turned = Bbob.times(rotation, x);
    double highest = 0;
    for (int i = 0; i < peaks; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        double d = turned[j] - centres[i][j];
        sum += scales[i][j] * d * d;
      }
      highest = Math.max(highest, heights[i] * Math.exp(-0.5 / n * sum));
    }
    double depth = Bbob.oscillated(10 - highest);
    return depth * depth;
  }
}
