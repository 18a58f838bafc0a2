package org.lamarck.worker.integrate;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.EventExecution;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.event.SecondaryEquations;
import org.lamarck.worker.method.ErrorScale;
import org.lamarck.worker.method.EventMemory;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.Stepper;
import org.lamarck.worker.method.Throughput;
import org.lamarck.worker.method.Tolerances;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.system.OdeSystem;

/**
 * Integrates an {@link OdeSystem} with steps chosen by the error estimate, each by Rodas5P or,
 * where that costs less, by Tsit5. An instance is made once for a system, serves one thread, and
 * allocates nothing per step.
 *
 * <p>What is left here is the loop. {@link StepController} sizes steps, {@link MethodChoice}
 * chooses who makes them, {@link OutputPlacer} places outputs, {@link EventLocator} ends a step
 * where a switch changes. Where outputs are interpolated, the error of that must pass the same test
 * as that of the step.
 */
public final class OdeIntegrator {
  /** So many interruptions at one time, with no step between them, are taken for chattering. */
  private static final int MOST_STANDSTILLS = 100;

  private final BooleanSupplier cancelled;
  private final Step step;
  private final EventExecution events;
  private final int states;
  private final ErrorScale errors;
  private final double[] y;
  private final MethodChoice choice;
  private final StepController controller = new StepController();
  private final EventLocator locator;
  private final OutputPlacer outputs;
  private final Stepper.ErrorNorm norm = this::norm;
  private final FirstStep first;
  private final Cascade cascade = new Cascade();
  private final StepLimit stepLimit;
  private final Throughput throughput;
  private double[] ends = new double[64];
  private Method[] methods = new Method[64];

  // where the present integration stands
  private TimeGrid grid = TimeGrid.of(0);
  private SecondaryEquations secondary = SecondaryEquations.NONE;
  private double t;
  private double end;
  private boolean restart;
  private boolean clipped;
  private int stop;
  private int prescribed;
  private int accepted;
  private int rejected;
  private int standstills;
  private boolean isPrescribed; // the step that is tried
  private boolean isBefore; // before the start, where there are no outputs
  private Reason lastRejection = Reason.STEP_SIZE_UNDERFLOW;

  /** An integrator for simulation. */
  public OdeIntegrator(OdeSystem system, Tolerances tolerances) {
    this(new Step(system, Step.Derivatives.NONE, Rodas5P.METHOD), tolerances, () -> false);
  }

  /**
   * An integrator with its own step.
   *
   * @param cancelled asked before each step; when true, the integration fails with TIME_LIMIT
   */
  public OdeIntegrator(Step step, Tolerances tolerances, BooleanSupplier cancelled) {
    this.step = step;
    this.events = new EventExecution(step);
    this.cancelled = cancelled;
    this.states = step.system().structure().states();
    this.errors = new ErrorScale(step.system(), tolerances);
    step.constraints().tolerances(errors);
    this.y = new double[states];
    this.outputs = new OutputPlacer(y);
    this.locator = new EventLocator(step, events.switches(), this::attemptTo);
    this.choice = new MethodChoice(step, tolerances, errors);
    this.first = new FirstStep(step, errors);
    this.stepLimit = new StepLimit(tolerances.maximumSteps());
    this.throughput = new Throughput(step.system());
  }

  /**
   * Integrates.
   *
   * @param y0 the n states at the start
   * @param p the m constants
   * @param out receives the states at the output times, times × n, row-major
   */
  public Outcome integrate(TimeGrid grid, double[] y0, double[] p, double[] out) {
    return integrate(grid, y0, p, out, SecondaryEquations.NONE);
  }

  /** Integrates with further equations that are carried along. */
  public Outcome integrate(
      TimeGrid grid, double[] y0, double[] p, double[] out, SecondaryEquations secondary) {
    this.grid = grid;
    this.secondary = secondary;
    outputs.begin(grid, out, secondary);
    begin(y0, p);
    Outcome failure = events.hasFastReactions() ? equilibrate(p) : null;
    if (failure == null && !(events.areNone() && step.constraints().areNone())) {
      failure = events.begin(t, y, p, grid.memory(), outputs, secondary);
    }
    reach();
    outputs.take();
    while (failure == null && !outputs.areDone() && !secondary.isEnough(t, y, p)) {
      failure = advance();
      if (failure == null) {
        failure = secondary.failure(t);
      }
    }
    return failure == null ? new Outcome.Completed(accepted, rejected) : failure;
  }

  private void moveTo(double time) {
    t = time;
    outputs.moveTo(time);
  }

  /** Takes notice of the sizes of the states. */
  private void reach() {
    if (errors.reach(y)) {
      step.inside().negligible(errors);
    }
  }

  /** Lets fast reactions go on alone, at the time of the start, until they are in equilibrium. */
  private @Nullable Outcome equilibrate(double[] p) {
    double start = t;
    step.within(start, start);
    isBefore = true;
    Outcome failure = events.beginBefore(t, y, p, secondary);
    moveTo(start - 1);
    while (failure == null && t < start) {
      failure = advance();
    }
    isBefore = false;
    restart = true;
    step.lags().begin(t, y);
    passStops();
    stepLimit.pass(accepted + rejected);
    return failure;
  }

