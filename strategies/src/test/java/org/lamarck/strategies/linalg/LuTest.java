package org.lamarck.strategies.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

class LuTest {
  /** Growth of pivots is below n for random matrices, and errors are of that many ulps. */
  private static final double STABLE = 1e-15;

  private static double[] solution(int n, double[] a, double[] b) {
    Lu lu = new Lu(n);
    assertThat(lu.factor(a)).isTrue();
    double[] x = b.clone();
    lu.solve(x);
    return x;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 17, 40})
  void solvesAsCommonsMathDoes(int n) {
    RandomStream random = RandomStream.of(n);
    double[] a = Matrices.normal(n, n, random);
    double[] b = Matrices.normal(n, 1, random);
    double[] x = solution(n, a, b);
    double[] theirs =
        new LUDecomposition(Matrices.real(n, n, a))
            .getSolver()
            .solve(new ArrayRealVector(b))
            .toArray();
    // conditions of random matrices are some n², so both are exact to n² 10 ulps of the largest
    double bound = 1e-14 * n * n * Vector.of(theirs).maxNorm();
    assertThat(Vector.of(x).minus(Vector.of(theirs)).maxNorm()).isLessThan(bound);
    assertThat(Matrices.backwardError(a, x, b)).isLessThan(STABLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 12})
  void isBackwardStableWhereTheSolutionIsNotKnown(int n) {
    // the condition of Hilbert's matrix of 12 rows is 1e16: x may be anything, A x may not
    double[] a = Matrices.hilbert(n);
    double[] b = Matrices.normal(n, 1, RandomStream.of(n));
    assertThat(Matrices.backwardError(a, solution(n, a, b), b)).isLessThan(STABLE);
  }

  @Test
  void pivotsWhereTheFirstElementVanishes() {
    double[] a = {0, 2, 0, 0, 0, 3, 4, 0, 0}; // a permutation: 2 x₁ = 2, 3 x₂ = 6, 4 x₀ = 12
    assertThat(solution(3, a, new double[] {2, 6, 12})).containsExactly(3, 1, 2);
  }

  @Test
  void pivotsWhereTheFirstElementIsTiny() {
    // without pivots the 1 of the second row would drown in 1e20
    double[] x = solution(2, new double[] {1e-20, 1, 1, 1}, new double[] {1, 2});
    assertThat(x[0]).isCloseTo(1, within(1e-15));
    assertThat(x[1]).isCloseTo(1, within(1e-15));
  }

  @Test
  void aMatrixWithoutAnInverseIsRefused() {
    Lu lu = new Lu(3);
    assertThat(lu.factor(new double[9])).isFalse();
    assertThat(lu.factor(new double[] {1, 2, 3, 2, 4, 6, 0, 0, 1})).isFalse(); // twice the first
    assertThat(lu.factor(new double[] {1, 0, 5, 0, 0, 0, 0, 1, 5})).isFalse(); // an empty row
    assertThat(lu.factor(new double[] {1, 0, 1, 0, 0, 1, 0, 0, 1})).isFalse(); // an empty column
  }

  @Test
  void aMatrixThatIsNotFiniteIsRefused() {
    Lu lu = new Lu(2);
    assertThat(lu.factor(new double[] {Double.NaN, 1, 1, 1})).isFalse();
    assertThat(lu.factor(new double[] {1, 1, 1, Double.NaN})).isFalse();
    assertThat(lu.factor(new double[] {Double.POSITIVE_INFINITY, 1, 1, 1})).isFalse();
    assertThat(lu.factor(new double[] {1, 1, Double.NEGATIVE_INFINITY, 1})).isFalse();
  }

  @Test
  void onlyReadsTheMatrixAndCanBeUsedAgain() {
    RandomStream random = RandomStream.of(3);
    Lu lu = new Lu(6);
    double[] first = Matrices.normal(6, 6, random);
    double[] second = Matrices.normal(6, 6, random);
    double[] kept = first.clone();
    double[] b = Matrices.normal(6, 1, random);
    assertThat(lu.factor(first)).isTrue();
    assertThat(first).isEqualTo(kept);
    assertThat(lu.factor(new double[36])).isFalse();
    assertThat(lu.factor(second)).isTrue();
    double[] again = b.clone();
    lu.solve(again);
    assertThat(again).isEqualTo(solution(6, second, b)); // to the bit: nothing is left of before
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 11})
  void rowsInAnyOrderHaveTheSameSolution(int n) {
    RandomStream random = RandomStream.of(7L * n);
    double[] a = Matrices.normal(n, n, random);
    double[] b = Matrices.normal(n, 1, random);
    double[] shuffledA = new double[n * n];
    double[] shuffledB = new double[n];
    for (int i = 0; i < n; i++) {
      int from = (i + 1) % n;
      System.arraycopy(a, from * n, shuffledA, i * n, n);
      shuffledB[i] = b[from];
    }
    // pivots are the same, so eliminations are the same sums
    assertThat(solution(n, shuffledA, shuffledB)).isEqualTo(solution(n, a, b));
  }

  @Test
  void powersOfTwoChangeNoBit() {
    RandomStream random = RandomStream.of(9);
    double[] a = Matrices.normal(5, 5, random);
    double[] b = Matrices.normal(5, 1, random);
    double[] scaled = Vector.of(a).times(0x1p-300).toArray();
    assertThat(Vector.of(solution(5, scaled, b)).times(0x1p-300))
        .isEqualTo(Vector.of(solution(5, a, b)));
  }
}
