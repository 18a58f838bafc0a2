package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * The bounds as arrays, the unit in which each coordinate is measured, and what a local search asks
 * of both.
 *
 * <p>A coordinate's unit is the width of its bounds. Where the bounds are so far apart that they
 * tell nothing (a box of 1e20 around values of 1), it is a multiple of the coordinate's natural
 * length instead: the step that changes the objective by as much as it is worth. So is what counts
 * as near. Nothing here depends on what a coordinate is measured in: with bounds, point and
 * gradient rescaled by powers of two, every number is the same to the last bit.
 */
final class Box {
  /** Bounds that are farther apart than so many natural lengths tell nothing of the coordinate. */
  private static final double FAR = 1e4;

  /** A coordinate is set on its bound when it comes this close, in units of what is near. */
  private static final double SNAP = 1e-6;

  final int n;
  final double[] lower;
  final double[] upper;

  /** In which the coordinates are measured; at most the width, 0 where a coordinate is fixed. */
  final double[] unit;

  private final double[] width;

  Box(SearchSpace space) {
    n = space.dimension();
    lower = space.lower().toArray();
    upper = space.upper().toArray();
    width = new double[n];
    for (int i = 0; i < n; i++) {
      width[i] = Math.min(upper[i] - lower[i], Double.MAX_VALUE);
    }
    unit = width.clone();
  }

  /**
   * The step of one coordinate that changes the objective by 1 + |value|, which for a likelihood is
   * what is worth a change; +∞ where it does not depend on the coordinate.
   *
   * @param slope ∂f/∂x
   * @param bend an approximation of ∂²f/∂x², not negative
   */
  static double naturalLength(double value, double slope, double bend) {
    double worth = 1 + Math.abs(value);
    double first = Math.abs(slope);
    double second = Math.sqrt(2 * worth) * Math.sqrt(bend);
    double largest = Math.max(first, second);
    if (largest == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double a = first / largest;
    double b = second / largest;
    // the root of slope·L + bend·L²/2 = worth, without squares that overflow
    return Math.min(2 * worth / (a + Math.sqrt(a * a + b * b)) / largest, Double.MAX_VALUE);
  }

  /** Measures coordinates in units that an earlier slice of the search arrived at. */
  void measureIn(Vector units) {
    units.copyInto(unit, 0);
  }

  /** The units, for a later slice. */
  Vector units() {
    return Vector.of(unit);
  }

  /** Chooses units at the point where a search begins, by its natural lengths. */
  void beginUnits(double[] lengths) {
    for (int i = 0; i < n; i++) {
      unit[i] = Math.min(width[i], FAR * lengths[i]);
    }
  }

  /** Makes units longer where natural lengths, or a step that was taken, are. */
  void growUnits(double[] lengths, Vector step) {
    for (int i = 0; i < n; i++) {
      double length = Math.max(lengths[i], Math.abs(step.get(i)));
      unit[i] = Math.min(width[i], Math.max(unit[i], FAR * length));
    }
  }

  boolean fixed(int i) {
    return !(width[i] > 0);
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
   *
   * @param lengths the coordinates' natural lengths
   */
  void move(double[] x, double[] s, double[] g, double[] lengths, double[] target) {
    for (int i = 0; i < n; i++) {
      double moved = Math.min(Math.max(x[i] + s[i], lower[i]), upper[i]);
      double near = SNAP * Math.min(unit[i], lengths[i]);
      if (g[i] > 0 && moved - lower[i] <= near) {
        moved = lower[i];
      } else if (g[i] < 0 && upper[i] - moved <= near) {
        moved = upper[i];
      }
      target[i] = moved;
    }
  }

  /** How far the coordinate may go where −g points, at most its unit. */
  double ahead(int i, double x, double g) {
    return Math.min(unit[i], Math.max(0, g > 0 ? x - lower[i] : upper[i] - x));
  }

  /**
   * The most that one coordinate alone can lower the value by, to first order: |g| times the way
   * that −g has ahead, the largest of all. It vanishes where the first-order conditions hold, and
   * is measured as the value is (Coleman and Li 1996 call its factor v).
   */
  double optimality(double[] x, double[] g) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(g[i]) * ahead(i, x[i], g[i]));
    }
    return largest;
  }

  /** The norm of the gradient in the affine scaling of {@link InteriorModel}. */
  double affineGradientNorm(double[] x, double[] g) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (unit[i] > 0) {
        double scaled = unit[i] * g[i];
        sum += ahead(i, x[i], g[i]) / unit[i] * scaled * scaled;
      }
    }
    return Math.sqrt(sum);
  }

  /**
   * The largest |to − from| in units of what is near: the natural length, at most the unit.
   * Coordinates without width do not count.
   */
  double relativeStep(Vector from, double[] to, double[] lengths) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      double near = Math.min(unit[i], lengths[i]);
      if (near > 0) {
        largest = Math.max(largest, Math.abs(to[i] - from.get(i)) / near);
      }
    }
    return largest;
  }
}
