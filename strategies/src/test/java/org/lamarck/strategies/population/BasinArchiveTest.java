package org.lamarck.strategies.population;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.random.RandomStream;

class BasinArchiveTest {
  private static final BasinArchive EMPTY = BasinArchive.empty(Vector.of(1.0));

  /** A search that ended at {@code x} with this value. */
  private static Refinement end(double x, double value) {
    Vector point = Vector.of(x);
    return new Refinement(
        point,
        value,
        point,
        new Evaluation.Value(value),
        0,
        null,
        Termination.GRADIENT,
        1,
        Effort.NONE,
        null);
  }

  private static Individual best(double x, double value) {
    return new Individual(0, "multistart", null, end(x, value), null);
  }

  private static BasinArchive after(int searches, boolean independent) {
    BasinArchive archive = EMPTY;
    for (int k = 0; k < searches; k++) {
      archive = archive.with(end(0.5, 7), independent);
    }
    return archive;
  }

  @Test
  void twentyOneSearchesThatEndAlikeLeaveAChanceOfOneInTwenty() {
    assertThat(after(21, true).chanceOfBetter(best(0.5, 7))).isEqualTo(1 / 20.0);
  }

  @Test
  void searchesThatWerePutWhereTheyBeginTellNothing() {
    assertThat(after(21, false).chanceOfBetter(best(0.5, 7))).isEqualTo(1);
  }

  @Test
  void aBestPointThatNoSearchEndedAtLeavesAllOpen() {
    BasinArchive archive = after(21, true);
    assertThat(archive.chanceOfBetter(best(0.1, 3))).isEqualTo(1);
    assertThat(archive.chanceOfBetter(null)).isEqualTo(1);
    assertThat(archive.with(end(0.1, 3), true).chanceOfBetter(best(0.1, 3))).isEqualTo(1);
  }

  /**
   * Landscapes of 1 to 30 basins whose sizes have any proportions alike (the prior of the estimate)
   * and whose values have nothing to do with them (its worst case). Searches are made until the
   * estimate is 0.05, then as many again.
   */
  @Test
  void oneRunOfTwentyMissesABasinThatAsManySearchesAgainWouldFind() {
    int missed = 0;
    int runs = 600;
    for (int run = 0; run < runs; run++) {
      RandomStream random = RandomStream.of(run);
      double[] ends = sizes(random, 1 + random.nextInt(30));
      BasinArchive archive = EMPTY;
      int lowest = Integer.MAX_VALUE;
      long made = 0;
      do {
        int basin = drawn(random, ends);
        lowest = Math.min(lowest, basin);
        archive = archive.with(end(0, basin), true);
        made++;
      } while (archive.chanceOfBetter(bestOf(archive)) > 0.05);
      int again = Integer.MAX_VALUE;
      for (long k = 0; k < made; k++) {
        again = Math.min(again, drawn(random, ends));
      }
      missed += again < lowest ? 1 : 0;
    }
    // a binomial of 600 and 0.05 is above 46 once in a thousand times
    assertThat(missed).isLessThanOrEqualTo(46);
  }

  private static @Nullable Individual bestOf(BasinArchive archive) {
    return archive.best().map(basin -> best(0, basin.value())).orElse(null);
  }

  /** Upper ends of the basins' shares of [0, 1]: any division is as likely as any other. */
  private static double[] sizes(RandomStream random, int count) {
    double[] ends = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum -= StrictMath.log(1 - random.nextDouble());
      ends[i] = sum;
    }
    for (int i = 0; i < count; i++) {
      ends[i] /= sum;
    }
    return ends;
  }

  private static int drawn(RandomStream random, double[] ends) {
    double u = random.nextDouble();
    int basin = 0;
    while (basin < ends.length - 1 && u > ends[basin]) {
      basin++;
    }
    return basin;
  }
}
