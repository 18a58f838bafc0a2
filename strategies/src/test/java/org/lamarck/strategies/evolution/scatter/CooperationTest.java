package org.lamarck.strategies.evolution.scatter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.Stored;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

/** What islands propose, from the first generation on. */
class CooperationTest {
  private static final ScatterSearch SEARCH = ScatterSearch.of(TrustRegion.DEFAULT);
  private static final SearchSpace SPACE = Landscape.box(3, -5, 4);
  private static final Objective RASTRIGIN = Landscape.leastSquares(Landscape::rastrigin);
  private static final Evaluation FAILED =
      new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 1, "");

  private static Generation begin(long seed, Vector... guesses) {
    return SEARCH.begin(SPACE, RandomStream.of(seed), List.of(guesses));
  }

  private static List<Individual> lived(List<Proposal> proposals, Objective objective) {
    return proposals.stream().map(one -> ProposalRunner.run(one, objective, SPACE)).toList();
  }

  private static List<List<Proposal>> asked(Generation from, int generations) {
    List<List<Proposal>> all = new ArrayList<>();
    Generation generation = from;
    for (int g = 0; g < generations; g++) {
      List<Proposal> proposals = generation.ask();
      all.add(proposals);
      generation = generation.tell(lived(proposals, RASTRIGIN));
    }
    return all;
  }

  private static List<List<Vector>> candidates(List<Proposal> proposals) {
    return proposals.stream().map(Proposal::candidates).toList();
  }

  @Test
  void theSameSeedProposesTheSameAndAnotherOneOthers() {
    List<List<Proposal>> once = asked(begin(1), 30);
    List<List<Proposal>> again = asked(begin(1), 30);
    for (int g = 0; g < 30; g++) {
      assertThat(candidates(again.get(g))).isEqualTo(candidates(once.get(g)));
    }
    assertThat(candidates(begin(2).ask())).isNotEqualTo(candidates(once.get(0)));
  }

  @Test
  void toAskTwiceChangesNothing() {
    Generation generation = begin(1);
    for (int g = 0; g < 10; g++) {
      List<Proposal> first = generation.ask();
      assertThat(candidates(generation.ask())).isEqualTo(candidates(first));
      generation = generation.tell(lived(first, RASTRIGIN));
    }
  }

  /** As a run that is killed and begun again: what was kept goes on as if nothing had been. */
  @Test
  void aSearchThatWasWrittenAndReadGoesOnAsItWould() {
    Generation generation = begin(7);
    for (int g = 0; g < 12; g++) {
      generation = generation.tell(lived(generation.ask(), RASTRIGIN));
    }
    Generation read = Stored.copy(generation);
    List<List<Proposal>> unbroken = asked(generation, 10);
    List<List<Proposal>> resumed = asked(read, 10);
    for (int g = 0; g < 10; g++) {
      assertThat(candidates(resumed.get(g))).isEqualTo(candidates(unbroken.get(g)));
    }
  }

  @Test
  void idsGoUpOneByOneOverAllGenerations() {
    long next = 0;
    for (List<Proposal> proposals : asked(begin(3), 20)) {
      assertThat(proposals).isNotEmpty();
      for (Proposal proposal : proposals) {
        assertThat(proposal.id()).isEqualTo(next++);
      }
    }
  }

  @Test
  void allCandidatesAreWithinTheBounds() {
    for (List<Proposal> proposals : asked(begin(4), 30)) {
      for (Proposal proposal : proposals) {
        for (Vector candidate : proposal.candidates()) {
          assertThat(candidate).isEqualTo(SPACE.clip(candidate));
        }
      }
    }
  }

  @Test
  void guessesAreAmongTheFirstCandidatesAndThoseOutsideAtTheBounds() {
    List<Vector> first =
        begin(5, Vector.of(1.0, 2.0, 3.0), Vector.of(9.0, 0.0, -9.0)).ask().stream()
            .flatMap(proposal -> proposal.candidates().stream())
            .toList();
    assertThat(first).contains(Vector.of(1.0, 2.0, 3.0), Vector.of(4.0, 0.0, -5.0));
    List<Vector> without =
        begin(5).ask().stream().flatMap(proposal -> proposal.candidates().stream()).toList();
    assertThat(without).doesNotContain(Vector.of(1.0, 2.0, 3.0));
  }

  /** The first points have no value anywhere: others are drawn until some have. */
  @Test
  void aSearchGoesOnWhereNothingCanBeEvaluated() {
    Generation generation = begin(6);
    List<List<Vector>> before = List.of();
    for (int g = 0; g < 4; g++) {
      List<Proposal> proposals = generation.ask();
      assertThat(proposals).isNotEmpty();
      assertThat(candidates(proposals)).isNotEqualTo(before);
      before = candidates(proposals);
      generation = generation.tell(lived(proposals, (x, wanted) -> FAILED));
    }
    assertThat(generation.best().map(Individual::value).filter(Double::isFinite)).isEmpty();
    for (int g = 0; g < 3; g++) {
      generation = generation.tell(lived(generation.ask(), RASTRIGIN));
    }
    assertThat(generation.best().map(Individual::value).filter(Double::isFinite)).isPresent();
  }

  @Test
  void whereNothingCanMoveThereIsOnePoint() {
    Generation generation = SEARCH.begin(Landscape.box(2, 3, 3), RandomStream.of(1), List.of());
    List<Vector> all =
        generation.ask().stream().flatMap(one -> one.candidates().stream()).distinct().toList();
    assertThat(all).containsExactly(Vector.of(3.0, 3.0));
  }
}
