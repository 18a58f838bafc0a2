package org.lamarck.worker.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.PointFunction;

/**
 * A point of time at which the flow is interrupted (a discrete transition of a hybrid system), with
 * all that its derivatives need: when it is, and what was computed there, one operation after
 * another.
 *
 * <p>Numbers that outlive an instant — the time at which a delayed event is executed, values taken
 * when it was triggered — are kept in slots, numbered through an integration.
 */
public final class Transition {
  private static final long OBJECT = 64; // bytes of an object and what refers to it

  private final Cause cause;
  private final Point before;
  private final double[] slopeBefore;
  private final List<Operation> operations = new ArrayList<>();
  private Point after;
  private double[] slopeAfter = {};

  /** What the time of the instant depends on. */
  public sealed interface Cause {
    /** Nothing. */
    record Fixed() implements Cause {}

    /** An indicator becomes zero, or a whole number. */
    record Crossing(PointFunction indicator) implements Cause {}

    /** A slot says when. */
    record Scheduled(int slot) implements Cause {}
  }

  /**
   * A step of the computation; its functions are evaluated at its moment, which stays as it was.
   */
  public sealed interface Operation {
    Point moment();
  }

  /**
   * slot ← function.
   *
   * @param fromNow whether the time of the instant is added
   * @param function absent for the number 0
   */
  public record Remember(int slot, @Nullable PointFunction function, boolean fromNow, Point moment)
      implements Operation {}

  /** States ← functions, all at once. */
  public record Assign(List<Target> targets, Point moment) implements Operation {
    public Assign {
      targets = List.copyOf(targets);
    }
  }

  /**
   * A state and where its new value comes from.
   *
   * @param function absent when it comes from the slot
   * @param factor by which that is multiplied, of the moment of the assignment; absent for 1
   * @param base the number that it multiplies
   */
  public record Target(
      int state,
      @Nullable PointFunction function,
      int slot,
      @Nullable PointFunction factor,
      double base) {}

  /**
   * Algebraic states ← what solves their equations at the moment, which is after it; its time is
   * that at which the equations are evaluated.
   */
  public record Restore(Point moment) implements Operation {}

  Transition(Cause cause, Point before, double[] slopeBefore) {
    this.cause = cause;
    this.before = before;
    this.slopeBefore = slopeBefore.clone();
    this.after = before;
  }

  void add(Operation operation) {
    operations.add(operation);
  }

  void end(Point moment, double[] slope) {
    after = moment;
    slopeAfter = slope.clone();
  }

  public double time() {
    return before.time();
  }

  public Cause cause() {
    return cause;
  }

  public Point before() {
    return before;
  }

  public Point after() {
    return after;
  }

  /** dy/dt just before; not to be written to. */
  public double[] slopeBefore() {
    return slopeBefore;
  }

  /** dy/dt just after; not to be written to. */
  public double[] slopeAfter() {
    return slopeAfter;
  }

  /** In the order they were made. */
  public List<Operation> operations() {
    return Collections.unmodifiableList(operations);
  }

  /** About how many bytes it takes. */
  public long bytes() {
    long moment =
        OBJECT + (long) Double.BYTES * (before.state().length + before.constants().length);
    long bytes = 2 * moment + (long) Double.BYTES * (slopeBefore.length + slopeAfter.length);
    for (Operation operation : operations) {
      bytes += moment + OBJECT;
      if (operation instanceof Assign assign) {
        bytes += OBJECT * assign.targets().size();
      }
    }
    return bytes;
  }
}
