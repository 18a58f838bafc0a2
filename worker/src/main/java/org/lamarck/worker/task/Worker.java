package org.lamarck.worker.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Life;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.InputException;

/**
 * Lives proposals against problems. Holds the objectives of the last few problems, so that a task
 * on a warm executor compiles nothing; any number of threads may use it, each with an objective of
 * its own, all of one plan.
 */
public final class Worker {
  /** Problems kept; a session seldom alternates between more. */
  private static final int PROBLEMS = 4;

  private final Map<Key, Deque<ProblemObjective>> idle =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Deque<ProblemObjective>> eldest) {
          return size() > PROBLEMS;
        }
      };

  private record Key(String hash, EvaluationSettings settings) {}

  /**
   * What becomes of a proposal; a pure function of the arguments.
   *
   * @throws CancellationException when the thread was interrupted
   * @throws IllegalArgumentException when the problem cannot be compiled; a driver finds that out
   *     before it sends tasks
   */
  public Individual live(
      Proposal proposal, SerializedProblem problem, EvaluationSettings settings) {
    Key key = new Key(problem.hash(), settings);
    ProblemObjective objective = borrow(key, problem);
    try {
      return Life.live(proposal, cancellable(objective), objective.space());
    } finally {
      giveBack(key, objective);
    }
  }

  /** Where nobody waits for the result any more the thread is interrupted, and need not go on. */
  private static Objective cancellable(Objective objective) {
    return (x, derivatives) -> {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted between evaluations");
      }
      return objective.evaluate(x, derivatives);
    };
  }

  private ProblemObjective borrow(Key key, SerializedProblem problem) {
    synchronized (idle) {
      Deque<ProblemObjective> free = idle.get(key);
      if (free != null && !free.isEmpty()) {
        return free.pop();
      }
    }
    try {
      return ProblemObjective.of(problem.hash(), problem::problem, key.settings());
    } catch (InputException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void giveBack(Key key, ProblemObjective objective) {
    synchronized (idle) {
      idle.computeIfAbsent(key, unknown -> new ArrayDeque<>()).push(objective);
    }
  }
}
