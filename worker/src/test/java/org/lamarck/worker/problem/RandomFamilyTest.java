package org.lamarck.worker.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.CauchyDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.ExponentialDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.LaplaceDistribution;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.distribution.WeibullDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

class RandomFamilyTest {
  private static final int DRAWS = 20_000;

  /** A fixed seed fails once in a thousand streams that are right. */
  private static final double UNLIKELY = 1e-3;

  private final RandomStream random = RandomStream.of(5);

  @Test
  void continuousFamiliesHaveTheParametersOfThePackageDistrib() {
    require(RandomFamily.NORMAL, new NormalDistribution(2, 3), 2, 3);
    require(RandomFamily.UNIFORM, new UniformRealDistribution(-1, 4), -1, 4);
    require(RandomFamily.CAUCHY, new CauchyDistribution(1, 2), 1, 2);
    require(RandomFamily.CAUCHY, new CauchyDistribution(0, 2), 2);
    require(RandomFamily.CHISQUARE, new ChiSquaredDistribution(3), 3);
    require(RandomFamily.EXPONENTIAL, new ExponentialDistribution(0.25), 4);
    require(RandomFamily.GAMMA, new GammaDistribution(2.5, 3), 2.5, 3);
    require(RandomFamily.LAPLACE, new LaplaceDistribution(1, 2), 1, 2);
    require(RandomFamily.LAPLACE, new LaplaceDistribution(0, 2), 2);
    require(RandomFamily.LOGNORMAL, new LogNormalDistribution(0.5, 0.8), 0.5, 0.8);
    require(RandomFamily.RAYLEIGH, new WeibullDistribution(2, 3 * Math.sqrt(2)), 3);
  }

  private void require(RandomFamily family, RealDistribution expected, double... arguments) {
    assertThat(family.accepts(arguments.length)).isTrue();
    double[] drawn = draws(family, arguments);
    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(expected, drawn))
        .as(family.name())
        .isGreaterThan(UNLIKELY);
  }

  private double[] draws(RandomFamily family, double... arguments) {
    return DoubleStream.generate(() -> family.draw(random, arguments)).limit(DRAWS).toArray();
  }

  @Test
  void boundsFarOutInATailAreKeptTo() {
    double[] drawn = draws(RandomFamily.NORMAL, 0, 1, 8, 9);
    assertThat(DoubleStream.of(drawn)).allMatch(x -> x >= 8 && x <= 9);
    // E(x | x > 8) − 8 = 0.12274, by the series of Mills' ratio; the bound at 9 takes 1e-4 of it
    assertThat(DoubleStream.of(drawn).average().orElseThrow()).isEqualTo(8.1222, within(4e-3));
    assertThat(DoubleStream.of(draws(RandomFamily.EXPONENTIAL, 2, 30, 31)))
        .allMatch(x -> x >= 30 && x <= 31);
  }

  @Test
  void wholeNumbersFarOutInATailHaveTheirRatios() {
    double[] drawn = draws(RandomFamily.POISSON, 1, 20, 22);
    double[] weights = {1, 1 / 21.0, 1 / (21.0 * 22)};
    double total = DoubleStream.of(weights).sum();
    for (int i = 0; i < 3; i++) {
      int k = 20 + i;
      double share = DoubleStream.of(drawn).filter(x -> x == k).count() / (double) DRAWS;
      double p = weights[i] / total;
      assertThat(share).isEqualTo(p, within(4 * Math.sqrt(p * (1 - p) / DRAWS))); // 4 σ
    }
    assertThat(DoubleStream.of(draws(RandomFamily.BINOMIAL, 50, 0.1, 48, 60)))
        .allMatch(x -> x >= 48 && x <= 50);
  }

  @Test
  void argumentsOutOfTheirRangeGiveNoNumber() {
    assertThat(RandomFamily.NORMAL.draw(random, new double[] {0, -1})).isNaN();
    assertThat(RandomFamily.BERNOULLI.draw(random, new double[] {1.5})).isNaN();
    assertThat(RandomFamily.BINOMIAL.draw(random, new double[] {2.5, 0.5})).isNaN();
    assertThat(RandomFamily.UNIFORM.draw(random, new double[] {2, 1})).isNaN();
    assertThat(RandomFamily.NORMAL.draw(random, new double[] {0, 1, 3, 2})).isNaN();
    assertThat(RandomFamily.POISSON.draw(random, new double[] {1, 0.2, 0.8})).isNaN();
  }

  @Test
  void eachFamilyTakesAsManyArgumentsAsThePackageSays() {
    assertThat(RandomFamily.of("normal")).contains(RandomFamily.NORMAL);
    assertThat(RandomFamily.of("zipf")).isEmpty();
    assertThat(RandomFamily.NORMAL.accepts(1)).isFalse();
    assertThat(RandomFamily.NORMAL.accepts(4)).isTrue();
    assertThat(RandomFamily.UNIFORM.accepts(4)).isFalse();
    assertThat(RandomFamily.POISSON.accepts(3)).isTrue();
  }
}
