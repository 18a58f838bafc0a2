package org.lamarck.worker.steady;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/**
 * The linear combinations of states that no rate changes: a basis of the left null space of N
 * without its algebraic rows, Γ N = 0, where rates that are multiples of one another count as one.
 * Each law determines one state of its own by the others and the total, so that where Γ y is given,
 * its equation takes the place of that state's rate.
 */
final class ConservationLaws {
  /** Of a difference relative to the sizes of its terms: less is rounding. */
  private static final double ROUNDING = 1e-10;

  private final int[] state;
  private final SparsePattern pattern;
  private final double[] coefficient;

  private ConservationLaws(int[] state, SparsePattern pattern, double[] coefficient) {
    this.state = state;
    this.pattern = pattern;
    this.coefficient = coefficient;
  }

  /**
   * The laws of a system.
   *
   * @param groups of rates that are multiples of one another
   * @param factors of all rates in their groups
   */
  static ConservationLaws of(SystemStructure structure, int[] groups, double[] factors) {
    return new Elimination(structure, groups, factors).laws();
  }

  int size() {
    return state.length;
  }

  /** The state that law k determines; ascending. */
  int state(int k) {
    return state[k];
  }

  /** The pattern of Γ, by law; columns are states. */
  SparsePattern pattern() {
    return pattern;
  }

  /** The entries of Γ in the order of the pattern. */
  double[] coefficients() {
    return coefficient;
  }

  /** Γ (y − base) of law k. */
  double difference(int k, double[] y, double[] base) {
    double sum = 0;
    for (int e = pattern.start()[k]; e < pattern.start()[k + 1]; e++) {
      int s = pattern.column()[e];
      sum += coefficient[e] * (y[s] - base[s]);
    }
    return sum;
  }

  /**
   * Eliminates the rows of N by one another; combinations that become zero are laws. What is zero
   * is told by the terms of each entry by itself, so units of states and of rates do not matter.
   */
  private static final class Elimination {
    private final int states;
    private final int columns; // groups of rates
    private final boolean[] isAlgebraic;
    private final double[][] rows; // of N, then of the unit matrix: the combinations
    private final double[][] sizes; // of the terms of each entry
    private final double[] scales; // of the columns

    Elimination(SystemStructure structure, int[] groups, double[] factors) {
      states = structure.states();
      columns = Arrays.stream(groups).max().orElse(-1) + 1;
      isAlgebraic = new boolean[states];
      for (int s : structure.algebraic().values()) {
        isAlgebraic[s] = true;
      }
      rows = new double[states][columns + states];
      sizes = new double[states][columns + states];
      scales = new double[columns];
      Stoichiometry n = structure.stoichiometry();
      for (int r = 0; r < groups.length; r++) {
        for (int e = n.start()[r]; e < n.start()[r + 1]; e++) {
          double term = factors[r] * n.coefficient()[e];
          rows[n.state()[e]][groups[r]] += term;
          sizes[n.state()[e]][groups[r]] += Math.abs(term);
        }
      }
      for (int s = 0; s < states; s++) {
        rows[s][columns + s] = 1;
        sizes[s][columns + s] = 1;
        clean(s);
        for (int r = 0; r < columns; r++) {
          scales[r] = Math.max(scales[r], Math.abs(rows[s][r]));
        }
      }
    }

    /** Row by row: what is left of a row after those above is a pivot row, or a law. */
    ConservationLaws laws() {
      List<int[]> pivots = new ArrayList<>(); // rows and columns, in the order they were found
      List<Integer> dependent = new ArrayList<>();
      for (int s = 0; s < states; s++) {
        if (!isAlgebraic[s]) {
          int row = s;
          pivots.forEach(pivot -> reduce(row, pivot[0], pivot[1]));
          int column = widest(rows[s]);
          if (column < 0) {
            dependent.add(s);
          } else {
            pivots.add(new int[] {s, column});
          }
        }
      }
      return collect(dependent);
    }

    /** Subtracts a pivot row; it has zeros in the columns of the pivots before it. */
    private void reduce(int s, int pivot, int column) {
      if (rows[s][column] == 0) {
        return;
      }
      double factor = rows[s][column] / rows[pivot][column];
      for (int r = 0; r < columns + states; r++) {
        rows[s][r] -= factor * rows[pivot][r];
        sizes[s][r] += Math.abs(factor) * sizes[pivot][r];
      }
      rows[s][column] = 0;
      clean(s);
    }

    private void clean(int s) {
      for (int r = 0; r < columns + states; r++) {
        if (Math.abs(rows[s][r]) <= ROUNDING * sizes[s][r]) {
          rows[s][r] = 0;
        }
      }
    }

    /** The column of the largest entry, in units of the columns; −1 when all are zero. */
    private int widest(double[] row) {
      int best = -1;
      double largest = 0;
      for (int r = 0; r < columns; r++) {
        double size = Math.abs(row[r]) / scales[r];
        if (size > largest) {
          best = r;
          largest = size;
        }
      }
      return best;
    }

    private ConservationLaws collect(List<Integer> dependent) {
      int[] start = new int[dependent.size() + 1];
      List<Integer> among = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int k = 0; k < dependent.size(); k++) {
        double[] law = rows[dependent.get(k)];
        for (int j = 0; j < states; j++) {
          if (law[columns + j] != 0) {
            among.add(j);
            values.add(law[columns + j]);
          }
        }
        start[k + 1] = among.size();
      }
      return new ConservationLaws(
          dependent.stream().mapToInt(Integer::intValue).toArray(),
          new SparsePattern(start, among.stream().mapToInt(Integer::intValue).toArray()),
          values.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }
}
