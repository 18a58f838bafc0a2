package org.lamarck.strategies.evolution.cma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingTest {
  private static final double FAILED = Double.POSITIVE_INFINITY;
  private static final CmaParameters EIGHT = CmaParameters.of(4, 8);

  private static int[] order(Ranking ranking, int lambda) {
    return IntStream.range(0, lambda).map(ranking::sample).toArray();
  }

  @Test
  void failuresComeLastAndEqualOnesInTheOrderOfSampling() {
    Ranking ranking = Ranking.of(new double[] {3, FAILED, 1, 1, FAILED, -2}, Double.NaN);
    assertThat(order(ranking, 6)).containsExactly(5, 2, 3, 0, 1, 4);
    assertThat(ranking.finite()).isEqualTo(4);
    assertThat(ranking.best()).isEqualTo(-2);
    assertThat(ranking.median()).isEqualTo(1);
    assertThat(ranking.quantile()).isEqualTo(1); // at 1 + 6/4
  }

  @Test
  void whereAllFailThereIsNothing() {
    double[] values = new double[5];
    Arrays.fill(values, FAILED);
    assertThat(Ranking.of(values, Double.NaN).finite()).isZero();
  }

  @Test
  void aBetterPointFromElsewhereTakesThePlaceOfTheWorst() {
    Ranking ranking = Ranking.of(new double[] {3, 9, 1, 2}, 0.5);
    assertThat(order(ranking, 4)).containsExactly(Ranking.INJECTED, 2, 3, 0);
    assertThat(ranking.best()).isEqualTo(0.5);
  }

  @Test
  void aPointFromElsewhereThatIsNoBetterIsNotTaken() {
    for (double injected : new double[] {1, 1.5, 20, Double.NaN}) {
      Ranking ranking = Ranking.of(new double[] {3, 9, 1, 2}, injected);
      assertThat(order(ranking, 4)).containsExactly(2, 3, 0, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 8})
  void theMeanIsDrawnByThoseThatHaveAValue(int finite) {
    double[] values = new double[8];
    Arrays.setAll(values, k -> k < finite ? k : FAILED);
    double[] weights = Ranking.of(values, Double.NaN).weights(EIGHT);
    double positive = Arrays.stream(weights).filter(w -> w > 0).sum();
    assertThat(positive).isCloseTo(1, within(1e-15));
    for (int rank = finite; rank < 8; rank++) {
      assertThat(weights[rank]).isLessThanOrEqualTo(0); // nobody goes where it failed
      assertThat(weights[rank]).isEqualTo(weights[7]); // and no failure is worse than another
    }
    double negative = Arrays.stream(weights).filter(w -> w < 0).sum();
    double all = IntStream.range(0, 8).mapToDouble(EIGHT::weight).filter(w -> w < 0).sum();
    assertThat(negative).isCloseTo(all, within(1e-14));
  }

  @Test
  void withAllValuesTheWeightsAreThoseOfTheRanks() {
    double[] values = {8, 7, 6, 5, 4, 3, 2, 1};
    double[] weights = Ranking.of(values, Double.NaN).weights(EIGHT);
    for (int rank = 0; rank < 8; rank++) {
      assertThat(weights[rank]).isCloseTo(EIGHT.weight(rank), within(1e-15));
    }
  }
}
