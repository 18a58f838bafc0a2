package org.lamarck.worker.stochastic.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.stochastic.Jumps.apply;
import static org.lamarck.worker.stochastic.Jumps.model;
import static org.lamarck.worker.stochastic.Jumps.reaction;
import static org.lamarck.worker.stochastic.Jumps.reactions;
import static org.lamarck.worker.stochastic.Jumps.species;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.ReactionNetwork;

/**
 * Estimates under a fixed seed, at 4 of their own standard errors: 1 of 16,000 right ones is out.
 */
class EstimatorsTest {
  private static final int RUNS = 20_000;

  private static GradientEstimate estimate(Networks of, Estimators estimator)
      throws InputException {
    return new ExpectationGradient(of.network(), estimator, of.times())
        .estimate(of.point(), RandomStream.of(1), RUNS);
  }

  /** Whether all derivatives are within 4 standard errors and a share of bias of the exact ones. */
  private static void require(GradientEstimate found, Networks of, double bias)
      throws InputException {
    FiniteStateProjection.Distribution exact = of.exact();
    for (int i = 0; i < of.given().size(); i++) {
      double error = found.gradientError().get(0, i);
      assertThat(found.gradient().get(0, i))
          .as("%s by %s", of, of.given().get(i))
          .isEqualTo(exact.gradient()[i], within(4 * error + bias * Math.abs(exact.gradient()[i])));
    }
  }

  @ParameterizedTest
  @EnumSource(Networks.class)
  void theScoreFunctionHasNoBias(Networks of) throws InputException {
    require(estimate(of, Estimators.SCORE_FUNCTION), of, 0);
  }

  @ParameterizedTest
  @EnumSource(Networks.class)
  void differencesHaveTheBiasOfTheirStep(Networks of) throws InputException {
    // f‴/f′ h²/6 with h = 0.05 θ: a few thousandths where f is a ratio or an exponential of θ
    require(estimate(of, Estimators.COMMON_RANDOM_NUMBERS), of, 0.005);
  }

  @Test
  void straightThroughIsWithinThreePercentOfBirthsAndDeaths() throws InputException {
    GradientEstimate found = estimate(Networks.BIRTH_DEATH, Estimators.STRAIGHT_THROUGH);
    require(found, Networks.BIRTH_DEATH, 0);
    assertThat(found.gradient().get(0, 0)).isEqualTo(0.8647, within(0.03 * 0.8647));
    assertThat(found.gradient().get(0, 1)).isEqualTo(-5.9399, within(0.03 * 5.9399));
  }

  /** What a switch between two states leads to is differentiated worst (docs/stochastic.md). */
  @ParameterizedTest
  @CsvSource({"DIMERISATION, 0.03", "TELEGRAPH, 0.45"})
  void straightThroughHasABiasThatDependsOnTheNetwork(Networks of, double bias)
      throws InputException {
    require(estimate(of, Estimators.STRAIGHT_THROUGH), of, bias);
  }

  @Test
  void aRelaxedRunIsForManyMoleculesAndNotForASwitch() throws InputException {
    require(estimate(Networks.BIRTH_DEATH, Estimators.RELAXED), Networks.BIRTH_DEATH, 0.03);
    double exact = Networks.TELEGRAPH.exact().value()[0];
    GradientEstimate found = estimate(Networks.TELEGRAPH, Estimators.RELAXED);
    assertThat(Math.abs(found.value().get(0) - exact)).isGreaterThan(0.1 * exact);
  }

  @ParameterizedTest
  @EnumSource(
      value = Estimators.class,
      names = {"SCORE_FUNCTION", "COMMON_RANDOM_NUMBERS", "STRAIGHT_THROUGH"})
  void valuesAreThoseOfExactRuns(Estimators estimator) throws InputException {
    for (Networks of : Networks.values()) {
      GradientEstimate found = estimate(of, estimator);
      assertThat(found.value().get(0))
          .isEqualTo(of.exact().value()[0], within(4 * found.valueError().get(0)));
    }
  }

  @Test
  void theSameStreamGivesTheSameNumbers() throws InputException {
    for (Estimators estimator : Estimators.values()) {
      ExpectationGradient gradient =
          new ExpectationGradient(
              Networks.BIRTH_DEATH.network(), estimator, Networks.BIRTH_DEATH.times());
      double[] point = Networks.BIRTH_DEATH.point();
      assertThat(gradient.estimate(point, RandomStream.of(3), 64))
          .isEqualTo(gradient.estimate(point, RandomStream.of(3), 64));
    }
  }

  @Test
  void whatIsMoreThanReactionsIsRefused() throws InputException {
    JumpModel moving =
        model(species("X=1"), reactions(reaction("death", "X ->", apply("times", "X", "time"))));
    assertThatThrownBy(() -> ReactionNetwork.of(JumpPlan.of(moving, List.of()), List.of()))
        .hasMessageContaining("it has rate rules or laws that change with time");
    JumpModel start =
        model(species("X=1"), reactions(reaction("death", "X ->", apply("times", "X", "2"))));
    assertThatThrownBy(() -> ReactionNetwork.of(JumpPlan.of(start, List.of("X")), List.of()))
        .hasMessageContaining("a start that depends on what is given");
  }
}
