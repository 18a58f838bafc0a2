package org.lamarck.strategies.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
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

  private static final int BLOCK = 3;
  private static final int LAST = 5;

  /** Blocks along the diagonal, each coupled to the next one, and all to a few last rows. */
  private static double[] bordered(int blocks, RandomStream random) {
    int n = blocks * BLOCK + LAST;
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        boolean isCoupled = i >= n - LAST || i / BLOCK - j / BLOCK <= 1;
        a[i * n + j] = isCoupled ? random.nextGaussian() : 0;
        a[j * n + i] = a[i * n + j];
      }
      a[i * n + i] = 4 * n; // more than the rest of the row
    }
    return a;
  }

  private static long products(double[] a, int n) {
    Cholesky cholesky = new Cholesky(n);
    assertThat(cholesky.factor(a, 0)).isTrue();
    return cholesky.products();
  }

  @Test
  void blocksAreEliminatedOneAfterTheOther() {
    int blocks = 40;
    int n = blocks * BLOCK + LAST;
    RandomStream random = RandomStream.of(5);
    double[] a = bordered(blocks, random);
    double[] turned = new double[n * n]; // the last rows first, so that all else is filled
    double[] b = new double[n];
    double[] turnedB = new double[n];
    for (int i = 0; i < n; i++) {
      b[i] = random.nextGaussian();
      turnedB[n - 1 - i] = b[i];
      for (int j = 0; j < n; j++) {
        turned[(n - 1 - i) * n + n - 1 - j] = a[i * n + j];
      }
    }
    Cholesky cholesky = new Cholesky(n);
    assertThat(cholesky.factor(a, 0)).isTrue();
    double[] x = solution(cholesky, b);
    Cholesky filled = new Cholesky(n);
    assertThat(filled.factor(turned, 0)).isTrue();
    double[] same = solution(filled, turnedB);
    for (int i = 0; i < n; i++) {
      assertThat(x[i]).isCloseTo(same[n - 1 - i], within(1e-15));
    }
    // n³/6 beside W S (2 S + p)²/2, where the block of four may reach into one more of S
    assertThat(filled.products()).isBetween((long) n * n * n / 8, (long) n * n * n / 5);
    assertThat(cholesky.products())
        .isLessThan(blocks * (3L * BLOCK + LAST) * (3 * BLOCK + LAST) * 3);
    long twice = products(bordered(2 * blocks, random), 2 * blocks * BLOCK + LAST);
    assertThat(twice)
        .isBetween((long) (1.9 * cholesky.products()), (long) (2.1 * cholesky.products()));
  }
}
