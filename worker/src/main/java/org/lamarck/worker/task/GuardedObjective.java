package org.lamarck.worker.task;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.lamarck.strategies.linalg.Vector;
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

  /**
   * Where memory is short, threads try again one after the other: most were only bystanders. So
   * were most of the points among which something was thrown: then each is tried by itself.
   */
  private List<Evaluation> guard(List<Vector> points, InterceptedObjective.Call call) {
    List<Evaluation> there = attempt(points, call);
    boolean isShort = there.stream().anyMatch(GuardedObjective::isShortOfMemory);
    if (points.size() > 1 && (isShort || there.size() < points.size())) {
      return points.stream().flatMap(x -> guard(List.of(x), call).stream()).toList();
    }
    if (isShort) {
      synchronized (SHORT_OF_MEMORY) {
        return attempt(points, call);
      }
    }
    return there;
  }

  private static boolean isShortOfMemory(Evaluation evaluation) {
    return evaluation instanceof Evaluation.Failed failed
        && failed.reason() == Evaluation.Reason.OUT_OF_MEMORY;
  }

  /** The evaluations; of what was thrown a single one. */
  @SuppressWarnings("checkstyle:IllegalCatch") // user code may throw anything
  private List<Evaluation> attempt(List<Vector> points, InterceptedObjective.Call call) {
    Throwable thrown;
    try {
      return call.apply(objective, points);
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

  private static List<Evaluation> failed(Evaluation.Reason reason, String detail) {
    return List.of(new Evaluation.Failed(reason, "", Double.NaN, detail));
  }
}
