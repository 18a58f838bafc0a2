package org.lamarck.worker.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.stochastic.Jumps.apply;
import static org.lamarck.worker.stochastic.Jumps.birthDeath;
import static org.lamarck.worker.stochastic.Jumps.model;
import static org.lamarck.worker.stochastic.Jumps.parameters;
import static org.lamarck.worker.stochastic.Jumps.reaction;
import static org.lamarck.worker.stochastic.Jumps.reactions;
import static org.lamarck.worker.stochastic.Jumps.species;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.worker.problem.InputException;

/** All methods against closed forms, at 4 standard errors under a fixed seed. */
class ExactMethodsTest {
  private static final int RUNS = 20_000;

  @ParameterizedTest
  @EnumSource(JumpMethod.class)
  void birthAndDeathArePoisson(JumpMethod method) throws InputException {
    double[] times = {0, 0.5, 2};
    Moments moments = Jumps.moments(model(birthDeath(0)), method, RUNS, times, "X");
    for (int k = 1; k < times.length; k++) {
      double mean = 10 * (1 - Math.exp(-times[k])); // and the variance
      require(moments, k, 0, mean, Math.sqrt(mean));
    }
  }

  @ParameterizedTest
  @EnumSource(JumpMethod.class)
  void whatIsThereAtTheStartDiesAsBinomial(JumpMethod method) throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                species("X=400"),
                parameters("g=1"),
                reactions(reaction("death", "X ->", apply("times", "g", "X")))),
            method,
            RUNS,
            new double[] {0, 1},
            "X");
    double left = Math.exp(-1);
    require(moments, method, 400 * left, Math.sqrt(400 * left * (1 - left)));
  }

  /** 150 species in a ring: enough reactions for a heap and for a tree of sums. */
  @ParameterizedTest
  @EnumSource(JumpMethod.class)
  void manyReactionsGoByTheirDependents(JumpMethod method) throws InputException {
    int n = 150;
    List<String> amounts = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      amounts.add("X" + i + "=" + (i == 0 ? 60 : 0));
      steps.add(
          reaction("r" + i, "X%d -> X%d".formatted(i, (i + 1) % n), apply("times", "k", "X" + i)));
    }
    Moments moments =
        Jumps.moments(
            model(
                species(String.join(" ", amounts)),
                parameters("k=1"),
                reactions(steps.toArray(String[]::new))),
            method,
            RUNS / 4,
            new double[] {0, 3},
            "X0",
            "X3",
            "X149");
    double stay = Math.exp(-3); // and no one comes round within so short a time
    double three = Math.exp(-3) * 27 / 6;
    require(moments, 1, 0, 60 * stay, Math.sqrt(60 * stay * (1 - stay)));
    require(moments, 1, 1, 60 * three, Math.sqrt(60 * three * (1 - three)));
    assertThat(moments.mean().get(1, 2)).isZero();
  }

  /** 2 P → P2 with the law k P (P − 1)/2: of three molecules two are left as a pair, one alone. */
  @ParameterizedTest
  @EnumSource(JumpMethod.class)
  void aPairNeedsTwo(JumpMethod method) throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                species("P=3 D=0"),
                parameters("k=1"),
                reactions(reaction("pair", "2 P -> D", apply("times", "k", "P", "P")))),
            method,
            1000,
            new double[] {0, 100},
            "P",
            "D");
    assertThat(moments.mean().get(1, 0)).isEqualTo(1); // though the law is not 0 there
    assertThat(moments.mean().get(1, 1)).isEqualTo(1);
    assertThat(moments.standardDeviation().get(1, 0)).isZero();
  }

  private static void require(Moments moments, JumpMethod method, double mean, double sd) {
    // a leap is a step of Euler's: with x falling by ε a leap, e^(−t) has an error of ε t/2 of it
    double leap = method == JumpMethod.TAU_LEAPING ? 0.015 * mean : 0;
    assertThat(moments.mean().get(1, 0))
        .isEqualTo(mean, within(4 * sd / Math.sqrt((double) moments.count()) + leap));
    assertThat(moments.standardDeviation().get(1, 0)).isEqualTo(sd, within(0.03 * sd));
  }

  private static void require(Moments moments, int k, int column, double mean, double sd) {
    double n = moments.count();
    assertThat(moments.mean().get(k, column)).isEqualTo(mean, within(4 * sd / Math.sqrt(n)));
    // of a nearly normal sample; a leap's own error in a variance is below a percent here
    assertThat(moments.standardDeviation().get(k, column))
        .isEqualTo(sd, within(4 * sd / Math.sqrt(2 * n) + 0.01 * sd));
  }
}
