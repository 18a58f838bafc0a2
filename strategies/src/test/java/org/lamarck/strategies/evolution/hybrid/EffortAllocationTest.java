package org.lamarck.strategies.evolution.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.random.RandomStream;

class EffortAllocationTest {
  private static final List<Double> EVEN = Collections.nCopies(6, 100.0);

  /** The defaults where nothing can be taken apart. */
  private static final Shares WHOLE = Shares.DEFAULT.without(Party.BLOCKS);

  /** The parties that take part by default. */
  private static final List<Party> USUAL =
      List.of(Party.MULTISTART, Party.RECOMBINATION, Party.SCATTER, Party.CMA);

  private static double sum(EffortAllocation shares) {
    double sum = 0;
    for (Party party : Party.values()) {
      sum += shares.share(party, 1);
    }
    return sum;
  }

  @Test
  void beforeAnythingIsKnownSharesGoByWeight() {
    EffortAllocation equal = EffortAllocation.begin(WHOLE);
    // 0.15 for each local search, 0.05 for CMA-ES, and 1 : 1 : 1 : ¼ of the rest
    for (Party party : List.of(Party.MULTISTART, Party.RECOMBINATION, Party.SCATTER)) {
      assertThat(equal.share(party, 1)).isCloseTo(0.15 + 0.5 * 4 / 13, within(1e-12));
    }
    assertThat(equal.share(Party.CMA, 1)).isCloseTo(0.05 + 0.5 / 13, within(1e-12));
  }

