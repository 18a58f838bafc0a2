package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
  @Test
  void withoutLimitsNothingIsLimited() {
    assertThat(Budget.UNLIMITED.limitsEvaluations()).isFalse();
    assertThat(Budget.UNLIMITED.limitsTime()).isFalse();
    assertThat(Budget.UNLIMITED.hasTarget()).isFalse();
  }

  @Test
  void eachLimitLeavesTheOthersAsTheyWere() {
    Budget all =
        Budget.UNLIMITED
            .withEvaluations(10)
            .withTime(Duration.ofSeconds(90))
            .withTarget(-3)
            .withConfidence(0.5);
    assertThat(all).isEqualTo(new Budget(10, Duration.ofSeconds(90), -3, 0.5));
    assertThat(all.limitsEvaluations() && all.limitsTime() && all.hasTarget()).isTrue();
    assertThat(all.seconds()).isEqualTo(90);
  }

  @Test
  void limitsThatAreNoneAreRefusedWithTheWayOut() {
    assertThatThrownBy(() -> Budget.UNLIMITED.withEvaluations(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("evaluations (0) must be at least 1; leave it out");
    assertThatThrownBy(() -> Budget.UNLIMITED.withTime(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than 0 s");
    assertThatThrownBy(() -> Budget.UNLIMITED.withTarget(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target (NaN)");
  }
}
