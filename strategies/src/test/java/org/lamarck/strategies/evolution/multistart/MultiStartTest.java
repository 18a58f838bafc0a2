package org.lamarck.strategies.evolution.multistart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.evolution.Arm;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.evolution.Made;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive.Basin;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

class MultiStartTest {
  private static final SearchSpace SPACE = Landscape.box(2, -5, 4);
  private static final Objective RASTRIGIN = Landscape.leastSquares(Landscape::rastrigin);
  private static final MultiStart USUAL = MultiStart.of(TrustRegion.DEFAULT);
  private static final RandomStream RANDOM = RandomStream.of(1);

  private static Generation finished(MultiStart settings, List<Vector> guesses) {
    Generation generation = settings.begin(SPACE, RANDOM, guesses);
    while (!generation.finished()) {
      assertThat(generation.number()).isLessThan(500);
      generation =
          generation.tell(
              generation.ask().stream()
                  .map(one -> ProposalRunner.run(one, RASTRIGIN, SPACE))
                  .toList());
    }
    return generation;
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "12", "13", "40"})
  void asManyStartsAreMadeAsAreAskedFor(long starts) {
    Generation end = finished(USUAL.withStarts(starts), List.of());
    assertThat(end.ending()).contains(Ending.DONE);
    assertThat(end.ask()).isEmpty();
    // every search that ended counts once, wherever it ended
    assertThat(end.archive().basins().stream().mapToInt(Basin::visits).sum())
        .isEqualTo((int) starts);
    assertThat(end.archive().basins().stream().mapToInt(Basin::independent).sum())
        .isEqualTo((int) starts);
  }

  @Test
  void basinsAreThoseOfTheLandscape() {
    Generation end = finished(USUAL.withStarts(60), List.of());
    // of Rastrigin's function each basin holds a point of integers, but for some 1 %
    for (Basin basin : end.archive().basins()) {
      for (double x : basin.point().toArray()) {
        assertThat(Math.abs(x - Math.rint(x))).isLessThan(0.04);
      }
    }
    assertThat(end.archive().basins())
        .isSortedAccordingTo((a, b) -> Double.compare(a.value(), b.value()));
    assertThat(end.best().orElseThrow().value())
        .isLessThanOrEqualTo(end.archive().basins().get(0).value());
  }

  @Test
  void guessesComeFirstUnscreenedAndAreNotIndependent() {
    Vector outside = Vector.of(99, -99);
    List<Vector> guesses = List.of(Vector.of(1.1, 1.1), outside);
    Generation first = USUAL.begin(SPACE, RANDOM, guesses);
    List<Proposal> asked = first.ask();
    assertThat(asked.get(0).candidates()).containsExactly(guesses.get(0));
    assertThat(asked.get(1).candidates()).containsExactly(SPACE.clip(outside));
    assertThat(asked.subList(0, 2)).allMatch(one -> one.origin().equals("guess"));
    assertThat(asked.subList(2, 12))
        .allMatch(one -> one.origin().equals("multistart") && one.candidates().size() == 10);
    Generation end = finished(USUAL.withStarts(20), guesses);
    assertThat(end.archive().basins().stream().mapToInt(Basin::independent).sum()).isEqualTo(18);
    assertThat(end.arms()).extracting(Arm::name).containsExactly("guess", "multistart");
  }

  @Test
  void startsDoNotDependOnHowManySlotsThereAre() {
    List<List<Vector>> narrow =
        startsOf(new MultiStart(TrustRegion.DEFAULT, 3, 4, 10, 1000, Racing.NONE, 12));
    List<List<Vector>> wide =
        startsOf(new MultiStart(TrustRegion.DEFAULT, 12, 4, 10, 1000, Racing.NONE, 12));
    assertThat(narrow).isEqualTo(wide);
  }

  /** The candidates of all starts, in their order. */
  private static List<List<Vector>> startsOf(MultiStart settings) {
    List<List<Vector>> starts = new ArrayList<>();
    Generation generation = settings.begin(SPACE, RANDOM, List.of());
    while (!generation.finished()) {
      for (Proposal one : generation.ask()) {
        if (((Work.Refine) one.work()).resume() == null) {
          starts.add(one.candidates());
        }
      }
      generation = generation.tell(Made.ended(generation.ask(), 1));
    }
    return starts;
  }

  @Test
  void noMoreRunSideBySideThanThereAreSlots() {
    Generation generation =
        USUAL.with(Racing.DEFAULT).withStarts(100).begin(SPACE, RANDOM, List.of());
    while (!generation.finished()) {
      assertThat(generation.ask()).hasSizeBetween(1, 12);
      generation =
          generation.tell(
              generation.ask().stream()
                  .map(one -> ProposalRunner.run(one, RASTRIGIN, SPACE))
                  .toList());
    }
  }

  @Test
  void screeningTakesStartsThatAreBetterThanUsual() {
    double screened = meanStart(10);
    double plain = meanStart(1);
    // the best of ten of a distribution: far below its mean
    assertThat(screened).isLessThan(0.6 * plain);
  }

  private static double meanStart(int screening) {
    MultiStart settings =
        new MultiStart(TrustRegion.DEFAULT, 50, screening, 10, 1000, Racing.NONE, 50);
    return settings.begin(SPACE, RANDOM, List.of()).ask().stream()
        .mapToDouble(one -> ProposalRunner.run(one, RASTRIGIN, SPACE).refinement().startValue())
        .average()
        .orElseThrow();
  }

  @Test
  void whereHalfOfTheSearchesFailTheOthersAreMade() {
    Objective half =
        (x, derivatives) -> x.get(0) > 0 ? Landscape.failed() : RASTRIGIN.evaluate(x, derivatives);
    Generation generation =
        new MultiStart(TrustRegion.DEFAULT, 6, 1, 10, 1000, Racing.NONE, 30)
            .begin(SPACE, RANDOM, List.of());
    while (!generation.finished()) {
      generation =
          generation.tell(
              generation.ask().stream().map(one -> ProposalRunner.run(one, half, SPACE)).toList());
    }
    int visits = generation.archive().basins().stream().mapToInt(Basin::visits).sum();
    assertThat(visits).isBetween(8, 24); // 5/9 of the box, four σ of thirty coins
    assertThat(generation.arms().get(0).effort().failures()).isPositive();
  }

  @Test
  void aSlowPaceScreensNothingAndLooksAfterEachIteration() {
    MultiStart slow = USUAL.at(Pace.SLOW);
    assertThat(slow.screening()).isEqualTo(1);
    assertThat(slow.slice()).isEqualTo(1);
    assertThat(USUAL.at(Pace.USUAL)).isEqualTo(USUAL);
    Proposal first = slow.begin(SPACE, RANDOM, List.of()).ask().get(0);
    assertThat(first.candidates()).hasSize(1);
    assertThat(((Work.Refine) first.work()).iterations()).isEqualTo(1);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new MultiStart(TrustRegion.DEFAULT, 0, 1, 10, 100, Racing.NONE, 0))
        .hasMessage("slots (0) and screening (1) must be at least 1, starts (0) at least 0");
    assertThatThrownBy(() -> USUAL.withStarts(-1)).hasMessageContaining("starts (-1)");
    assertThatThrownBy(() -> new MultiStart(TrustRegion.DEFAULT, 1, 1, 101, 100, Racing.NONE, 0))
        .hasMessageContaining("a slice (101)");
  }
}
