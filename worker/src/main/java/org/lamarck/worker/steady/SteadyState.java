package org.lamarck.worker.steady;

import java.util.function.BooleanSupplier;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.event.SecondaryEquations;
import org.lamarck.worker.event.SwitchMargins;
import org.lamarck.worker.event.Transition;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.tolerance.EventMemory;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Finds the steady state that a course leads to. The course is integrated until it has come so near
 * that Newton's method on {@link SteadyEquations} settles within a small part of the way; so among
 * several steady states it is the one of the course, and it is exact to rounding. What no Newton
 * step can be made for — a steady state that is not isolated, such as an amount divided between two
 * irreversible reactions — is followed until nothing changes any more.
 *
 * <p>Steps are those of Rodas5P, whatever else is integrated by: on the way to a steady state they
 * grow until every system is stiff.
 *
 * <p>The states must be steady for good: at later times, up to 2⁴⁰ times as late, no switch of the
 * present states may change, and the rates must stay zero. An instance serves one thread.
 */
public final class SteadyState {
  /** Rates times the time that has passed, relative to the largest states seen: nearly there. */
  private static final double NEAR = 1e-2;

  /** The correction of Newton's method, relative to the largest states seen. */
  private static final double SMALL = 1e-4;

  /** Without Newton's method: change yet to come, relative to the tolerances. */
  private static final double STILL = 1e-2;

  /** From an instant to the end, relative to the time that has passed. */
  private static final double APART = 1e-6;

  private static final int MOST_ITERATIONS = 12;
  private static final int MOST_STEPS = 100_000;
  private static final int DOUBLINGS = 40;
  private static final double HORIZON = 1e15;

  private final OdeIntegrator integrator;
  private final SteadyEquations equations;
  private final SwitchMargins switches;
  private final Tolerances tolerances;
  private final int states;
  private final double[] largest;
  private final double[] base;
  private final double[] trial;
  private final double[] correction;
  private final double[] result;
  private final double[] last;
  private final Companion companion = new Companion();
  private double start;
  private double time;
  private double next;
  private boolean isFound;
  private boolean isIsolated;
  private boolean hasJumped;

  /** A search in {@code system}. */
  public SteadyState(OdeSystem system, Tolerances tolerances) {
    this(system, tolerances, () -> false);
  }

  /**
   * A search that can be stopped.
   *
   * @param cancelled asked before each step; when true, the search fails with TIME_LIMIT
   */
  public SteadyState(OdeSystem system, Tolerances tolerances, BooleanSupplier cancelled) {
    this.tolerances = tolerances;
    this.integrator =
        new OdeIntegrator(
            new Step(system, Step.Derivatives.NONE, Rodas5P.METHOD),
            tolerances
                .withStepping(Tolerances.Stepping.RODAS5P)
                .withMaximumSteps(mostSteps(tolerances)),
            cancelled);
    this.equations = new SteadyEquations(system);
    this.switches = new SwitchMargins(system.discontinuities());
    this.states = system.structure().states();
    this.largest = new double[states];
    this.base = new double[states];
    this.trial = new double[states];
    this.correction = new double[states];
    this.result = new double[states];
    this.last = new double[states];
  }

  /** Where nothing happens for so long, nothing will. */
  private static int mostSteps(Tolerances tolerances) {
    return Math.min(tolerances.maximumSteps(), MOST_STEPS);
  }

  /**
   * Finds the steady state of the course from these states.
   *
   * @param grid of which the start and the memory of events count
   * @param y0 the n states at the start
   * @param p the m constants; the modes of switches become those of the steady state
   * @param y becomes the steady state
   */
  public Outcome find(TimeGrid grid, double[] y0, double[] p, double[] y) {
    start = grid.start();
    next = start;
    isFound = false;
    isIsolated = false;
    hasJumped = false;
    System.arraycopy(y0, 0, base, 0, states);
    equations.constants(p);
    for (int s = 0; s < states; s++) {
      largest[s] = Math.abs(y0[s]);
    }
    Outcome outcome = integrator.integrate(grid.until(start + HORIZON), y0, p, last, companion);
    if (outcome instanceof Outcome.Failed failed) {
      return failed.reason() == Reason.STEP_LIMIT
          ? new Outcome.Failed(
              Reason.NO_STEADY_STATE,
              failed.time(),
              "the states still change after "
                  + mostSteps(tolerances)
                  + " steps: there is no steady state, or it is approached too slowly")
          : failed;
    }
    if (!isFound) {
      return new Outcome.Failed(
          Reason.NO_STEADY_STATE, start + HORIZON, "the states still change: no steady state");
    }
    System.arraycopy(result, 0, y, 0, states);
    return outcome;
  }

  /** The time at which the course had come near enough. */
  public double time() {
    return time;
  }

  /**
   * Whether the steady state is isolated among those with the same totals, so that its equations
   * tell its derivatives; otherwise those of the course do, up to {@link #time}.
   */
  public boolean isIsolated() {
    return isIsolated;
  }

  /** Whether an event has changed the totals on the way; they are then those at {@link #time}. */
  public boolean hasJumped() {
    return hasJumped;
  }

