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
  void denseEliminationKeepsItsDigitsWhateverTheUnitsOfRows() {
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
      DenseLu lu = new DenseLu(size, IntStream.range(0, size).toArray()); // no σ: all is in J
      assertThat(lu.factorise(Matrices.pattern(scaled), Matrices.values(scaled), 1)).isTrue();
      lu.solve(right, 0, 1);
      assertThat(right).containsExactly(x, within(100 * Math.ulp(1.0) * condition));
    }
  }

  @Test
  void aSingularDenseMatrixIsTold() {
    double[][] jacobian = {{-1, -2}, {-2, -4}};
    DenseLu lu = new DenseLu(2, new int[] {0, 1});
    assertThat(lu.factorise(Matrices.pattern(jacobian), Matrices.values(jacobian), 1)).isFalse();
    double[][] emptyRow = {{0, 0}, {-2, -4}};
    assertThat(lu.factorise(Matrices.pattern(emptyRow), Matrices.values(emptyRow), 1)).isFalse();
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
