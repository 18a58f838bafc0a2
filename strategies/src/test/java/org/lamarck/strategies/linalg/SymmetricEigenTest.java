package org.lamarck.strategies.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

class SymmetricEigenTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 20, 60})
  void putsTheMatrixTogetherAgain(int n) {
    RandomStream random = RandomStream.of(n);
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        a[i * n + j] = random.nextGaussian();
        a[j * n + i] = a[i * n + j];
      }
    }
    assertDecomposes(n, a);
  }

  @Test
  void copesWithZerosAndEqualEigenvalues() {
    assertDecomposes(3, new double[9]);
    assertDecomposes(3, new double[] {2, 0, 0, 0, 2, 0, 0, 0, 2});
    assertDecomposes(4, new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
  }

  @Test
  void saysWhenTheInputIsNotFinite() {
    double[] a = {1, Double.NaN, Double.NaN, 1};
    assertThat(SymmetricEigen.decompose(2, a, new double[2], new double[2])).isFalse();
  }

  private static void assertDecomposes(int n, double[] a) {
    double[] q = a.clone();
    double[] lambda = new double[n];
    assertThat(SymmetricEigen.decompose(n, q, lambda, new double[n])).isTrue();
    // backward stable: errors of a few n ulps of the norm, which is at most about 2 √n here
    double bound = 1e-14 * n * Math.sqrt(n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double entry = 0;
        double product = 0;
        for (int k = 0; k < n; k++) {
          entry += q[i * n + k] * lambda[k] * q[j * n + k];
          product += q[k * n + i] * q[k * n + j];
        }
        assertThat(entry).isCloseTo(a[i * n + j], within(bound));
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(bound));
      }
    }
  }
}
