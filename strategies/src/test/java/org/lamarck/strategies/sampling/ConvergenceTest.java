package org.lamarck.strategies.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

class ConvergenceTest {
  private static List<double[]> normal(int chains, int draws, long seed) {
    List<double[]> all = new ArrayList<>();
    for (int c = 0; c < chains; c++) {
      RandomStream random = RandomStream.of(seed).split("chain", c);
      double[] chain = new double[draws];
      Arrays.setAll(chain, k -> random.nextGaussian());
      all.add(chain);
    }
    return all;
  }

  private static List<double[]> mapped(List<double[]> chains, DoubleUnaryOperator function) {
    return chains.stream().map(chain -> Arrays.stream(chain).map(function).toArray()).toList();
  }

  @Test
  void independentDrawsAreWorthThemselves() {
    Convergence of = Convergence.of(normal(4, 1000, 1));
    assertThat(of.potential()).isBetween(0.99, 1.01); // the limit the paper names
    assertThat(of.bulk() / 4000).isCloseTo(1, within(0.15));
    assertThat(of.tail() / 4000).isCloseTo(1, within(0.2));
    assertThat(of.error()).isCloseTo(1 / Math.sqrt(4000), within(0.15 / Math.sqrt(4000)));
  }

  @Test
  void momentsAreThoseOfAllDraws() {
    List<double[]> chains = normal(3, 200, 2);
    double[] all = chains.stream().flatMapToDouble(Arrays::stream).toArray();
    Convergence of = Convergence.of(chains);
    assertThat(of.mean()).isCloseTo(StatUtils.mean(all), within(1e-14));
    assertThat(of.deviation()).isCloseTo(Math.sqrt(StatUtils.variance(all)), within(1e-14));
  }

  @Test
  void ranksMakeItIndifferentToMonotoneMaps() {
    List<double[]> chains = normal(4, 250, 3);
    Convergence plain = Convergence.of(chains);
    // exp makes heavy tails, of which ranks know nothing
    Convergence skewed = Convergence.of(mapped(chains, Math::exp));
    assertThat(skewed.bulk()).isCloseTo(plain.bulk(), within(1e-9 * plain.bulk()));
    assertThat(skewed.tail()).isCloseTo(plain.tail(), within(1e-9 * plain.tail()));
    Convergence moved = Convergence.of(mapped(chains, x -> 1e6 + 0x1p-10 * x));
    assertThat(moved.potential()).isCloseTo(plain.potential(), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3})
  void oneChainElsewhereIsFoundOut(double shift) {
    List<double[]> chains = new ArrayList<>(normal(4, 500, 4));
    chains.set(0, Arrays.stream(chains.get(0)).map(x -> x + shift).toArray());
    assertThat(Convergence.of(chains).potential()).isGreaterThan(1.01);
  }

  @Test
  void oneChainOfAnotherSpreadIsFoundOutByFolding() {
    // the same middle, so that plain ranks agree
    List<double[]> chains = new ArrayList<>(normal(4, 500, 5));
    chains.set(0, Arrays.stream(chains.get(0)).map(x -> x / 4).toArray());
    assertThat(Convergence.of(chains).potential()).isGreaterThan(1.05);
  }

  @Test
  void aChainThatDriftsIsFoundOutByItsHalves() {
    double[] drifting = new double[1000];
    RandomStream random = RandomStream.of(6);
    Arrays.setAll(drifting, k -> random.nextGaussian() + k / 250.0);
    Convergence of = Convergence.of(List.of(drifting, drifting));
    assertThat(of.potential()).isGreaterThan(1.2);
    assertThat(of.bulk()).isLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.5, 0.5, 0.9})
  void correlationIsPaidForInDraws(double rho) {
    List<double[]> chains = new ArrayList<>();
    for (double[] noise : normal(4, 8000, 7)) {
      double[] chain = new double[noise.length];
      double x = noise[0] / Math.sqrt(1 - rho * rho);
      for (int k = 0; k < chain.length; k++) {
        x = rho * x + noise[k];
        chain[k] = x;
      }
      chains.add(chain);
    }
    double expected = (1 - rho) / (1 + rho); // of an autoregression, exactly
    assertThat(Convergence.of(chains).bulk() / 32_000).isCloseTo(expected, within(0.2 * expected));
  }

  @Test
  void whatNeverChangesIsAgreedOn() {
    double[] constant = new double[10];
    Arrays.fill(constant, 3);
    Convergence of = Convergence.of(List.of(constant, constant));
    assertThat(of.potential()).isEqualTo(1);
    assertThat(of.mean()).isEqualTo(3);
    assertThat(of.deviation()).isZero();
    assertThat(of.bulk()).isEqualTo(20);
    assertThat(of.error()).isZero();
  }

  @Test
  void theErrorOfTheMeanIsThatOfRepetition() {
    // the deviation of the means of independent runs is what one run says of its own
    double sum = 0;
    double said = 0;
    int runs = 200;
    for (int run = 0; run < runs; run++) {
      Convergence of = Convergence.of(normal(2, 100, 1000 + run));
      sum += of.mean() * of.mean() / runs;
      said += of.error() / runs;
    }
    // a deviation of 200 numbers is known to a part of 1/√400
    assertThat(Math.sqrt(sum) / said).isCloseTo(1, within(0.2));
  }

  @Test
  void threeDrawsTellNothing() {
    assertThatThrownBy(() -> Convergence.of(List.of(new double[4], new double[3])))
        .hasMessage("3 draws of a chain tell nothing; there must be at least 4");
  }
}
