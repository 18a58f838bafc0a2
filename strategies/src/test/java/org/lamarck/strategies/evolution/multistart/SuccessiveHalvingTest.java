package org.lamarck.strategies.evolution.multistart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.evolution.Made;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving.Ended;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving.Outcome;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving.Rules;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

class SuccessiveHalvingTest {
  private static final BasinArchive NOTHING = BasinArchive.empty(Vector.of(1));
  private static final Rules THIRDS = new Rules(TrustRegion.DEFAULT, 10, 1000, new Racing(10, 3));
  private static final Rules NO_RACE = new Rules(TrustRegion.DEFAULT, 10, 40, Racing.NONE);

  /** A start at its number, by which it is known. */
  private static List<Start> starts(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(i -> Start.at("start", Vector.of(i)))
        .toList();
  }

  /** What comes of proposals: a slice of ten iterations at the value of its number. */
  private static List<Individual> slices(List<Proposal> proposals, Function<Double, Double> value) {
    List<Individual> lived = new ArrayList<>();
    for (Proposal one : proposals) {
      Vector point = one.candidates().get(0);
      lived.add(Made.of(one, Made.slice(value.apply(point.get(0)), 10, point)));
    }
    return lived;
  }

  private static Outcome after(SuccessiveHalving race, List<Start> starts, Rules rules, int slots) {
    List<Individual> lived = slices(race.ask(0, starts, rules), number -> number);
    return race.tell(lived, starts, false, NOTHING, rules, slots);
  }

  private static List<Double> numbers(List<RunningSearch> searches) {
    return searches.stream().map(search -> search.state().point().get(0)).toList();
  }

  @Test
  void asksForRunningSearchesFirstAndThenForStarts() {
    Outcome first = after(SuccessiveHalving.EMPTY, starts(0, 3), NO_RACE, 9);
    List<Proposal> proposals = first.race().ask(100, starts(3, 2), NO_RACE);
    assertThat(proposals).extracting(Proposal::id).containsExactly(100L, 101L, 102L, 103L, 104L);
    assertThat(proposals)
        .extracting(one -> one.candidates().get(0).get(0))
        .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(proposals.subList(0, 3))
        .allMatch(one -> ((Work.Refine) one.work()).resume() != null);
    assertThat(proposals.subList(3, 5))
        .allMatch(one -> ((Work.Refine) one.work()).resume() == null);
    assertThat(first.race().started()).isEqualTo(3);
  }

  @Test
  void slicesOfASearchKeepTheirFounder() {
    Outcome first = after(SuccessiveHalving.EMPTY, starts(0, 2), NO_RACE, 9);
    Outcome second = after(first.race(), List.of(), NO_RACE, 9);
    List<Lineage> lineages = second.race().running().stream().map(RunningSearch::lineage).toList();
    assertThat(lineages).containsExactly(new Lineage(0, false), new Lineage(1, false));
  }

  /** The outcome of one more slice in which search {@code number} came to this value. */
  private static Outcome slice(
      SuccessiveHalving race, List<Start> starts, Function<Double, Double> value) {
    List<Individual> lived = slices(race.ask(0, starts, NO_RACE), value);
    return race.tell(lived, starts, false, NOTHING, NO_RACE, 4);
  }

  @Test
  void withoutARaceEverySearchGoesOnToTheLimit() {
    Outcome outcome = slice(SuccessiveHalving.EMPTY, starts(0, 4), number -> 5.0);
    for (int slice = 2; slice <= 3; slice++) {
      assertThat(outcome.ended()).isEmpty();
      assertThat(numbers(outcome.race().running())).containsExactly(0.0, 1.0, 2.0, 3.0);
      outcome = slice(outcome.race(), List.of(), number -> 5.0);
    }
    outcome = slice(outcome.race(), List.of(), number -> 5.0); // forty iterations
    assertThat(outcome.ended()).hasSize(4);
    assertThat(outcome.race().running()).isEmpty();
  }

  @Test
  void aSearchThatCannotComeToTheBestBeforeItsLimitIsEnded() {
    // number 0 stands at 0. In the one slice that is left 1, which fell by 0.03 and 0.01, may fall
    // by a hundred times 0.03, and 2, which fell by 0.04 and 0.02, by 4: not to 0
    Outcome outcome = slice(SuccessiveHalving.EMPTY, starts(0, 3), number -> 3 * number);
    outcome = slice(outcome.race(), List.of(), n -> n == 0 ? 0 : n == 1 ? 2.97 : 5.96);
    assertThat(outcome.ended()).isEmpty();
    outcome = slice(outcome.race(), List.of(), n -> n == 0 ? 0 : n == 1 ? 2.96 : 5.94);
    assertThat(outcome.ended()).singleElement().matches(one -> one.refinement().value() == 5.94);
    assertThat(numbers(outcome.race().running())).containsExactly(0.0, 1.0);
  }

