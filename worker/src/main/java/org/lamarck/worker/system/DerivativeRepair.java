package org.lamarck.worker.system;

import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.SparsePattern;

/**
 * Differences in the place of derivatives that are not finite where the rates are: of √x at 0, or
 * of a logistic curve whose exponential overflows. A Rosenbrock method keeps its order for most of
 * what such a J misses, and the error test sees the rest.
 */
public final class DerivativeRepair {
  /** √ε: what a forward difference loses by rounding and by curvature is about the same. */
  private static final double RELATIVE = 0x1p-26;

  /** Of a state or constant that is 0 or tiny, such as a concentration that starts at 0. */
  private static final double SMALLEST = 1e-12;

  private final OdeSystem system;
  private final SystemStructure structure;
  private final double[] moved;

  public DerivativeRepair(OdeSystem system) {
    this.system = system;
    this.structure = system.structure();
    this.moved = new double[structure.rates()];
  }

  /** Replaces what is not finite in ∂v/∂y and ∂v/∂t; y is changed and restored. */
  public void repairStates(double t, double[] y, double[] p, double[] v, double[] vy, double[] vt) {
    repair(structure.rateStates(), t, y, y, p, v, vy);
    if (!Finite.all(vt)) {
      double size = RELATIVE * Math.max(Math.abs(t), 1);
      system.rates(t + size, y, p, moved);
      int[] rates = structure.timedRates().values();
      for (int e = 0; e < rates.length; e++) {
        if (!Double.isFinite(vt[e])) {
          vt[e] = (moved[rates[e]] - v[rates[e]]) / size;
        }
      }
    }
  }

  /** Replaces what is not finite in ∂v/∂p; p is changed and restored. */
  public void repairConstants(double t, double[] y, double[] p, double[] v, double[] vp) {
    repair(structure.rateConstants(), t, p, y, p, v, vp);
  }

  private void repair(
      SparsePattern pattern,
      double t,
      double[] by,
      double[] y,
      double[] p,
      double[] v,
      double[] slopes) {
    for (int r = 0; r + 1 < pattern.start().length; r++) {
      for (int e = pattern.start()[r]; e < pattern.start()[r + 1]; e++) {
        if (!Double.isFinite(slopes[e])) {
          int column = pattern.column()[e];
          double held = by[column];
          double size = RELATIVE * Math.abs(held) + SMALLEST;
          by[column] = held + size;
          system.rates(t, y, p, moved);
          by[column] = held;
          replace(pattern, column, v, slopes, size);
        }
      }
    }
  }

  /** Uses the moved rates for all entries of one column. */
  private void replace(
      SparsePattern pattern, int column, double[] v, double[] slopes, double size) {
    for (int r = 0; r + 1 < pattern.start().length; r++) {
      for (int e = pattern.start()[r]; e < pattern.start()[r + 1]; e++) {
        if (pattern.column()[e] == column && !Double.isFinite(slopes[e])) {
          double slope = (moved[r] - v[r]) / size;
          slopes[e] = Double.isFinite(slope) ? slope : 0; // the rate ends here on one side
        }
      }
    }
  }
}
