package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;

/** The bounds as arrays, and what a local search asks of them. */
final class Box {
  /** A coordinate is set on its bound when it comes this close, in units of the width. */
  private static final double SNAP = 1e-6;

  final int n;
  final double[] lower;
  final double[] upper;
  final double[] width;

  Box(SearchSpace space) {
    n = space.dimension();
    lower = space.lower().toArray();
    upper = space.upper().toArray();
    width = new double[n];
    for (int i = 0; i < n; i++) {
      width[i] = upper[i] - lower[i];
    }
  }

  /** The largest t for which x + t·s is in the box; +∞ when no bound is ahead. */
  double reach(double[] x, double[] s) {
    double reach = Double.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      reach = Math.min(reach, reach(i, x[i], s[i]));
    }
    return reach;
  }

  /** The largest t for which x + t·s is in the box, for coordinate {@code i} alone. */
  double reach(int i, double x, double s) {
    if (s > 0) {
      return Math.max(0, upper[i] - x) / s;
    }
    return s < 0 ? Math.max(0, x - lower[i]) / -s : Double.POSITIVE_INFINITY;
  }

  /**
   * x + s, kept in the box. A coordinate that the gradient {@code g} pushes at a bound and that has
   * all but arrived there is set on it.
   */
  void move(double[] x, double[] s, double[] g, double[] target) {
    for (int i = 0; i < n; i++) {
      double moved = Math.min(Math.max(x[i] + s[i], lower[i]), upper[i]);
      if (g[i] > 0 && moved - lower[i] <= SNAP * width[i]) {
        moved = lower[i];
      } else if (g[i] < 0 && upper[i] - moved <= SNAP * width[i]) {
        moved = upper[i];
      }
      target[i] = moved;
    }
  }

  /** The max-norm of x − P(x − g). */
  double projectedGradientNorm(double[] x, double[] g) {
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double projected = Math.min(Math.max(x[i] - g[i], lower[i]), upper[i]);
      // where g is lost against x, it is not: x − (x − g) would be 0
      boolean bound = projected == lower[i] || projected == upper[i];
      norm = Math.max(norm, bound ? Math.abs(x[i] - projected) : Math.abs(g[i]));
    }
    return norm;
  }

  /** The norm of the gradient in the affine scaling of {@link InteriorModel}; without units. */
  double affineGradientNorm(double[] x, double[] g) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double distance = g[i] > 0 ? x[i] - lower[i] : upper[i] - x[i];
      sum += distance * width[i] * g[i] * g[i];
    }
    return Math.sqrt(sum);
  }

  /** The largest |to − from| in units of the width; coordinates without width do not count. */
  double relativeStep(Vector from, double[] to) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      if (width[i] > 0) {
        largest = Math.max(largest, Math.abs(to[i] - from.get(i)) / width[i]);
      }
    }
    return largest;
  }
}
