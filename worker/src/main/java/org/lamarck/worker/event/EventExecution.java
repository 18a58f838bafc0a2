package org.lamarck.worker.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.method.Constraints;
import org.lamarck.worker.method.ErrorScale;
import org.lamarck.worker.method.EventMemory;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.EventShape;
import org.lamarck.worker.system.LagShape;
import org.lamarck.worker.system.PointFunction;

/**
 * What happens between steps: switches change, events are triggered, wait and are executed. The
 * semantics are those of SBML Level 3 Version 2, section 4.11.6.
 *
 * <p>At an instant the conditions are looked at twice: with the switches at their thresholds, where
 * ≥ and = hold, and with the switches on the side where the flow goes, where &gt; holds. Each time
 * triggered events are executed one after the other, by priority, until nothing is left to do. What
 * the second look triggers happens just after the instant: outputs at its time come before it.
 *
 * <p>Whatever changes a state or a mode may make algebraic states jump; they follow at once, so
 * that what comes next sees them as they are then.
 */
public final class EventExecution {
  /** More executions at one instant are taken for a circle of events. */
  private static final int MOST_EXECUTIONS = 20_000;

  /** More changes of sides at one instant are taken for chattering. */
  private static final int MOST_CHANGES = 50;

  private static final int LAG = -1;
  private static final int[] NOTHING = {};

  private static final long SEED = 20_110_411;

  private final Discontinuities system;
  private final SwitchingFunctions switches;
  private final Step step;
  private final Constraints constraints;
  private final List<EventShape> events;
  private final int gate;
  private final double[] truths;
  private final boolean[] holds;
  private final double[] slope;
  private final List<Execution> waiting = new ArrayList<>();
  private RandomStream random = RandomStream.of(SEED);
  private double[] y = {};
  private double[] p = {};
  private int slots;
  private int executions;
  private Transition.@Nullable Moment moment;
  private final List<LagShape> lags;
  private final double[] slopeBefore;
  private boolean isKink;
  private boolean isAfter; // just after the instant
  private Samples samples = Samples.NONE;
  private SecondaryEquations secondary = SecondaryEquations.NONE;

  /** A triggered event, or a jump of a lag. */
  private static final class Execution {
    private final int event; // LAG for a lag
    private final double time;
    private final int timeSlot;
    private final int[] targets;
    private final double[] values; // none when they are computed at execution
    private final int valueSlot;
    private final boolean isAfter; // just after its time, as it was triggered just after another

    @SuppressWarnings("checkstyle:ParameterNumber") // all there is to know of it
    Execution(
        int event,
        double time,
        int timeSlot,
        int[] targets,
        double[] values,
        int valueSlot,
        boolean isAfter) {
      this.event = event;
      this.targets = targets;
      this.time = time;
      this.timeSlot = timeSlot;
      this.values = values;
      this.valueSlot = valueSlot;
      this.isAfter = isAfter;
    }
  }

  /** Why an instant cannot be gone through. */
  private static final class Impassable extends Exception {
    private static final long serialVersionUID = 1L;
    private final Reason reason;
    private final String why;

    Impassable(Reason reason, String why) {
      super(why, null, false, false);
      this.reason = reason;
      this.why = why;
    }

    /** It would go on for ever. */
    Impassable(String why) {
      this(Reason.STEP_SIZE_UNDERFLOW, why);
    }
  }

  public EventExecution(Step step) {
    this.step = step;
    this.constraints = step.constraints();
    this.system = step.system().discontinuities();
    int states = step.system().structure().states();
    this.switches = new SwitchingFunctions(system, states, step.system().structure().constants());
    this.events = system.events();
    this.gate = system.gate();
    this.truths = new double[events.size()];
    this.holds = new boolean[events.size()];
    this.slope = new double[states];
    this.lags = step.lags().shapes();
    this.slopeBefore = new double[states];
  }

  /** Whether there is nothing that could interrupt the flow. */
  public boolean areNone() {
    return switches.count() == 0 && events.isEmpty() && lags.isEmpty() && gate < 0;
  }

  public SwitchingFunctions switches() {
    return switches;
  }

