package org.lamarck.driver.run;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.engine.EngineException;
import org.lamarck.driver.engine.Session;
import org.lamarck.driver.engine.Submission;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/**
 * Drives a strategy: ask, compute, commit in the order of asking, tell. A run is used once, by one
 * thread.
 */
public final class Run {
  private final RunSettings settings;
  private final StopSwitch stopSwitch;
  private final LongSupplier nanoClock;
  private final List<Serializable> rows;
  private final double earlierSeconds;
  private RunState state;
  private long startNanos;

  private Run(
      RunSettings settings,
      RunState state,
      List<Serializable> rows,
      StopSwitch stopSwitch,
      LongSupplier nanoClock) {
    this.settings = settings;
    this.state = state;
    this.rows = new ArrayList<>(rows);
    this.stopSwitch = stopSwitch;
    this.nanoClock = nanoClock;
    earlierSeconds = state.seconds();
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
      List<Serializable> rows,
      StopSwitch stopSwitch,
      LongSupplier nanoClock) {
    return new Run(settings, state, rows, stopSwitch, nanoClock);
  }

  /**
   * Runs until something says stop.
   *
   * @throws EngineException when the engine cannot go on; the journal holds all generations that
   *     were complete
   */
  public Outcome go(Session<Proposal, Individual> session, Journal journal, Watcher watcher) {
    startNanos = nanoClock.getAsLong();
    journal.committed(state, List.of(), false);
    Optional<Stop> stop = stopBetween();
    while (stop.isEmpty()) {
      Collector collector = new Collector(this::seconds, state.generation().ask());
      Stop cut = compute(session, collector, journal, watcher);
      if (cut != null) {
        journal.committed(state, List.of(), true);
        return cutOutcome(cut, collector);
      }
      RunState.Commit commit =
          state.commit(collector.individuals(), collector.arrivals(), seconds());
      state = commit.next();
      rows.addAll(commit.rows());
      stop = stopBetween();
      journal.committed(state, commit.rows(), stop.isPresent());
    }
    return outcome(stop.get(), state, state.basins(), rows);
  }

  /**
   * Whether to stop, by what is known between generations. Chance and order have no part in what
   * comes before the clock.
   */
  private Optional<Stop> stopBetween() {
    Budget budget = settings.budget();
    if (state.bestValue() <= budget.target()) {
      return Optional.of(Stop.TARGET);
    }
    if (state.generation().finished()) {
      return Optional.of(Stop.FINISHED);
    }
    if (state.effort().evaluations() + state.effort().gradients() >= budget.evaluations()) {
      return Optional.of(Stop.EVALUATIONS);
    }
    if (stopSwitch.thrown()) {
      return Optional.of(Stop.INTERRUPTED);
    }
    if (seconds() >= budget.seconds()) { // generations can be too short to be cut
      return Optional.of(Stop.TIME_LIMIT);
    }
    return Optional.empty();
  }

  /** Waits for one generation; the reason when it was cut, null when it is complete. */
  private @Nullable Stop compute(
      Session<Proposal, Individual> session,
      Collector collector,
      Journal journal,
      Watcher watcher) {
    String label = settings.strategy().name() + " generation " + state.generation().number();
    Submission submission = session.submit(collector.proposals(), label, collector);
    try {
      while (!collector.awaitAll()) {
        watcher.progress(collector.progress(state));
        if (stopSwitch.thrown()) {
          return Stop.INTERRUPTED;
        }
        if (seconds() >= settings.budget().seconds()) {
          return Stop.TIME_LIMIT;
        }
      }
      watcher.progress(collector.progress(state));
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Stop.INTERRUPTED;
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.CANCELLED) {
        return Stop.INTERRUPTED;
      }
      journal.committed(state, List.of(), true);
      throw e;
    } finally {
      submission.cancel();
    }
  }

  private double seconds() {
    return earlierSeconds + (nanoClock.getAsLong() - startNanos) * 1e-9;
  }

  /** A cut generation's individuals count for the result, though not for the checkpoint. */
  private Outcome cutOutcome(Stop stop, Collector collector) {
    List<Individual> arrived = collector.arrived();
    RunState.Commit harvest = state.harvest(arrived, collector.arrivals(), seconds());
    BasinArchive basins = state.basins();
    for (Individual individual : arrived) {
      if (individual.refinement().termination().converged()) {
        basins = basins.with(individual.refinement());
      }
    }
    List<Serializable> all = new ArrayList<>(rows);
    all.addAll(harvest.rows());
    return outcome(stop, harvest.next(), basins, all);
  }

  /** What came of a run until a state that was kept. */
  public static Outcome until(Stop stop, RunState state, List<Serializable> rows) {
    return outcome(stop, state, state.basins(), rows);
  }

  private static Outcome outcome(
      Stop stop, RunState state, BasinArchive basins, List<Serializable> rows) {
    List<TraceRow> trace = new ArrayList<>();
    List<RefinementRow> refinements = new ArrayList<>();
    for (Serializable row : rows) {
      if (row instanceof TraceRow point) {
        trace.add(point);
      } else if (row instanceof RefinementRow refinement) {
        refinements.add(refinement);
      }
    }
    return new Outcome(stop, state, basins, trace, refinements);
  }
}
