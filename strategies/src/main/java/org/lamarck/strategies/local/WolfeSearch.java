package org.lamarck.strategies.local;

import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.objective.Evaluation;

/**
 * A line search for the strong Wolfe conditions: Nocedal and Wright (2006), algorithms 3.5 and 3.6
 * in one loop, with cubic interpolation kept off the ends of the bracket. A trial that cannot be
 * evaluated is an upper end of the bracket.
 */
final class WolfeSearch {
  private static final double SUFFICIENT_DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final double EDGE = 0.1;
  private static final double AFTER_FAILURE = 0.25;
  private static final int MAXIMAL_TRIALS = 20;

  /** The function along the line. */
  @FunctionalInterface
  interface Line {
    /** What is at x + alpha·d. */
    Evaluation at(double alpha);
  }

  /** The slope dᵀ∇f of an evaluation. */
  @FunctionalInterface
  interface Slope {
    double of(Evaluation.Differentiable evaluation);
  }

  /**
   * What came of it.
   *
   * @param alpha the step taken; 0 when there is none
   * @param evaluation what is there; absent when there is none
   * @param failures trials in a row at the end that could not be evaluated
   */
  record Outcome(double alpha, Evaluation.@Nullable Differentiable evaluation, int failures) {}

  private record End(double alpha, double value, double slope) {}

  private final Line line;
  private final Slope slope;
  private final int failureLimit;

  WolfeSearch(Line line, Slope slope, int failureLimit) {
    this.line = line;
    this.slope = slope;
    this.failureLimit = failureLimit;
  }

  /**
   * Searches (0, {@code farthest}], beginning at {@code first}.
   *
   * @param value f at 0
   * @param initialSlope φ′(0), negative
   * @param earlierFailures trials in a row that have failed before this search
   */
  Outcome search(
      double value, double initialSlope, double first, double farthest, int earlierFailures) {
    End low = new End(0, value, initialSlope);
    End high = null;
    Evaluation.Differentiable taken = null;
    int failures = earlierFailures;
    double alpha = Math.min(first, farthest);
    for (int trial = 0; trial < MAXIMAL_TRIALS && failures < failureLimit; trial++) {
      Evaluation evaluation = line.at(alpha);
      if (!(evaluation instanceof Evaluation.Differentiable here)) {
        failures++;
        high = new End(alpha, Double.POSITIVE_INFINITY, 0);
        alpha = low.alpha() + AFTER_FAILURE * (alpha - low.alpha());
        continue;
      }
      failures = 0;
      End end = new End(alpha, here.value(), slope.of(here));
      if (end.value() > value + SUFFICIENT_DECREASE * alpha * initialSlope
          || (taken != null && end.value() >= low.value())) {
        high = end;
      } else {
        if (Math.abs(end.slope()) <= -CURVATURE * initialSlope) {
          return new Outcome(alpha, here, 0);
        }
        double toHigh = high == null ? 1 : high.alpha() - alpha;
        if (end.slope() * toHigh >= 0) {
          high = low;
        }
        low = end;
        taken = here;
        if (high == null && alpha >= farthest) {
          break;
        }
      }
      double next =
          high == null
              ? Math.min(farthest, beyond(alpha, end, value, initialSlope))
              : between(low, high);
      if (next == low.alpha() || (high != null && next == high.alpha())) {
        break;
      }
      alpha = next;
    }
    return new Outcome(low.alpha(), taken, failures);
  }

  /** Two to ten times as far, as the cubic through 0 and here has it. */
  private static double beyond(double alpha, End here, double value, double initialSlope) {
    double minimum = cubicMinimum(new End(0, value, initialSlope), here);
    return Math.min(Math.max(2 * alpha, minimum > 0 ? minimum : 10 * alpha), 10 * alpha);
  }

  private static double between(End low, End high) {
    double length = high.alpha() - low.alpha();
    if (!Double.isFinite(high.value())) {
      return low.alpha() + AFTER_FAILURE * length;
    }
    double part = (cubicMinimum(low, high) - low.alpha()) / length;
    if (!(part >= EDGE)) {
      part = EDGE;
    }
    return low.alpha() + Math.min(part, 1 - EDGE) * length;
  }

  /** Nocedal and Wright (2006), eq. 3.59; NaN when the cubic has no minimum. */
  private static double cubicMinimum(End a, End b) {
    double d1 = a.slope() + b.slope() - 3 * (a.value() - b.value()) / (a.alpha() - b.alpha());
    double d2 = Math.signum(b.alpha() - a.alpha()) * Math.sqrt(d1 * d1 - a.slope() * b.slope());
    return b.alpha()
        - (b.alpha() - a.alpha()) * (b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2);
  }
}