  /** What the search leaves to an integration that goes on. */
  public EventMemory memory() {
    return integrator.memory();
  }

  /** Looks after each step whether it is near enough. */
  private final class Companion implements SecondaryEquations {
    @Override
    public double follow(Step step) {
      return 0;
    }

    @Override
    public void accept(Step step, double end, int from, int to) {}

    @Override
    public boolean pass(Transition instant) {
      next = Math.max(next, instant.time() + APART * Math.abs(instant.time() - start));
      for (Transition.Operation operation : instant.operations()) {
        if (operation instanceof Transition.Assign) {
          hasJumped = true;
          System.arraycopy(instant.after().state(), 0, base, 0, states);
        }
      }
      return true;
    }

    @Override
    public void arrive(int from, int to) {}

    @Override
    public boolean isEnough(Point at) {
      double t = at.time();
      double[] y = at.state();
      for (int s = 0; s < states; s++) {
        largest[s] = Math.max(largest[s], Math.abs(y[s]));
      }
      if (t < next) { // just after an instant the course could end before it, when it is run again
        return false;
      }
      isFound = isNear(at) && (settle(at) || isStill(at)) && isLasting(t, at.constants());
      time = t;
      if (!isFound) {
        next = t + 0.25 * (t - start);
      }
      return isFound;
    }
  }

  /** Whether rates have become small for the time that has passed. */
  private boolean isNear(Point at) {
    double t = at.time();
    double[] f = equations.rates(at);
    for (int s = 0; s < states; s++) {
      boolean isSlow = t > start && Math.abs(f[s]) * (t - start) <= NEAR * largest[s];
      if (f[s] != 0 && !isSlow && !(t > start && equations.isRounding(s))) {
        return false;
      }
    }
    return true;
  }

  /** Newton's method from y; whether it has found a solution near by. */
  private boolean settle(Point at) {
    double[] y = at.state();
    System.arraycopy(y, 0, trial, 0, states);
    Point tried = new Point(at.time(), trial, at.constants());
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      if (!equations.linearise(tried)) {
        return false;
      }
      System.arraycopy(equations.rates(), 0, correction, 0, states);
      equations.conserve(correction, trial, base);
      equations.solve(correction);
      double size = 0;
      for (int s = 0; s < states; s++) {
        trial[s] += correction[s];
        if (!(Math.abs(trial[s] - y[s]) <= SMALL * largest[s] + floor(s))) {
          return false;
        }
        double moved = Math.abs(correction[s]);
        size = moved == 0 ? size : Math.max(size, moved / tolerance(s));
      }
      boolean hasSettled = size >= 0.5 * before;
      if (size == 0 || (hasSettled && (size <= 1e-3 || equations.areRounding(tried)))) {
        keep(y);
        isIsolated = true;
        return true;
      }
      before = size;
    }
    return false;
  }

  /** Takes the solution; what rounding has left below 0 of a state that was not is 0. */
  private void keep(double[] y) {
    for (int s = 0; s < states; s++) {
      boolean isRounding = trial[s] < 0 && y[s] >= 0 && -trial[s] <= floor(s);
      result[s] = isRounding ? 0 : trial[s];
    }
  }

  private double tolerance(int s) {
    return floor(s) + tolerances.relative() * Math.abs(trial[s]);
  }

  /** What is negligible of a state, for what it and others have reached on the way. */
  private double floor(int s) {
    return integrator.errors().typical(s, 0);
  }

  /** Whether what would still change until as much time again has passed is nothing. */
  private boolean isStill(Point at) {
    double[] y = at.state();
    isIsolated = false;
    System.arraycopy(y, 0, trial, 0, states);
    double[] f = equations.rates(at);
    for (int s = 0; s < states; s++) {
      if (!(Math.abs(f[s]) * (at.time() - start) <= STILL * tolerance(s))
          && !equations.isRounding(s)) {
        return false;
      }
    }
    System.arraycopy(y, 0, result, 0, states);
    return true;
  }

  /** Whether the solution stays one at later times. */
  private boolean isLasting(double t, double[] p) {
    double passed = Math.max(t - start, Math.ulp(t));
    for (int k = 0; k <= DOUBLINGS; k++) {
      double when = t + passed * (Math.scalb(1.0, k) - 1);
      Point later = new Point(when, result, p);
      if (!switches.agree(later, integrator.errors()) || !isSteady(later, passed)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the solution is one at a time: another step of Newton's method would be within the
   * tolerances, or, where there is none, what changes in a time as long as has passed.
   */
  private boolean isSteady(Point later, double passed) {
    if (equations.areRounding(later)) {
      return true;
    }
    System.arraycopy(equations.rates(later), 0, correction, 0, states);
    System.arraycopy(result, 0, trial, 0, states);
    if (isIsolated) {
      equations.conserve(correction, result, base);
      equations.solve(correction);
    }
    for (int s = 0; s < states; s++) {
      double change = Math.abs(correction[s]) * (isIsolated ? 1 : passed);
      if (!(change <= tolerance(s)) && (isIsolated || !equations.isRounding(s))) {
        return false;
      }
    }
    return true;
  }
}
