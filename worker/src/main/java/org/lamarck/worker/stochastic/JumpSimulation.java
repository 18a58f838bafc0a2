package org.lamarck.worker.stochastic;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.variate.Variates;

/** Runs of a jump process, one after another, by one thread. */
public final class JumpSimulation {
  /** So many reactions pass between two looks at whether to go on. */
  private static final int LOOK = 1 << 14;

  private final JumpPlan plan;
  private final JumpStart start;
  private final EventClock events;
  private final Flow flow;
  private final @Nullable ReactionClock clock; // absent where propensities move, and for leaps
  private final @Nullable TauLeaping leaping;
  private final Propensities propensities; // where they move
  private final BooleanSupplier cancelled;
  private final @Nullable Kernel[] factors;
  private final double[][] factorValues;
  private final double[] y;
  private final double[] p;
  private double t;
  private long reactions;
  private double budget;
  private RandomStream random = RandomStream.of(0);

  /** Sees a run at its output times. */
  @FunctionalInterface
  public interface Observer {
    /**
     * What is there.
     *
     * @param k the number of the output time
     * @param y the states, to be read only
     * @param p the constants, to be read only
     */
    void at(int k, double t, double[] y, double[] p);
  }

  /**
   * A simulation.
   *
   * @param cancelled asked now and then; when true, the run fails
   */
  public JumpSimulation(JumpPlan plan, JumpMethod method, BooleanSupplier cancelled) {
    this.plan = plan;
    this.cancelled = cancelled;
    DrawTable.Drawing drawing = plan.draws().newDrawing();
    start = new JumpStart(plan, drawing);
    events = new EventClock(plan.events(), drawing);
    flow = new Flow(plan);
    propensities = new Propensities(plan.reactions());
    leaping = method == JumpMethod.TAU_LEAPING ? new TauLeaping(plan) : null;
    clock = plan.reactions().moves() || leaping != null ? null : clock(plan, method);
    factors = plan.reactions().newFactors();
    factorValues = new double[factors.length][];
    for (int j = 0; j < factors.length; j++) {
      factorValues[j] = new double[plan.reactions().changes().position()[j].length];
    }
    y = new double[plan.states().size()];
    p = new double[plan.constants().size()];
  }

  private static ReactionClock clock(JumpPlan plan, JumpMethod method) {
    return switch (method) {
      case DIRECT -> new DirectMethod(plan.reactions());
      case NEXT_REACTION -> new NextReaction(plan.reactions());
      case AUTO, TAU_LEAPING ->
          plan.reactions().size() > MANY
              ? new NextReaction(plan.reactions())
              : new DirectMethod(plan.reactions());
    };
  }

  /** From so many reactions on their times stand in a heap. */
  private static final int MANY = 100;

  /** How many reactions have happened in all runs. */
  public long reactions() {
    return reactions;
  }

