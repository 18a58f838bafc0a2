package org.lamarck.worker.task;

import java.util.function.Function;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.BatchedObjective;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.random.RandomStream;

/** An objective whose every evaluation somebody else makes, who may refuse or repeat it. */
final class InterceptedObjective {
  private InterceptedObjective() {}

  /** Makes evaluations. */
  @FunctionalInterface
  interface Interceptor {
    /**
     * Makes one.
     *
     * @param call what an objective of the kind is asked; can be made several times
     */
    Evaluation evaluate(Function<Objective, Evaluation> call);
  }

  /**
   * An objective of the kind of another: noisy, in batches, or neither.
   *
   * @param interceptor gives calls to that one, or to another of its kind
   */
  static Objective like(Objective kind, Interceptor interceptor) {
    if (kind instanceof BatchedObjective batched) {
      return new Batched(batched.parts(), interceptor);
    }
    return kind instanceof NoisyObjective noisy
        ? new Noisy(noisy.draws(), interceptor)
        : (x, derivatives) -> interceptor.evaluate(one -> one.evaluate(x, derivatives));
  }

  private record Batched(int parts, Interceptor interceptor) implements BatchedObjective {
    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      return interceptor.evaluate(one -> one.evaluate(x, derivatives));
    }

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives, int[] chosen) {
      return interceptor.evaluate(one -> ((BatchedObjective) one).evaluate(x, derivatives, chosen));
    }
  }

  private record Noisy(int draws, Interceptor interceptor) implements NoisyObjective {
    @Override
    public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
      return interceptor.evaluate(
          one ->
              ((NoisyObjective) one).draw(x, derivatives, noise.copy())); // a second try reads anew
    }
  }
}
