package org.lamarck.strategies.local;

import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * A sum of squares ½ rᵀr for tests. The Jacobian comes of central differences with Richardson
 * extrapolation, whose error (about 1e-11) is far below what the tests ask for.
 */
record LeastSquaresProblem(
    String name, Residuals function, SearchSpace space, Vector start, double minimum)
    implements Objective {

  /** r(x). */
  @FunctionalInterface
  interface Residuals {
    double[] at(double[] x);
  }

  /** A problem in a box [low, high]ⁿ. */
  static LeastSquaresProblem of(
      String name, Residuals function, double low, double high, double minimum, double... start) {
    return new LeastSquaresProblem(
        name, function, box(start.length, low, high), Vector.of(start), minimum);
  }

  static SearchSpace box(int n, double low, double high) {
    List<String> names = IntStream.range(0, n).mapToObj(i -> "x" + i).toList();
    return new SearchSpace(names, Vector.zeros(n).map(v -> low), Vector.zeros(n).map(v -> high));
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    Vector r = Vector.of(function.at(x.toArray()));
    double value = 0.5 * r.dot(r);
    if (!Double.isFinite(value)) {
      return new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, "not finite");
    }
    if (derivatives == Derivatives.NONE) {
      return new Evaluation.Value(value);
    }
    Matrix jacobian = jacobian(x.toArray(), r.size());
    if (!jacobian.isFinite()) {
      return new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, "not finite");
    }
    Vector gradient = jacobian.transposeTimes(r);
    return derivatives == Derivatives.GRADIENT
        ? new Evaluation.Gradient(value, gradient)
        : new Evaluation.LeastSquares(value, gradient, r, jacobian, jacobian.gram());
  }

  private Matrix jacobian(double[] x, int m) {
    int n = x.length;
    double[] j = new double[m * n];
    for (int k = 0; k < n; k++) {
      double h = 1e-3 * Math.max(Math.abs(x[k]), 1e-2);
      double[][] slopes = new double[3][];
      for (int level = 0; level < 3; level++) {
        slopes[level] = slope(x, k, h / (1 << level));
      }
      for (int i = 0; i < m; i++) {
        double first = (4 * slopes[1][i] - slopes[0][i]) / 3;
        double second = (4 * slopes[2][i] - slopes[1][i]) / 3;
        j[i * n + k] = (16 * second - first) / 15;
      }
    }
    return Matrix.of(m, n, j);
  }

  private double[] slope(double[] x, int k, double h) {
    double[] up = x.clone();
    up[k] += h;
    double[] down = x.clone();
    down[k] -= h;
    double[] right = function.at(up);
    double[] left = function.at(down);
    double[] slope = new double[right.length];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = (right[i] - left[i]) / (up[k] - down[k]);
    }
    return slope;
  }
}