  /**
   * Makes a run.
   *
   * @param given the values of what the plan has as given, in that order
   * @param stream of this run alone
   * @param times ascending; the first is the time of the initial values
   * @return why it could not be finished; empty when it was
   */
  public Optional<String> run(
      double[] given, RandomStream stream, double[] times, Observer observer) {
    try {
      make(given, stream, times, observer);
      return Optional.empty();
    } catch (JumpFailure e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void make(double[] given, RandomStream stream, double[] times, Observer observer)
      throws JumpFailure {
    t = times[0];
    random = stream.split("reactions", 0);
    start.begin(given, stream.split("start", 0), t, y, p);
    events.start(stream.split("events", 0));
    if (events.settle(t, y, p)) {
      start.check(t, y);
    }
    flow.start();
    begin();
    for (int k = 0; k < times.length; k++) {
      while (t < times[k]) {
        double stop = Math.min(times[k], events.next());
        advance(stop);
        if (!isQuiet() && events.settle(t, y, p)) {
          start.check(t, y);
          reset();
        }
      }
      observer.at(k, t, y, p);
    }
  }

  private boolean isQuiet() {
    return plan.events().size() == 0 || (events.next() > t && events.isQuiet(t, y, p));
  }

  private void begin() throws JumpFailure {
    if (clock != null) {
      clock.start(random, t, y, p);
    } else if (leaping != null) {
      leaping.start(random);
    }
    budget = Variates.exponential(random);
  }

  private void reset() throws JumpFailure {
    if (clock != null) {
      clock.reset(t, y, p);
    }
  }

  /** Goes on to the stop, or to where a condition of an event may have changed. */
  private void advance(double stop) throws JumpFailure {
    if (leaping != null) {
      leap(leaping, stop);
    } else if (clock == null) {
      hazard(stop);
    } else if (plan.events().moves() || plan.flow().moving().length > 0) {
      segments(clock, stop);
    } else {
      reactions(clock, stop);
    }
  }

  /** Nothing but reactions until the stop: the loop in which time goes. */
  private void reactions(ReactionClock next, double stop) throws JumpFailure {
    int left = LOOK;
    while (next.next() < stop) {
      t = next.next();
      if (fire(next.reaction())) {
        next.happened(y, p);
        if (!events.isQuiet(t, y, p)) {
          return;
        }
      } else {
        next.happened(y, p);
      }
      if (--left == 0) {
        look();
        left = LOOK;
      }
    }
    t = stop;
  }

  /** Reactions with something that moves between them. */
  private void segments(ReactionClock next, double stop) throws JumpFailure {
    int left = LOOK;
    while (t < stop) {
      double until = Math.min(stop, next.next());
      Flow.Reason reason = flow.advance(t, until, y, p, Double.POSITIVE_INFINITY);
      t = flow.reached;
      if (reason == Flow.Reason.COMPARISON) {
        return;
      }
      if (next.next() < stop) {
        boolean isWatched = fire(next.reaction());
        next.happened(y, p);
        if (isWatched && !events.isQuiet(t, y, p)) {
          return;
        }
      }
      if (--left == 0) {
        look();
        left = LOOK;
      }
    }
  }

  /** Reactions whose propensities move: each happens when its hazard has used up an exponential. */
  private void hazard(double stop) throws JumpFailure {
    int left = LOOK;
    while (t < stop) {
      Flow.Reason reason = flow.advance(t, stop, y, p, budget);
      t = flow.reached;
      if (reason == Flow.Reason.COMPARISON) {
        return;
      }
      if (reason == Flow.Reason.REACTION) {
        propensities.evaluate(t, y, p);
        int chosen = Variates.categorical(random, propensities.values, propensities.sum());
        flow.happened();
        budget = Variates.exponential(random);
        if (chosen >= 0 && fire(chosen) && !events.isQuiet(t, y, p)) {
          return;
        }
      }
      if (--left == 0) {
        look();
        left = LOOK;
      }
    }
  }

  private void leap(TauLeaping method, double stop) throws JumpFailure {
    int left = LOOK;
    while (t < stop) {
      double until = stop;
      boolean isChange = false;
      if (plan.events().moves()) { // a leap ends where time changes a condition
        isChange = flow.advance(t, stop, y, p, Double.POSITIVE_INFINITY) == Flow.Reason.COMPARISON;
        until = flow.reached;
      }
      t = method.leap(t, until, y, p);
      reactions += method.happened();
      if ((isChange && t == until) || !events.isQuiet(t, y, p)) {
        return;
      }
      if (--left == 0) {
        look();
        left = LOOK;
      }
    }
  }

  private void look() throws JumpFailure {
    if (cancelled.getAsBoolean()) {
      throw new JumpFailure(t, "stopped from outside");
    }
  }

  /**
   * A reaction happens, if what it takes is there: if not, it is one of probability 0.
   *
   * @return whether it changed what conditions of events are about
   */
  private boolean fire(int j) throws JumpFailure {
    if (!plan.reactions().isPossible(j, y)) {
      return false;
    }
    reactions++;
    int[] changed = plan.reactions().changes().position()[j];
    double[] by = plan.reactions().changes().value()[j];
    Kernel factor = factors[j];
    boolean isWatched = false;
    if (factor != null) {
      factor.evaluate(t, y, p, factorValues[j]);
    }
    for (int i = 0; i < changed.length; i++) {
      y[changed[i]] += factor == null ? by[i] : by[i] * factorValues[j][i];
      isWatched |= plan.events().watches(changed[i]);
    }
    return isWatched;
  }
}
