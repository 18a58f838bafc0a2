package org.lamarck.driver.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.Session.Terms;
import org.lamarck.driver.engine.Submission;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/**
 * Drives a strategy: ask, compute, commit in the order of asking, tell. A run is used once, by one
 * thread.
 */
public final class Run {
  /**
   * After so many failures without a single value the part of the space that can be evaluated is
   * below 0.1 % with a certainty of 95 %, as far as points are drawn independently.
   */
  private static final long HOPELESS_FAILURES = 3000;

  /**
   * A run without any point may take so much longer than its limit, when its process began late.
   */
  private static final double GRACE_SECONDS = 1;

  private static final SortedMap<Integer, Individual> NONE_SHOWN = Collections.emptySortedMap();

  private final RunSettings settings;
  private final StopSwitch stopSwitch;
  private final LongSupplier nanoClock;
  private final List<Row> rows;
  private final double earlierSeconds;
  private final long startNanos;
  private RunState state;

  private Run(
      RunSettings settings,
      RunState state,
      List<Row> rows,
      StopSwitch stopSwitch,
      LongSupplier nanoClock) {
    this.settings = settings;
    this.state = state;
    this.rows = new ArrayList<>(rows);
    this.stopSwitch = stopSwitch;
    this.nanoClock = nanoClock;
    earlierSeconds = state.seconds();
    startNanos = nanoClock.getAsLong();
  }

  /** A run from the beginning. */
  public static Run begin(
      RunSettings settings, SearchSpace space, StopSwitch stopSwitch, LongSupplier nanoClock) {
    return new Run(settings, RunState.first(settings, space), List.of(), stopSwitch, nanoClock);
  }

  /** A run that goes on from where an earlier one with the same settings was. */
  public static Run resume(
      RunSettings settings,
      RunState state,
      List<Row> rows,
      StopSwitch stopSwitch,
      LongSupplier nanoClock) {
    return new Run(settings, state, rows, stopSwitch, nanoClock);
  }

  /**
   * Runs until something says stop. Where a run was cut when the last call was spent already, what
   * came back beyond that call counts no more than if it had not been cut.
   *
   * @throws EngineException when the engine cannot go on; the journal holds all that was complete
   */
  public RunOutcome go(Session<Proposal, Individual> session, Journal journal, Watcher watcher) {
    state = state.goingOn();
    Optional<Stop> stop = stopBetween();
    long left = left(settings.budget(), state);
    if (stop.filter(Stop.EVALUATIONS::equals).isPresent() && left > 0) {
      state = state.with(new Collector(this::seconds, state, left).spent(), seconds());
    }
    journal.committed(state, List.of(), false);
    while (stop.isEmpty()) {
      Collector collector = new Collector(this::seconds, state, left(settings.budget(), state));
      Stop cut = compute(session, collector, journal, watcher);
      if (cut != null) {
        journal.committed(state, List.of(), true);
        return until(cut, state, rows);
      }
      RunState.Commit commit =
          state.commit(collector.individuals(), collector.arrivals(), seconds());
      state = commit.next();
      rows.addAll(commit.rows());
      stop = stopBetween();
      journal.committed(state, commit.rows(), stop.isPresent());
    }
    return until(stop.get(), state, rows);
  }

  /** Calls of the objective that are left when the state's generation begins. */
  private static long left(Budget budget, RunState state) {
    return budget.evaluations() - state.calls();
  }

  private Optional<Stop> stopBetween() {
    Optional<Stop> stop = spent(settings.budget(), state, isLate(state.bestValue()));
    boolean beforeTheClock = stop.isPresent() && stop.get() != Stop.TIME_LIMIT;
    return stopSwitch.thrown() && !beforeTheClock ? Optional.of(Stop.INTERRUPTED) : stop;
  }

  /** Whether the time is over for a run with this best value. */
  private boolean isLate(double best) {
    return seconds() >= end(best);
  }

  /** When the time is over for a run with this best value, in seconds of the run. */
  private double end(double best) {
    double limit = settings.budget().seconds();
    return Double.isInfinite(best) ? Math.max(limit, earlierSeconds + GRACE_SECONDS) : limit;
  }

  /**
   * Whether there is nothing left to do for a run that stands here, and why. Chance and order have
   * no part in what comes before the clock.
   */
  public static Optional<Stop> spent(Budget budget, RunState state) {
    return spent(budget, state, state.seconds() >= budget.seconds());
  }