  @Test
  void sharesAreOneTogetherAndNobodyFallsBelowTheFloor() {
    RandomStream random = RandomStream.of(1);
    EffortAllocation shares = EffortAllocation.begin(WHOLE);
    for (int g = 0; g < 500; g++) {
      shares =
          shares.with(
              List.of(
                  random.nextDouble() * 1e3,
                  random.nextDouble(),
                  1.0,
                  random.nextDouble() * 1e6,
                  0.0,
                  0.0),
              List.of(random.nextDouble(), random.nextInt(2) * 1e9, 0.0, 0.0, 0.0, 0.0));
      assertThat(sum(shares)).isCloseTo(1, within(1e-12));
      for (Party party : USUAL) {
        double floor = party == Party.CMA ? 0.05 : 0.15;
        assertThat(shares.share(party, 1)).isBetween(floor, floor + 0.5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Party.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DIFFERENTIAL", "BLOCKS"})
  void whoAloneGainsGetsMost(Party winner) {
    EffortAllocation shares = EffortAllocation.begin(WHOLE);
    for (int g = 0; g < 100; g++) {
      List<Double> gains =
          Arrays.stream(Party.values()).map(one -> one == winner ? 1.0 : 0).toList();
      shares = shares.with(EVEN, gains);
    }
    for (Party party : Party.values()) {
      if (party != winner) {
        // the prior leaves losers a part, and the floor of CMA-ES is a third of theirs
        assertThat(shares.share(winner, 1))
            .isGreaterThan((winner == Party.CMA ? 1.3 : 1.7) * shares.share(party, 1));
      }
    }
  }

  @Test
  void whatIsLeftToDoWhenSearchesAgreeIsToMakeSure() {
    EffortAllocation shares =
        EffortAllocation.begin(WHOLE).with(EVEN, List.of(0.0, 0.0, 1.0, 0.0, 0.0, 0.0));
    assertThat(shares.settledShare(Party.MULTISTART)).isCloseTo(0.85, within(1e-12));
    for (Party other : List.of(Party.RECOMBINATION, Party.SCATTER, Party.CMA)) {
      assertThat(shares.settledShare(other)).isEqualTo(0.05);
    }
  }

  @Test
  void allWeighAlikeWhenNobodyHasGainedForLong() {
    EffortAllocation shares = EffortAllocation.begin(WHOLE);
    for (int g = 0; g < 10_000; g++) {
      shares = shares.with(EVEN, List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
    }
    for (Party party : USUAL) {
      double floor = party == Party.CMA ? 0.05 : 0.15;
      assertThat(shares.share(party, 1)).isCloseTo(floor + 0.5 / 4, within(1e-9));
    }
  }

  @Test
  void gainPerCostDecidesAndNotGain() {
    EffortAllocation shares = EffortAllocation.begin(WHOLE);
    for (int g = 0; g < 100; g++) {
      shares =
          shares.with(
              List.of(1000.0, 100.0, 10.0, 100.0, 0.0, 0.0), List.of(2.0, 0.0, 1.0, 0.0, 0.0, 0.0));
    }
    assertThat(shares.share(Party.SCATTER, 1)).isGreaterThan(shares.share(Party.MULTISTART, 1));
  }

  @Test
  void oldGainsAreForgotten() {
    EffortAllocation shares = EffortAllocation.begin(WHOLE);
    for (int g = 0; g < 100; g++) {
      shares = shares.with(EVEN, List.of(1.0, 0.0, 0.0, 0.0, 0.0, 0.0));
    }
    double then = shares.share(Party.MULTISTART, 1);
    for (int g = 0; g < 4000; g++) {
      shares = shares.with(EVEN, List.of(0.0, 0.0, 1.0, 0.0, 0.0, 0.0));
    }
    // e⁻¹⁰ of the old gains is left
    assertThat(shares.share(Party.SCATTER, 1)).isCloseTo(then, within(0.01));
  }

  @Test
  void theUnitOfCostsDoesNotMatter() {
    EffortAllocation small = EffortAllocation.begin(WHOLE);
    EffortAllocation large = EffortAllocation.begin(WHOLE);
    RandomStream random = RandomStream.of(2);
    for (int g = 0; g < 60; g++) {
      List<Double> costs =
          List.of(
              1.0,
              random.nextDouble() + 1,
              random.nextDouble() + 1,
              random.nextDouble() + 1,
              0.0,
              0.0);
      List<Double> gains = List.of(random.nextDouble(), random.nextDouble(), 0.3, 0.1, 0.0, 0.0);
      small = small.with(costs, gains);
      large = large.with(costs.stream().map(cost -> 1024 * cost).toList(), gains);
    }
    for (Party party : Party.values()) {
      assertThat(large.share(party, 1)).isCloseTo(small.share(party, 1), within(1e-12));
      assertThat(large.spent(party)).isCloseTo(1024 * small.spent(party), within(1e-6));
    }
  }

  @Test
  void aGenerationThatCostNothingChangesNothing() {
    EffortAllocation shares =
        EffortAllocation.begin(WHOLE).with(EVEN, List.of(1.0, 2.0, 3.0, 4.0, 0.0, 0.0));
    EffortAllocation next = shares.with(Collections.nCopies(6, 0.0), Collections.nCopies(6, 0.0));
    for (Party party : Party.values()) {
      assertThat(next.share(party, 1)).isEqualTo(shares.share(party, 1));
      assertThat(next.spent(party)).isEqualTo(100);
    }
  }

  /** So many basins of which each was found by one search, and one that some more came to. */
  private static BasinArchive archive(int basins, int repeats) {
    BasinArchive archive = BasinArchive.empty(Vector.of(1));
    for (int k = 0; k < basins + repeats; k++) {
      Vector point = Vector.of(Math.min(k, basins - 1) / 1000.0);
      double value = Math.min(k, basins - 1);
      Refinement end =
          new Refinement(
              point,
              value,
              point,
              new Evaluation.Value(value),
              0,
              null,
              Termination.BUDGET,
              1,
              Effort.NONE,
              null);
      archive = archive.with(end, true);
    }
    return archive;
  }

  @Test
  void chanceIsWorthLessTheMoreSearchesEndedElsewhereUntilSomeMeet() {
    assertThat(EffortAllocation.worthOfChance(archive(4, 0))).isEqualTo(1);
    assertThat(EffortAllocation.worthOfChance(archive(7, 0))).isEqualTo(0.5);
    assertThat(EffortAllocation.worthOfChance(archive(64, 0))).isCloseTo(1 / 21.0, within(1e-15));
    assertThat(EffortAllocation.worthOfChance(archive(64, 3))).isCloseTo(1 / 11.0, within(1e-15));
    // Crauste's: three of 32 searches from anywhere came to a basin that was known
    assertThat(EffortAllocation.worthOfChance(archive(29, 3))).isEqualTo(1);
  }

  @Test
  void whatChanceIsNotWorthGoesToWhoBuildsOnWhatWasFound() {
    EffortAllocation shares = EffortAllocation.begin(WHOLE);
    double sum = 0;
    for (Party party : Party.values()) {
      sum += shares.share(party, 0.25);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    // 0.15 less two thirds of three quarters of it, and ¼ : 1 : 1 : ¼ of the rest
    assertThat(shares.share(Party.MULTISTART, 0.25)).isCloseTo(0.075 + 0.5 / 10, within(1e-12));
    assertThat(shares.share(Party.SCATTER, 0.25)).isCloseTo(0.225 + 0.5 * 0.4, within(1e-12));
    assertThat(shares.share(Party.RECOMBINATION, 0.25)).isCloseTo(0.15 + 0.5 * 0.4, within(1e-12));
    EffortAllocation alone = EffortAllocation.begin(Shares.DEFAULT.without(Party.SCATTER));
    assertThat(alone.share(Party.MULTISTART, 0.25)).isGreaterThan(0.15);
  }

  @Test
  void whatCmaEsGainedCountsInFullThoughLittleIsExpectedOfIt() {
    EffortAllocation shares = EffortAllocation.begin(WHOLE);
    for (int g = 0; g < 100; g++) {
      shares = shares.with(EVEN, List.of(0.0, 0.0, 0.0, 1.0, 0.0, 0.0));
    }
    assertThat(shares.share(Party.CMA, 1)).isGreaterThan(shares.share(Party.SCATTER, 1));
  }
}
