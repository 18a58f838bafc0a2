package org.lamarck.strategies.local;

import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.TrustRegion.Curvature;
import org.lamarck.strategies.local.TrustRegionState.Quadratic;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/** One slice of a {@link TrustRegion} search. Everything that the next slice needs is its state. */
final class TrustRegionDescent {
  /** A trial is accepted when it brings this part of what the model promised. */
  private static final double ACCEPTED = 1e-4;

  private static final double POOR = 0.25;
  private static final double GOOD = 0.75;
  private static final double SHRINK = 0.25;
  private static final double GROW = 2;

  /**
   * The secant leads where its error in foretelling the value is below this part of Gauss–Newton's.
   * Gradients to the optimum from 40 starts each, with 1 and with 0.5: Bruno 32 and 26, Blasi 35
   * and 30, Rahman 86 and 72, Boehm 35 and 44.
   */
  private static final double MUCH_BETTER = 0.5;

  private final TrustRegion settings;
  private final SearchSpace space;
  private final CountingObjective counting;
  private final Box box;
  private final InteriorModel interior;
  private final double[] step;
  private final double[] trial;
  private final double[] lengths;

  /** Of the start; absent where nobody knows it. */
  private @Nullable Matrix known;

  private @Nullable TrustRegionState end;

  TrustRegionDescent(TrustRegion settings, Objective objective, SearchSpace space) {
    this.settings = settings;
    this.space = space;
    counting = new CountingObjective(objective.withoutRows());
    box = new Box(space);
    interior = new InteriorModel(box);
    step = new double[box.n];
    trial = new double[box.n];
    lengths = new double[box.n];
  }

  /** The first slice of a search that knows the Hessian, nearly. */
  Refinement run(TrustRegionState from, int iterations, Matrix hessian) {
    known = hessian;
    return run(from, iterations);
  }

  /**
   * Goes on from where another objective of nearly the same values led to: what was learned of the
   * curvature beyond Gauss–Newton is kept.
   */
  Refinement takeOver(TrustRegionState from, int iterations) {
    Vector start = from.point();
    Evaluation evaluation = counting.evaluate(start, Derivatives.RESIDUALS);
    if (!(evaluation instanceof Evaluation.Differentiable here)) {
      return Refinement.failedAt(start, evaluation, counting.effort());
    }
    box.measureIn(from.units());
    Quadratic model = advance(modelOf(from), here, Vector.zeros(box.n));
    TrustRegionState begun = begun(start, model);
    return run(
        new TrustRegionState(
            start, from.iterations(), begun.radius(), 0, 0, 1, from.units(), model),
        iterations);
  }

  /** Where the search stood at the end of the slice. */
  TrustRegionState end() {
    if (end == null) {
      throw new IllegalStateException("the search has not begun");
    }
    return end;
  }

  Refinement run(TrustRegionState from, int iterations) {
    TrustRegionState state = from;
    Quadratic model = from.model();
    if (model == null) {
      Vector start = space.clip(from.point());
      Evaluation evaluation = counting.evaluate(start, Derivatives.RESIDUALS);
      if (!(evaluation instanceof Evaluation.Differentiable differentiable)) {
        return Refinement.failedAt(start, evaluation, counting.effort());
      }
      model = begin(differentiable);
      state = begun(start, model);
    } else {
      box.measureIn(state.units());
    }
    Vector start = state.point();
    double startValue = model.value();
    Termination termination = termination(state, model);
    int made = 0;
    while (termination == Termination.BUDGET && made < iterations) {
      state = iterate(state, model);
      model = modelOf(state);
      made++;
      termination = termination(state, model);
    }
    end = state;
    return new Refinement(
        start,
        startValue,
        state.point(),
        new Evaluation.Gradient(model.value(), model.gradient()),
        optimality(state, model),
        knownCurvature(model),
        termination,
        made,
        counting.effort(),
        termination == Termination.BUDGET ? state : null);
  }

  private TrustRegionState begun(Vector start, Quadratic model) {
    double radius = settings.initialStep() * Math.sqrt(Math.max(1, box.n));
    return new TrustRegionState(start, 0, radius, 0, 0, 1, box.units(), model);
  }