  /** Makes one step, and what happens at its end; a failure, or nothing. */
  private @Nullable Outcome advance() {
    if (!beginStep()) {
      return failed(Reason.NON_FINITE, "the rates or their derivatives are not finite");
    }
    if (restart) {
      controller.set(first.size(t, y, grid.end() - t));
      if (choice.restarted(controller.proposal()) && !beginStep()) {
        return failed(Reason.NON_FINITE, "the rates or their derivatives are not finite");
      }
      restart = false;
    }
    controller.limit(choice.longest());
    boolean isAccepted = false;
    boolean mayGrow = true;
    boolean isSmallestTried = false;
    int refused = 0;
    while (!isAccepted) {
      if (cancelled.getAsBoolean()) {
        return failed(Reason.TIME_LIMIT, "stopped from outside after " + accepted + " steps");
      }
      String exhausted = stepLimit.reached(accepted + rejected);
      if (exhausted != null) {
        return failed(Reason.STEP_LIMIT, exhausted);
      }
      if (isPrescribed) {
        end = Math.min(grid.steps()[nextPrescribed()], events.nextExecution());
      } else {
        double smallest = smallestStep();
        if (!(controller.proposal() > smallest)) {
          if (isSmallestTried) {
            return failed(lastRejection, underflow());
          }
          // what is proposed is a guess: a failure is of a step that was tried
          controller.set(smallest);
          isSmallestTried = true;
        }
        end = chooseEnd();
      }
      double norm = attempt();
      if (isFine(norm, isPrescribed) && !events.areNone() && !isBefore) {
        double full = end;
        norm = locator.locate(t, end, norm, errors, isPrescribed);
        end = locator.end();
        clipped |= end < full;
        if (end == t) {
          return standStill();
        }
      }
      if (isFine(norm, isPrescribed)) {
        norm = Math.max(norm, secondary.follow(step));
        lastRejection = reason(norm);
      }
      isAccepted = isFine(norm, isPrescribed);
      if (isPrescribed && !isAccepted) {
        return failed(lastRejection, "a prescribed step gives no finite result");
      }
      if (isAccepted) {
        controller.accepted(step.method(), norm, end - t, mayGrow, clipped);
      } else {
        controller.rejected(step.method(), norm, end - t);
        mayGrow = false;
        rejected++;
        controller.limit(choice.longest());
        if (choice.rejected(++refused) && !beginStep()) {
          return failed(Reason.NON_FINITE, "the rates or their derivatives are not finite");
        }
      }
    }
    return accept();
  }

  /** Lets the step stand where the integration does, with the method that comes next. */
  private boolean beginStep() {
    Method next = grid.steps().length > 0 ? grid.methods()[nextPrescribed()] : choice.method();
    boolean isContinued = !restart && accepted > 0 && next == step.method() && step.isEndKnown();
    if (isContinued && t == ends[accepted - 1] && step.start() < t) {
      step.continueFromEnd(t);
    } else {
      step.use(next);
      if (!step.begin(t, y, 0)) {
        return false;
      }
    }
    choice.beginStep();
    return true;
  }

  static boolean isFine(double norm, boolean isPrescribed) {
    return norm <= 1 || (isPrescribed && Double.isFinite(norm));
  }

  /** A switch changes where the integration stands; no step is made. */
  private @Nullable Outcome standStill() {
    if (++standstills > MOST_STANDSTILLS) {
      return failed(
          Reason.STEP_SIZE_UNDERFLOW,
          cascade.isOne()
              ? cascade.words()
              : "switches change again and again at one time, with no step between them"
                  + " (chattering)");
    }
    restart = true;
    events.switches().reachFirst();
    Outcome failure = events.pass(t);
    reach();
    return failure;
  }

  /** What the last integration leaves to one that goes on, by {@link TimeGrid#after}. */
  public EventMemory memory() {
    return events.memory(errors);
  }

  /** What errors of the states are compared with where the last integration has ended. */
  public ErrorScale errors() {
    return errors;
  }

  /** The ends of the accepted steps of the last integration, for {@link TimeGrid#withSteps}. */
  public double[] stepEnds() {
    return Arrays.copyOf(ends, accepted);
  }

  /** The methods of the accepted steps of the last integration. */
  public Method[] stepMethods() {
    return Arrays.copyOf(methods, accepted);
  }

  private void begin(double[] y0, double[] p) {
    step.constants(p);
    System.arraycopy(y0, 0, y, 0, states);
    EventMemory before = grid.memory();
    errors.begin(y, before == null ? EventMemory.NONE : before);
    step.inside().negligible(errors);
    t = grid.start();
    isPrescribed = grid.steps().length > 0;
    step.lags().begin(t, y);
    prescribed = 0;
    accepted = 0;
    rejected = 0;
    stepLimit.begin();
    clipped = false;
    lastRejection = Reason.STEP_SIZE_UNDERFLOW;
    stop = 0;
    restart = true;
    standstills = 0;
    locator.clear();
    cascade.begin(t);
    choice.begin();
    passStops();
  }

