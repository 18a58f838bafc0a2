package org.lamarck.worker.sensitivity;

import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.event.Transition;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.method.Constraints;
import org.lamarck.worker.sparse.RowKernel;
import org.lamarck.worker.sparse.RowMatrix;
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
  private RowMatrix rows = new RowMatrix(0, 0);

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
   * @param s n × P
   * @return whether there is a derivative
   */
  boolean carry(Transition.Restore restore, RowMatrix s, Seeds seeds, double[] tauRow) {
    if (!evaluate(restore)) {
      return false;
    }
    int width = RowKernel.width(s.columns());
    rows = rows.isOf(algebraic.length, width) ? rows : new RowMatrix(algebraic.length, width);
    rows.clear();
    addStates(s);
    addConstants(seeds);
    double[] values = rows.values();
    for (int k = 0; k < algebraic.length; k++) {
      double byTime = constraints.timeValues()[k];
      for (int j = 0; j < tauRow.length && byTime != 0; j++) {
        values[rows.row(k) + j] += byTime * tauRow[j];
      }
    }
    constraints.lu().solveMany(values, width);
    for (int k = 0; k < algebraic.length; k++) {
      System.arraycopy(values, rows.row(k), s.values(), s.row(algebraic[k]), s.columns());
    }
    return true;
  }

  private void addStates(RowMatrix s) {
    SparsePattern pattern = constraints.statePattern();
    double[] values = rows.values();
    int k = 0;
    for (int e : constraints.others()) {
      while (e >= pattern.start()[k + 1]) {
        k++;
      }
      double value = constraints.stateValues()[e];
      int from = s.row(pattern.column()[e]);
      for (int j = 0; j < s.columns(); j++) {
        values[rows.row(k) + j] += value * s.values()[from + j];
      }
    }
  }

  private void addConstants(Seeds seeds) {
    SparsePattern pattern = constraints.constantPattern();
    double[] values = rows.values();
    for (int k = 0; k < algebraic.length; k++) {
      for (int e = pattern.start()[k]; e < pattern.start()[k + 1]; e++) {
        int constant = pattern.column()[e];
        double value = constraints.constantValues()[e];
        for (int q = seeds.start()[constant]; q < seeds.start()[constant + 1]; q++) {
          values[rows.row(k) + seeds.direction()[q]] += value * seeds.values()[seeds.position()[q]];
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
