package org.lamarck.worker.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

/** What factorisations are made of: assignments of rows, dense elimination, finite numbers. */
class SparsePartsTest {
  private final RandomStream random = RandomStream.of(5);

  /** By trying all orders, for up to five algebraic rows. */
  @Test
  void rowsAreGivenStatesThatTheyDependOnWheneverThatIsPossible() {
    int possible = 0;
    for (int n = 0; n < 400; n++) {
      int size = 2 + random.nextInt(5);
      double[][] jacobian = Matrices.random(random, size, size, 0.4);
      int[] algebraic =
          IntStream.range(0, size).filter(i -> random.nextDouble() < 0.7).limit(5).toArray();
      int[] slots = new Transversal(Matrices.pattern(jacobian), algebraic).slots();
      Set<Integer> given = new HashSet<>();
      Arrays.stream(slots).forEach(given::add);
      assertThat(given)
          .as("each state once")
          .isEqualTo(new HashSet<>(Arrays.stream(algebraic).boxed().toList()));
      boolean fits =
          IntStream.range(0, slots.length).allMatch(k -> jacobian[algebraic[k]][slots[k]] != 0);
      boolean could = canAssign(jacobian, algebraic, 0, new boolean[size]);
      assertThat(fits).isEqualTo(could);
      possible += could && algebraic.length > 1 ? 1 : 0;
    }
    assertThat(possible).isGreaterThan(50);
  }

  private static boolean canAssign(double[][] jacobian, int[] algebraic, int k, boolean[] used) {
    if (k == algebraic.length) {
      return true;
    }
    for (int state : algebraic) {
      if (!used[state] && jacobian[algebraic[k]][state] != 0) {
        used[state] = true;
        if (canAssign(jacobian, algebraic, k + 1, used)) {
          return true;
        }
        used[state] = false;
      }
    }
    return false;
  }

  @Test
  void aRowThatDependsOnItsOwnStateKeepsItWhereNobodyElseNeedsIt() {
    double[][] jacobian = {{1, 1, 0}, {1, 1, 0}, {0, 0, 1}};
    assertThat(new Transversal(Matrices.pattern(jacobian), new int[] {0, 1, 2}).slots())
        .containsExactly(0, 1, 2);
    double[][] crossed = {{1, 1, 0}, {1, 0, 0}, {0, 0, 1}}; // row 1 has state 0 alone
    assertThat(new Transversal(Matrices.pattern(crossed), new int[] {0, 1, 2}).slots())
        .containsExactly(1, 0, 2);
  }

  /** Rows of very different size: pivots are compared by rows that are scaled. */
  @Test
  void pivotedEliminationKeepsItsDigitsWhateverTheUnitsOfRows() {
    for (int n = 0; n < 50; n++) {
      int size = 1 + random.nextInt(9);
      double[][] jacobian = Matrices.random(random, size, size, 0.8);
      double[][] w = Matrices.shifted(jacobian, 0.1);
      double condition = Matrices.condition(w);
      if (!(condition < 1e6)) {
        continue;
      }
      double[] x = Matrices.vector(random, size);
      double[] right = Matrices.times(w, x);
      double[][] scaled = new double[size][];
      for (int i = 0; i < size; i++) {
        double unit = Math.scalb(1.0, random.nextInt(120) - 60);
        scaled[i] = Arrays.stream(w[i]).map(v -> -v * unit).toArray();
        right[i] *= unit;
      }
      int[] all = IntStream.range(0, size).toArray(); // no σ: all is in J
      PivotedLu lu = new PivotedLu(size, Matrices.pattern(scaled), all, all);
      assertThat(lu.factorise(Matrices.values(scaled), 1)).isTrue();
      lu.solve(right, 0, 1);
      assertThat(right).containsExactly(x, within(100 * Math.ulp(1.0) * condition));
    }
  }

  @Test
  void aSingularMatrixIsTold() {
    int[] all = {0, 1};
    for (double[][] jacobian :
        new double[][][] {{{-1, -2}, {-2, -4}}, {{0, 0}, {-2, -4}}, {{0, -1}, {0, -4}}}) {
      PivotedLu lu = new PivotedLu(2, Matrices.pattern(jacobian), all, all);
      assertThat(lu.factorise(Matrices.values(jacobian), 1)).isFalse();
    }
  }

  private static double[][] transposed(double[][] w) {
    double[][] result = new double[w.length][w.length];
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w.length; j++) {
        result[j][i] = w[i][j];
      }
    }
    return result;
  }

  /** What rounding may leave of equations: of products of W and x, with a growth of a thousand. */
  private static double left(double[][] w, double[] x) {
    double most = Arrays.stream(w).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    return 1e3 * Math.ulp(1.0) * most * Arrays.stream(x).map(Math::abs).sum();
  }

  /**
   * Many columns whose fill follows from the pivots, one plan for all of them, in both directions.
   */
  @Test
  void pivotsAreChosenAnewForEachMatrix() {
    int size = 60;
    double[][] jacobian = Matrices.random(random, size, size, 0.06);
    int[] order = new SymbolicLu(size, Matrices.pattern(jacobian), new int[0]).order;
    PivotedLu lu = new PivotedLu(size, Matrices.pattern(jacobian), order, new int[0]);
    for (int n = 0; n < 20; n++) {
      double sigma = Math.pow(10, -1 - random.nextInt(6));
      double[] values = Matrices.values(jacobian);
      for (int e = 0; e < values.length; e++) {
        values[e] *= Math.pow(10, random.nextInt(5));
      }
      double[][] w = new double[size][size];
      SparsePattern pattern = Matrices.pattern(jacobian);
      for (int i = 0; i < size; i++) {
        w[i][i] = sigma;
        for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
          w[i][pattern.column()[e]] -= values[e];
        }
      }
      assertThat(lu.factorise(values, sigma)).isTrue();
      double[] x = Matrices.vector(random, size);
      double[] right = Matrices.times(w, x);
      double[] solved = right.clone();
      lu.solve(solved, 0, 1);
      assertThat(Matrices.times(w, solved)).containsExactly(right, within(left(w, solved)));
      double[] back = right.clone();
      lu.solveTransposed(back, 0);
      assertThat(Matrices.times(transposed(w), back)).containsExactly(right, within(left(w, back)));
    }
  }

  @Test
  void patternsNameTheRowOfEachEntry() {
    double[][] matrix = {{0, 1, 1}, {0, 0, 0}, {1, 0, 1}};
    SparsePattern pattern = Matrices.pattern(matrix);
    assertThat(pattern.size()).isEqualTo(4);
    assertThat(pattern.rows()).containsExactly(0, 0, 2, 2);
    assertThat(pattern.column()).containsExactly(1, 2, 0, 2);
  }

  @Test
  void numbersAreFiniteWhenAllAre() {
    for (int size = 0; size < 10; size++) {
      double[] values = Matrices.vector(random, size);
      assertThat(Finite.all(values)).isTrue();
      for (int i = 0; i < size; i++) {
        for (double bad :
            new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
          double[] spoilt = values.clone();
          spoilt[i] = bad;
          assertThat(Finite.all(spoilt)).isFalse();
        }
        double[] large = values.clone();
        large[i] = -Double.MAX_VALUE;
        assertThat(Finite.all(large)).isTrue();
      }
    }
    assertThat(Finite.all(new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}))
        .isFalse();
  }
}
