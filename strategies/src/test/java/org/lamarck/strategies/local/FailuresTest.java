package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.objective.Evaluation.Reason;

class FailuresTest {
  @Test
  void sumsCountEachReasonByItself() {
    Failures sum =
        Failures.of(Reason.STEP_LIMIT, 2)
            .plus(Failures.NONE)
            .plus(Failures.of(Reason.NON_FINITE, 3))
            .plus(Failures.of(Reason.STEP_LIMIT, 4));
    assertThat(sum.count(Reason.STEP_LIMIT)).isEqualTo(6);
    assertThat(sum.count(Reason.NON_FINITE)).isEqualTo(3);
    assertThat(sum.count(Reason.USER_ERROR)).isZero();
    assertThat(sum.total()).isEqualTo(9);
  }

  @Test
  void theMostFrequentReasonIsTheFirstOfTheLargest() {
    assertThat(Failures.NONE.mostFrequent()).isEmpty();
    Failures tie = Failures.of(Reason.NON_FINITE, 2).plus(Failures.of(Reason.STEP_LIMIT, 2));
    assertThat(tie.mostFrequent()).contains(Reason.STEP_LIMIT); // it stands before
    assertThat(tie.plus(Failures.of(Reason.NON_FINITE, 1)).mostFrequent())
        .contains(Reason.NON_FINITE);
  }
}
