package org.lamarck.worker.sensitivity;

import java.util.Arrays;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.sparse.RowMatrix;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.steady.SteadyEquations;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;

/**
 * Derivatives of an isolated steady state y* by the implicit function theorem: F(y*, p, Γ b) = 0 of
 * {@link SteadyEquations} gives
 *
 * <pre>dy*_θ = −A⁻¹ (f_p p_θ, −Γ b_θ)</pre>
 *
 * <p>with the second part in the rows of conservation laws. {@link #transpose} is the exact
 * transpose. An instance serves one thread.
 */
public final class SteadyDerivatives {
  private final int states;
  private final SteadyEquations equations;
  private final double[] column;
  private RowMatrix right = new RowMatrix(0, 0);
  private double[] row = {};

  /** Derivatives of steady states of {@code system}. */
  public SteadyDerivatives(OdeSystem system) {
    if (system.field() != null) {
      throw new IllegalArgumentException(
          "derivatives of a steady state need rates with derivatives by constants, not a field");
    }
    states = system.structure().states();
    equations = new SteadyEquations(system);
    column = new double[states];
  }

  /**
   * Prepares a steady state.
   *
   * @param at it, with the modes of switches there
   * @return false when it has no derivatives, because it is not isolated
   */
  public boolean linearise(Point at) {
    equations.constants(at.constants());
    return equations.differentiate(at);
  }

  /**
   * From the sensitivities where the course began to those of its steady state.
   *
   * @param s n × P, changed in place
   */
  public void carry(RowMatrix s, Seeds seeds) {
    int directions = seeds.directions();
    right = right.isOf(states, directions) ? right : new RowMatrix(states, directions);
    double[] rights = right.values();
    double[] values = s.values();
    row = row.length == directions ? row : new double[directions];
    SparsePattern pattern = equations.constantPattern();
    for (int i = 0; i < states; i++) {
      Arrays.fill(row, 0.0);
      if (equations.law(i) >= 0) {
        equations.addLaw(equations.law(i), s, row);
        for (int j = 0; j < directions; j++) {
          row[j] = -row[j];
        }
      } else {
        addSlopes(pattern, i, seeds);
      }
      System.arraycopy(row, 0, rights, i * directions, directions);
    }
    for (int j = 0; j < directions; j++) {
      for (int i = 0; i < states; i++) {
        column[i] = rights[i * directions + j];
      }
      equations.solve(column);
      for (int i = 0; i < states; i++) {
        values[i * directions + j] = column[i];
      }
    }
  }

  /** row ← row + (f_p p_θ)_i. */
  private void addSlopes(SparsePattern pattern, int i, Seeds seeds) {
    for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
      int k = pattern.column()[e];
      for (int q = seeds.start()[k]; q < seeds.start()[k + 1]; q++) {
        row[seeds.direction()[q]] +=
            equations.constantValues()[e] * seeds.values()[seeds.position()[q]];
      }
    }
  }

  /**
   * From derivatives by the steady state to those by the states where the course began and by
   * constants.
   *
   * @param bars of which ȳ is changed in place
   */
  public void transpose(Bars bars) {
    double[] stateBar = bars.state();
    double[] constantBar = bars.constants();
    System.arraycopy(stateBar, 0, column, 0, states);
    equations.solveTransposed(column);
    Arrays.fill(stateBar, 0, states, 0.0);
    SparsePattern pattern = equations.constantPattern();
    for (int i = 0; i < states; i++) {
      if (equations.law(i) >= 0) {
        equations.addLawTransposed(equations.law(i), -column[i], stateBar);
      } else {
        for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
          constantBar[pattern.column()[e]] += column[i] * equations.constantValues()[e];
        }
      }
    }
  }
}
