package org.lamarck.strategies.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

/** Eigenvalues of {@link SymmetricEigen} where they are known, and beside those of others. */
class SymmetricSpectrumTest {
  private static double[] spectrum(int n, double[] a) {
    double[] lambda = new double[n];
    assertThat(SymmetricEigen.decompose(n, a.clone(), lambda, new double[n])).isTrue();
    Arrays.sort(lambda);
    return lambda;
  }

  private static void assertClose(double[] ours, double[] theirs, double bound) {
    assertThat(Vector.of(ours).minus(Vector.of(theirs)).maxNorm()).isLessThan(bound);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 13, 30})
  void eigenvaluesAreThoseOfCommonsMath(int n) {
    double[] a =
        Matrices.withSpectrum(Matrices.normal(n, 1, RandomStream.of(n)), RandomStream.of(2));
    double[] theirs = new EigenDecomposition(Matrices.real(n, n, a)).getRealEigenvalues();
    Arrays.sort(theirs);
    assertClose(spectrum(n, a), theirs, 1e-14 * n); // both backward stable, the norm about 3
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20, 64})
  void theSecondDifferenceHasItsSines(int n) {
    // −1, 2, −1: 4 sin²(kπ/(2n + 2))
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = 2;
      if (i + 1 < n) {
        a[i * n + i + 1] = -1;
        a[(i + 1) * n + i] = -1;
      }
    }
    double[] exact =
        IntStream.rangeClosed(1, n)
            .mapToDouble(k -> 4 * Math.pow(Math.sin(k * Math.PI / (2 * n + 2)), 2))
            .toArray();
    assertClose(spectrum(n, a), exact, 1e-14 * Math.sqrt(n)); // of a norm of 4
  }

  @Test
  void wilkinsonsPairsAreToldApartAsFarAsTheyDiffer() {
    // W21+: 10, 9, …, 0, …, 9, 10 beside ones: the two largest agree to 14 digits
    int n = 21;
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      a[i * n + i] = Math.abs(10 - i);
      if (i + 1 < n) {
        a[i * n + i + 1] = 1;
        a[(i + 1) * n + i] = 1;
      }
    }
    double[] lambda = spectrum(n, a);
    // Wilkinson (1965), The Algebraic Eigenvalue Problem, p. 309
    assertThat(lambda[20]).isCloseTo(10.746194182903393, within(1e-13));
    assertThat(lambda[19]).isCloseTo(10.746194182903322, within(1e-13));
    assertThat(lambda[0]).isCloseTo(-1.125441522119984, within(1e-13));
  }

  @Test
  void oneDirectionAmongManyIsFound() {
    // I + 9 v vᵀ with |v| = 1: 1 but for one 10
    int n = 12;
    Vector v = Matrices.normal(n, RandomStream.of(8));
    v = v.times(1 / v.norm());
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        a[i * n + j] = 9 * v.get(i) * v.get(j) + (i == j ? 1 : 0);
      }
    }
    double[] q = a.clone();
    double[] lambda = new double[n];
    assertThat(SymmetricEigen.decompose(n, q, lambda, new double[n])).isTrue();
    int top = IntStream.range(0, n).reduce(0, (b, i) -> lambda[i] > lambda[b] ? i : b);
    double along = 0;
    for (int i = 0; i < n; i++) {
      along += q[i * n + top] * v.get(i);
    }
    assertThat(lambda[top]).isCloseTo(10, within(1e-13));
    assertThat(Math.abs(along)).isCloseTo(1, within(1e-14));
    Arrays.sort(lambda);
    assertThat(lambda[0]).isCloseTo(1, within(1e-13));
    assertThat(lambda[n - 2]).isCloseTo(1, within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-150, 1e-8, 1e150})
  void unitsDoNotMatter(double unit) {
    double[] a = Matrices.withSpectrum(new double[] {-3, 1, 1, 2, 50}, RandomStream.of(3));
    double[] scaled = spectrum(5, Vector.of(a).times(unit).toArray());
    assertClose(Vector.of(scaled).times(1 / unit).toArray(), new double[] {-3, 1, 1, 2, 50}, 1e-12);
  }

  @Test
  void sloppySpectraKeepTheirLargestDigits() {
    // 1e-12 … 1: of each no more than ulps of the largest are lost
    double[] exact = IntStream.rangeClosed(-12, 0).mapToDouble(k -> Math.pow(10, k)).toArray();
    double[] a = Matrices.withSpectrum(exact, RandomStream.of(4));
    assertClose(spectrum(13, a), exact, 1e-14);
  }

  @Test
  void traceAndSquaresAreKept() {
    RandomStream random = RandomStream.of(5);
    for (int n = 1; n <= 25; n += 4) {
      double[] a = Matrix.of(n, n, Matrices.normal(n, n, random)).gram().toArray();
      double[] lambda = spectrum(n, a);
      double trace = 0;
      for (int i = 0; i < n; i++) {
        trace += a[i * n + i];
      }
      assertThat(Arrays.stream(lambda).sum()).isCloseTo(trace, within(1e-13 * n * trace));
      double square = Vector.of(a).dot(Vector.of(a));
      assertThat(Vector.of(lambda).dot(Vector.of(lambda)))
          .isCloseTo(square, within(1e-13 * n * square));
      assertThat(lambda[0]).isGreaterThan(-1e-13 * trace); // Gram matrices are not negative
    }
  }

  @Test
  void aRowAndColumnMovedTogetherChangeNoEigenvalue() {
    int n = 7;
    double[] a = Matrices.withSpectrum(new double[] {1, 2, 3, 4, 5, 6, 7}, RandomStream.of(6));
    double[] moved = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        moved[i * n + j] = a[(i + 3) % n * n + (j + 3) % n];
      }
    }
    assertClose(spectrum(n, moved), new double[] {1, 2, 3, 4, 5, 6, 7}, 1e-13);
  }

  @Test
  void infinityIsRefusedWhereverItStands() {
    for (int at = 0; at < 9; at++) {
      double[] a = {2, 1, 0, 1, 2, 1, 0, 1, 2};
      a[at] = Double.POSITIVE_INFINITY;
      assertThat(SymmetricEigen.decompose(3, a, new double[3], new double[3])).isFalse();
    }
  }
}