  /** Why the search ends here; {@link Termination#BUDGET} when it need not. */
  private Termination termination(TrustRegionState state, Quadratic model) {
    if (optimality(state, model) <= settings.tolerances().gradient()) {
      return Termination.GRADIENT;
    }
    if (state.failures() >= settings.failureLimit()) {
      return Termination.FAILED;
    }
    if (state.stalls() >= Tolerances.STALLS) {
      return Termination.VALUE;
    }
    if (state.lastStep() <= settings.tolerances().step()) {
      return state.failures() > 0 ? Termination.FAILED : Termination.STEP;
    }
    return Termination.BUDGET;
  }

  /** One trial point. */
  private TrustRegionState iterate(TrustRegionState state, Quadratic model) {
    double[] x = state.point().toArray();
    double[] g = model.gradient().toArray();
    interior.set(x, g, model.hessian().toArray());
    double radius = state.radius();
    interior.step(radius, settings.maximalStep(), step);
    double length = interior.length();
    measure(model.value(), model.gradient(), model.hessian());
    box.move(x, step, g, lengths, trial);
    Vector target = Vector.of(trial);
    double moved = box.relativeStep(state.point(), trial, lengths);
    Vector s = target.minus(state.point());
    double predicted = model.reduction(model.hessian(), s);
    if (!(predicted > 0)) {
      // what is left to gain is lost in rounding
      return rejected(state, model, SHRINK * Math.min(radius, length), Tolerances.STALLS, moved);
    }
    Evaluation evaluation = look(target, model.value() - ACCEPTED * predicted);
    if (!(evaluation instanceof Evaluation.Finite finite)) {
      return failed(state, SHRINK * Math.min(radius, length), moved);
    }
    double actual = model.value() - finite.value();
    double ratio = actual / predicted;
    double next = radius;
    if (!(ratio >= POOR)) {
      next = SHRINK * Math.min(radius, length);
    } else if (ratio > GOOD && length > 0.9 * radius) {
      next = Math.min(GROW * radius, settings.maximalStep() * Math.sqrt(box.n));
    }
    double small = settings.tolerances().value() * Math.abs(model.value());
    boolean growing = next > radius;
    boolean stalled = Math.min(predicted, Math.abs(actual)) <= small && !growing;
    int stalls = stalled ? state.stalls() + 1 : 0;
    Quadratic judged = judge(model, s, actual);
    if (ratio > ACCEPTED && finite instanceof Evaluation.Differentiable differentiable) {
      Quadratic there = advance(judged, differentiable, s);
      measure(there.value(), there.gradient(), there.hessian());
      box.growUnits(lengths, s);
      return new TrustRegionState(
          target, state.iterations() + 1, next, 0, stalls, moved, box.units(), there);
    }
    return rejected(state, judged, next, stalls, moved);
  }

  private static TrustRegionState rejected(
      TrustRegionState state, Quadratic model, double radius, int stalls, double moved) {
    return new TrustRegionState(
        state.point(), state.iterations() + 1, radius, 0, stalls, moved, state.units(), model);
  }

  private static TrustRegionState failed(TrustRegionState state, double radius, double moved) {
    return new TrustRegionState(
        state.point(),
        state.iterations() + 1,
        radius,
        state.failures() + 1,
        state.stalls(),
        moved,
        state.units(),
        state.model());
  }

  /**
   * Evaluates a trial: with derivatives unless it is screened and its value is not below {@code
   * acceptable}.
   */
  private Evaluation look(Vector target, double acceptable) {
    if (settings.screening() == TrustRegion.Screening.ALWAYS) {
      Evaluation value = counting.evaluate(target, Derivatives.NONE);
      if (!(value instanceof Evaluation.Finite finite) || !(finite.value() < acceptable)) {
        return value;
      }
    }
    return counting.evaluate(target, Derivatives.RESIDUALS);
  }

  /** Writes the natural length of each coordinate to {@link #lengths}. */
  private void measure(double value, Vector gradient, @Nullable Matrix hessian) {
    for (int i = 0; i < box.n; i++) {
      double bend = hessian == null ? 0 : Math.max(0, hessian.get(i, i));
      lengths[i] = Box.naturalLength(value, gradient.get(i), bend);
    }
  }

