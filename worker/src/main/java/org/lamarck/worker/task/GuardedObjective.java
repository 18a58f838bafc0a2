package org.lamarck.worker.task;

import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

/**
 * The objective of a source, for one thread: whatever is thrown by it is a failed evaluation with
 * its reason. The one in which it was thrown is replaced by a new one, and its workspace with it.
 */
public final class GuardedObjective {
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
    return InterceptedObjective.like(opened, new GuardedObjective(source, opened)::guard);
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
