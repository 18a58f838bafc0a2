package org.lamarck.worker.steady;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.sparse.SymbolicLu;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/**
 * The linear combinations of states that no rate changes: a basis of the left null space of N
 * without its algebraic rows, Γ N = 0, where rates that are multiples of one another count as one.
 * Each law determines one state of its own by the others and the total, so that where Γ y is given,
 * its equation takes the place of that state's rate.
 */
final class ConservationLaws {
  /** Of a pivot relative to the largest coefficient: less is rounding. */
  private static final double SMALLEST_PIVOT = 1e-10;

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
    return new SymbolicLu(structure, groups, factors).laws();
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

  /** Eliminates the rows of N by one another; combinations that become zero are laws. */
  private static final class SymbolicLu {
    private final int states;
    private final int columns; // groups of rates
    private final boolean[] isAlgebraic;
    private final double[][] rows;
    private final double[][] combination;
    private final double[] sizes; // of the rows of N before anything is subtracted

    SymbolicLu(SystemStructure structure, int[] groups, double[] factors) {
      states = structure.states();
      columns = Arrays.stream(groups).max().orElse(-1) + 1;
      isAlgebraic = new boolean[states];
      for (int s : structure.algebraic().values()) {
        isAlgebraic[s] = true;
      }
      rows = new double[states][columns];
      combination = new double[states][states];
      Stoichiometry n = structure.stoichiometry();
      for (int r = 0; r < groups.length; r++) {
        for (int e = n.start()[r]; e < n.start()[r + 1]; e++) {
          rows[n.state()[e]][groups[r]] += factors[r] * n.coefficient()[e];
        }
      }
      sizes = new double[states];
      Arrays.setAll(sizes, s -> largest(rows[s]));
      for (int s = 0; s < states; s++) {
        combination[s][s] = 1;
      }
    }

    /** Row by row: what is left of a row after those above is a pivot row, or a law. */
    ConservationLaws laws() {
      List<int[]> pivots = new ArrayList<>(); // rows and columns, in the order they were found
      List<Integer> dependent = new ArrayList<>();
      for (int s = 0; s < states; s++) {
        if (!isAlgebraic[s]) {
          int row = s;
          double before = sizes[s];
          pivots.forEach(pivot -> reduce(row, pivot[0], pivot[1]));
          int column = widest(rows[s]);
          if (column < 0 || Math.abs(rows[s][column]) <= SMALLEST_PIVOT * before) {
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
      for (int r = 0; r < columns; r++) {
        rows[s][r] -= factor * rows[pivot][r];
      }
      rows[s][column] = 0;
      for (int j = 0; j < states; j++) {
        combination[s][j] -= factor * combination[pivot][j];
      }
    }

    private static double largest(double[] row) {
      return Arrays.stream(row).map(Math::abs).max().orElse(0);
    }

    private static int widest(double[] row) {
      int best = -1;
      for (int r = 0; r < row.length; r++) {
        if (row[r] != 0 && (best < 0 || Math.abs(row[r]) > Math.abs(row[best]))) {
          best = r;
        }
      }
      return best;
    }

    private ConservationLaws collect(List<Integer> dependent) {
      int[] start = new int[dependent.size() + 1];
      List<Integer> columns = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int k = 0; k < dependent.size(); k++) {
        double[] law = combination[dependent.get(k)];
        double largest = largest(law);
        for (int j = 0; j < states; j++) {
          if (Math.abs(law[j]) > SMALLEST_PIVOT * largest) {
            columns.add(j);
            values.add(law[j]);
          }
        }
        start[k + 1] = columns.size();
      }
      return new ConservationLaws(
          dependent.stream().mapToInt(Integer::intValue).toArray(),
          new SparsePattern(start, columns.stream().mapToInt(Integer::intValue).toArray()),
          values.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }
}
