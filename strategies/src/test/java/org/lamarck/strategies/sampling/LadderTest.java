package org.lamarck.strategies.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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

  /** Refused between two temperatures: differs by where they are, adds up along them. */
  private static double refused(double colder, double hotter) {
    return barrier(hotter) - barrier(colder);
  }

  private static double barrier(double beta) {
    return 3 * (1 - Math.pow(beta, 0.2)); // 3 in all
  }

  private static double[] acceptances(Ladder ladder) {
    double[] all = new double[ladder.levels() - 1];
    for (int k = 0; k < all.length; k++) {
      all[k] = 1 - refused(ladder.betas().get(k), ladder.betas().get(k + 1));
    }
    return all;
  }

  @Test
  void gapsAreEqualAfterTheyWerePlacedSomeTimes() {
    Ladder ladder = Ladder.geometric(1e6, 21);
    for (int round = 0; round < 4; round++) {
      ladder = ladder.placed(acceptances(ladder), 7);
    }
    for (double acceptance : acceptances(ladder)) {
      assertThat(acceptance).isCloseTo(0.5, within(0.05)); // the curve in a gap is not known
    }
    assertThat(ladder.betas().get(0)).isEqualTo(1);
    assertThat(ladder.betas().get(6)).isZero();
  }

  @Test
  void halfOfExchangesAreRefusedAtTheNumberThatIsWanted() {
    Ladder ladder = Ladder.geometric(1e6, 21);
    assertThat(ladder.wanted(acceptances(ladder)))
        .isEqualTo(8); // six gaps, and one for what is added
    double[] all = new double[20];
    Arrays.fill(all, 1);
    assertThat(ladder.wanted(all)).isEqualTo(2);
  }

  @Test
  void temperaturesKeepApartWhereNothingIsRefused() {
    double[] all = {1, 1, 1, 0.2};
    double[] betas = Ladder.geometric(8, 5).placed(all, 4).betas().toArray();
    assertThat(betas).hasSize(4).startsWith(1).endsWith(0);
    assertThat(betas[1]).isBetween(1e-6, 0.125);
    assertThat(betas[2]).isBetween(1e-6, betas[1] * 0.99);
  }

  @Test
  void aTemperatureGoesOnFromTheNearestByRatio() {
    Ladder ladder = Ladder.geometric(8, 5); // 1, 1/2, 1/4, 1/8, 0
    assertThat(ladder.nearest(1)).isZero();
    assertThat(ladder.nearest(0.3)).isEqualTo(2);
    assertThat(ladder.nearest(1e-9)).isEqualTo(3); // infinite has no metric
    assertThat(ladder.nearest(0)).isEqualTo(4);
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
