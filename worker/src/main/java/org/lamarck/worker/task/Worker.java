package org.lamarck.worker.task;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
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

  private final Object shortOfMemory = new Object();

  private record Key(String hash, EvaluationSettings settings) {}

  /**
   * What becomes of a proposal; a pure function of the arguments.
   *
   * @param soFar is told what the individual would be if it had to end now
   * @param expired whether it should end, since nobody waits for it any more
   * @throws CancellationException when the thread was interrupted or {@code expired} says so
   * @throws IllegalArgumentException when the problem cannot be compiled; a driver finds that out
   *     before it sends tasks
   */
  public Individual live(
      Proposal proposal,
      SerializedProblem problem,
      EvaluationSettings settings,
      Consumer<Individual> soFar,
      BooleanSupplier expired) {
    Bench bench = new Bench(new Key(problem.hash(), settings), problem);
    Objective cancellable =
        (x, derivatives) -> {
          if (expired.getAsBoolean() || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("nobody waits for the result any more");
          }
          return bench.evaluate(x, derivatives);
        };
    Individual individual = Life.live(proposal, cancellable, bench.objective.space(), soFar);
    bench.giveBack(); // not what was left in the middle of an evaluation
    return individual;
  }

  /** An objective for the length of a life; one whose memory did not suffice is replaced. */
  private final class Bench {
    private final Key key;
    private final SerializedProblem problem;
    private ProblemObjective objective;

    Bench(Key key, SerializedProblem problem) {
      this.key = key;
      this.problem = problem;
      objective = borrow(key, problem);
    }

    /** Where memory is short, threads try again one after the other: most were only bystanders. */
    Evaluation evaluate(Vector x, Derivatives derivatives) {
      Evaluation evaluation = attempt(x, derivatives);
      if (!isOutOfMemory(evaluation)) {
        return evaluation;
      }
      synchronized (idle) {
        idle.clear();
      }
      synchronized (shortOfMemory) {
        objective = compiled(key, problem);
        evaluation = attempt(x, derivatives);
        if (isOutOfMemory(evaluation)) {
          objective = compiled(key, problem);
        }
        return evaluation;
      }
    }

    private Evaluation attempt(Vector x, Derivatives derivatives) {
      try {
        return objective.evaluate(x, derivatives);
      } catch (OutOfMemoryError error) { // the workspace goes with the objective
        return new Evaluation.Failed(
            Evaluation.Reason.OUT_OF_MEMORY, "", Double.NaN, String.valueOf(error.getMessage()));
      }
    }

    private static boolean isOutOfMemory(Evaluation evaluation) {
      return evaluation instanceof Evaluation.Failed failed
          && failed.reason() == Evaluation.Reason.OUT_OF_MEMORY;
    }

    void giveBack() {
      synchronized (idle) {
        idle.computeIfAbsent(key, unknown -> new ArrayDeque<>()).push(objective);
      }
    }
  }

  private ProblemObjective borrow(Key key, SerializedProblem problem) {
    synchronized (idle) {
      Deque<ProblemObjective> free = idle.get(key);
      if (free != null && !free.isEmpty()) {
        return free.pop();
      }
    }
    return compiled(key, problem);
  }

  private static ProblemObjective compiled(Key key, SerializedProblem problem) {
    try {
      return ProblemObjective.of(problem.hash(), problem::problem, key.settings());
    } catch (InputException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
