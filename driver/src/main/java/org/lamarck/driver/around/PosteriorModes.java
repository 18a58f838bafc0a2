package org.lamarck.driver.around;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Lbfgsb;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.sampling.Mode;
import org.lamarck.worker.task.GuardedObjective;

/**
 * Where a posterior density is high: the basins of a fit, refined on that density, which is not
 * what a fit minimises, with its Hessian by differences of exact gradients.
 */
public final class PosteriorModes {
  /** A basin that is less probable than the best by more than this has no chains. */
  private static final double WORST = 25;

  private static final int MOST = 12;

  /** Of a refinement; basins are near their modes already. */
  private static final int ITERATIONS = 50;

  /** Steps of differences in standard deviations; the error is of their square. */
  private static final double STEP = 0.03;

  /** The longest step in parts of the width. */
  private static final double LONGEST = 1e-3;

  private final SourceRun problem;
  private final Objective density;
  private final SearchSpace space;

  private PosteriorModes(SourceRun problem) {
    this.problem = problem;
    density = GuardedObjective.of(problem.posterior());
    space = problem.space();
  }

  /**
   * The modes that these points lead to, the highest density first, each once; none where the
   * density has no gradient.
   */
  static List<Mode> of(SourceRun problem, List<Vector> points) {
    PosteriorModes search = new PosteriorModes(problem);
    List<Mode> modes = new ArrayList<>();
    for (Vector point : points) {
      Optional<Mode> mode = search.mode(point);
      if (mode.isPresent() && modes.size() < MOST && isNew(mode.get(), modes)) {
        modes.add(mode.get());
      }
    }
    modes.sort((one, other) -> Double.compare(one.value(), other.value()));
    double best = modes.isEmpty() ? 0 : modes.get(0).value();
    return modes.stream().filter(mode -> mode.value() <= best + WORST).toList();
  }

  /** Whether no other one is less than a standard deviation away, at about the same height. */
  private static boolean isNew(Mode mode, List<Mode> others) {
    for (Mode other : others) {
      Vector way = mode.point().minus(other.point());
      double distance = way.dot(other.hessian().times(way));
      if (distance < way.size() && Math.abs(mode.value() - other.value()) < 0.5) {
        return false;
      }
    }
    return true;
  }

  private Optional<Mode> mode(Vector from) {
    Refinement end =
        Lbfgsb.DEFAULT.refine(density, space, Lbfgsb.DEFAULT.begin(space.clip(from)), ITERATIONS);
    Vector point = end.failed() ? space.clip(from) : end.point();
    return density.evaluate(point, Derivatives.GRADIENT) instanceof Evaluation.Differentiable there
        ? Optional.of(new Mode(point, there.value(), hessian(point, there.gradient())))
        : Optional.empty();
  }

  private Matrix hessian(Vector point, Vector gradient) {
    int n = point.size();
    @Nullable Matrix expected =
        problem.objective().evaluate(point, Derivatives.RESIDUALS)
                instanceof Evaluation.LeastSquares known
            ? known.curvature()
            : null;
    double[] hessian = new double[n * n];
    for (int j : space.free()) {
      double step = LONGEST * space.widths().get(j);
      if (expected != null && expected.get(j, j) > 0) {
        step = Math.min(step, STEP / Math.sqrt(expected.get(j, j)));
      }
      Beside above = beside(point, gradient, j, step);
      Beside below = beside(point, gradient, j, -step);
      double width = above.at() - below.at();
      for (int i : space.free()) {
        double second =
            width > 0
                ? (above.gradient().get(i) - below.gradient().get(i)) / width
                : expected == null ? 0 : expected.get(i, j);
        hessian[i * n + j] += second / 2; // symmetric
        hessian[j * n + i] += second / 2;
      }
    }
    return Matrix.of(n, n, hessian);
  }

  /** A gradient near a point: at the point itself where none can be had beside it. */
  private record Beside(double at, Vector gradient) {}

  private Beside beside(Vector point, Vector gradient, int j, double step) {
    double at = point.get(j) + step;
    return at >= space.lower().get(j)
            && at <= space.upper().get(j)
            && density.evaluate(point.with(j, at), Derivatives.GRADIENT)
                instanceof Evaluation.Differentiable there
        ? new Beside(at, there.gradient())
        : new Beside(point.get(j), gradient);
  }
}