  /** Moves past the stops up to t, and keeps the right-hand side between two stops. */
  private void passStops() {
    double[] stops = grid.stops();
    double earliest = Double.NEGATIVE_INFINITY;
    while (stop < stops.length && stops[stop] <= t) {
      if (stops[stop] == t) {
        earliest = Math.nextUp(t);
        restart = true;
      }
      stop++;
    }
    if (restart) {
      choice.restart();
      step.within(
          earliest, stop < stops.length ? Math.nextDown(stops[stop]) : Double.POSITIVE_INFINITY);
    }
  }

  /** Below it t cannot resolve the step, or the span of the integration would take forever. */
  private double smallestStep() {
    return Math.max(10 * Math.ulp(t), 1e-60 * (grid.end() - grid.start()));
  }

  private String underflow() {
    return cascade.isOne()
        ? cascade.words()
        : lastRejection == Reason.STEP_SIZE_UNDERFLOW
            ? "the error test fails at the smallest step"
            : lastRejection == Reason.SINGULAR_MATRIX
                ? "the matrix of the step is singular at the smallest step"
                : "a state or rate is not finite even at the smallest step";
  }

  /** The end of the next step: as proposed, at a stop, or at an output time far from others. */
  private double chooseEnd() {
    double proposal = controller.proposal();
    if (isBefore) {
      clipped = grid.start() <= t + proposal;
      return clipped ? grid.start() : t + proposal;
    }
    double target = outputs.target(limit(), proposal);
    clipped = true;
    if (target <= t + 1.01 * proposal) {
      return target;
    }
    if (target < t + 2 * proposal) {
      return t + 0.5 * (target - t); // two equal steps rather than a long and a short one
    }
    clipped = false;
    return t + proposal;
  }

  /** What no step may pass over. */
  private double limit() {
    double limit = Math.min(grid.end(), events.nextExecution());
    if (!step.lags().areNone()) {
      limit = Math.min(limit, t + step.lags().longestStep(t, y, step.constants()));
    }
    return stop < grid.stops().length ? Math.min(limit, grid.stops()[stop]) : limit;
  }

  /** The place of the next prescribed step. */
  private int nextPrescribed() {
    while (grid.steps()[prescribed] <= t) {
      prescribed++;
    }
    return prescribed;
  }

  /** Tries the step to another end. */
  private double attemptTo(double another) {
    end = another;
    return attempt();
  }

  /** Tries the step to {@code end}; the error norm of the states, NaN when there is none. */
  private double attempt() {
    if (!step.attempt(end - t)) {
      lastRejection = Reason.SINGULAR_MATRIX;
      return Double.NaN;
    }
    double largest = step.error(norm);
    if (!isPrescribed && largest <= 1 && !isBefore && outputs.areBefore(end)) {
      largest = Math.max(largest, step.interpolationError(norm));
    }
    lastRejection = reason(largest);
    return largest;
  }

  private static Reason reason(double norm) {
    return Double.isFinite(norm) ? Reason.STEP_SIZE_UNDERFLOW : Reason.NON_FINITE;
  }

  /** The norm of an error; what rounding leaves of rates is looked at where it is too large. */
  private double norm(double[] e, int offset) {
    double[] next = step.next();
    double h = end - t;
    double norm = errors.norm(e, offset, y, next, h);
    if (norm > 1 && !isPrescribed && errors.needsRounding()) {
      throughput.of(step, errors.rounding());
      norm = errors.norm(e, offset, y, next, h);
    }
    return norm;
  }

  private @Nullable Outcome accept() {
    if (accepted == ends.length) {
      ends = Arrays.copyOf(ends, 2 * accepted);
      methods = Arrays.copyOf(methods, 2 * accepted);
    }
    methods[accepted] = step.method();
    ends[accepted++] = end;
    choice.accepted(controller.possible());
    boolean isInstant =
        !isBefore
            && (locator.isInterrupted() || events.nextExecution() <= end)
            && !(grid.isOpen() && end == grid.end());
    double inside = isInstant ? end - 4 * Math.ulp(end) : end; // outputs as good as at the instant
    int from = outputs.next();
    outputs.interpolate(step, end, inside);
    System.arraycopy(step.next(), 0, y, 0, states);
    double before = t;
    moveTo(end);
    errors.accepted();
    reach();
    step.lags().accept(step, end, y);
    secondary.accept(step, end, from, outputs.next());
    Outcome failure = null;
    if (isInstant) {
      failure = events.pass(t);
      cascade.add(t);
      if (failure == null && cascade.isOver()) {
        failure = failed(Reason.STEP_SIZE_UNDERFLOW, cascade.words());
      }
      reach();
      restart = true;
      locator.clear();
      stepLimit.pass(accepted + rejected);
    }
    standstills = 0;
    if (isBefore) {
      return null;
    }
    outputs.take();
    if (outputs.next() > from) {
      stepLimit.pass(accepted + rejected);
    }
    if (before < t) {
      passStops();
    }
    return failure;
  }

  private Outcome failed(Reason reason, String detail) {
    return new Outcome.Failed(reason, t, detail);
  }
}
