package org.lamarck.worker.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.stochastic.Jumps.apply;
import static org.lamarck.worker.stochastic.Jumps.math;
import static org.lamarck.worker.stochastic.Jumps.model;
import static org.lamarck.worker.stochastic.Jumps.parameters;
import static org.lamarck.worker.stochastic.Jumps.reaction;
import static org.lamarck.worker.stochastic.Jumps.reactions;
import static org.lamarck.worker.stochastic.Jumps.species;
import static org.lamarck.worker.stochastic.Jumps.term;

import org.junit.jupiter.api.Test;
import org.lamarck.worker.problem.InputException;

/** Rules and reactions together. */
class MovingRatesTest {
  private static String rateRule(String id, String formula) {
    return "<listOfRules><rateRule variable=\"%s\">%s</rateRule></listOfRules>"
        .formatted(id, math(formula));
  }

  @Test
  void aPropensityThatGrowsWithTimeIsIntegrated() throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                species("X=0"),
                parameters("k=3"),
                reactions(reaction("birth", "-> X", apply("times", "k", "time")))),
            JumpMethod.AUTO,
            10_000,
            new double[] {0, 1, 2},
            "X");
    for (int k = 1; k <= 2; k++) {
      double mean = 3 * k * k / 2.0; // Poisson, of the integral of the rate
      assertThat(moments.mean().get(k, 0)).isEqualTo(mean, within(4 * Math.sqrt(mean / 10_000)));
      assertThat(moments.standardDeviation().get(k, 0))
          .isEqualTo(Math.sqrt(mean), within(0.03 * Math.sqrt(mean)));
    }
  }

  @Test
  void aStateWithARuleDrivesReactions() throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                species("X=0"),
                parameters("s~=8 g=1"),
                rateRule("s", apply("minus", apply("times", "g", "s"))),
                reactions(reaction("birth", "-> X", term("s")))),
            JumpMethod.AUTO,
            5_000,
            new double[] {0, 1, 3},
            "X",
            "s");
    double mean = 8 * (1 - Math.exp(-3));
    assertThat(moments.mean().get(2, 0)).isEqualTo(mean, within(4 * Math.sqrt(mean / 5_000)));
    assertThat(moments.mean().get(2, 1)).isEqualTo(8 * Math.exp(-3), within(1e-8));
    assertThat(moments.standardDeviation().get(2, 1)).isLessThan(1e-8); // of rtol 1e-9
  }

  /** s' = X while X is a telegraph: E s(t) = t/2 − (1 − e^(−2t))/4 for rates 1 from X = 0. */
  @Test
  void aRuleFollowsWhatReactionsDo() throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                species("X=0 Off=1"),
                parameters("s~=0"),
                rateRule("s", term("X")),
                reactions(
                    reaction("on", "Off -> X", term("Off")),
                    reaction("off", "X -> Off", term("X")))),
            JumpMethod.AUTO,
            20_000,
            new double[] {0, 2},
            "s");
    double mean = 1 - (1 - Math.exp(-4)) / 4;
    assertThat(moments.mean().get(1, 0)).isEqualTo(mean, within(4 * 0.6 / Math.sqrt(20_000)));
  }

  @Test
  void aCurvedConditionIsFoundWhereItHolds() throws InputException {
    Moments moments =
        Jumps.moments(
            model(
                parameters("s~=1 when~=0"),
                rateRule("s", term("s")),
                """
                <listOfEvents><event useValuesFromTriggerTime="true">
                <trigger initialValue="false" persistent="true">%s</trigger>
                <listOfEventAssignments><eventAssignment variable="when">%s</eventAssignment>
                </listOfEventAssignments></event></listOfEvents>
                """
                    .formatted(math(apply("gt", "s", "10")), math(term("time")))),
            JumpMethod.AUTO,
            2,
            new double[] {0, 5},
            "when");
    assertThat(moments.mean().get(1, 0)).isEqualTo(Math.log(10), within(1e-8)); // of rtol 1e-9
  }
}
