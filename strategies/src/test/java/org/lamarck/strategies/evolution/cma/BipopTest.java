package org.lamarck.strategies.evolution.cma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.evolution.cma.Bipop.Plan;
import org.lamarck.strategies.evolution.cma.Bipop.Regime;
import org.lamarck.strategies.random.RandomStream;

class BipopTest {
  private static final RandomStream RANDOM = RandomStream.of(1);

  /** Runs that spend 100 λ each, or what they may. */
  private static long spent(Plan plan) {
    return Math.min(plan.budget(), 100L * plan.lambda());
  }

  private static List<Plan> plans(int count) {
    List<Plan> plans = new ArrayList<>();
    Bipop bipop = Bipop.of(10);
    for (int run = 0; run < count; run++) {
      Plan plan = bipop.next(RANDOM);
      plans.add(plan);
      bipop = bipop.after(plan, spent(plan));
    }
    return plans;
  }

  @Test
  void theFirstRunIsTheUsualOneWithoutLimit() {
    assertThat(plans(1)).containsExactly(new Plan(Regime.FIRST, 10, 1, Long.MAX_VALUE));
  }

  @Test
  void largeRunsDoubleNineTimesAndBeginAnew() {
    List<Integer> large =
        plans(3000).stream()
            .filter(plan -> plan.regime() == Regime.LARGE)
            .map(Plan::lambda)
            .limit(11)
            .toList();
    assertThat(large).containsExactly(20, 40, 80, 160, 320, 640, 1280, 2560, 5120, 20, 40);
  }

  @Test
  void bothKindsSpendAsMuch() {
    long large = 0;
    long small = 0;
    long most = 0;
    for (Plan plan : plans(400)) {
      if (plan.regime() == Regime.LARGE) {
        assertThat(small).isGreaterThanOrEqualTo(large); // else it were not its turn
        large += spent(plan);
        most = Math.max(most, spent(plan));
      } else if (plan.regime() == Regime.SMALL) {
        assertThat(small).isLessThan(large);
        assertThat(plan.budget()).isEqualTo(Math.max(1, large / 2));
        small += spent(plan);
      }
    }
    assertThat(Math.abs(large - small)).isLessThanOrEqualTo(most);
  }

  @Test
  void smallRunsHaveSmallPopulationsAndSmallSteps() {
    int doublings = 0;
    List<Double> logs = new ArrayList<>();
    for (Plan plan : plans(600)) {
      if (plan.regime() == Regime.LARGE) {
        doublings = doublings % 9 + 1;
      } else if (plan.regime() == Regime.SMALL) {
        // Hansen (2009): λ (½ λ_l/λ)^(U²), σ₀ 10^(−2 U)
        assertThat(plan.lambda()).isBetween(10, 10 * (1 << (doublings - 1)));
        assertThat(plan.stepFactor()).isBetween(0.01, 1.0);
        logs.add(-Math.log10(plan.stepFactor()) / 2);
      }
    }
    double mean = logs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    // uniform in the logarithm: ½ within four standard errors
    assertThat(mean).isCloseTo(0.5, within(4 / Math.sqrt(12.0 * logs.size())));
  }

  @Test
  void aPlanIsAFunctionOfTheRunAndNotOfHowOftenItIsAsked() {
    Bipop bipop = new Bipop(10, 5, 2, 1000, 10);
    RandomStream read = RANDOM.copy();
    read.nextLong();
    assertThat(bipop.next(read)).isEqualTo(bipop.next(RANDOM));
    assertThat(new Bipop(10, 6, 2, 1000, 10).next(RANDOM)).isNotEqualTo(bipop.next(RANDOM));
  }

  @Test
  void tracesTellLargeFromSmall() {
    assertThat(new Plan(Regime.FIRST, 10, 1, 5).origin()).isEqualTo("cma-large");
    assertThat(new Plan(Regime.LARGE, 10, 1, 5).origin()).isEqualTo("cma-large");
    assertThat(new Plan(Regime.SMALL, 10, 1, 5).origin()).isEqualTo("cma-small");
  }
}
