package org.lamarck.worker.task;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
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
     * Makes those of some points in one go.
     *
     * @param call what an objective of the kind is asked; can be made several times, and of some of
     *     the points
     */
    List<Evaluation> evaluate(List<Vector> points, Call call);

    /** Makes the one of a point. */
    default Evaluation evaluate(Vector x, BiFunction<Objective, Vector, Evaluation> call) {
      return evaluate(
              List.of(x),
              (one, points) -> points.stream().map(point -> call.apply(one, point)).toList())
          .get(0);
    }

    /** One for objectives of which those of this one make other ones. */
    default Interceptor through(UnaryOperator<Objective> other) {
      return (points, call) -> evaluate(points, (one, some) -> call.apply(other.apply(one), some));
    }
  }

  /** What an objective is asked at points. */
  @FunctionalInterface
  interface Call extends BiFunction<Objective, List<Vector>, List<Evaluation>> {}

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

  /** Another one that {@code kind} has; {@code own} where that has none. */
  private static Objective derived(
      Objective kind, Interceptor interceptor, Objective own, UnaryOperator<Objective> other) {
    Objective made = other.apply(kind);
    return made == kind ? own : like(made, interceptor.through(other));
  }

  /** What one without noise does with every call, whatever else it can do. */
  private interface Through extends Objective {
    Objective kind();

    Interceptor interceptor();

    @Override
    default Evaluation evaluate(Vector x, Derivatives derivatives) {
      return interceptor().evaluate(x, (one, point) -> one.evaluate(point, derivatives));
    }

    @Override
    default List<Evaluation> evaluateAll(List<Vector> points, Derivatives derivatives) {
      return interceptor().evaluate(points, (one, some) -> one.evaluateAll(some, derivatives));
    }

    @Override
    default int together() {
      return kind().together();
    }

    @Override
    default Objective coarse() {
      return derived(kind(), interceptor(), this, Objective::coarse);
    }

    @Override
    default Objective withoutRows() {
      return derived(kind(), interceptor(), this, Objective::withoutRows);
    }
  }

  private record Plain(Objective kind, Interceptor interceptor) implements Through {}

  private record Batched(BatchedObjective kind, Interceptor interceptor)
      implements Through, BatchedObjective {
    @Override
    public int parts() {
      return kind.parts();
    }

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives, int[] chosen) {
      return interceptor.evaluate(
          x, (one, point) -> ((BatchedObjective) one).evaluate(point, derivatives, chosen));
    }
  }

  private record Noisy(int draws, Interceptor interceptor) implements NoisyObjective {
    @Override
    public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
      return interceptor.evaluate(
          x,
          (one, point) -> // a second try reads anew
          ((NoisyObjective) one).draw(point, derivatives, noise.copy()));
    }
  }
}
