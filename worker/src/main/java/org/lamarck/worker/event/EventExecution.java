package org.lamarck.worker.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.LagShape;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.PointFunction;
import org.lamarck.worker.tolerance.ErrorScale;
import org.lamarck.worker.tolerance.EventMemory;

/**
 * What happens between steps: switches change, events are triggered, wait and are executed. The
 * semantics are those of SBML Level 3 Version 2, section 4.11.6.
 *
 * <p>At an instant the conditions are looked at twice: with the switches at their thresholds, where
 * ≥ and = hold, and with the switches on the side where the flow goes, where &gt; holds. Each time
 * triggered events are executed one after the other, by priority, until nothing is left to do. What
 * the second look triggers happens just after the instant: outputs at its time come before it.
 *
 * <p>What waits is in an {@link EventQueue}; {@link AlgebraicStates} follow all that changes.
 */
public final class EventExecution {
  /** More executions at one instant are taken for a circle of events. */
  private static final int MOST_EXECUTIONS = 20_000;

  /** More changes of sides at one instant are taken for chattering. */
  private static final int MOST_CHANGES = 50;

  private final Discontinuities system;
  private final Step step;
  private final SwitchingFunctions switches;
  private final AlgebraicStates algebraic;
  private final EventQueue queue;
  private final List<LagShape> lags;
  private final int gate;
  private final double[] slope;
  private final double[] slopeBefore;
  private Present present = new Present(new Point(0));
  private int executions;
  private boolean isKink;
  private Samples samples = Samples.NONE;
  private SecondaryEquations secondary = SecondaryEquations.NONE;

  public EventExecution(Step step) {
    this.step = step;
    this.system = step.system().discontinuities();
    int states = step.system().structure().states();
    this.switches = new SwitchingFunctions(system, states, step.system().structure().constants());
    this.algebraic = new AlgebraicStates(step, switches);
    this.queue = new EventQueue(system, present);
    this.gate = system.gate();
    this.slope = new double[states];
    this.lags = step.lags().shapes();
    this.slopeBefore = new double[states];
  }

  /** Whether there is nothing that could interrupt the flow. */
  public boolean areNone() {
    return switches.count() == 0 && system.events().isEmpty() && lags.isEmpty() && gate < 0;
  }

  public SwitchingFunctions switches() {
    return switches;
  }

  /**
   * The start: modes are set, and events whose conditions hold there may be triggered.
   *
   * @param at where the integration stands; states and modes are changed in place, from now on
   * @param memory of the integration that this one goes on with
   */
  public @Nullable Outcome begin(
      Point at, @Nullable EventMemory memory, Samples outputs, SecondaryEquations carried) {
    beginAt(at, outputs, carried);
    queue.begin(present, memory);
    switches.begin(at);
    step.lags().beginAt(at.time());
    for (LagShape lag : lags) {
      if (lag.isFixed() && !(lag.delay().value(at) >= 0)) {
        return new Outcome.Failed(
            Reason.INVALID_PARAMETERS, at.time(), "a delay is " + lag.delay().value(at));
      }
    }
    return run(new Transition.Cause.Fixed(), true);
  }

  private void beginAt(Point at, Samples outputs, SecondaryEquations carried) {
    samples = outputs;
    secondary = carried;
    present = new Present(at);
  }

  /** What is left for an integration that goes on from here. */
  public EventMemory memory(ErrorScale scale) {
    return queue.memory(scale);
  }

  /** Whether fast reactions go on alone before the start. */
  public boolean hasFastReactions() {
    return gate >= 0;
  }

  /** Closes the gate: from now on, until {@link #begin}, fast reactions go on alone. */
  public @Nullable Outcome beginBefore(Point at, SecondaryEquations carried) {
    beginAt(at, Samples.NONE, carried);
    queue.clear(present);
    switches.begin(at);
    at.constants()[gate] = 0;
    if (algebraic.areNone()) {
      return null;
    }
    try {
      end(first(new Transition.Cause.Fixed()));
      return null;
    } catch (Impassable e) {
      return e.outcome(at.time());
    }
  }

  /** The start, with algebraic states that were guesses. */
  private Transition first(Transition.Cause cause) throws Impassable {
    algebraic.solveGuesses(present);
    step.lags().begin(present.at());
    step.flow(present.at(), slope);
    Transition instant = new Transition(cause, present.moment(), slope);
    instant.add(algebraic.restored(present));
    return instant;
  }

  /** When the next event is to be executed; infinite when none waits. */
  public double nextExecution() {
    return queue.next();
  }

  /**
   * Goes through an instant; the state is changed in place.
   *
   * @return a failure, or nothing
   */
  public @Nullable Outcome pass() {
    present.changed();
    Transition.Cause cause = queue.cause();
    if (switches.anyReached() && cause instanceof Transition.Cause.Fixed) {
      cause = new Transition.Cause.Crossing(switches.cause());
    }
    return run(cause, false);
  }

