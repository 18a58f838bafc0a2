package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/** No local search depends on the order of the coordinates, nor on a constant in the value. */
interface OrderContract {
  LocalSearch search();

  private static Vector reversed(Vector x) {
    double[] values = new double[x.size()];
    Arrays.setAll(values, i -> x.get(values.length - 1 - i));
    return Vector.of(values);
  }

  private static SearchSpace reversed(SearchSpace space) {
    List<String> names = new ArrayList<>(space.names());
    Collections.reverse(names);
    return new SearchSpace(names, reversed(space.lower()), reversed(space.upper()));
  }

  private static Matrix reversed(Matrix matrix, boolean alsoRows) {
    double[] values = new double[matrix.rows() * matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        int row = alsoRows ? matrix.rows() - 1 - i : i;
        values[row * matrix.columns() + matrix.columns() - 1 - j] = matrix.get(i, j);
      }
    }
    return Matrix.of(matrix.rows(), matrix.columns(), values);
  }

  /** The same objective of a point whose coordinates come in the other order. */
  private static Objective turned(Objective objective) {
    return (x, derivatives) -> {
      Evaluation there = objective.evaluate(reversed(x), derivatives);
      if (there instanceof Evaluation.LeastSquares squares) {
        return new Evaluation.LeastSquares(
            squares.value(),
            reversed(squares.gradient()),
            squares.residuals(),
            reversed(squares.jacobian(), false),
            reversed(squares.curvature(), true));
      }
      return there instanceof Evaluation.Gradient gradient
          ? new Evaluation.Gradient(gradient.value(), reversed(gradient.gradient()))
          : there;
    };
  }

  @Test
  default void comesToTheSameMinimumInAnyOrderOfCoordinates() {
    for (LeastSquaresProblem problem :
        List.of(Classics.rosenbrock(), Classics.extendedRosenbrock(6))) {
      SearchSpace space = problem.space();
      Refinement here = search().refine(problem, space, search().begin(problem.start()), 300);
      Refinement there =
          search()
              .refine(
                  turned(problem), reversed(space), search().begin(reversed(problem.start())), 300);
      assertThat(there.termination()).as(problem.name()).isEqualTo(here.termination());
      // sums in another order: rounding, which the last steps of either search make small
      assertThat(reversed(there.point()).minus(here.point()).maxNorm())
          .as(problem.name())
          .isLessThan(1e-4);
      assertThat(there.iterations()).isCloseTo(here.iterations(), within(6));
    }
  }

  @Test
  default void aCoordinateThatDoesNotMatterStaysWhereItWas() {
    LeastSquaresProblem problem = Classics.rosenbrock();
    Objective padded =
        (x, derivatives) -> {
          Evaluation there = problem.evaluate(Vector.of(x.get(0), x.get(1)), derivatives);
          if (there instanceof Evaluation.LeastSquares squares) {
            return new Evaluation.LeastSquares(
                squares.value(),
                padded(squares.gradient()),
                squares.residuals(),
                padded(squares.jacobian(), squares.jacobian().rows()),
                padded(squares.curvature(), 3));
          }
          return there instanceof Evaluation.Gradient gradient
              ? new Evaluation.Gradient(gradient.value(), padded(gradient.gradient()))
              : there;
        };
    SearchSpace space =
        new SearchSpace(
            List.of("a", "b", "idle"),
            padded(problem.space().lower()).with(2, -1),
            padded(problem.space().upper()).with(2, 1));
    Vector start = padded(problem.start()).with(2, 0.3);
    Refinement found = search().refine(padded, space, search().begin(start), 300);
    assertThat(found.point().get(2)).isEqualTo(0.3);
    assertThat(found.value()).isLessThan(1e-10);
  }

  private static Vector padded(Vector x) {
    return Vector.of(x.get(0), x.get(1), 0);
  }

  /** With a column of zeros, and rows of zeros up to so many. */
  private static Matrix padded(Matrix matrix, int rows) {
    double[] values = new double[rows * 3];
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < 2; j++) {
        values[i * 3 + j] = matrix.get(i, j);
      }
    }
    return Matrix.of(rows, 3, values);
  }
}