  /**
   * The start: modes are set, and events whose conditions hold there may be triggered.
   *
   * @param state changed in place
   * @param constants the modes in it are changed in place, from now on
   * @param memory of the integration that this one goes on with
   */
  public @Nullable Outcome begin(
      double t,
      double[] state,
      double[] constants,
      @Nullable EventMemory memory,
      Samples outputs,
      SecondaryEquations carried) {
    samples = outputs;
    secondary = carried;
    y = state;
    p = constants;
    waiting.clear();
    slots = 0;
    random = RandomStream.of(SEED);
    moment = null;
    switches.begin(t, y, p);
    for (int e = 0; e < holds.length; e++) {
      holds[e] = memory == null ? events.get(e).initialValue() : memory.holds(e);
    }
    step.lags().beginAt(t);
    for (LagShape lag : lags) {
      if (lag.isFixed() && !(lag.delay().value(t, y, p) >= 0)) {
        return new Outcome.Failed(
            Reason.INVALID_PARAMETERS, t, "a delay is " + lag.delay().value(t, y, p));
      }
    }
    return run(t, new Transition.Cause.Fixed(), true);
  }

  /** What is left for an integration that goes on from here. */
  public EventMemory memory(ErrorScale scale) {
    return new EventMemory(
        holds,
        waiting.stream().anyMatch(execution -> execution.event != LAG),
        scale.reached(),
        scale.wasZero());
  }

  /** Whether fast reactions go on alone before the start. */
  public boolean hasFastReactions() {
    return gate >= 0;
  }

  /** Closes the gate: from now on, until {@link #begin}, fast reactions go on alone. */
  public @Nullable Outcome beginBefore(
      double t, double[] state, double[] constants, SecondaryEquations carried) {
    samples = Samples.NONE;
    secondary = carried;
    y = state;
    p = constants;
    waiting.clear();
    switches.begin(t, y, p);
    p[gate] = 0;
    moment = null;
    if (constraints.areNone()) {
      return null;
    }
    try {
      end(first(t, new Transition.Cause.Fixed()));
      return null;
    } catch (Impassable e) {
      return new Outcome.Failed(e.reason, t, e.why);
    }
  }

  /** The start, with algebraic states that were guesses. */
  private Transition first(double t, Transition.Cause cause) throws Impassable {
    for (int i = 0; search(t) && switches.refresh(t, y); i++) {
      requireSettled(i);
    }
    changed();
    step.lags().begin(t, y);
    step.flow(t, y, slope);
    Transition instant = new Transition(t, cause, moment(), slope);
    instant.add(new Transition.Restore(step.inLimits(t), moment()));
    return instant;
  }

  /** Solves for the algebraic states; whether they have moved by more than steps leave. */
  private boolean search(double t) throws Impassable {
    Constraints.Search search = constraints.solve(step.inLimits(t), y, p);
    if (search == Constraints.Search.SINGULAR) {
      throw new Impassable(
          Reason.SINGULAR_MATRIX,
          "the algebraic equations do not determine their unknowns here: their Jacobian by these is"
              + " singular or not finite");
    } else if (search == Constraints.Search.NONE) {
      throw new Impassable(
          Reason.NON_FINITE,
          "Newton's method finds no solution of the algebraic equations from the values known"
              + " before; a better guess may help");
    }
    return search == Constraints.Search.LARGE;
  }

  private static void requireSettled(int changes) throws Impassable {
    if (changes > MOST_CHANGES) {
      throw new Impassable(
          "the algebraic equations have no solution for which the switches are as they suppose");
    }
  }

  /** When the next event is to be executed; infinite when none waits. */
  public double nextExecution() {
    double next = Double.POSITIVE_INFINITY;
    for (Execution execution : waiting) {
      next = Math.min(next, execution.time);
    }
    return next;
  }

  /**
   * Goes through an instant; the state is changed in place.
   *
   * @return a failure, or nothing
   */
  public @Nullable Outcome pass(double t) {
    moment = null;
    Transition.Cause cause = new Transition.Cause.Fixed();
    double earliest = t;
    for (Execution execution : waiting) {
      if (execution.time <= earliest) {
        earliest = execution.time;
        cause = new Transition.Cause.Scheduled(execution.timeSlot);
      }
    }
    if (switches.anyReached() && cause instanceof Transition.Cause.Fixed) {
      cause = new Transition.Cause.Crossing(switches.cause());
    }
    return run(t, cause, false);
  }

  private @Nullable Outcome run(double t, Transition.Cause cause, boolean isFirst) {
    try {
      Transition instant;
      if (isFirst && !constraints.areNone()) {
        instant = first(t, cause);
      } else {
        step.flow(t, y, slope);
        instant = new Transition(t, cause, moment(), slope);
      }
      System.arraycopy(slope, 0, slopeBefore, 0, slope.length);
      instant = goThrough(t, instant, isFirst);
      boolean isQuiet = moment() == instant.before() && instant.operations().isEmpty();
      if (!isQuiet || isKink || (isFirst && !lags.isEmpty())) {
        step.flow(t, y, slope);
        close(t, instant, isFirst);
      }
      return null;
    } catch (Impassable e) {
      return new Outcome.Failed(e.reason, t, e.why);
    }
  }

