package org.lamarck.strategies.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.Stored;

/** Numbers of a stream as distributions; each bound is met by chance all but once in a thousand. */
class StreamStatisticsTest {
  private static final int DRAWS = 20_000;

  /** √n sup |F_n − F| exceeds this once in a thousand times (Kolmogorov). */
  private static final double THOUSANDTH = 1.95;

  private static double distance(double[] sample, DoubleUnaryOperator cumulative) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double most = 0;
    for (int i = 0; i < sorted.length; i++) {
      double there = cumulative.applyAsDouble(sorted[i]);
      most = Math.max(most, (i + 1.0) / sorted.length - there);
      most = Math.max(most, there - (double) i / sorted.length);
    }
    return Math.sqrt(sorted.length) * most;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, Long.MAX_VALUE})
  void numbersAreUniformWhateverTheSeed(long seed) {
    RandomStream random = RandomStream.of(seed);
    double[] sample = new double[DRAWS];
    Arrays.setAll(sample, k -> random.nextDouble());
    assertThat(distance(sample, u -> u)).isLessThan(THOUSANDTH);
    assertThat(Arrays.stream(sample).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    assertThat(Arrays.stream(sample).max().orElseThrow()).isLessThan(1);
  }

  @Test
  void firstNumbersOfChildrenAreUniformToo() {
    // a stream for each task is read once or twice: that is where weak splits would show
    RandomStream parent = RandomStream.of(3);
    double[] indices = new double[DRAWS];
    Arrays.setAll(indices, k -> parent.split("step", k).nextDouble());
    assertThat(distance(indices, u -> u)).isLessThan(THOUSANDTH);
    double[] seeds = new double[DRAWS];
    Arrays.setAll(seeds, k -> RandomStream.of(k).nextDouble());
    assertThat(distance(seeds, u -> u)).isLessThan(THOUSANDTH);
    double[] deep = new double[DRAWS];
    Arrays.setAll(deep, k -> parent.split("a", k).split("b", 0).nextDouble());
    assertThat(distance(deep, u -> u)).isLessThan(THOUSANDTH);
  }

  @Test
  void neighboursAreNotCorrelated() {
    RandomStream random = RandomStream.of(5);
    RandomStream parent = RandomStream.of(5);
    double within = 0;
    double between = 0;
    double withParent = 0;
    double last = random.nextDouble() - 0.5;
    for (int k = 0; k < DRAWS; k++) {
      double next = random.nextDouble() - 0.5;
      within += 12 * last * next / DRAWS;
      double one = parent.split("step", k).nextDouble() - 0.5;
      double other = parent.split("step", k + 1L).nextDouble() - 0.5;
      between += 12 * one * other / DRAWS;
      withParent += 12 * one * (parent.nextDouble() - 0.5) / DRAWS;
      last = next;
    }
    double bound = 3.3 / Math.sqrt(DRAWS); // standard errors of a correlation
    assertThat(within).isCloseTo(0, within(bound));
    assertThat(between).isCloseTo(0, within(bound));
    assertThat(withParent).isCloseTo(0, within(bound));
  }

  @Test
  void gaussiansAreNormalToTheirTails() {
    RandomStream random = RandomStream.of(6);
    double[] sample = new double[DRAWS];
    Arrays.setAll(sample, k -> random.nextGaussian());
    NormalDistribution normal = new NormalDistribution(0, 1);
    assertThat(distance(sample, normal::cumulativeProbability)).isLessThan(THOUSANDTH);
    long beyond = Arrays.stream(sample).filter(z -> Math.abs(z) > 3).count();
    // 0.0027 of them: 54, and a Poisson deviation of 3.3 √54
    assertThat(beyond).isBetween(30L, 78L);
    double product = 0;
    for (int k = 0; k + 1 < DRAWS; k++) {
      product += sample[k] * sample[k + 1] / DRAWS;
    }
    assertThat(product).isCloseTo(0, within(3.3 / Math.sqrt(DRAWS)));
  }

  @Test
  void aGaussianReadsTheStreamTwiceAndSoStaysInStep() {
    RandomStream one = RandomStream.of(7);
    RandomStream two = RandomStream.of(7);
    one.nextGaussian();
    two.nextLong();
    two.nextLong();
    assertThat(one.nextLong()).isEqualTo(two.nextLong());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 1000, Integer.MAX_VALUE, (1 << 30) + 1})
  void integersAreBelowTheirBound(int bound) {
    RandomStream random = RandomStream.of(8);
    double mean = 0;
    for (int k = 0; k < DRAWS; k++) {
      int draw = random.nextInt(bound);
      assertThat(draw).isBetween(0, bound - 1);
      mean += (double) draw / DRAWS;
    }
    // uniform on 0 … b − 1: (b − 1)/2 with a deviation of b/√12
    assertThat(mean).isCloseTo((bound - 1) / 2.0, within(3.3 * bound / Math.sqrt(12.0 * DRAWS)));
  }

  @Test
  void noIntegerIsBelowZero() {
    assertThatThrownBy(() -> RandomStream.of(1).nextInt(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bound (0) must be at least 1");
  }

  @Test
  void namesAndIndicesDoNotCollide() {
    RandomStream parent = RandomStream.of(9);
    Set<Long> seen = new HashSet<>();
    String[] names = {"", "a", "b", "ab", "ba", "aa", "step", "steps", "start"};
    for (String name : names) {
      for (long index = -50; index < 200; index++) {
        seen.add(parent.split(name, index).nextLong());
        seen.add(parent.split(name, index).split(name, index).nextLong());
      }
    }
    // 64 bits: two alike among 4500 have a chance of 1e-12
    assertThat(seen).hasSize(2 * names.length * 250);
  }

  @Test
  void numbersAreTheSameAsEver() {
    // a checkpoint goes on under a later version: these may never change
    RandomStream random = RandomStream.of(42);
    assertThat(random.nextLong()).isEqualTo(6332618229526065668L);
    assertThat(random.split("island", 3).nextLong()).isEqualTo(9055114985565114194L);
    assertThat(RandomStream.of(42).nextGaussian()).isEqualTo(0.8818545873573221);
  }

  @Test
  void aCopyGoesItsOwnWayFromTheSamePlace() {
    RandomStream random = RandomStream.of(10);
    random.nextLong();
    RandomStream copy = random.copy();
    RandomStream other = random.copy();
    assertThat(copy.nextLong()).isEqualTo(random.nextLong());
    copy.nextLong();
    other.nextLong();
    assertThat(random.nextLong()).isEqualTo(other.nextLong()); // not moved by the copy
  }

  @Test
  void aStoredStreamGoesOnWhereItStood() {
    RandomStream random = RandomStream.of(11).split("a", 1);
    random.nextDouble();
    RandomStream stored = Stored.copy(random);
    assertThat(stored.nextLong()).isEqualTo(random.nextLong());
    assertThat(stored.split("b", 2).nextLong()).isEqualTo(random.split("b", 2).nextLong());
  }
}
