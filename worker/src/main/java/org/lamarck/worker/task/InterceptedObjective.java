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
      return new Batched(batched, interceptor);
    }
    return kind instanceof NoisyObjective noisy
        ? new Noisy(noisy.draws(), interceptor)
        : new Plain(kind, interceptor);
  }

  /** The coarse one of {@code kind}; {@code own} where that has none. */
  private static Objective coarse(Objective kind, Interceptor interceptor, Objective own) {
    Objective rough = kind.coarse();
    return rough == kind
        ? own
        : like(rough, call -> interceptor.evaluate(one -> call.apply(one.coarse())));
  }

  private record Plain(Objective kind, Interceptor interceptor) implements Objective {
    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      return interceptor.evaluate(one -> one.evaluate(x, derivatives));
    }

    @Override
    public Objective coarse() {
      return InterceptedObjective.coarse(kind, interceptor, this);
    }
  }

  private record Batched(BatchedObjective kind, Interceptor interceptor)
      implements BatchedObjective {
    @Override
    public Objective coarse() {
      return InterceptedObjective.coarse(kind, interceptor, this);
    }

    @Override
    public int parts() {
      return kind.parts();
    }

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
