package org.lamarck.worker.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.random.RandomStream;

/**
 * Does the work of proposals against the objective of a source. Keeps the objectives that are
 * opened, so that a task on a warm executor opens nothing; any number of threads may use it, each
 * with an objective of its own.
 */
public final class Worker {
  private final ObjectiveSource source;
  private final RandomStream noise;
  private final Deque<Objective> idle = new ArrayDeque<>();
  private @Nullable SearchSpace space; // when the first task has come

  /**
   * A worker.
   *
   * @param noise the run's, for objectives that have it: each proposal has a child of its own,
   *     wherever it is computed
   */
  public Worker(ObjectiveSource source, RandomStream noise) {
    this.source = source;
    this.noise = noise.copy();
  }

  /**
   * What becomes of a proposal; a pure function of the source, the noise and the proposal.
   *
   * @param soFar is told what the individual would be if it had to end now
   * @param expired whether it should end, since nobody waits for it any more
   * @throws CancellationException when the thread was interrupted or {@code expired} says so
   */
  public Individual run(Proposal proposal, Consumer<Individual> soFar, BooleanSupplier expired) {
    Objective objective = borrow();
    try {
      return ProposalRunner.run(proposal, cancellable(objective, expired), space(), noise, soFar);
    } finally {
      giveBack(objective);
    }
  }

  /** How many proposals like this one can be run together; 1 for one that is run by itself. */
  public int together(Proposal proposal) {
    if (!proposal.isPoint()) {
      return 1;
    }
    Objective objective = borrow();
    try {
      return ProposalRunner.together(proposal, objective);
    } finally {
      giveBack(objective);
    }
  }

  /**
   * What becomes of proposals that can be run {@link #together}: of each what {@link #run} makes of
   * it, bit for bit.
   *
   * @throws CancellationException as {@link #run} does
   */
  public List<Individual> runTogether(List<Proposal> proposals, BooleanSupplier expired) {
    Objective objective = borrow();
    try {
      return ProposalRunner.runTogether(proposals, cancellable(objective, expired), space());
    } finally {
      giveBack(objective);
    }
  }

  private static Objective cancellable(Objective objective, BooleanSupplier expired) {
    return InterceptedObjective.like(
        objective,
        (points, call) -> {
          check(expired);
          return call.apply(objective, points);
        });
  }

  private static void check(BooleanSupplier expired) {
    if (expired.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("nobody waits for the result any more");
    }
  }

  private synchronized SearchSpace space() {
    SearchSpace known = space;
    if (known == null) {
      known = source.space();
      space = known;
    }
    return known;
  }

  private Objective borrow() {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    return GuardedObjective.of(source);
  }

  private void giveBack(Objective objective) {
    synchronized (idle) {
      idle.push(objective);
    }
  }
}
