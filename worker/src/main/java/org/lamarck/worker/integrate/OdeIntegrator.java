package org.lamarck.worker.integrate;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.EventExecution;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.event.Samples;
import org.lamarck.worker.event.SecondaryEquations;
import org.lamarck.worker.event.SwitchingFunctions;
import org.lamarck.worker.method.ErrorScale;
import org.lamarck.worker.method.EventMemory;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.Throughput;
import org.lamarck.worker.method.Tolerances;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.system.OdeSystem;

/**
 * Integrates an {@link OdeSystem} with steps chosen by the error estimate, each by Rodas5P or,
 * where that costs less, by Tsit5. An instance is made once for a system, serves one thread, and
 * allocates nothing per step.
 *
 * <p>Output times that are many steps apart end a step. Where they are closer they are
 * interpolated, and the error of the interpolation must pass the same test as that of the step.
 */
public final class OdeIntegrator {
  private static final double SAFETY = 0.9;
  private static final double LARGEST_GROWTH = 6;
  private static final double SMALLEST_GROWTH = 0.2;

  /** An output time ends a step when the next one is this many steps away; it costs one step. */
  private static final double LONELY = 8;

  /** Tries to end a step where a switch changes; each is a Newton step, or halves the search. */
  private static final int MOST_LANDINGS = 20;

  /** Tries to end a step with the numbers beyond the threshold, not just before it. */
  private static final int MOST_NUDGES = 3;

  /** So many interruptions at one time, with no step between them, are taken for chattering. */
  private static final int MOST_STANDSTILLS = 100;

  private final BooleanSupplier cancelled;
  private final Step step;
  private final EventExecution events;
  private final int states;
  private final ErrorScale errors;
  private final double[] y;
  private final double[] error;
  private final MethodChoice choice;
  private final FirstStep first;
  private final Cascade cascade = new Cascade();
  private final StepLimit stepLimit;
  private final Throughput throughput;
  private double[] ends = new double[64];
  private Method[] methods = new Method[64];

