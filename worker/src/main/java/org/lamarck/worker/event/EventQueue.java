package org.lamarck.worker.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.EventShape;
import org.lamarck.worker.system.LagShape;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.PointFunction;
import org.lamarck.worker.tolerance.ErrorScale;
import org.lamarck.worker.tolerance.EventMemory;

/**
 * Events that have been triggered and jumps that lags will make, waiting for their time; which of
 * them is next, by priority and, among equals, by chance.
 */
final class EventQueue {
  private static final int[] NOTHING = {};
  private static final long SEED = 20_110_411;

  private final Discontinuities system;
  private final List<EventShape> events;
  private final double[] truths;
  private final boolean[] holds;
  private final List<Execution> waiting = new ArrayList<>();
  private Present present;
  private RandomStream random = RandomStream.of(SEED);
  private int slots;
  private boolean isAfter; // just after the instant

  /**
   * What waits.
   *
   * @param event absent for the jump of a lag
   * @param slot of the values that are remembered, the first of them
   * @param isAfter just after its time, as it was triggered just after another
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, read once
  record Execution(
      @Nullable EventShape event,
      int number,
      double time,
      int timeSlot,
      int[] targets,
      double[] values,
      int slot,
      boolean isAfter) {
    /** Whether it is a jump of a lag. */
    boolean isLag() {
      return event == null;
    }

    /** Whether its values were taken when it was triggered. */
    boolean isRemembered() {
      return event == null || event.valuesFromTriggerTime();
    }

    /** How messages call it. */
    String id() {
      return event == null ? "a jump that comes back later" : event.id();
    }
  }

  EventQueue(Discontinuities system, Present present) {
    this.system = system;
    this.present = present;
    this.events = system.events();
    this.truths = new double[events.size()];
    this.holds = new boolean[events.size()];
  }

  /** Nothing waits any more. */
  void clear(Present now) {
    present = now;
    waiting.clear();
  }

  /**
   * An integration begins.
   *
   * @param memory of the integration that it goes on with
   */
  void begin(Present now, @Nullable EventMemory memory) {
    clear(now);
    slots = 0;
    random = RandomStream.of(SEED);
    for (int e = 0; e < holds.length; e++) {
      holds[e] = memory == null ? events.get(e).initialValue() : memory.holds(e);
    }
  }

  /** What is left for an integration that goes on from here. */
  EventMemory memory(ErrorScale scale) {
    return new EventMemory(
        holds,
        waiting.stream().anyMatch(execution -> !execution.isLag()),
        scale.reached(),
        scale.wasZero());
  }

  /** When the next event is to be executed; infinite when none waits. */
  double next() {
    double next = Double.POSITIVE_INFINITY;
    for (Execution execution : waiting) {
      next = Math.min(next, execution.time);
    }
    return next;
  }

  /** What is due first of all that is due now, as a cause; that nothing is, as none. */
  Transition.Cause cause() {
    Transition.Cause cause = new Transition.Cause.Fixed();
    double earliest = present.at().time();
    for (Execution execution : waiting) {
      if (execution.time <= earliest) {
        earliest = execution.time;
        cause = new Transition.Cause.Scheduled(execution.timeSlot);
      }
    }
    return cause;
  }

  /** From now on what is triggered is so at the instant, or just after it. */
  void after(boolean isSo) {
    isAfter = isSo;
  }

  /** Whether any event is to be executed now. */
  boolean isDue() {
    for (Execution execution : waiting) {
      if (isNow(execution)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNow(Execution execution) {
    double t = present.at().time();
    return execution.time < t || (execution.time == t && (isAfter || !execution.isAfter));
  }

  private void evaluateTriggers() {
    Point at = present.at();
    system.triggers(at.time(), at.state(), at.constants(), truths);
  }

  /** Whether an event is triggered now that is executed at once. */
  boolean triggersNow() {
    evaluateTriggers();
    for (int e = 0; e < holds.length; e++) {
      PointFunction delay = system.delay(e);
      if (truths[e] != 0 && !holds[e] && (delay == null || delay.value(present.at()) == 0)) {
        return true;
      }
    }
    return false;
  }

  /** Lets triggers be triggered, and those that hold no longer forget what need not persist. */
  void trigger(Transition instant) throws Impassable {
    evaluateTriggers();
    for (int e = 0; e < holds.length; e++) {
      boolean now = truths[e] != 0;
      if (now && !holds[e]) {
        schedule(e, instant);
      } else if (!now && holds[e] && !events.get(e).persistent()) {
        int event = e;
        waiting.removeIf(execution -> !execution.isLag() && execution.number == event);
      }
      holds[e] = now;
    }
  }

  private void schedule(int e, Transition instant) throws Impassable {
    EventShape event = events.get(e);
    PointFunction delay = system.delay(e);
    double t = present.at().time();
    double time = t;
    int timeSlot = slots;
    if (delay != null) {
      time = t + delay.value(present.at());
      if (!(time >= t)) {
        throw new Impassable("the delay of event " + event.id() + " is " + (time - t));
      }
      slots++;
      instant.add(new Transition.Remember(timeSlot, delay, true, present.moment()));
    }
    int valueSlot = slots;
    double[] values = {};
    if (event.valuesFromTriggerTime()) {
      values = new double[event.targets().length];
      for (int j = 0; j < values.length; j++) {
        PointFunction value = system.value(e, j);
        values[j] = value.value(present.at());
        instant.add(new Transition.Remember(slots++, value, false, present.moment()));
      }
    }
    waiting.add(
        new Execution(event, e, time, timeSlot, event.targets(), values, valueSlot, isAfter));
  }

  /**
   * What jumps or turns here does so once more when the lag has passed.
   *
   * @param jumps whether the source has another value than before
   */
  void scheduleJump(LagShape lag, boolean jumps, Transition instant) {
    int timeSlot = slots++;
    instant.add(new Transition.Remember(timeSlot, lag.delay(), true, present.moment()));
    int valueSlot = slots;
    if (jumps) {
      StateValue source = new StateValue(lag.source());
      instant.add(new Transition.Remember(slots++, source, false, present.moment()));
    }
    Point at = present.at();
    waiting.add(
        new Execution(
            null,
            -1,
            at.time() + lag.delay().value(at),
            timeSlot,
            jumps ? new int[] {lag.state()} : NOTHING,
            jumps ? new double[] {at.state()[lag.source()]} : new double[0],
            valueSlot,
            false));
  }

  /** Takes out what is to be executed now; nothing when nothing is. */
  @Nullable Execution take() {
    int best = -1;
    double bestPriority = Double.NaN;
    int equals = 0;
    for (int i = 0; i < waiting.size(); i++) {
      Execution execution = waiting.get(i);
      if (!isNow(execution)) {
        continue;
      }
      if (execution.isLag()) {
        return waiting.remove(i);
      }
      PointFunction formula = system.priority(execution.number);
      double priority = formula == null ? Double.NEGATIVE_INFINITY : formula.value(present.at());
      if (best < 0 || priority > bestPriority) {
        best = i;
        bestPriority = priority;
        equals = 1;
      } else if (priority == bestPriority && random.nextInt(++equals) == 0) {
        best = i; // each of the equal ones with the same probability
      }
    }
    return best < 0 ? null : waiting.remove(best);
  }
}