  private Quadratic begin(Evaluation.Differentiable here) {
    Matrix gaussNewton = curvatureOf(here);
    measure(here.value(), here.gradient(), known == null ? gaussNewton : known);
    box.beginUnits(lengths);
    if (known != null) { // and counts as updated: it needs no scale
      return new Quadratic(here.value(), here.gradient(), null, known, box.n, true);
    }
    if (gaussNewton != null) {
      return new Quadratic(here.value(), here.gradient(), gaussNewton, null, 0, false);
    }
    return new Quadratic(
        here.value(), here.gradient(), null, firstSecant(here.gradient()), 0, true);
  }

  /** Such that the unbounded step is about as long as the first radius. */
  private Matrix firstSecant(Vector gradient) {
    double sum = 0;
    for (int i = 0; i < box.n; i++) {
      double scaled = gradient.get(i) * box.unit[i];
      sum += scaled * scaled;
    }
    double scale = Math.sqrt(sum) / (settings.initialStep() * Math.sqrt(box.n));
    return SecantHessian.diagonal(scale > 0 ? scale : 1, box.unit);
  }

  private @Nullable Matrix curvatureOf(Evaluation.Differentiable here) {
    return settings.curvature() != Curvature.SECANT
            && here instanceof Evaluation.LeastSquares leastSquares
        ? leastSquares.curvature()
        : null;
  }

  /** Lets the secant lead while it foretells trials much better than Gauss–Newton. */
  private static Quadratic judge(Quadratic model, Vector s, double actual) {
    if (model.gaussNewton() == null || model.secant() == null) {
      return model;
    }
    double gaussNewton = Math.abs(actual - model.reduction(model.gaussNewton(), s));
    double secant = Math.abs(actual - model.reduction(model.secant(), s));
    return model.led(secant < MUCH_BETTER * gaussNewton);
  }

  /** The model at the point that a step {@code s} led to. */
  private Quadratic advance(Quadratic old, Evaluation.Differentiable there, Vector s) {
    Vector y = there.gradient().minus(old.gradient());
    Matrix gaussNewton = curvatureOf(there);
    Matrix secant;
    boolean leads = old.secantLeads();
    if (gaussNewton == null) {
      secant = updated(old, there.gradient(), s, y);
      leads = true;
    } else if (settings.curvature() == Curvature.GAUSS_NEWTON) {
      secant = null;
    } else {
      secant = gaussNewton.plus(1, SecantHessian.remainder(remainder(old), gaussNewton, s, y));
    }
    return new Quadratic(
        there.value(), there.gradient(), gaussNewton, secant, old.updates() + 1, leads);
  }

  /** What the secant knows beyond Gauss–Newton. */
  private Matrix remainder(Quadratic model) {
    Matrix gaussNewton = model.gaussNewton();
    Matrix secant = model.secant();
    return gaussNewton == null || secant == null
        ? Matrix.zeros(box.n, box.n)
        : secant.plus(-1, gaussNewton);
  }

  /** The Hessian approximation of an objective that tells nothing but gradients. */
  private Matrix updated(Quadratic old, Vector gradient, Vector s, Vector y) {
    Matrix base = old.secant() == null ? firstSecant(gradient) : old.secant();
    return SecantHessian.update(old.updates() == 0 ? rescaled(base, s, y) : base, s, y);
  }

  /** Nocedal and Wright (2006), eq. 6.20, in the box's units. */
  private Matrix rescaled(Matrix first, Vector s, Vector y) {
    double yy = 0;
    for (int i = 0; i < box.n; i++) {
      double scaled = y.get(i) * box.unit[i];
      yy += scaled * scaled;
    }
    double sy = s.dot(y);
    return sy > 0 && yy > 0 ? SecantHessian.diagonal(yy / sy, box.unit) : first;
  }

  /** A secant tells of the Hessian once it has seen as many steps as there are coordinates. */
  private @Nullable Matrix knownCurvature(Quadratic model) {
    if (model.gaussNewton() != null) {
      return model.gaussNewton();
    }
    return model.updates() >= box.n ? model.secant() : null;
  }

  private double optimality(TrustRegionState state, Quadratic model) {
    return box.optimality(state.point().toArray(), model.gradient().toArray());
  }

  private static Quadratic modelOf(TrustRegionState state) {
    Quadratic model = state.model();
    if (model == null) {
      throw new IllegalStateException("a search that has begun knows its point");
    }
    return model;
  }
}
