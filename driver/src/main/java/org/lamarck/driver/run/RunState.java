package org.lamarck.driver.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where a run stands between two generations; with the rows of its tables, all that a checkpoint
 * needs.
 *
 * @param generation the one to ask next
 * @param effort spent so far
 * @param best found in the generations before; absent until a point could be evaluated
 * @param firstFailure of the first individual that failed; absent when none did
 * @param seconds of the wall clock so far
 * @param harvest what is known beyond the generations before
 */
public record RunState(
    Generation generation,
    Effort effort,
    @Nullable Best best,
    Evaluation.@Nullable Failed firstFailure,
    double seconds,
    Harvest harvest)
    implements Serializable {

  /** Before the first generation of a run with these settings. */
  public static RunState first(RunSettings settings, SearchSpace space) {
    RandomStream random = RandomStream.of(settings.seed());
    Generation first =
        space.free().length == 0
            ? OnePoint.of(space)
            : settings.strategy().begin(space, random, settings.startPoints().points());
    return new RunState(first, Effort.NONE, null, null, 0, Harvest.NONE);
  }

  /** The same with a point that was evaluated beforehand: the run's end is never worse. */
  public RunState knowing(Vector point, Evaluation evaluation, String origin) {
    if (evaluation instanceof Evaluation.Failed failed) {
      Effort spent = effort.plus(new Effort(1, 0, Failures.of(failed.reason(), 1)));
      Evaluation.Failed failure = firstFailure == null ? failed : firstFailure;
      return new RunState(generation, spent, best, failure, seconds, harvest);
    }
    Evaluation.Finite there = (Evaluation.Finite) evaluation;
    Best leader = there.value() < bestValue() ? new Best(point, there, origin, 0) : best;
    Effort spent = effort.plus(new Effort(1, 0, Failures.NONE));
    return new RunState(generation, spent, leader, firstFailure, seconds, harvest);
  }

  /** The same, so many seconds later. */
  public RunState later(double more) {
    return with(harvest, seconds + more);
  }

  /** The same, with what is known beyond it now. */
  RunState with(Harvest other, double now) {
    return new RunState(generation, effort, best, firstFailure, now, other);
  }

  /** The same, whose best point is known better. */
  public RunState with(Best other) {
    return new RunState(generation, effort, other, firstFailure, seconds, Harvest.NONE);
  }

  /** The same, of which all that was shown of its last part is a floor for what is shown next. */
  RunState goingOn() {
    Best shown = shown().best();
    return with(new Harvest(harvest.individuals(), harvest.arrivals(), List.of(), shown), seconds);
  }

  /** Why the first individual failed of those that did. */
  public Optional<Evaluation.Failed> failed() {
    return Optional.ofNullable(firstFailure);
  }

  /** The best point, when there is one. */
  public Optional<Best> found() {
    Best floor = harvest.floor();
    return Optional.ofNullable(floor != null && isBetter(floor, best) ? floor : best);
  }

  /** The best value; +∞ when there is none. */
  public double bestValue() {
    return found().map(Best::value).orElse(Double.POSITIVE_INFINITY);
  }

  /** Calls of the objective, with and without derivatives. */
  public long calls() {
    return effort.evaluations() + effort.gradients();
  }

  public BasinArchive basins() {
    return generation.archive();
  }

  /** A step from one state to the next. */
  record Commit(RunState next, List<Row> rows) {}

  /**
   * The state after a whole generation.
   *
   * @param individuals one for each proposal, in their order
   * @param arrivals when each came, in seconds of the run
   */
  Commit commit(List<Individual> individuals, List<Double> arrivals, double now) {
    Generation next = generation.tell(individuals);
    return absorb(individuals, arrivals, next, now);
  }

  /**
   * What is to be shown of this state: a part of a generation counts. For results only; a run goes
   * on from this state.
   */
  Commit reported() {
    Commit commit =
        harvest.isPart()
            ? absorb(harvest.all(), harvest.arrivals(seconds), generation, seconds)
            : new Commit(this, List.of());
    RunState shown = commit.next();
    Best leader = shown.with(harvest.floorAlone(), seconds).found().orElse(null);
    return new Commit(
        new RunState(
            shown.generation,
            shown.effort,
            leader,
            shown.firstFailure,
            shown.seconds,
            Harvest.NONE),
        commit.rows());
  }

  /** The state as it is shown: a part of a generation counts. */
  public RunState shown() {
    return reported().next();
  }

  private Commit absorb(
      List<Individual> individuals, List<Double> arrivals, Generation next, double now) {
    List<Row> rows = new ArrayList<>();
    Effort total = effort;
    Best leader = best;
    Evaluation.Failed failure = firstFailure;
    int known = generation.archive().basins().size();
    for (int i = 0; i < individuals.size(); i++) {
      Individual individual = individuals.get(i);
      total = total.plus(individual.refinement().effort());
      RefinementRow row = RefinementRow.of(individual, generation.number());
      if (individual.searched()) {
        rows.add(row);
      }
      if (failure == null) {
        failure = row.failure();
      }
      long looks = individual.id() + 1;
      if (individual.refinement().evaluation() instanceof Evaluation.Finite there) {
        Best found = Best.of(individual);
        if (leader == null
            || leader.isContinuedBy(found)
            || there.isBelow(leader.evaluation(), Individual.RISK / looks)) {
          leader = found;
          rows.add(trace(total, leader.value(), known, arrivals.get(i)));
        }
      }
    }
    RunState after = new RunState(next, total, leader, failure, now, floorBelow(leader));
    double reached = leader == null ? Double.POSITIVE_INFINITY : leader.value();
    rows.add(trace(total, reached, next.archive().basins().size(), now));
    return new Commit(after, rows);
  }

  /** What was shown, as long as it is better than what is known without it. */
  private Harvest floorBelow(@Nullable Best leader) {
    Best floor = harvest.floor();
    return floor != null && isBetter(floor, leader) ? harvest.floorAlone() : Harvest.NONE;
  }

  /** With noise or without; see {@link Individual#isBetterThan}. */
  private boolean isBetter(Best one, @Nullable Best other) {
    long looks = Math.max(1, calls());
    return other == null
        || (!one.isContinuedBy(other)
            && one.evaluation().isBelow(other.evaluation(), Individual.RISK / looks));
  }

  private TraceRow trace(Effort total, double value, int known, double seconds) {
    return new TraceRow(
        generation.number(), total.evaluations(), total.gradients(), value, known, seconds);
  }
}
