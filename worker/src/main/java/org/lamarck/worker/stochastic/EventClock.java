package org.lamarck.worker.stochastic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.model.KernelFactory;
import org.lamarck.worker.problem.Event;

/**
 * The events of one run: what was triggered waits for its time; of what is due at one time the
 * highest priority goes first, and among equals chance decides (SBML Level 3 Version 2, section
 * 4.11). Each execution may trigger others, or cancel those that do not persist.
 */
final class EventClock {
  /** More events at one time than any model means: they trigger each other for ever. */
  private static final int MOST_AT_ONCE = 100_000;

  private final EventTable table;
  private final Kernel triggers;
  private final List<Kernels> kernels = new ArrayList<>();
  private final DrawTable.Drawing drawing;
  private final double[] truths;
  private final boolean[] holds;
  private final List<Execution> waiting = new ArrayList<>();
  private final double[] one = new double[1];
  private RandomStream random = RandomStream.of(0);

  private record Kernels(Kernel values, Kernel factors, Kernel delay, Kernel priority) {}

  /** What waits: its values when they were taken at the time of the trigger. */
  @SuppressWarnings("ArrayRecordComponent") // made once, read once
  private record Execution(int event, double time, double[] values) {}

  EventClock(EventTable table, DrawTable.Drawing drawing) {
    this.table = table;
    this.drawing = drawing;
    triggers = table.triggers().newKernel();
    truths = new double[table.size()];
    holds = new boolean[table.size()];
    for (int e = 0; e < table.size(); e++) {
      EventTable.CompiledEvent event = table.event(e);
      kernels.add(
          new Kernels(
              event.values().newKernel(),
              event.factors().newKernel(),
              kernel(event.delay(), event.values()),
              kernel(event.priority(), event.values())));
    }
  }

  /** A kernel, of another factory where there is none; it is not called then. */
  private static Kernel kernel(@Nullable KernelFactory factory, KernelFactory other) {
    return (factory == null ? other : factory).newKernel();
  }

  /** A run begins. */
  void start(RandomStream stream) {
    random = stream;
    waiting.clear();
    for (int e = 0; e < holds.length; e++) {
      holds[e] = table.event(e).event().trigger().initialValue();
    }
  }

  /** When the next event that was triggered is to be executed; infinite when none waits. */
  double next() {
    double next = Double.POSITIVE_INFINITY;
    for (Execution execution : waiting) {
      next = Math.min(next, execution.time);
    }
    return next;
  }

  /** Whether the conditions hold now as they did when they were last looked at. */
  boolean isQuiet(double t, double[] y, double[] p) {
    triggers.evaluate(t, y, p, truths);
    for (int e = 0; e < holds.length; e++) {
      if (truths[e] != 0 != holds[e]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Triggers and executes all that is due.
   *
   * @return whether states were changed
   */
  boolean settle(double t, double[] y, double[] p) throws JumpFailure {
    boolean changed = false;
    trigger(t, y, p);
    int executed = 0;
    for (int due = take(t, y, p); due >= 0; due = take(t, y, p)) {
      if (++executed > MOST_AT_ONCE) {
        throw new JumpFailure(t, "events trigger each other without end");
      }
      execute(waiting.remove(due), t, y, p);
      changed = true;
      trigger(t, y, p);
    }
    return changed;
  }

  private void trigger(double t, double[] y, double[] p) throws JumpFailure {
    if (isQuiet(t, y, p)) {
      return;
    }
    for (int e = 0; e < holds.length; e++) {
      boolean now = truths[e] != 0;
      Event event = table.event(e).event();
      if (now && !holds[e]) {
        schedule(e, t, y, p);
      } else if (!now && holds[e] && !event.trigger().persistent()) {
        int number = e;
        waiting.removeIf(execution -> execution.event == number);
      }
      holds[e] = now;
    }
  }

  private void schedule(int e, double t, double[] y, double[] p) throws JumpFailure {
    EventTable.CompiledEvent event = table.event(e);
    double delay = 0;
    if (event.delay() != null) {
      drawing.draw(event.draws().ofDelay(), random, t, y, p);
      kernels.get(e).delay.evaluate(t, y, p, one);
      delay = one[0];
      if (!(delay >= 0)) {
        throw new JumpFailure(t, "the delay of event " + event.event().id() + " is " + delay);
      }
    }
    double[] values = {};
    if (event.event().valuesFromTriggerTime()) {
      values = values(e, t, y, p);
    }
    waiting.add(new Execution(e, t + delay, values));
  }

  private double[] values(int e, double t, double[] y, double[] p) throws JumpFailure {
    EventTable.CompiledEvent event = table.event(e);
    drawing.draw(event.draws().ofValues(), random, t, y, p);
    double[] values = new double[event.targets().length];
    kernels.get(e).values.evaluate(t, y, p, values);
    return values;
  }

  private void execute(Execution execution, double t, double[] y, double[] p) throws JumpFailure {
    int e = execution.event;
    EventTable.CompiledEvent event = table.event(e);
    double[] values = event.event().valuesFromTriggerTime() ? execution.values : values(e, t, y, p);
    double[] factors = new double[values.length];
    kernels.get(e).factors.evaluate(t, y, p, factors);
    for (int i = 0; i < values.length; i++) {
      double value = values[i] * factors[i];
      if (!Double.isFinite(value)) {
        throw new JumpFailure(t, "event " + event.event().id() + " sets a value to " + values[i]);
      }
      y[event.targets()[i]] = value;
    }
  }

  /** The place of what is to be executed first of all that is due; −1 when nothing is. */
  private int take(double t, double[] y, double[] p) throws JumpFailure {
    int best = -1;
    double bestPriority = Double.NaN;
    int equals = 0;
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i).time > t) {
        continue;
      }
      double priority = priority(waiting.get(i).event, t, y, p);
      if (best < 0 || priority > bestPriority) {
        best = i;
        bestPriority = priority;
        equals = 1;
      } else if (priority == bestPriority && random.nextInt(++equals) == 0) {
        best = i; // each of the equal ones with the same probability
      }
    }
    return best;
  }

  private double priority(int e, double t, double[] y, double[] p) throws JumpFailure {
    EventTable.CompiledEvent event = table.event(e);
    if (event.priority() == null) {
      return Double.NEGATIVE_INFINITY;
    }
    drawing.draw(event.draws().ofPriority(), random, t, y, p);
    kernels.get(e).priority.evaluate(t, y, p, one);
    return one[0];
  }
}
