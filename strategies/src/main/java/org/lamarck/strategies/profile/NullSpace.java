package org.lamarck.strategies.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;

/**
 * In which directions residuals do not change at all, to first order: what no data of this kind can
 * tell. Columns of the Jacobian have length 1 here, so that weak parameters are not taken for
 * collinear ones; a direction is null when the eigenvalue of their Gram matrix is noise.
 */
public final class NullSpace {
  /**
   * Derivatives are right to some 1e-8 and what is exact in them to rounding: eigenvalues of null
   * directions were at most 1.3e-14 in published problems, anywhere in their boxes. Sloppy
   * directions, which data do determine, come down to that at some places: a rate of which little
   * but products with others is seen to 7e-15, and to 2e-11 elsewhere in the box.
   */
  private static final double NOISE = 1e-14;

  /** A coordinate takes part when its unit vector is so much in the null space at the point. */
  private static final double PART = 1e-3;

  /** And at others, where it may have less effect than those that make up for it. */
  private static final double ANY_PART = 1e-8;

  /** Onto the null space, in units of the columns' lengths; for each point. */
  private final List<double[]> projectors = new ArrayList<>();

  /** Which coordinates are in it at all points, and all that make up for them. */
  private final boolean[] takesPart;

  private final double[] lengths;
  private final int n;

  private NullSpace(List<Matrix> jacobians) {
    n = jacobians.get(0).columns();
    lengths = lengths(jacobians.get(0));
    jacobians.forEach(jacobian -> projectors.add(projector(jacobian)));
    takesPart = takingPart();
  }

  /**
   * The null space at a point that is one at others as well.
   *
   * @param jacobians ∂r/∂x, the first at the point itself
   */
  public static NullSpace of(List<Matrix> jacobians) {
    return new NullSpace(jacobians);
  }

  private double[] lengths(Matrix jacobian) {
    double[] squares = new double[n];
    for (int row = 0; row < jacobian.rows(); row++) {
      for (int j = 0; j < n; j++) {
        squares[j] += jacobian.get(row, j) * jacobian.get(row, j);
      }
    }
    return Arrays.stream(squares).map(Math::sqrt).toArray();
  }

  private double[] projector(Matrix jacobian) {
    double[] own = lengths(jacobian);
    double[] gram = jacobian.gram().toArray();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double scale = own[i] * own[j];
        gram[i * n + j] = scale > 0 ? gram[i * n + j] / scale : 0;
      }
    }
    double[] lambda = new double[n];
    double[] projector = new double[n * n];
    if (!SymmetricEigen.decompose(n, gram, lambda, new double[n])) {
      return projector;
    }
    for (int e = 0; e < n; e++) {
      for (int i = 0; i < n && lambda[e] <= NOISE * n; i++) {
        for (int j = 0; j < n; j++) {
          projector[i * n + j] += gram[i * n + e] * gram[j * n + e];
        }
      }
    }
    return projector;
  }

  private boolean[] takingPart() {
    boolean[] part = new boolean[n];
    for (int i = 0; i < n; i++) {
      int place = i * n + i;
      part[i] =
          projectors.get(0)[place] >= PART
              && projectors.stream().allMatch(one -> one[place] >= ANY_PART);
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 0; i < n; i++) {
        if (part[i] && !isMadeUpForBy(i, part)) {
          part[i] = false;
          changed = true;
        }
      }
    }
    return part;
  }

  /** Whether those that make up for a coordinate at the point itself all do so elsewhere, too. */
  private boolean isMadeUpForBy(int coordinate, boolean[] part) {
    double[] first = projectors.get(0);
    double own = first[coordinate * n + coordinate];
    for (int j = 0; j < n; j++) {
      double other = first[coordinate * n + j];
      if (!part[j] && other * other >= PART * own * own) {
        return false;
      }
    }
    return true;
  }

  /**
   * The null direction that has most of a coordinate, its component there being 1; nothing where
   * the coordinate, or what makes up for it, is in none, at one of the points at least.
   */
  public Optional<Vector> direction(int coordinate) {
    if (!takesPart[coordinate]) {
      return Optional.empty();
    }
    double[] first = projectors.get(0);
    int place = coordinate * n + coordinate;
    double[] direction = new double[n];
    double own = first[place] / length(coordinate);
    for (int i = 0; i < n; i++) {
      direction[i] = first[i * n + coordinate] / length(i) / own;
    }
    return Optional.of(Vector.of(direction));
  }

  /** Of a coordinate without any effect any unit will do. */
  private double length(int coordinate) {
    return lengths[coordinate] > 0 ? lengths[coordinate] : 1;
  }
}