  /** Ends an instant with the slope just after it. */
  private void close(double t, Transition instant, boolean isFirst) throws Impassable {
    for (LagShape lag : lags) {
      scheduleJump(lag, t, instant, isFirst);
    }
    end(instant);
  }

  private void end(Transition instant) throws Impassable {
    instant.end(moment(), slope);
    if (!secondary.pass(instant)) {
      throw new Impassable(
          Reason.NON_FINITE,
          "what interrupts the flow only touches its threshold here (grazing), so there is no"
              + " derivative");
    }
  }

  /** What happens at a time; the instant that is left open. */
  private Transition goThrough(double t, Transition begun, boolean isFirst) throws Impassable {
    Transition instant = begun;
    executions = 0;
    if (isFirst && gate >= 0) {
      p[gate] = 1;
      changed();
    }
    isKink = false;
    isAfter = false;
    step.lags().beginAt(t);
    if (switches.rest(t, y)) {
      changed();
      refresh(t, instant);
    }
    execute(t, instant);
    instant = leave(t, instant, isFirst);
    if (step.lags().settle(t, y, p)) {
      changed();
      restore(t, instant);
    }
    switches.end();
    return instant;
  }

  private Transition.Moment moment() {
    Transition.Moment now = moment;
    if (now == null) {
      now = new Transition.Moment(y, p);
      moment = now;
    }
    return now;
  }

  private void changed() {
    moment = null;
  }

  /** Takes notice of changed states or modes. */
  private void refresh(double t, Transition instant) throws Impassable {
    if (switches.refresh(t, y)) {
      changed();
    }
    restore(t, instant);
  }

  /** Lets algebraic states follow what has changed, and modes follow them. */
  private void restore(double t, Transition instant) throws Impassable {
    if (constraints.areNone()) {
      return;
    }
    for (int i = 0; ; i++) {
      requireSettled(i);
      boolean isLarge = search(t);
      changed();
      instant.add(new Transition.Restore(step.inLimits(t), moment()));
      if (!isLarge) {
        switches.adopt(t, y); // a switch at its threshold stays there
        return;
      }
      if (!switches.refresh(t, y)) {
        return;
      }
      changed();
    }
  }

  /** Sends switches to where the flow goes, and does what follows just after the instant. */
  private Transition leave(double t, Transition begun, boolean isFirst) throws Impassable {
    Transition instant = begun;
    isAfter = true;
    for (int changes = 0; ; changes++) {
      step.flow(t, y, slope);
      boolean isLeaving = switches.leave(t, y, slope);
      if (!isLeaving && choosable(t) == 0) {
        return instant;
      }
      if (changes > MOST_CHANGES) {
        throw new Impassable(
            "a switch goes to and fro at one time (chattering): on each side of its threshold the"
                + " flow leads to the other side");
      }
      if (isLeaving) {
        changed();
        refresh(t, instant);
      }
      if (samples.areHere() && (choosable(t) > 0 || triggersNow(t))) {
        instant = sample(t, instant, isFirst);
      }
      execute(t, instant);
    }
  }

  /** How many events are to be executed now. */
  private int choosable(double t) {
    int count = 0;
    for (Execution execution : waiting) {
      count += isNow(execution, t) ? 1 : 0;
    }
    return count;
  }

  private boolean isNow(Execution execution, double t) {
    return execution.time < t || (execution.time == t && (isAfter || !execution.isAfter));
  }

  /** Whether an event is triggered now that is executed at once. */
  private boolean triggersNow(double t) {
    system.triggers(t, y, p, truths);
    for (int e = 0; e < holds.length; e++) {
      PointFunction delay = system.delay(e);
      if (truths[e] != 0 && !holds[e] && (delay == null || delay.value(t, y, p) == 0)) {
        return true;
      }
    }
    return false;
  }

  /** Takes the outputs at this time, between what has happened at it and what happens after it. */
  private Transition sample(double t, Transition instant, boolean isFirst) throws Impassable {
    if (instant.operations().isEmpty()) {
      samples.take();
      return instant;
    }
    step.flow(t, y, slope);
    close(t, instant, isFirst);
    samples.take();
    System.arraycopy(slope, 0, slopeBefore, 0, slope.length);
    return new Transition(t, instant.cause(), moment(), slope);
  }

