package org.lamarck.strategies.local;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LbfgsbState.Pair;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/** One slice of an {@link Lbfgsb} search. Everything that the next slice needs is its state. */
final class LbfgsbDescent {
  private final Lbfgsb settings;
  private final SearchSpace space;
  private final CountingObjective counting;
  private final Box box;
  private final double[] low;
  private final double[] high;
  private final double[] g;
  private final double[] lengths;
  private final double[] target;

  LbfgsbDescent(Lbfgsb settings, Objective objective, SearchSpace space) {
    this.settings = settings;
    this.space = space;
    counting = new CountingObjective(objective);
    box = new Box(space);
    low = new double[box.n];
    high = new double[box.n];
    g = new double[box.n];
    lengths = new double[box.n];
    target = new double[box.n];
  }

  Refinement run(LbfgsbState from, int iterations) {
    LbfgsbState state = from;
    Evaluation.Gradient known = from.known();
    if (known == null) {
      Vector start = space.clip(from.point());
      Evaluation evaluation = counting.evaluate(start, Derivatives.GRADIENT);
      if (!(evaluation instanceof Evaluation.Differentiable differentiable)) {
        return Refinement.failedAt(start, evaluation, counting.effort());
      }
      known = new Evaluation.Gradient(differentiable.value(), differentiable.gradient());
      measure(known, Vector.zeros(box.n), Vector.zeros(box.n));
      box.beginUnits(lengths);
      state = new LbfgsbState(start, 0, known, List.of(), 0, 0, 1, box.units());
    } else {
      box.measureIn(state.units());
    }
    Vector start = state.point();
    double startValue = known.value();
    Termination termination = termination(state, known);
    int made = 0;
    while (termination == Termination.BUDGET && made < iterations) {
      state = iterate(state, known);
      known = knownOf(state);
      made++;
      termination = termination(state, known);
    }
    return new Refinement(
        start,
        startValue,
        state.point(),
        known,
        optimality(state, known),
        null,
        termination,
        made,
        counting.effort(),
        termination == Termination.BUDGET ? state : null);
  }

  /** Why the search ends here; {@link Termination#BUDGET} when it need not. */
  private Termination termination(LbfgsbState state, Evaluation.Gradient known) {
    if (optimality(state, known) <= settings.tolerances().gradient()) {
      return Termination.GRADIENT;
    }
    if (state.failures() >= settings.failureLimit()) {
      return Termination.FAILED;
    }
    if (state.stalls() >= Tolerances.STALLS) {
      return Termination.VALUE;
    }
    return state.lastStep() <= settings.tolerances().step() ? Termination.STEP : Termination.BUDGET;
  }

  /** One line search. */
  private LbfgsbState iterate(LbfgsbState state, Evaluation.Gradient known) {
    for (int i = 0; i < box.n; i++) {
      double x = state.point().get(i);
      low[i] = box.fixed(i) ? 0 : Math.min(0, box.lower[i] - x) / box.unit[i];
      high[i] = box.fixed(i) ? 0 : Math.max(0, box.upper[i] - x) / box.unit[i];
      g[i] = known.gradient().get(i) * box.unit[i];
    }
    List<Pair> pairs = state.pairs();
    double[] d = direction(pairs);
    double slope = dot(d, g);
    if (!(slope < 0) && !pairs.isEmpty()) {
      pairs = List.of();
      d = direction(pairs);
      slope = dot(d, g);
    }
    if (!(slope < 0)) {
      // the projected gradient is lost in rounding
      return stopped(state, pairs, 0, state.failures());
    }
    double longest = 0;
    double reach = Double.POSITIVE_INFINITY;
    for (int i = 0; i < box.n; i++) {
      longest = Math.max(longest, Math.abs(d[i]));
      reach = Math.min(reach, d[i] > 0 ? high[i] / d[i] : d[i] < 0 ? low[i] / d[i] : reach);
    }
    double farthest = Math.min(Math.max(1, reach), settings.maximalStep() / longest);
    double first = pairs.isEmpty() ? Math.min(1, settings.initialStep() / longest) : 1;
    WolfeSearch.Outcome outcome =
        lineSearch(state.point(), d)
            .search(known.value(), slope, first, farthest, state.failures());
    Evaluation.Differentiable there = outcome.evaluation();
    if (there == null) {
      // once without memory; if that was no help the search is over
      boolean over = pairs.isEmpty() && outcome.failures() == 0;
      return stopped(state, List.of(), over ? 0 : 1, outcome.failures());
    }
    return moved(state.point(), state, pairs, at(state.point(), d, outcome.alpha()), there);
  }

