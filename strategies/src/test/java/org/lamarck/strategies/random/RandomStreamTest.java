package org.lamarck.strategies.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomStreamTest {
  @Test
  void sameSeedGivesTheSameNumbers() {
    assertThat(RandomStream.of(7).nextLong()).isEqualTo(RandomStream.of(7).nextLong());
    assertThat(RandomStream.of(7).nextLong()).isNotEqualTo(RandomStream.of(8).nextLong());
  }

  @Test
  void splitsDoNotDependOnHowFarTheParentWasRead() {
    RandomStream parent = RandomStream.of(1);
    long before = parent.split("a", 5).nextLong();
    parent.nextDouble();
    assertThat(parent.split("a", 5).nextLong()).isEqualTo(before);
    assertThat(parent.split("a", 6).nextLong()).isNotEqualTo(before);
    assertThat(parent.split("b", 5).nextLong()).isNotEqualTo(before);
  }

  @Test
  void gaussiansHaveMeanZeroAndVarianceOne() {
    RandomStream random = RandomStream.of(3);
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double z = random.nextGaussian();
      sum += z;
      squares += z * z;
    }
    // 4 σ of the mean (1/√n) and of the variance (√(2/n))
    assertThat(Math.abs(sum / n)).isLessThan(4 / Math.sqrt(n));
    assertThat(Math.abs(squares / n - 1)).isLessThan(4 * Math.sqrt(2.0 / n));
  }

  @Test
  void integersAreUniform() {
    RandomStream random = RandomStream.of(4);
    int[] counts = new int[7];
    int n = 70_000;
    for (int i = 0; i < n; i++) {
      counts[random.nextInt(7)]++;
    }
    double chiSquared = 0;
    for (int count : counts) {
      chiSquared += (count - 10_000.0) * (count - 10_000.0) / 10_000.0;
    }
    // 99.9 % quantile of χ² with 6 degrees of freedom
    assertThat(chiSquared).isLessThan(22.46);
  }
}
