package org.lamarck.strategies.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

class CholeskyTest {
  private static double[] positive(int n, RandomStream random) {
    double[] values = new double[n * n];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextGaussian();
    }
    return Matrix.of(n, n, values).gram().toArray();
  }

  private static double[] solution(Cholesky cholesky, double[] b) {
    double[] x = new double[b.length];
    cholesky.solve(b, x);
    return x;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 33})
  void solvesWhateverTheSizeIsBesideItsBlocks(int n) {
    RandomStream random = RandomStream.of(n);
    double[] a = positive(n, random);
    double shift = 0.5;
    Cholesky cholesky = new Cholesky(n + 3); // room for more
    assertThat(cholesky.factor(a, n, shift)).isTrue();
    Vector x = Vector.zeros(n).map(zero -> random.nextGaussian());
    Vector b = Matrix.of(n, n, a).times(x).plus(shift, x);
    // conditions of up to 1e3 here
    assertThat(Vector.of(solution(cholesky, b.toArray())).minus(x).maxNorm()).isLessThan(1e-11);
    double[] lower = b.toArray();
    cholesky.solveLower(lower, lower);
    // ‖L⁻¹b‖² = bᵀA⁻¹b
    assertThat(Vector.of(lower).dot(Vector.of(lower)))
        .isCloseTo(b.dot(x), within(1e-10 * Math.abs(b.dot(x))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6})
  void seesThatAMatrixIsNotPositiveDefinite(int n) {
    double[] a = positive(n, RandomStream.of(n));
    Cholesky cholesky = new Cholesky(n);
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += a[i * n + i];
    }
    assertThat(cholesky.factor(a, -trace)).isFalse();
    a[n * n - 1] = Double.NaN;
    assertThat(cholesky.factor(a, 0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 24})
  void passesOverWhatIsNotCoupled(int n) {
    // 1 and 2 in turn on the diagonal, the first and the last row coupled
    double[] a = new double[n * n];
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = 1 + i % 2;
      b[i] = i;
    }
    a[n - 1] = 0.5;
    a[(n - 1) * n] = 0.5;
    Cholesky cholesky = new Cholesky(n);
    assertThat(cholesky.factor(a, 0)).isTrue();
    Vector x = Vector.of(solution(cholesky, b));
    assertThat(Matrix.of(n, n, a).times(x).minus(Vector.of(b)).maxNorm()).isLessThan(1e-13);
  }
}
