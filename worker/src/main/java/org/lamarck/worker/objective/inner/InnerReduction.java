package org.lamarck.worker.objective.inner;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.linalg.Cholesky;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.segment.ParameterMap;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Parameter;

/**
 * The outer problem of a hierarchical one. At the optimal inner parameters the derivative by them
 * vanishes, or they are at a bound; so the gradient of the outer problem is that of the whole by
 * the outer parameters alone (Schmiester et al. (2020), Bioinformatics 36(2), eq. 8). Its curvature
 * is the Schur complement of the whole one: what is left of it when inner parameters follow. Rows
 * of the Jacobian are projected likewise (variable projection; Golub &amp; Pereyra 1973).
 */
public final class InnerReduction {
  private final ParameterMap outer;
  private final ParameterMap full;
  private final InnerSolver inner;
  private final int[] outerCoordinate; // in the full point

  public InnerReduction(EstimationProblem problem, ParameterMap full, InnerSolver inner) {
    this.full = full;
    this.inner = inner;
    outer = new ParameterMap(problem.withParameters(outerOnly(problem.parameters(), inner)));
    outerCoordinate =
        outer.estimated().stream()
            .mapToInt(one -> full.coordinate(full.indexOf(one.id())))
            .toArray();
  }

  private static List<Parameter> outerOnly(List<Parameter> parameters, InnerSolver inner) {
    return parameters.stream()
        .map(one -> inner.ids().contains(one.id()) ? one.fixed() : one)
        .toList();
  }

  /** The parameters that are searched. */
  public ParameterMap outer() {
    return outer;
  }

  /** The full point; where inner parameters stand it has numbers without meaning. */
  public Vector extend(Vector x) {
    double[] point = new double[full.coordinates()];
    for (int j = 0; j < outerCoordinate.length; j++) {
      point[outerCoordinate[j]] = x.get(j);
    }
    return Vector.of(point);
  }

  /**
   * The evaluation by the outer parameters.
   *
   * @param linear the values of all parameters
   */
  public Evaluation reduced(Evaluation evaluation, double[] linear) {
    if (!(evaluation instanceof Evaluation.Differentiable differentiable)) {
      return evaluation;
    }
    Vector gradient = pick(differentiable.gradient());
    if (!(differentiable instanceof Evaluation.LeastSquares squares)) {
      return new Evaluation.Gradient(differentiable.value(), gradient);
    }
    List<Integer> free = new ArrayList<>();
    for (int parameter : inner.free(linear)) {
      free.add(full.coordinate(parameter));
    }
    return reduced(squares, gradient, free);
  }

  private Evaluation reduced(Evaluation.LeastSquares squares, Vector gradient, List<Integer> free) {
    int n = outerCoordinate.length;
    int m = free.size();
    int all = full.coordinates();
    double[] c = squares.curvature().toArray();
    double[] within = new double[m * m];
    double largest = 0;
    for (int a = 0; a < m; a++) {
      for (int b = 0; b < m; b++) {
        within[a * m + b] = c[free.get(a) * all + free.get(b)];
      }
      largest = Math.max(largest, within[a * m + a]);
    }
    Cholesky cholesky = new Cholesky(m);
    boolean follows = m > 0 && cholesky.factor(within, 1e-14 * largest);
    double[] follow = new double[m * n]; // −∂(inner)/∂(outer)
    for (int j = 0; follows && j < n; j++) {
      double[] right = new double[m];
      double[] solution = new double[m];
      for (int a = 0; a < m; a++) {
        right[a] = c[free.get(a) * all + outerCoordinate[j]];
      }
      cholesky.solve(right, solution);
      for (int a = 0; a < m; a++) {
        follow[a * n + j] = solution[a];
      }
    }
    double[] curvature = new double[n * n];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        double sum = c[outerCoordinate[j] * all + outerCoordinate[k]];
        for (int a = 0; a < m; a++) {
          sum -= c[outerCoordinate[j] * all + free.get(a)] * follow[a * n + k];
        }
        curvature[j * n + k] = sum;
      }
    }
    int rows = squares.residuals().size();
    double[] before = squares.jacobian().toArray();
    double[] jacobian = new double[rows * n];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        double sum = before[i * all + outerCoordinate[j]];
        for (int a = 0; a < m; a++) {
          sum -= before[i * all + free.get(a)] * follow[a * n + j];
        }
        jacobian[i * n + j] = sum;
      }
    }
    symmetrise(n, curvature);
    return new Evaluation.LeastSquares(
        squares.value(),
        gradient,
        squares.residuals(),
        Matrix.of(rows, n, jacobian),
        Matrix.of(n, n, curvature));
  }

  private static void symmetrise(int n, double[] matrix) {
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < j; k++) {
        double mean = 0.5 * (matrix[j * n + k] + matrix[k * n + j]);
        matrix[j * n + k] = mean;
        matrix[k * n + j] = mean;
      }
    }
  }

  private Vector pick(Vector all) {
    double[] picked = new double[outerCoordinate.length];
    for (int j = 0; j < picked.length; j++) {
      picked[j] = all.get(outerCoordinate[j]);
    }
    return Vector.of(picked);
  }
}