  private LbfgsbState stopped(LbfgsbState state, List<Pair> pairs, double lastStep, int failures) {
    return new LbfgsbState(
        state.point(),
        state.iterations() + 1,
        state.known(),
        pairs,
        failures,
        state.stalls(),
        lastStep,
        state.units());
  }

  private LbfgsbState moved(
      Vector from,
      LbfgsbState state,
      List<Pair> pairs,
      Vector to,
      Evaluation.Differentiable there) {
    Evaluation.Gradient known = knownOf(state);
    double fall = known.value() - there.value();
    boolean stalled = fall <= settings.tolerances().value() * Math.abs(known.value());
    Pair latest = new Pair(to.minus(from), there.gradient().minus(known.gradient()));
    List<Pair> kept = remember(pairs, latest);
    measure(there, latest.step(), latest.change());
    double moved = box.relativeStep(from, to.toArray(), lengths);
    box.growUnits(lengths, latest.step());
    return new LbfgsbState(
        to,
        state.iterations() + 1,
        new Evaluation.Gradient(there.value(), there.gradient()),
        kept,
        0,
        stalled ? state.stalls() + 1 : 0,
        moved,
        box.units());
  }

  /**
   * Writes the natural length of each coordinate to {@link #lengths}; what the last step did to the
   * gradient tells of its curvature.
   */
  private void measure(Evaluation.Differentiable here, Vector step, Vector change) {
    for (int i = 0; i < box.n; i++) {
      double moved = Math.abs(step.get(i));
      double bend = moved > 0 ? Math.abs(change.get(i)) / moved : 0;
      lengths[i] = Box.naturalLength(here.value(), here.gradient().get(i), bend);
    }
  }

  private List<Pair> remember(List<Pair> pairs, Pair pair) {
    double[] y = pair.changes(box.unit);
    // Byrd et al. (1995), eq. 3.9: a pair without positive curvature is not kept
    if (!(dot(pair.steps(box.unit), y) > Math.ulp(1.0) * dot(y, y))) {
      return pairs;
    }
    List<Pair> kept = new ArrayList<>(pairs);
    kept.add(pair);
    return kept.subList(Math.max(0, kept.size() - settings.memory()), kept.size());
  }

  /**
   * To the minimiser of the model in the box; without memory, or a usable one, down the gradient.
   */
  private double[] direction(List<Pair> pairs) {
    CompactModel model = new CompactModel(box.unit, pairs);
    if (!model.regular() || !model.minimise(low, high, g, target)) {
      return pairs.isEmpty() ? new double[box.n] : direction(List.of());
    }
    return target.clone();
  }

  private WolfeSearch lineSearch(Vector x, double[] d) {
    return new WolfeSearch(
        alpha -> counting.evaluate(at(x, d, alpha), Derivatives.GRADIENT),
        evaluation -> {
          double sum = 0;
          for (int i = 0; i < d.length; i++) {
            sum += evaluation.gradient().get(i) * box.unit[i] * d[i];
          }
          return sum;
        },
        settings.failureLimit());
  }

  private Vector at(Vector x, double[] d, double alpha) {
    double[] moved = new double[box.n];
    for (int i = 0; i < box.n; i++) {
      double way = alpha * d[i];
      if (way == 0) {
        moved[i] = x.get(i);
      } else if (way <= low[i]) {
        moved[i] = box.lower[i];
      } else if (way >= high[i]) {
        moved[i] = box.upper[i];
      } else {
        moved[i] = Math.min(Math.max(x.get(i) + way * box.unit[i], box.lower[i]), box.upper[i]);
      }
    }
    return Vector.of(moved);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private double optimality(LbfgsbState state, Evaluation.Gradient known) {
    return box.optimality(state.point().toArray(), known.gradient().toArray());
  }

  private static Evaluation.Gradient knownOf(LbfgsbState state) {
    Evaluation.Gradient known = state.known();
    if (known == null) {
      throw new IllegalStateException("a search that has begun knows its point");
    }
    return known;
  }
}