  @Test
  void aSearchOnAPlateauGoesOnUntilItsFallsGrow() {
    // number 1 as a search of the calcium example went, at ten iterations a slice; 0 is at its best
    double[] plateau = {769.30, 767.15, 765.06, 763.14, 759.39, 748.96, 722.26, 684.81, 148.69};
    Rules rules = new Rules(TrustRegion.DEFAULT, 10, 1000, Racing.NONE);
    SuccessiveHalving race = SuccessiveHalving.EMPTY;
    for (int k = 0; k < plateau.length; k++) {
      List<Start> starts = k == 0 ? starts(0, 2) : List.of();
      double now = plateau[k];
      List<Individual> lived = slices(race.ask(0, starts, rules), n -> n == 0 ? 184 : now);
      race = race.tell(lived, starts, false, NOTHING, rules, 4).race();
      assertThat(numbers(race.running())).contains(1.0);
    }
  }

  @Test
  void aThirdOfThoseOnARungGoesOn() {
    Outcome first = after(SuccessiveHalving.EMPTY, starts(0, 9), THIRDS, 9);
    // all nine came to the first rung at ten iterations; three of them go on
    assertThat(numbers(first.race().running())).containsExactly(0.0, 1.0, 2.0);
    assertThat(numbers(first.race().waiting())).hasSize(6).doesNotContain(0.0, 1.0, 2.0);
    assertThat(first.race().rungs()).hasSize(1);
    assertThat(first.race().rungs().get(0)).hasSize(9).isSorted();
    assertThat(first.race().free(9)).isEqualTo(6);
  }

  @Test
  void theNextRungIsThreeTimesAsFar() {
    Outcome outcome = after(SuccessiveHalving.EMPTY, starts(0, 9), THIRDS, 9);
    outcome = after(outcome.race(), List.of(), THIRDS, 9); // 20 iterations: no rung
    assertThat(numbers(outcome.race().running())).containsExactly(0.0, 1.0, 2.0);
    outcome = after(outcome.race(), List.of(), THIRDS, 9); // 30
    assertThat(numbers(outcome.race().running())).containsExactly(0.0);
    assertThat(outcome.race().rungs()).hasSize(2);
    assertThat(outcome.race().running().get(0).rung()).isEqualTo(2);
  }

  @Test
  void whoWaitsGoesOnWhenNewerOnesProveWorse() {
    SuccessiveHalving race = after(SuccessiveHalving.EMPTY, starts(0, 3), THIRDS, 3).race();
    assertThat(numbers(race.running())).containsExactly(0.0);
    assertThat(numbers(race.waiting())).containsExactlyInAnyOrder(1.0, 2.0);
    // three more on the rung, all worse: of six the best two may go on
    Outcome next = after(race, starts(10, 3), THIRDS, 9);
    assertThat(numbers(next.race().running())).contains(0.0, 1.0).doesNotContain(2.0, 10.0);
  }

  @Test
  void oneThatIsExemptStandsOnNoRung() {
    List<Start> starts = starts(0, 9);
    List<Individual> lived =
        slices(SuccessiveHalving.EMPTY.ask(0, starts, THIRDS), number -> number);
    Outcome outcome = SuccessiveHalving.EMPTY.tell(lived, starts, true, NOTHING, THIRDS, 9);
    assertThat(outcome.race().running()).hasSize(9).allMatch(RunningSearch::exempt);
    assertThat(outcome.race().rungs()).isEmpty();
  }

  @Test
  void whatEndsLeavesTheRaceWithItsStart() {
    List<Start> starts = starts(0, 3);
    List<Proposal> asked = SuccessiveHalving.EMPTY.ask(0, starts, THIRDS);
    List<Individual> lived = new ArrayList<>(slices(asked, number -> number));
    lived.set(1, Made.of(asked.get(1), Made.end(-5, Vector.of(7))));
    lived.set(2, Made.failed(asked.get(2)));
    Outcome outcome = SuccessiveHalving.EMPTY.tell(lived, starts, false, NOTHING, THIRDS, 9);
    assertThat(outcome.ended())
        .extracting(Ended::start)
        .containsExactly(starts.get(1), starts.get(2));
    assertThat(outcome.ended().get(0).refinement().value()).isEqualTo(-5);
    assertThat(outcome.ended().get(1).refinement().failed()).isTrue();
  }