  /** Triggers and executes until nothing is left to do now. */
  private void execute(double t, Transition instant) throws Impassable {
    trigger(t, instant);
    for (int next = choose(t); next >= 0; next = choose(t)) {
      if (++executions > MOST_EXECUTIONS) {
        int event = waiting.get(next).event;
        throw new Impassable(
            "events trigger each other without end, among them "
                + (event == LAG ? "a jump that comes back later" : events.get(event).id()));
      }
      execute(waiting.remove(next), t, instant);
      trigger(t, instant);
    }
  }

  private void trigger(double t, Transition instant) throws Impassable {
    system.triggers(t, y, p, truths);
    for (int e = 0; e < holds.length; e++) {
      boolean now = truths[e] != 0;
      if (now && !holds[e]) {
        schedule(e, t, instant);
      } else if (!now && holds[e] && !events.get(e).persistent()) {
        int event = e;
        waiting.removeIf(execution -> execution.event == event);
      }
      holds[e] = now;
    }
  }

  private void schedule(int e, double t, Transition instant) throws Impassable {
    EventShape event = events.get(e);
    PointFunction delay = system.delay(e);
    double time = t;
    int timeSlot = slots;
    if (delay != null) {
      time = t + delay.value(t, y, p);
      if (!(time >= t)) {
        throw new Impassable("the delay of event " + event.id() + " is " + (time - t));
      }
      slots++;
      instant.add(new Transition.Remember(timeSlot, delay, true, moment()));
    }
    int valueSlot = slots;
    double[] values = {};
    if (event.valuesFromTriggerTime()) {
      values = new double[event.targets().length];
      for (int j = 0; j < values.length; j++) {
        values[j] = system.value(e, j).value(t, y, p);
        instant.add(new Transition.Remember(slots++, system.value(e, j), false, moment()));
      }
    }
    waiting.add(new Execution(e, time, timeSlot, event.targets(), values, valueSlot, isAfter));
  }

  /** What jumps here jumps once more when the lag has passed. */
  private void scheduleJump(LagShape lag, double t, Transition instant, boolean isFirst) {
    int earlier = isFirst && gate >= 0 && lag.slopeBefore() == null ? lag.state() : lag.source();
    double before = instant.before().state()[earlier]; // fast reactions may have changed it since
    boolean jumps = before != y[lag.source()];
    boolean turns = slopeBefore[lag.source()] != slope[lag.source()];
    double delay = lag.delay().value(t, y, p);
    if (!lag.isFixed() || !(delay > 0) || !(isFirst || jumps || turns)) {
      return;
    }
    int timeSlot = slots++;
    instant.add(new Transition.Remember(timeSlot, lag.delay(), true, moment()));
    int valueSlot = slots;
    if (jumps) {
      instant.add(new Transition.Remember(slots++, new StateValue(lag.source()), false, moment()));
    }
    waiting.add(
        new Execution(
            LAG,
            t + delay,
            timeSlot,
            jumps ? new int[] {lag.state()} : NOTHING,
            jumps ? new double[] {y[lag.source()]} : new double[0],
            valueSlot,
            false));
  }

  /** The place in the queue of what is to be executed now; −1 when nothing is. */
  private int choose(double t) {
    int best = -1;
    double bestPriority = Double.NaN;
    int equals = 0;
    for (int i = 0; i < waiting.size(); i++) {
      if (!isNow(waiting.get(i), t)) {
        continue;
      }
      if (waiting.get(i).event == LAG) {
        return i;
      }
      PointFunction formula = system.priority(waiting.get(i).event);
      double priority = formula == null ? Double.NEGATIVE_INFINITY : formula.value(t, y, p);
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

  private void execute(Execution execution, double t, Transition instant) throws Impassable {
    int e = execution.event;
    int[] targets = execution.targets;
    isKink |= e == LAG;
    if (targets.length == 0) {
      return;
    }
    boolean remembered = e == LAG || events.get(e).valuesFromTriggerTime();
    double[] values = new double[targets.length];
    List<Transition.Target> assigned = new ArrayList<>(targets.length);
    for (int j = 0; j < targets.length; j++) {
      PointFunction value = remembered ? null : system.value(e, j);
      PointFunction factor = e == LAG ? null : system.factor(e, j);
      double base = value == null ? execution.values[j] : value.value(t, y, p);
      int slot = value == null ? execution.valueSlot + j : -1;
      values[j] = factor == null ? base : base * factor.value(t, y, p);
      assigned.add(new Transition.Target(targets[j], value, slot, factor, base));
    }
    instant.add(new Transition.Assign(assigned, moment()));
    for (int j = 0; j < targets.length; j++) {
      y[targets[j]] = values[j];
    }
    changed();
    refresh(t, instant);
  }
}
