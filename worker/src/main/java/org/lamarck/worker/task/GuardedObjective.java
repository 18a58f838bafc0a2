package org.lamarck.worker.task;

import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.BatchedObjective;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;

/**
 * The objective of a source, for one thread: whatever is thrown by it is a failed evaluation with
 * its reason. The one in which it was thrown is replaced by a new one, and its workspace with it.
 */
public final class GuardedObjective implements Objective {
  /** Held by a thread that tries again for want of memory. */
  private static final Object SHORT_OF_MEMORY = new Object();

  private final ObjectiveSource source;
  private Objective objective;

  private GuardedObjective(ObjectiveSource source, Objective opened) {
    this.source = source;
    objective = opened;
  }

  /** The objective that a source opens, guarded; a noisy one is noisy still. */
  public static Objective of(ObjectiveSource source) {
    Objective opened = source.open();
    GuardedObjective guarded = new GuardedObjective(source, opened);
    if (opened instanceof BatchedObjective batched) {
      return guarded.new Batched(batched.parts());
    }
    return opened instanceof NoisyObjective noisy ? guarded.new Noisy(noisy.draws()) : guarded;
  }

  /** Each batch is guarded. */
  private final class Batched implements BatchedObjective {
    private final int parts;

    Batched(int parts) {
      this.parts = parts;
    }

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives) {
      return GuardedObjective.this.evaluate(x, derivatives);
    }

    @Override
    public int parts() {
      return parts;
    }

    @Override
    public Evaluation evaluate(Vector x, Derivatives derivatives, int[] chosen) {
      return guard(one -> ((BatchedObjective) one).evaluate(x, derivatives, chosen));
    }
  }

  /** Each draw is guarded. */
  private final class Noisy implements NoisyObjective {
    private final int draws;

    Noisy(int draws) {
      this.draws = draws;
    }

    @Override
    public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
      return guard(
          one ->
              ((NoisyObjective) one).draw(x, derivatives, noise.copy())); // a second try reads anew
    }

    @Override
    public int draws() {
      return draws;
    }
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    return guard(one -> one.evaluate(x, derivatives));
  }

  /** Where memory is short, threads try again one after the other: most were only bystanders. */
  private Evaluation guard(Function<Objective, Evaluation> call) {
    Evaluation evaluation = attempt(call);
    if (evaluation instanceof Evaluation.Failed failed
        && failed.reason() == Evaluation.Reason.OUT_OF_MEMORY) {
      synchronized (SHORT_OF_MEMORY) {
        return attempt(call);
      }
    }
    return evaluation;
  }

  @SuppressWarnings("checkstyle:IllegalCatch") // user code may throw anything
  private Evaluation attempt(Function<Objective, Evaluation> call) {
    Throwable thrown;
    try {
      return call.apply(objective);
    } catch (OutOfMemoryError | StackOverflowError error) {
      thrown = error;
    } catch (VirtualMachineError | CancellationException error) {
      throw error;
    } catch (Throwable error) {
      thrown = error;
    }
    objective = source.open();
    return thrown instanceof OutOfMemoryError
        ? failed(Evaluation.Reason.OUT_OF_MEMORY, String.valueOf(thrown.getMessage()))
        : failed(Evaluation.Reason.USER_ERROR, thrown.toString());
  }

  private static Evaluation failed(Evaluation.Reason reason, String detail) {
    return new Evaluation.Failed(reason, "", Double.NaN, detail);
  }
}
