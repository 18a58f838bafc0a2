package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.engine.Watch;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Adam;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

/** Where a run stands, without an engine: generations are lived here. */
class RunStateTest {
  private static final SearchSpace SPACE =
      new SearchSpace(List.of("a", "b"), Vector.of(-2, -3), Vector.of(2, 3));
  private static final RunSettings SETTINGS =
      RunSettings.of(new Wandering(4, 7), 3, Budget.UNLIMITED);

  private static final Evaluation.Failed FAILED =
      new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "epo", 12.5, "too\nstiff");

  private static RunState first() {
    return RunState.first(SETTINGS, SPACE);
  }

  private static List<Individual> lived(RunState state) {
    Hills hills = new Hills();
    List<Individual> individuals = new ArrayList<>();
    for (Proposal proposal : state.generation().ask()) {
      try {
        individuals.add(hills.run(proposal, Watch.nobody()));
      } catch (IllegalStateException e) {
        individuals.add(hills.broken(proposal, e));
      }
    }
    return individuals;
  }

  private static List<Double> at(double seconds, int count) {
    return Collections.nCopies(count, seconds);
  }

  private static RunState.Commit committed(RunState state) {
    List<Individual> individuals = lived(state);
    return state.commit(individuals, at(1, individuals.size()), 2);
  }

  @Test
  void aFirstStateKnowsNothing() {
    RunState state = first();
    assertThat(state.found()).isEmpty();
    assertThat(state.failed()).isEmpty();
    assertThat(state.bestValue()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(state.calls()).isZero();
  }

  @Test
  void aPointThatWasKnownBeforehandIsAFloorAndCounts() {
    RunState state = first().knowing(Vector.of(1, 1), new Evaluation.Value(2), "guess");
    assertThat(state.bestValue()).isEqualTo(2);
    assertThat(state.calls()).isEqualTo(1);
    RunState worse = state.knowing(Vector.of(2, 2), new Evaluation.Value(9), "guess");
    assertThat(worse.found().orElseThrow().point()).isEqualTo(Vector.of(1, 1));
  }

  @Test
  void theFirstFailureIsKeptWithItsPlace() {
    Evaluation.Failed later =
        new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, "");
    RunState state =
        first().knowing(Vector.of(1, 1), FAILED, "guess").knowing(Vector.of(0, 0), later, "guess");
    assertThat(state.failed()).contains(FAILED);
    assertThat(state.failed().orElseThrow().line())
        .isEqualTo("step limit in epo at 12.5: too stiff"); // one line
    assertThat(state.effort().failures()).isEqualTo(2);
  }

  @Test
  void aGenerationAddsItsEffortAndItsRows() {
    RunState.Commit commit = committed(first());
    long refined = commit.rows().stream().filter(row -> row instanceof RefinementRow).count();
    long fallen = commit.rows().stream().filter(row -> row instanceof TraceRow).count();
    assertThat(refined).isEqualTo(lived(first()).stream().filter(Individual::searched).count());
    assertThat(fallen).isGreaterThanOrEqualTo(1); // the end of the generation at least
    assertThat(commit.next().calls()).isPositive();
    assertThat(commit.next().seconds()).isEqualTo(2);
  }

  @Test
  void theBestValueNeverRises() {
    RunState state = first();
    double best = Double.POSITIVE_INFINITY;
    for (int g = 0; g < 4; g++) {
      state = committed(state).next();
      assertThat(state.bestValue()).isLessThanOrEqualTo(best);
      best = state.bestValue();
    }
  }

  /** Its slope is the wrong one, so that each slice of Adam ends higher than the one before. */
  private record Misleading() implements NoisyObjective {
    @Override
    public int draws() {
      return 8;
    }

    @Override
    public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
      double value = x.get(0) + 0.001 * noise.nextGaussian();
      return derivatives == Derivatives.NONE
          ? new Evaluation.Value(value)
          : new Evaluation.Gradient(value, Vector.of(-1, 0));
    }
  }

  /** Which slice has the least bound, of few draws each, would be luck. */
  @Test
  void whereASearchWithNoiseHasComeToCounts() {
    Adam adam = Adam.DEFAULT;
    MultiStart one = new MultiStart(adam, 1, 1, 10, 1000, Racing.NONE, 1);
    RunState state = RunState.first(RunSettings.of(one, 3, Budget.UNLIMITED), SPACE);
    double last = Double.NEGATIVE_INFINITY;
    for (int slice = 0; slice < 4; slice++) {
      Individual lived =
          ProposalRunner.run(
              state.generation().ask().get(0),
              new Misleading(),
              SPACE,
              RandomStream.of(1),
              far -> {});
      state = state.commit(List.of(lived), at(slice, 1), slice).next();
      assertThat(lived.value()).isGreaterThan(last);
      last = lived.value();
      assertThat(state.found().orElseThrow().point()).isEqualTo(lived.point());
    }
  }

  @Test
  void partsOfAGenerationAreShownAndNotGoneOnFrom() {
    RunState state = committed(first()).next();
    List<Individual> part = lived(state).subList(0, 3);
    RunState cut = state.with(new Harvest(part, at(3, 3), List.of(), null), 4);
    assertThat(cut.shown().calls()).isGreaterThan(cut.calls());
    assertThat(cut.generation()).isSameAs(state.generation());
    assertThat(cut.shown().harvest()).isEqualTo(Harvest.NONE);
  }

  @Test
  void whatWasShownOfTasksUnderWayIsAFloorForWhatGoesOn() {
    RunState state = committed(first()).next();
    Individual almost =
        lived(state).stream()
            .filter(one -> !one.refinement().failed())
            .min((a, b) -> Double.compare(a.value(), b.value()))
            .orElseThrow();
    RunState cut = state.with(new Harvest(List.of(), List.of(), List.of(almost), null), 4);
    double shown = cut.shown().bestValue();
    RunState on = cut.goingOn();
    assertThat(on.harvest().underWay()).isEmpty(); // computed again from its beginning
    assertThat(on.bestValue()).isEqualTo(shown);
  }

  @Test
  void theSpaceOfOnePointHasOneGenerationWhateverTheStrategy() {
    SearchSpace none = new SearchSpace(List.of(), Vector.of(), Vector.of());
    RunState state = RunState.first(SETTINGS, none);
    assertThat(state.generation().ask()).hasSize(1);
    assertThat(state.generation().ask().get(0).candidates()).containsExactly(Vector.of());
  }
}
