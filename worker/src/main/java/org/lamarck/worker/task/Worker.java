package org.lamarck.worker.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Life;
import org.lamarck.strategies.population.Proposal;

/**
 * Lives proposals against the objective of a source. Keeps the objectives that are opened, so that
 * a task on a warm executor opens nothing; any number of threads may use it, each with an objective
 * of its own.
 */
public final class Worker {
  private final ObjectiveSource source;
  private final Deque<Objective> idle = new ArrayDeque<>();
  private @Nullable SearchSpace space; // when the first task has come

  public Worker(ObjectiveSource source) {
    this.source = source;
  }

  /**
   * What becomes of a proposal; a pure function of the source and the proposal.
   *
   * @param soFar is told what the individual would be if it had to end now
   * @param expired whether it should end, since nobody waits for it any more
   * @throws CancellationException when the thread was interrupted or {@code expired} says so
   */
  public Individual live(Proposal proposal, Consumer<Individual> soFar, BooleanSupplier expired) {
    Objective objective = borrow();
    Objective cancellable =
        (x, derivatives) -> {
          if (expired.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("nobody waits for the result any more");
          }
          return objective.evaluate(x, derivatives);
        };
    try {
      return Life.live(proposal, cancellable, space(), soFar);
    } finally {
      synchronized (idle) {
        idle.push(objective);
      }
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
    return new GuardedObjective(source);
  }
}
