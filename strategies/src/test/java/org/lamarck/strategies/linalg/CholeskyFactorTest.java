package org.lamarck.strategies.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

/** What {@link Cholesky} makes of matrices beside what others do. */
class CholeskyFactorTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 8, 13, 32})
  void theFactorIsThatOfCommonsMath(int n) {
    double[] a = spectrum(n, 3);
    Cholesky ours = new Cholesky(n);
    assertThat(ours.factor(a, 0)).isTrue();
    RealMatrix theirs = new CholeskyDecomposition(Matrices.real(n, n, a)).getL();
    // columns of L⁻¹ by solving, times their L, are the identity
    for (int k = 0; k < n; k++) {
      double[] column = new double[n];
      column[k] = 1;
      ours.solveLower(column, column);
      double[] product = theirs.operate(column);
      for (int i = 0; i < n; i++) {
        assertThat(product[i]).isCloseTo(i == k ? 1 : 0, within(1e-11)); // conditions of 1e3
      }
    }
  }

  /** Eigenvalues from 1 to 10^decades. */
  private static double[] spectrum(int n, double decades) {
    double[] lambda =
        IntStream.range(0, n)
            .mapToDouble(i -> Math.pow(10, decades * i / Math.max(1, n - 1)))
            .toArray();
    return Matrices.withSpectrum(lambda, RandomStream.of(n));
  }

  @ParameterizedTest
  @CsvSource({"6, 2", "6, 8", "6, 13", "30, 13"})
  void isBackwardStableWhateverTheCondition(int n, double decades) {
    double[] a = spectrum(n, decades);
    double[] b = Matrices.normal(n, 1, RandomStream.of(1));
    double[] x = new double[n];
    Cholesky cholesky = new Cholesky(n);
    assertThat(cholesky.factor(a, 0)).isTrue();
    cholesky.solve(b, x);
    assertThat(Matrices.backwardError(a, x, b)).isLessThan(1e-15);
  }

  @Test
  void onlyTheLowerTriangleIsRead() {
    int n = 9;
    double[] a = spectrum(n, 2);
    double[] spoilt = a.clone();
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        spoilt[i * n + j] = Double.NaN;
      }
    }
    double[] b = Matrices.normal(n, 1, RandomStream.of(2));
    assertThat(solution(spoilt, b)).isEqualTo(solution(a, b));
  }

  private static double[] solution(double[] a, double[] b) {
    Cholesky cholesky = new Cholesky(b.length);
    assertThat(cholesky.factor(a, 0)).isTrue();
    double[] x = new double[b.length];
    cholesky.solve(b, x);
    return x;
  }

  @Test
  void aShiftIsThatMuchOfTheIdentity() {
    int n = 7;
    double[] a = spectrum(n, 2);
    double[] shifted = Matrix.of(n, n, a).plus(0.25, Matrix.identity(n)).toArray();
    double[] b = Matrices.normal(n, 1, RandomStream.of(3));
    Cholesky cholesky = new Cholesky(n);
    assertThat(cholesky.factor(a, 0.25)).isTrue();
    double[] x = new double[n];
    cholesky.solve(b, x);
    assertThat(x).isEqualTo(solution(shifted, b));
  }

  @Test
  void theLeastShiftThatMakesAMatrixPositiveIsItsLeastEigenvalue() {
    double[] a = Matrices.withSpectrum(new double[] {-2, 1, 3, 10, 40}, RandomStream.of(4));
    Cholesky cholesky = new Cholesky(5);
    double low = 0;
    double high = 10;
    while (high - low > 1e-9) {
      double middle = (low + high) / 2;
      if (cholesky.factor(a, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    assertThat(high).isCloseTo(2, within(1e-8));
  }

  @Test
  void aMatrixOfLessThanFullRankIsRefused() {
    // A gram matrix of fewer rows than columns; the pivot that is left is a rounding error
    for (int rank = 1; rank < 6; rank++) {
      double[] a =
          Matrix.of(rank, 6, IntStream.range(0, 6 * rank).mapToDouble(i -> i % 5 - 2).toArray())
              .gram()
              .toArray();
      assertThat(new Cholesky(6).factor(a, 0)).as("rank %d", rank).isFalse();
    }
    assertThat(new Cholesky(2).factor(new double[4], 0)).isFalse();
    assertThat(new Cholesky(2).factor(new double[] {1, 1, 1, 1}, 0)).isFalse();
  }

  @Test
  void infinityIsRefused() {
    double[] a = {1, 0, 0, Double.NaN};
    assertThat(new Cholesky(2).factor(a, 0)).isFalse();
    double[] off = {1, 0, Double.POSITIVE_INFINITY, 1};
    assertThat(new Cholesky(2).factor(off, 0)).isFalse();
  }

  @Test
  void aWorkspaceForgetsWhatItHeld() {
    Cholesky used = new Cholesky(12);
    assertThat(used.factor(spectrum(12, 3), 12, 0)).isTrue();
    assertThat(used.factor(new double[144], 12, -1)).isFalse();
    double[] a = spectrum(5, 2);
    double[] b = Matrices.normal(5, 1, RandomStream.of(5));
    assertThat(used.factor(a, 5, 0)).isTrue();
    double[] x = new double[5];
    used.solve(b, x);
    assertThat(x).isEqualTo(solution(a, b));
  }

  @Test
  void solvesInPlace() {
    double[] a = spectrum(6, 2);
    double[] b = Matrices.normal(6, 1, RandomStream.of(6));
    double[] expected = solution(a, b);
    Cholesky cholesky = new Cholesky(6);
    assertThat(cholesky.factor(a, 0)).isTrue();
    cholesky.solve(b, b);
    assertThat(b).isEqualTo(expected);
  }
}
