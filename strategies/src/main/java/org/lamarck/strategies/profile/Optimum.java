package org.lamarck.strategies.profile;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Lu;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * The point at which profiles begin.
 *
 * @param gradient there
 * @param curvature nearly the Hessian there, positive definite
 */
record Optimum(Vector point, double value, Vector gradient, Matrix curvature)
    implements Serializable {
  /** Eigenvalues below this part of the largest are taken for it: their direction is flat. */
  private static final double LEAST = 1e-12;

  /**
   * How the minimum moves along a line, to first order.
   *
   * @param tangent dx/ds
   * @param bend p″ of the profile
   */
  record Response(Vector tangent, double bend) {}

  /** The response to one coordinate. */
  Response response(int i, SearchSpace space) {
    return response(Line.profile(i, 0), space);
  }

  /**
   * The response to a line by the curvature H: with C the block of H⁻¹ of the line's coordinates
   * and u its unit, H⁻¹ C⁻¹ u and uᵀ C⁻¹ u. Coordinates that the gradient holds on a bound stay
   * there, and on a slice all do.
   */
  Response response(Line line, SearchSpace space) {
    Vector along = line.place(Vector.zeros(point.size()), 1);
    along = along.minus(line.place(Vector.zeros(point.size()), 0));
    if (line.isSlice()) {
      return new Response(along, along.dot(curvature.times(along)));
    }
    Inverse inverse = inverse(line.coordinates(), space);
    return inverse == null ? new Response(along, 0) : inverse.response(line, along);
  }

  /** The 2 × 2 covariance of two coordinates, by the curvature; null where there is none. */
  @Nullable Matrix covariance(int first, int second, SearchSpace space) {
    Inverse inverse = inverse(List.of(first, second), space);
    return inverse == null ? null : inverse.block(List.of(first, second));
  }

  /**
   * Columns of H⁻¹ in the coordinates that can move.
   *
   * @param columns by coordinate of the line, of full length
   */
  private record Inverse(Map<Integer, Vector> columns) {
    Matrix block(List<Integer> coordinates) {
      int m = coordinates.size();
      double[] block = new double[m * m];
      for (int a = 0; a < m; a++) {
        for (int b = 0; b < m; b++) {
          block[a * m + b] = column(coordinates.get(b)).get(coordinates.get(a));
        }
      }
      return Matrix.of(m, m, block);
    }

    private Vector column(int coordinate) {
      return Objects.requireNonNull(columns.get(coordinate));
    }

    Response response(Line line, Vector along) {
      List<Integer> coordinates = line.coordinates();
      double[] weights = line.unit().toArray();
      Lu lu = new Lu(weights.length);
      if (!lu.factor(block(coordinates).toArray())) {
        return new Response(along, 0);
      }
      lu.solve(weights);
      Vector tangent = Vector.zeros(along.size());
      double bend = 0;
      for (int k = 0; k < weights.length; k++) {
        tangent = tangent.plus(weights[k], column(coordinates.get(k)));
        bend += weights[k] * line.unit().get(k);
      }
      for (int k = 0; k < weights.length; k++) {
        tangent = tangent.with(coordinates.get(k), line.unit().get(k)); // not rounded
      }
      return new Response(tangent, bend);
    }
  }

  private @Nullable Inverse inverse(List<Integer> coordinates, SearchSpace space) {
    int n = point.size();
    Vector width = space.widths();
    int[] moving =
        IntStream.of(space.free())
            .filter(k -> coordinates.contains(k) || !isHeld(k, space))
            .toArray();
    int count = moving.length;
    double[] q = new double[count * count];
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        q[a * count + b] =
            width.get(moving[a]) * width.get(moving[b]) * curvature.get(moving[a], moving[b]);
      }
    }
    double[] lambda = new double[count];
    double largest = 0;
    if (SymmetricEigen.decompose(count, q, lambda, new double[count])) {
      largest = Math.max(0, Arrays.stream(lambda).max().orElse(0));
    }
    Map<Integer, Vector> columns = new HashMap<>();
    for (int coordinate : coordinates) {
      int own = Arrays.binarySearch(moving, coordinate);
      if (own < 0 || largest <= 0) {
        return null;
      }
      double[] column = new double[n];
      for (int e = 0; e < count; e++) {
        double part = q[own * count + e] / Math.max(lambda[e], LEAST * largest);
        for (int a = 0; a < count; a++) {
          column[moving[a]] +=
              q[a * count + e] * part * width.get(moving[a]) * width.get(coordinate);
        }
      }
      columns.put(coordinate, Vector.of(column));
    }
    return new Inverse(columns);
  }

  /**
   * Where rays of a pair go: to the edge of the region that the curvature alone would give, at
   * equal angles in coordinates in which that is a circle. Where it is longer than the box, its
   * axes are cut to it, so that rays go all around.
   */
  List<Vector> directions(Pair pair, SearchSpace space) {
    double wide = space.widths().get(pair.first());
    double high = space.widths().get(pair.second());
    Matrix covariance = covariance(pair.first(), pair.second(), space);
    double[] q = {1, 0, 0, 1}; // in units of the widths
    double[] lambda = {1, 1};
    if (covariance != null) {
      double cross = covariance.get(0, 1) / (wide * high);
      q =
          new double[] {
            covariance.get(0, 0) / (wide * wide), cross, cross, covariance.get(1, 1) / (high * high)
          };
      SymmetricEigen.decompose(2, q, lambda, new double[2]);
    }
    double root = Math.sqrt(2 * pair.threshold());
    List<Vector> units = new ArrayList<>();
    for (int k = 0; k < pair.rays(); k++) {
      double angle = 2 * Math.PI * k / pair.rays();
      double one = Math.cos(angle) * Math.min(root * Math.sqrt(Math.max(lambda[0], 0)), 1);
      double two = Math.sin(angle) * Math.min(root * Math.sqrt(Math.max(lambda[1], 0)), 1);
      units.add(Vector.of(wide * (one * q[0] + two * q[1]), high * (one * q[2] + two * q[3])));
    }
    return units;
  }

  private boolean isHeld(int k, SearchSpace space) {
    return (point.get(k) == space.lower().get(k) && gradient.get(k) >= 0)
        || (point.get(k) == space.upper().get(k) && gradient.get(k) <= 0);
  }
}