  @Test
  void aSearchInAKnownBasinIsEnded() {
    BasinArchive known =
        NOTHING.with(Made.end(-1, Vector.of(5))).with(Made.end(2, Vector.of(2.005)));
    List<Start> starts = starts(0, 5);
    List<Individual> lived =
        slices(SuccessiveHalving.EMPTY.ask(0, starts, NO_RACE), number -> number);
    Outcome outcome = SuccessiveHalving.EMPTY.tell(lived, starts, false, known, NO_RACE, 9);
    // number 2 with value 2 is within a hundredth of the second basin
    assertThat(outcome.ended()).extracting(Ended::start).containsExactly(starts.get(2));
  }

  @Test
  void noMoreThanSlotsRunAndTheFarthestComeFirst() {
    SuccessiveHalving race = after(SuccessiveHalving.EMPTY, starts(0, 12), THIRDS, 2).race();
    assertThat(race.running()).hasSize(2);
    assertThat(race.free(2)).isZero();
    assertThat(race.free(1)).isZero();
    assertThat(race.waiting()).hasSize(10);
  }

  @Test
  void onlyFortyEightAreRemembered() {
    SuccessiveHalving race = after(SuccessiveHalving.EMPTY, starts(0, 100), THIRDS, 1).race();
    assertThat(race.waiting()).hasSize(48);
    // the worst are dropped, but the rung knows of all
    assertThat(numbers(race.waiting())).allMatch(number -> number < 49);
    assertThat(race.rungs().get(0)).hasSize(100);
  }

  @Test
  void hopeContinuesTheLastTwoFallsAsAGeometricSeries() {
    Start start = Start.at("start", Vector.of(0));
    Proposal proposal = start.proposal(0, TrustRegion.DEFAULT, 10);
    Made.Standing state = new Made.Standing(Vector.of(0), 10);
    RunningSearch search =
        RunningSearch.begun(
            start, Made.of(proposal, Made.slice(100, 10, Vector.of(0))), state, false);
    assertThat(search.hope()).isEqualTo(100); // the first fall tells of the start
    search = search.after(Made.slice(60, 10, Vector.of(0)), state);
    // one fall of 40, taken to shrink by 0.9: 40 · 0.9/0.1 more
    assertThat(search.hope()).isCloseTo(60 - 360, within(1e-9));
    search = search.after(Made.slice(40, 10, Vector.of(0)), state);
    // 40, 20: half each time, 20 more
    assertThat(search.hope()).isCloseTo(20, within(1e-12));
    search = search.after(Made.slice(10, 10, Vector.of(0)), state);
    // 20, 30: falls that grow are taken to shrink by 0.9
    assertThat(search.hope()).isCloseTo(10 - 270, within(1e-9));
    search = search.after(Made.slice(10, 10, Vector.of(0)), state);
    assertThat(search.hope()).isEqualTo(10); // nothing more to hope for
    assertThat(search.iterations()).isEqualTo(50);
  }

  @Test
  void rungsStandAtPowersOfTheReduction() {
    Racing racing = new Racing(10, 3);
    assertThat(IntStream.range(0, 5).mapToObj(racing::iterations))
        .containsExactly(10L, 30L, 90L, 270L, 810L);
    assertThat(Racing.NONE.iterations(0)).isEqualTo(Long.MAX_VALUE);
    // far rungs do not overflow into near ones
    assertThat(racing.iterations(1000)).isGreaterThan(1_000_000_000L);
  }

  @Test
  void rulesThatCannotBeKeptAreRefused() {
    assertThatThrownBy(() -> new Rules(TrustRegion.DEFAULT, 0, 10, Racing.NONE))
        .hasMessage("a slice (0) must be at least 1 iteration and at most the limit (10)");
    assertThatThrownBy(() -> new Rules(TrustRegion.DEFAULT, 11, 10, Racing.NONE))
        .hasMessage("a slice (11) must be at least 1 iteration and at most the limit (10)");
    assertThatThrownBy(() -> new Racing(0, 3))
        .hasMessage("first rung (0) and reduction (3) must be at least 1");
    assertThatThrownBy(() -> new Racing(3, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