  private static Optional<Stop> spent(Budget budget, RunState state, boolean isLate) {
    Best best = state.best();
    if (best != null && best.value() <= budget.target()) {
      return Optional.of(Stop.TARGET);
    }
    Optional<Ending> ending = state.generation().ending();
    if (ending.isPresent()) {
      return Optional.of(
          ending.get() == Ending.NOTHING_TO_SEARCH ? Stop.NOTHING_TO_SEARCH : Stop.FINISHED);
    }
    if (state.generation().chanceOfBetter() <= 1 - budget.confidence()) {
      return Optional.of(Stop.CONFIDENT);
    }
    long left = left(budget, state);
    if (left <= 0 || new Collector(state::seconds, state, left).isSpent()) {
      return Optional.of(Stop.EVALUATIONS);
    }
    if (best == null && state.effort().failures() >= HOPELESS_FAILURES) {
      return Optional.of(Stop.HOPELESS);
    }
    if (isLate) { // generations can be too short to be cut
      return Optional.of(Stop.TIME_LIMIT);
    }
    return Optional.empty();
  }

  /**
   * Waits for one generation; the reason when it was cut, null when it is complete. What was there
   * of one that was cut is the state's harvest.
   */
  private @Nullable Stop compute(
      Session<Proposal, Individual> session,
      Collector collector,
      Journal journal,
      Watcher watcher) {
    String label = settings.strategy().name() + " generation " + state.generation().number();
    List<Proposal> due = collector.due();
    while (!due.isEmpty()) {
      Terms terms = new Terms(label, end(state.bestValue()) - seconds());
      Stop cut = compute(session.submit(due, terms, collector), collector, journal, watcher);
      if (cut != null) {
        return cut;
      }
      due = collector.due();
    }
    if (collector.complete()) {
      return null;
    }
    state = state.with(collector.spent(), seconds());
    return Stop.EVALUATIONS;
  }

  private @Nullable Stop compute(
      Submission<Individual> submission, Collector collector, Journal journal, Watcher watcher) {
    int kept = collector.done();
    try {
      while (!collector.await()) {
        Progress progress = collector.progress(submission.soFar(), submission.isWaiting());
        watcher.progress(progress);
        if (stopSwitch.thrown()) {
          return cut(Stop.INTERRUPTED, submission, collector);
        }
        if (isLate(progress.best())) {
          submission.awaitSoFar();
          return cut(Stop.TIME_LIMIT, submission, collector);
        }
        if (collector.done() > kept) {
          kept = collector.done();
          journal.advanced(state.with(collector.harvest(NONE_SHOWN), seconds()));
        }
      }
      watcher.progress(collector.progress(NONE_SHOWN, false));
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return cut(Stop.INTERRUPTED, submission, collector);
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.CANCELLED) {
        return cut(Stop.INTERRUPTED, submission, collector);
      }
      cut(Stop.INTERRUPTED, submission, collector);
      journal.committed(state, List.of(), true);
      throw e;
    } finally {
      submission.cancel();
    }
  }

  private Stop cut(Stop why, Submission<Individual> submission, Collector collector) {
    SortedMap<Integer, Individual> shown = submission.soFar();
    submission.cancel();
    state = state.with(collector.harvest(shown), seconds());
    return why;
  }

  private double seconds() {
    return earlierSeconds + (nanoClock.getAsLong() - startNanos) * 1e-9;
  }

  /** What came of a run until a state that was kept; what is known beyond it counts. */
  public static RunOutcome until(Stop stop, RunState state, List<Row> rows) {
    RunState.Commit shown = state.reported();
    BasinArchive basins = state.basins();
    for (Individual individual : state.harvest().all()) {
      if (individual.refinement().termination().converged()) {
        basins = basins.with(individual.refinement());
      }
    }
    List<TraceRow> trace = new ArrayList<>();
    List<RefinementRow> refinements = new ArrayList<>();
    List<Row> all = new ArrayList<>(rows);
    all.addAll(shown.rows());
    for (Row row : all) {
      if (row instanceof TraceRow point) {
        trace.add(point);
      } else if (row instanceof RefinementRow refinement) {
        refinements.add(refinement);
      }
    }
    return new RunOutcome(stop, shown.next(), basins, trace, refinements);
  }
}
