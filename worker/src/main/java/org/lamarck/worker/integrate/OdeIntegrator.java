package org.lamarck.worker.integrate;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.event.EventExecution;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.event.SecondaryEquations;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.tolerance.ErrorScale;
import org.lamarck.worker.tolerance.EventMemory;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * Integrates an {@link OdeSystem} with steps chosen by the error estimate, each by the method that
 * costs least. An instance is made once for a system, serves one thread, and allocates nothing per
 * step.
 *
 * <p>What is left here is the loop. {@link StepController} sizes steps, {@link MethodChoice}
 * chooses who makes them, {@link StepPlanner} where they end and {@link StepTrial} whether they are
 * good; {@link OutputPlacer} places outputs, {@link EventLocator} ends a step where a switch
 * changes. Where outputs are interpolated, the error of that must pass the same test as that of the
 * step.
 */
public final class OdeIntegrator {
  private final BooleanSupplier cancelled;
  private final Step step;
  private final EventExecution events;
  private final ErrorScale errors;
  private final MethodChoice choice;
  private final StepController controller = new StepController();
  private final EventLocator locator;
  private final OutputPlacer outputs;
  private final FirstStep first;
  private final Cascade cascade = new Cascade();
  private final StepLimit stepLimit;
  private final StepLog log = new StepLog();
  private final Stops stops = new Stops();
  private final StepPlanner planner;
  private final StepTrial trial;
  // where the present integration stands
  private final Point at;
  private TimeGrid grid = TimeGrid.of(0);
  private SecondaryEquations secondary = SecondaryEquations.NONE;
  private boolean restart;
  private boolean isBefore; // before the start, where there are no outputs

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
    this.errors = new ErrorScale(step.system(), tolerances);
    step.constraints().tolerances(errors);
    this.at = new Point(step.system().structure().states());
    this.outputs = new OutputPlacer(at);
    this.trial = new StepTrial(step, errors, outputs);
    this.locator = new EventLocator(step, events.switches(), trial);
    this.planner = new StepPlanner(at, controller, outputs, events, step.lags(), stops);
    this.choice = new MethodChoice(step, tolerances, errors);
    this.first = new FirstStep(step, errors);
    this.stepLimit = new StepLimit(tolerances.maximumSteps());
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
    Outcome failure = events.hasFastReactions() ? equilibrate() : null;
    if (failure == null && !(events.areNone() && step.constraints().areNone())) {
      failure = events.begin(at, grid.memory(), outputs, secondary);
    }
    reach();
    outputs.take();
    while (failure == null && !outputs.areDone() && !secondary.isEnough(at)) {
      failure = advance();
      if (failure == null) {
        failure = secondary.failure(at.time());
      }
    }
    return failure == null ? new Outcome.Completed(log.accepted(), log.rejected()) : failure;
  }

  private void begin(double[] y0, double[] p) {
    step.constants(p);
    at.constants(p);
    at.time(grid.start());
    System.arraycopy(y0, 0, at.state(), 0, at.state().length);
    EventMemory before = grid.memory();
    errors.begin(at.state(), before == null ? EventMemory.NONE : before);
    step.inside().negligible(errors);
    step.lags().begin(at);
    log.begin();
    stops.begin(grid);
    planner.begin(grid);
    trial.begin(planner.isPrescribed());
    stepLimit.begin();
    restart = true;
    locator.clear();
    cascade.begin(grid.start());
    choice.begin();
    passStops();
  }

  /** Takes notice of the sizes of the states. */
  private void reach() {
    if (errors.reach(at.state())) {
      step.inside().negligible(errors);
    }
  }

  /** Lets fast reactions go on alone, at the time of the start, until they are in equilibrium. */
  private @Nullable Outcome equilibrate() {
    double start = at.time();
    step.within(start, start);
    before(true);
    Outcome failure = events.beginBefore(at, secondary);
    at.time(start - 1);
    while (failure == null && at.time() < start) {
      failure = advance();
    }
    before(false);
    restart = true;
    step.lags().begin(at);
    passStops();
    stepLimit.pass(log.attempted());
    return failure;
  }

  private void before(boolean isSo) {
    isBefore = isSo;
    planner.before(isSo);
    trial.before(isSo);
  }

  /** Makes one step, and what happens at its end; a failure, or nothing. */
  private @Nullable Outcome advance() {
    if (!beginStep() || (restart && !beginFirst())) {
      return failed(Reason.NON_FINITE, "the rates or their derivatives are not finite");
    }
    controller.limit(choice.longest());
    planner.beginStep();
    for (int refused = 1; ; refused++) {
      Outcome stopped = stopped();
      if (stopped != null) {
        return stopped;
      }
      if (!planner.choose(step.method())) {
        return failed(trial.reason(), cascade.isOne() ? cascade.words() : trial.words());
      }
      double norm = trial.to(planner.end());
      if (trial.isFine(norm) && !events.areNone() && !isBefore) {
        norm = locator.locate(planner.end(), norm, errors);
        planner.shorten(locator.end());
        if (locator.end() == at.time()) {
          return standStill();
        }
      }
      if (trial.isFine(norm)) {
        norm = trial.judged(Math.max(norm, secondary.follow(step)));
      }
      double h = planner.end() - at.time();
      if (trial.isFine(norm)) {
        controller.accepted(step.method(), norm, h, refused == 1, planner.isClipped());
        return accept();
      }
      if (planner.isPrescribed()) {
        return failed(trial.reason(), "a prescribed step gives no finite result");
      }
      controller.rejected(step.method(), norm, h);
      log.reject();
      controller.limit(choice.longest());
      if (choice.rejected(refused) && !beginStep()) {
        return failed(Reason.NON_FINITE, "the rates or their derivatives are not finite");
      }
    }
  }

  /** Why no further step may be tried; nothing when it may. */
  private @Nullable Outcome stopped() {
    if (cancelled.getAsBoolean()) {
      return failed(Reason.TIME_LIMIT, "stopped from outside after " + log.accepted() + " steps");
    }
    String exhausted = stepLimit.reached(log.attempted());
    return exhausted == null ? null : failed(Reason.STEP_LIMIT, exhausted);
  }

  /** Lets the step stand where the integration does, with the method that comes next. */
  private boolean beginStep() {
    double t = at.time();
    Method next = planner.isPrescribed() ? planner.prescribedMethod() : choice.method();
    boolean isContinued = !restart && next == step.method() && step.isEndKnown();
    if (isContinued && log.endsAt(t) && step.start() < t) {
      if (!step.continueFromEnd(t)) {
        return false;
      }
    } else {
      step.use(next);
      if (!step.begin(at)) {
        return false;
      }
    }
    choice.beginStep();
    return true;
  }

  /** Sizes the first step where nothing is known of the one before. */
  private boolean beginFirst() {
    controller.set(first.size(grid.end() - at.time()));
    if (choice.restarted(controller.proposal()) && !beginStep()) {
      return false;
    }
    restart = false;
    return true;
  }

  /** A switch changes where the integration stands; no step is made. */
  private @Nullable Outcome standStill() {
    if (cascade.standStill()) {
      return failed(Reason.STEP_SIZE_UNDERFLOW, cascade.standstill());
    }
    restart = true;
    events.switches().reachFirst();
    Outcome failure = events.pass();
    reach();
    return failure;
  }

  /** Moves past the stops, and keeps the right-hand side between two of them. */
  private void passStops() {
    restart |= stops.pass(at.time());
    if (restart) {
      choice.restart();
      stops.limit(step);
    }
  }

  private @Nullable Outcome accept() {
    double end = planner.end();
    log.accept(step.method(), end);
    choice.accepted(controller.possible());
    if (choice.isLeft()) {
      return failed(Reason.STEP_LIMIT, "the system is stiff");
    }
    boolean isInstant =
        !isBefore
            && (locator.isInterrupted() || events.nextExecution() <= end)
            && !(grid.isOpen() && end == grid.end());
    double inside = isInstant ? end - 4 * Math.ulp(end) : end; // outputs as good as at the instant
    int from = outputs.next();
    outputs.interpolate(step, end, inside);
    System.arraycopy(step.next(), 0, at.state(), 0, at.state().length);
    double before = at.time();
    at.time(end);
    errors.accepted();
    reach();
    step.lags().accept(step, at);
    secondary.accept(step, end, from, outputs.next());
    Outcome failure = isInstant ? interrupt() : null;
    cascade.goOn();
    if (isBefore) {
      return null;
    }
    outputs.take();
    if (outputs.next() > from) {
      stepLimit.pass(log.attempted());
    }
    if (before < end) {
      passStops();
    }
    return failure;
  }

  /** Something happens where the step has ended. */
  private @Nullable Outcome interrupt() {
    Outcome failure = events.pass();
    cascade.add(at.time());
    if (failure == null && cascade.isOver()) {
      failure = failed(Reason.STEP_SIZE_UNDERFLOW, cascade.words());
    }
    reach();
    restart = true;
    locator.clear();
    stepLimit.pass(log.attempted());
    return failure;
  }

  private Outcome failed(Reason reason, String detail) {
    return new Outcome.Failed(reason, at.time(), detail);
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
    return log.ends();
  }

  /** The methods of the accepted steps of the last integration. */
  public Method[] stepMethods() {
    return log.methods();
  }
}