  private @Nullable Outcome run(Transition.Cause cause, boolean isFirst) {
    try {
      Transition instant;
      if (isFirst && !algebraic.areNone()) {
        instant = first(cause);
      } else {
        step.flow(present.at(), slope);
        instant = new Transition(cause, present.moment(), slope);
      }
      System.arraycopy(slope, 0, slopeBefore, 0, slope.length);
      instant = goThrough(instant, isFirst);
      boolean isQuiet = present.moment() == instant.before() && instant.operations().isEmpty();
      if (!isQuiet || isKink || (isFirst && !lags.isEmpty())) {
        step.flow(present.at(), slope);
        close(instant, isFirst);
      }
      return null;
    } catch (Impassable e) {
      return e.outcome(present.at().time());
    }
  }

  /** Ends an instant with the slope just after it. */
  private void close(Transition instant, boolean isFirst) throws Impassable {
    for (LagShape lag : lags) {
      scheduleJump(lag, instant, isFirst);
    }
    end(instant);
  }

  private void end(Transition instant) throws Impassable {
    instant.end(present.moment(), slope);
    if (!secondary.pass(instant)) {
      throw new Impassable(
          Reason.NON_FINITE,
          "what interrupts the flow only touches its threshold here (grazing), so there is no"
              + " derivative");
    }
  }

  /** What happens at a time; the instant that is left open. */
  private Transition goThrough(Transition begun, boolean isFirst) throws Impassable {
    Transition instant = begun;
    executions = 0;
    if (isFirst && gate >= 0) {
      present.at().constants()[gate] = 1;
      present.changed();
    }
    isKink = false;
    queue.after(false);
    step.lags().beginAt(present.at().time());
    if (switches.rest()) {
      present.changed();
      refresh(instant);
    }
    execute(instant);
    instant = leave(instant, isFirst);
    if (step.lags().settle(present.at())) {
      present.changed();
      algebraic.follow(present, instant);
    }
    switches.end();
    return instant;
  }

  /** Takes notice of changed states or modes. */
  private void refresh(Transition instant) throws Impassable {
    if (switches.refresh()) {
      present.changed();
    }
    algebraic.follow(present, instant);
  }

  /** Sends switches to where the flow goes, and does what follows just after the instant. */
  private Transition leave(Transition begun, boolean isFirst) throws Impassable {
    Transition instant = begun;
    queue.after(true);
    for (int changes = 0; ; changes++) {
      step.flow(present.at(), slope);
      boolean isLeaving = switches.leave(slope);
      if (!isLeaving && !queue.isDue()) {
        return instant;
      }
      if (changes > MOST_CHANGES) {
        throw new Impassable(
            "a switch goes to and fro at one time (chattering): on each side of its threshold the"
                + " flow leads to the other side");
      }
      if (isLeaving) {
        present.changed();
        refresh(instant);
      }
      if (samples.areHere() && (queue.isDue() || queue.triggersNow())) {
        instant = sample(instant, isFirst);
      }
      execute(instant);
    }
  }

  /** Takes the outputs at this time, between what has happened at it and what happens after it. */
  private Transition sample(Transition instant, boolean isFirst) throws Impassable {
    if (instant.operations().isEmpty()) {
      samples.take();
      return instant;
    }
    step.flow(present.at(), slope);
    close(instant, isFirst);
    samples.take();
    System.arraycopy(slope, 0, slopeBefore, 0, slope.length);
    return new Transition(instant.cause(), present.moment(), slope);
  }

  /** Triggers and executes until nothing is left to do now. */
  private void execute(Transition instant) throws Impassable {
    queue.trigger(instant);
    for (EventQueue.Execution next = queue.take(); next != null; next = queue.take()) {
      if (++executions > MOST_EXECUTIONS) {
        throw new Impassable("events trigger each other without end, among them " + next.id());
      }
      execute(next, instant);
      queue.trigger(instant);
    }
  }

  /** What jumps or turns here does so once more when the lag has passed. */
  private void scheduleJump(LagShape lag, Transition instant, boolean isFirst) {
    Point at = present.at();
    int earlier = isFirst && gate >= 0 && lag.slopeBefore() == null ? lag.state() : lag.source();
    double before = instant.before().state()[earlier]; // fast reactions may have changed it since
    boolean jumps = before != at.state()[lag.source()];
    boolean turns = slopeBefore[lag.source()] != slope[lag.source()];
    if (lag.isFixed() && lag.delay().value(at) > 0 && (isFirst || jumps || turns)) {
      queue.scheduleJump(lag, jumps, instant);
    }
  }

  private void execute(EventQueue.Execution execution, Transition instant) throws Impassable {
    int[] targets = execution.targets();
    isKink |= execution.isLag();
    if (targets.length == 0) {
      return;
    }
    Point at = present.at();
    double[] values = new double[targets.length];
    List<Transition.Target> assigned = new ArrayList<>(targets.length);
    for (int j = 0; j < targets.length; j++) {
      int e = execution.number();
      PointFunction value = execution.isRemembered() ? null : system.value(e, j);
      PointFunction factor = execution.isLag() ? null : system.factor(e, j);
      double base = value == null ? execution.values()[j] : value.value(at);
      int slot = value == null ? execution.slot() + j : -1;
      values[j] = factor == null ? base : base * factor.value(at);
      assigned.add(new Transition.Target(targets[j], value, slot, factor, base));
    }
    instant.add(new Transition.Assign(assigned, present.moment()));
    for (int j = 0; j < targets.length; j++) {
      at.state()[targets[j]] = values[j];
    }
    present.changed();
    refresh(instant);
  }
}
