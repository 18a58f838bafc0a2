package org.lamarck.strategies.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LadderTest {
  @Test
  void temperaturesAreAtEqualRatiosAndTheLastIsInfinite() {
    Ladder ladder = Ladder.geometric(8, 5);
    double[] expected = {1, 0.5, 0.25, 0.125, 0};
    for (int k = 0; k < 5; k++) {
      assertThat(ladder.betas().get(k)).isCloseTo(expected[k], within(1e-15));
    }
  }

  @Test
  void gapsOfFewExchangesCloseUntilAllAreEqual() {
    // acceptance of a gap falls with its length in log T, and differs by where it is
    Ladder ladder = Ladder.geometric(1000, 6);
    double[] last = new double[5];
    for (int t = 0; t < 3000; t++) {
      double colder = 0;
      for (int k = 0; k < 5; k++) {
        double hotter = k + 1 < 5 ? -Math.log(ladder.betas().get(k + 1)) : 12;
        last[k] = Math.exp(-(hotter - colder) * (k == 1 ? 3 : 1) / 2);
        colder = hotter;
      }
      ladder = ladder.after(last);
    }
    for (double acceptance : last) {
      assertThat(acceptance).isCloseTo(last[0], within(0.05)); // it slows as 1/t
    }
    assertThat(ladder.betas().get(0)).isEqualTo(1);
    assertThat(ladder.betas().get(5)).isZero();
  }

  @Test
  void exchangesKeepTheDensityOfBothTogether() {
    Ladder ladder = Ladder.geometric(4, 4); // 1, 1/2, 1/4, 0
    // the colder one has the lower value: exp((β − β′)(U − U′))
    assertThat(ladder.acceptance(0, 3, 5)).isCloseTo(Math.exp(0.5 * (3 - 5)), within(1e-15));
    assertThat(ladder.acceptance(0, 5, 3)).isEqualTo(1);
    assertThat(ladder.acceptance(2, 5, Double.POSITIVE_INFINITY)).isZero();
  }
}