  // where the present integration stands
  private double t;
  private double end;
  private double proposal;
  private double possible; // what the error would permit at once
  private boolean restart;
  private boolean clipped;
  private int output;
  private int stop;
  private int prescribed;
  private int accepted;
  private int rejected;
  private boolean interrupted; // a switch changes where the step ends
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
    this.error = new double[states];
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
    begin(grid, y0, p);
    Outcome failure = events.hasFastReactions() ? equilibrate(grid, p, out, secondary) : null;
    if (failure == null && !(events.areNone() && step.constraints().areNone())) {
      failure = events.begin(t, y, p, grid.memory(), new Arrivals(grid, out, secondary), secondary);
    }
    reach();
    arrive(grid, out, secondary);
    while (failure == null && output < grid.size() && !secondary.isEnough(t, y, p)) {
      failure = advance(grid, out, secondary);
      if (failure == null) {
        failure = secondary.failure(t);
      }
    }
    return failure == null ? new Outcome.Completed(accepted, rejected) : failure;
  }

  /** Takes notice of the sizes of the states. */
  private void reach() {
    if (errors.reach(y)) {
      step.inside().negligible(errors);
    }
  }

  /** Lets fast reactions go on alone, at the time of the start, until they are in equilibrium. */
  private @Nullable Outcome equilibrate(
      TimeGrid grid, double[] p, double[] out, SecondaryEquations secondary) {
    double start = t;
    step.within(start, start);
    isBefore = true;
    Outcome failure = events.beginBefore(t, y, p, secondary);
    t = start - 1;
    while (failure == null && t < start) {
      failure = advance(grid, out, secondary);
    }
    isBefore = false;
    restart = true;
    step.lags().begin(t, y);
    passStops(grid);
    stepLimit.pass(accepted + rejected);
    return failure;
  }

  /** Makes one step, and what happens at its end; a failure, or nothing. */
  private @Nullable Outcome advance(TimeGrid grid, double[] out, SecondaryEquations secondary) {
    if (!beginStep(grid)) {
      return failed(Reason.NON_FINITE, "the rates or their derivatives are not finite");
    }
    if (restart) {
      proposal = first.size(t, y, grid.end() - t);
      if (choice.restarted(proposal) && !beginStep(grid)) {
        return failed(Reason.NON_FINITE, "the rates or their derivatives are not finite");
      }
      restart = false;
    }
    proposal = Math.min(proposal, choice.longest());
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
      boolean isPrescribed = grid.steps().length > 0;
      if (isPrescribed) {
        end = Math.min(grid.steps()[nextPrescribed(grid)], events.nextExecution());
      } else {
        double smallest = smallestStep(grid);
        if (!(proposal > smallest)) {
          if (isSmallestTried) {
            return failed(lastRejection, underflow());
          }
          proposal = smallest; // what is proposed is a guess: a failure is of a step that was tried
          isSmallestTried = true;
        }
        end = chooseEnd(grid);
      }
      double norm = attempt(grid);
      if (isFine(norm, isPrescribed) && !events.areNone() && !isBefore) {
        double full = end;
        norm = land(grid, norm);
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
      propose(norm, isAccepted, mayGrow);
      mayGrow = false;
      if (!isAccepted) {
        rejected++;
        proposal = Math.min(proposal, choice.longest());
        if (choice.rejected(++refused) && !beginStep(grid)) {
          return failed(Reason.NON_FINITE, "the rates or their derivatives are not finite");
        }
      }
    }
    return accept(grid, out, secondary);
  }

  /** Lets the step stand where the integration does, with the method that comes next. */
  private boolean beginStep(TimeGrid grid) {
    Method next = grid.steps().length > 0 ? grid.methods()[nextPrescribed(grid)] : choice.method();
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

  private static boolean isFine(double norm, boolean isPrescribed) {
    return norm <= 1 || (isPrescribed && Double.isFinite(norm));
  }

  /**
   * Shortens the step that was tried so that it ends where the first switch changes, if one does;
   * to nothing where one changes at its start.
   *
   * @return the error norm of the step
   */
  private double land(TimeGrid grid, double normBefore) {
    SwitchingFunctions switches = events.switches();
    interrupted = false;
    double target = switches.firstChange(step, end, errors);
    if (target > end) {
      return normBefore;
    }
    double norm = normBefore;
    double low = t;
    double high = end;
    double resolution = 4 * Math.ulp(end);
    int nudges = 0;
    for (int i = 0; i < MOST_LANDINGS; i++) {
      if (!(target - t > 4 * Math.ulp(t))) {
        end = t;
        interrupted = true;
        return norm;
      }
      if (target != end) {
        end = target;
        norm = attempt(grid);
        if (!isFine(norm, grid.steps().length > 0)) {
          return norm;
        }
      }
      step.flow(end, step.next(), error);
      double correction = switches.correction(end, step.next(), error, resolution);
      if (Math.abs(correction) <= resolution) {
        interrupted = true;
        if (switches.isFirstChanged() || ++nudges > MOST_NUDGES) {
          return norm;
        }
        low = end; // what compares the numbers later shall find them beyond the threshold
        target = Math.max(end + 2 * correction, Math.nextUp(end));
        high = Math.max(high, target + resolution);
        continue;
      }
      if (correction < 0) {
        high = end;
      } else {
        low = end;
      }
      target = end + correction;
      if (!(target > low && target < high)) {
        target = 0.5 * (low + high);
      }
    }
    if (end != high) { // Newton did not settle: rounding; past the threshold is near enough
      end = high;
      norm = attempt(grid);
      if (!isFine(norm, grid.steps().length > 0)) {
        return norm;
      }
    }
    step.flow(end, step.next(), error);
    switches.correction(end, step.next(), error, resolution);
    switches.reachChanged();
    interrupted = switches.anyReached();
    return norm;
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

  private void begin(TimeGrid grid, double[] y0, double[] p) {
    step.constants(p);
    System.arraycopy(y0, 0, y, 0, states);
    EventMemory before = grid.memory();
    errors.begin(y, before == null ? EventMemory.NONE : before);
    step.inside().negligible(errors);
    t = grid.start();
    step.lags().begin(t, y);
    output = 0;
    prescribed = 0;
    accepted = 0;
    rejected = 0;
    stepLimit.begin();
    clipped = false;
    lastRejection = Reason.STEP_SIZE_UNDERFLOW;
    stop = 0;
    restart = true;
    standstills = 0;
    interrupted = false;
    cascade.begin(t);
    choice.begin();
    passStops(grid);
  }

  /** Moves past the stops up to t, and keeps the right-hand side between two stops. */
  private void passStops(TimeGrid grid) {
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

  /** Writes the outputs that are at the present time. */
  private void arrive(TimeGrid grid, double[] out, SecondaryEquations secondary) {
    int from = output;
    while (output < grid.size() && grid.times()[output] <= t) {
      System.arraycopy(y, 0, out, output * states, states);
      output++;
    }
    if (output > from) {
      secondary.arrive(from, output);
    }
  }

  /** The outputs at the present time. */
  private final class Arrivals implements Samples {
    private final TimeGrid grid;
    private final double[] out;
    private final SecondaryEquations secondary;

    Arrivals(TimeGrid grid, double[] out, SecondaryEquations secondary) {
      this.grid = grid;
      this.out = out;
      this.secondary = secondary;
    }

    @Override
    public boolean areHere() {
      return output < grid.size() && grid.times()[output] <= t;
    }

    @Override
    public void take() {
      arrive(grid, out, secondary);
    }
  }

  /** Below it t cannot resolve the step, or the span of the integration would take forever. */
  private double smallestStep(TimeGrid grid) {
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
  private double chooseEnd(TimeGrid grid) {
    if (isBefore) {
      clipped = grid.start() <= t + proposal;
      return clipped ? grid.start() : t + proposal;
    }
    double limit = Math.min(grid.end(), events.nextExecution());
    if (!step.lags().areNone()) {
      limit = Math.min(limit, t + step.lags().longestStep(t, y, step.constants()));
    }
    if (stop < grid.stops().length && grid.stops()[stop] < limit) {
      limit = grid.stops()[stop];
    }
    double reach = t + 1.01 * proposal;
    double target = limit;
    double first = grid.times()[output];
    if (first < limit && nextAfter(first, grid) - first > LONELY * proposal) {
      target = first;
    }
    clipped = true;
    if (target <= reach) {
      return target;
    }
    if (target < t + 2 * proposal) {
      return t + 0.5 * (target - t); // two equal steps rather than a long and a short one
    }
    clipped = false;
    return t + proposal;
  }

  /** The first output time after {@code time}; infinite when it is the last. */
  private double nextAfter(double time, TimeGrid grid) {
    double[] times = grid.times();
    int k = output;
    while (k < times.length && times[k] <= time) {
      k++;
    }
    return k < times.length ? times[k] : Double.POSITIVE_INFINITY;
  }

  /** The place of the next prescribed step. */
  private int nextPrescribed(TimeGrid grid) {
    while (grid.steps()[prescribed] <= t) {
      prescribed++;
    }
    return prescribed;
  }

  /** Tries the step to {@code end}; the error norm of the states, NaN when there is none. */
  private double attempt(TimeGrid grid) {
    double h = end - t;
    if (!step.attempt(h)) {
      lastRejection = Reason.SINGULAR_MATRIX;
      return Double.NaN;
    }
    isPrescribed = grid.steps().length > 0;
    double norm = step.error(this::norm);
    if (!isPrescribed && norm <= 1 && !isBefore && grid.times()[output] < end) {
      norm = Math.max(norm, step.interpolationError(this::norm));
    }
    lastRejection = reason(norm);
    return norm;
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

  /** Sets the size of the next step from the error of this one, an I-controller. */
  private void propose(double norm, boolean isAccepted, boolean mayGrow) {
    double h = end - t;
    if (!Double.isFinite(norm)) {
      proposal = SMALLEST_GROWTH * h;
      return;
    }
    double factor =
        SAFETY * Math.pow(Math.max(norm, 1e-10), -1.0 / (step.method().errorOrder() + 1));
    if (!isAccepted) {
      proposal = h * Math.min(0.95, Math.max(SMALLEST_GROWTH, factor));
      return;
    }
    double largest = mayGrow ? LARGEST_GROWTH * h : h;
    if (clipped && mayGrow) {
      largest = Math.max(largest, proposal);
    }
    possible = factor * h;
    proposal = Math.min(largest, possible);
  }

  private @Nullable Outcome accept(TimeGrid grid, double[] out, SecondaryEquations secondary) {
    if (accepted == ends.length) {
      ends = Arrays.copyOf(ends, 2 * accepted);
      methods = Arrays.copyOf(methods, 2 * accepted);
    }
    methods[accepted] = step.method();
    ends[accepted++] = end;
    choice.accepted(possible);
    boolean isInstant =
        !isBefore
            && (interrupted || events.nextExecution() <= end)
            && !(grid.isOpen() && end == grid.end());
    double inside = isInstant ? end - 4 * Math.ulp(end) : end; // outputs as good as at the instant
    int from = output;
    double h = end - t;
    while (output < grid.size() && grid.times()[output] < inside) {
      step.interpolate((grid.times()[output] - t) / h, out, output * states);
      output++;
    }
    System.arraycopy(step.next(), 0, y, 0, states);
    double before = t;
    t = end;
    errors.accepted();
    reach();
    step.lags().accept(step, end, y);
    secondary.accept(step, end, from, output);
    Outcome failure = null;
    if (isInstant) {
      failure = events.pass(t);
      cascade.add(t);
      if (failure == null && cascade.isOver()) {
        failure = failed(Reason.STEP_SIZE_UNDERFLOW, cascade.words());
      }
      reach();
      restart = true;
      interrupted = false;
      stepLimit.pass(accepted + rejected);
    }
    standstills = 0;
    if (isBefore) {
      return null;
    }
    arrive(grid, out, secondary);
    if (output > from) {
      stepLimit.pass(accepted + rejected);
    }
    if (before < t) {
      passStops(grid);
    }
    return failure;
  }

  private Outcome failed(Reason reason, String detail) {
    return new Outcome.Failed(reason, t, detail);
  }
}
