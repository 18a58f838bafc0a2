package org.lamarck.strategies.evolution;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/** Objectives for tests of strategies. */
public final class Landscape {
  private Landscape() {}

  /** [low, high]ⁿ. */
  public static SearchSpace box(int n, double low, double high) {
    List<String> names = IntStream.range(0, n).mapToObj(i -> "x" + i).toList();
    return new SearchSpace(names, Vector.zeros(n).map(v -> low), Vector.zeros(n).map(v -> high));
  }

  /** An objective of which only the value is known. */
  public static Objective valueOnly(ToDoubleFunction<double[]> function) {
    return (x, derivatives) -> new Evaluation.Value(function.applyAsDouble(x.toArray()));
  }

  /** ½ rᵀr with a Jacobian by central differences, whose error of about 1e-9 no test notices. */
  public static Objective leastSquares(Residuals residuals) {
    return (x, derivatives) -> {
      Vector r = Vector.of(residuals.at(x.toArray()));
      double value = 0.5 * r.dot(r);
      if (!Double.isFinite(value)) {
        return failed();
      }
      if (derivatives == Derivatives.NONE) {
        return new Evaluation.Value(value);
      }
      Matrix jacobian = jacobian(residuals, x.toArray(), r.size());
      if (!jacobian.isFinite()) {
        return failed();
      }
      Vector gradient = jacobian.transposeTimes(r);
      return derivatives == Derivatives.GRADIENT
          ? new Evaluation.Gradient(value, gradient)
          : new Evaluation.LeastSquares(value, gradient, r, jacobian, jacobian.gram());
    };
  }

  /** r(x). */
  @FunctionalInterface
  public interface Residuals {
    double[] at(double[] x);
  }

  /** The value at {@code x}, which must have one. */
  public static double value(Objective objective, Vector x) {
    return objective.evaluate(x, Derivatives.NONE) instanceof Evaluation.Finite finite
        ? finite.value()
        : Double.NaN;
  }

  public static Evaluation failed() {
    return new Evaluation.Failed(
        Evaluation.Reason.NON_FINITE, "everywhere", Double.NaN, "made for a test");
  }

  /** {@code objective}, failing in this part of the points, as a function of the point. */
  public static Objective failing(double part, Objective objective) {
    return (x, derivatives) ->
        RandomStream.of(x.hashCode()).nextDouble() < part
            ? failed()
            : objective.evaluate(x, derivatives);
  }

  public static double[] sphere(double[] x) {
    return x.clone();
  }

  /** ½ rᵀr = Σ xᵢ² + 10 (1 − cos 2πxᵢ). */
  public static double[] rastrigin(double[] x) {
    double[] r = new double[2 * x.length];
    for (int i = 0; i < x.length; i++) {
      r[2 * i] = Math.sqrt(2) * x[i];
      r[2 * i + 1] = Math.sqrt(40) * Math.sin(Math.PI * x[i]);
    }
    return r;
  }

  private static Matrix jacobian(Residuals residuals, double[] x, int m) {
    int n = x.length;
    double[] j = new double[m * n];
    for (int k = 0; k < n; k++) {
      double h = 1e-5 * Math.max(Math.abs(x[k]), 1e-1);
      double[] up = x.clone();
      up[k] += h;
      double[] down = x.clone();
      down[k] -= h;
      double[] right = residuals.at(up);
      double[] left = residuals.at(down);
      for (int i = 0; i < m; i++) {
        j[i * n + k] = (right[i] - left[i]) / (up[k] - down[k]);
      }
    }
    return Matrix.of(m, n, j);
  }
}
