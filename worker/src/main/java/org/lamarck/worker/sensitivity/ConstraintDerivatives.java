package org.lamarck.worker.sensitivity;

import java.util.Arrays;
import org.lamarck.worker.event.Transition;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.method.Constraints;
import org.lamarck.worker.method.Seeds;
import org.lamarck.worker.sparse.RowKernel;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.OdeSystem;

/**
 * Derivatives of the solution z of 0 = g(t, y, z, p) where an instant restores it: along the moving
 * instant dz/dθ = −g_z⁻¹ (g_y dy/dθ + g_p p′ + g_t τ′), whatever it was before.
 */
final class ConstraintDerivatives {
  private final Constraints constraints;
  private final int[] algebraic;
  private final double[] bars;
  private double[] rows = {};

  ConstraintDerivatives(OdeSystem system) {
    constraints = new Constraints(system);
    algebraic = constraints.algebraic();
    bars = new double[algebraic.length];
  }

  private boolean evaluate(Transition.Restore restore) {
    return constraints.differentiate(restore.moment());
  }

  /**
   * Fills the algebraic rows of the total derivatives.
   *
   * @param s n × P, row-major
   * @return whether there is a derivative
   */
  boolean carry(
      Transition.Restore restore, double[] s, int directions, Seeds seeds, double[] tauRow) {
    if (!evaluate(restore)) {
      return false;
    }
    int width = RowKernel.width(directions);
    int length = algebraic.length * width;
    rows = rows.length == length ? rows : new double[length];
    Arrays.fill(rows, 0.0);
    addStates(s, directions, width);
    addConstants(seeds, width);
    for (int k = 0; k < algebraic.length; k++) {
      double byTime = constraints.timeValues()[k];
      for (int j = 0; j < directions && byTime != 0; j++) {
        rows[k * width + j] += byTime * tauRow[j];
      }
    }
    constraints.lu().solveMany(rows, width);
    for (int k = 0; k < algebraic.length; k++) {
      System.arraycopy(rows, k * width, s, algebraic[k] * directions, directions);
    }
    return true;
  }

  private void addStates(double[] s, int directions, int width) {
    SparsePattern pattern = constraints.statePattern();
    int k = 0;
    for (int e : constraints.others()) {
      while (e >= pattern.start()[k + 1]) {
        k++;
      }
      double value = constraints.stateValues()[e];
      int from = pattern.column()[e] * directions;
      for (int j = 0; j < directions; j++) {
        rows[k * width + j] += value * s[from + j];
      }
    }
  }

  private void addConstants(Seeds seeds, int width) {
    SparsePattern pattern = constraints.constantPattern();
    for (int k = 0; k < algebraic.length; k++) {
      for (int e = pattern.start()[k]; e < pattern.start()[k + 1]; e++) {
        int constant = pattern.column()[e];
        double value = constraints.constantValues()[e];
        for (int q = seeds.start()[constant]; q < seeds.start()[constant + 1]; q++) {
          rows[k * width + seeds.direction()[q]] += value * seeds.values()[seeds.position()[q]];
        }
      }
    }
  }

  /**
   * The transpose of {@link #carry}: what was for algebraic states goes to the others, to the
   * constants and to the time.
   *
   * @return the derivative by the time; NaN where there is none
   */
  double transpose(Transition.Restore restore, Bars passed) {
    double[] stateBar = passed.state();
    double[] constantBar = passed.constants();
    if (!evaluate(restore)) {
      return Double.NaN;
    }
    for (int k = 0; k < algebraic.length; k++) {
      bars[k] = stateBar[algebraic[k]];
      stateBar[algebraic[k]] = 0;
    }
    constraints.lu().solveTransposed(bars, 0);
    SparsePattern states = constraints.statePattern();
    int row = 0;
    for (int e : constraints.others()) {
      while (e >= states.start()[row + 1]) {
        row++;
      }
      stateBar[states.column()[e]] += bars[row] * constraints.stateValues()[e];
    }
    SparsePattern constants = constraints.constantPattern();
    double tauBar = 0;
    for (int k = 0; k < algebraic.length; k++) {
      for (int e = constants.start()[k]; e < constants.start()[k + 1]; e++) {
        constantBar[constants.column()[e]] += bars[k] * constraints.constantValues()[e];
      }
      tauBar += bars[k] * constraints.timeValues()[k];
    }
    return tauBar;
  }
}
