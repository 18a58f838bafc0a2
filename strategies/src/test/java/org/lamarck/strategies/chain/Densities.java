package org.lamarck.strategies.chain;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/** Densities for tests of chains, and the distance of a sample from one. */
final class Densities {
  private Densities() {}

  /** exp(−rate x) on [0, 1]. */
  static Objective falling(double rate) {
    return (x, derivatives) ->
        derivatives == Derivatives.NONE
            ? new Evaluation.Value(rate * x.get(0))
            : new Evaluation.Gradient(rate * x.get(0), Vector.of(rate));
  }

  /** P(x ≤ v) of {@link #falling}. */
  static double cumulative(double rate, double v) {
    return Math.expm1(-rate * v) / Math.expm1(-rate);
  }

  /** The v with {@link #cumulative} u. */
  static double quantile(double rate, double u) {
    return -Math.log1p(u * Math.expm1(-rate)) / rate;
  }

  /** Normal with these standard deviations, independent. */
  static Objective normal(double... sigma) {
    Vector precision = Vector.of(sigma).map(s -> 1 / (s * s));
    return (x, derivatives) -> {
      double[] slope = new double[sigma.length];
      for (int i = 0; i < slope.length; i++) {
        slope[i] = precision.get(i) * x.get(i);
      }
      return new Evaluation.Gradient(x.dot(Vector.of(slope)) / 2, Vector.of(slope));
    };
  }

  static Evaluation failed() {
    return new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", Double.NaN, "");
  }

  /** [low, high]ⁿ. */
  static SearchSpace box(int n, double low, double high) {
    return new SearchSpace(
        IntStream.range(0, n).mapToObj(i -> "x" + i).toList(),
        Vector.zeros(n).map(zero -> low),
        Vector.zeros(n).map(zero -> high));
  }

  /** √n times the largest distance of the empirical distribution from this one: Kolmogorov's. */
  static double distance(double[] sample, DoubleUnaryOperator cumulative) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double most = 0;
    for (int i = 0; i < sorted.length; i++) {
      double there = cumulative.applyAsDouble(sorted[i]);
      most = Math.max(most, (i + 1.0) / sorted.length - there);
      most = Math.max(most, there - (double) i / sorted.length);
    }
    return Math.sqrt(sorted.length) * most;
  }

  /** What {@link #distance} of independent draws exceeds once in a thousand times. */
  static final double THOUSANDTH = 1.95;
}
