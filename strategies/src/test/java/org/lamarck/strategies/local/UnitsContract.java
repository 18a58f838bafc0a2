package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.Rescaled;
import org.lamarck.strategies.objective.SearchSpace;

/** No local search depends on what coordinates are measured in, nor on how wide its box is. */
interface UnitsContract {
  LocalSearch search();

  private static List<Vector> path(
      LocalSearch search, Objective objective, SearchSpace space, Vector start, int iterations) {
    List<Vector> points = new ArrayList<>();
    Objective followed =
        (x, derivatives) -> {
          points.add(x);
          return objective.evaluate(x, derivatives);
        };
    points.add(search.refine(followed, space, search.begin(start), iterations).point());
    return points;
  }

  private static Vector units(int n, double... factors) {
    double[] units = new double[n];
    for (int i = 0; i < n; i++) {
      units[i] = factors[i % factors.length];
    }
    return Vector.of(units);
  }

  @Test
  default void takesTheSameStepsToTheLastBitInUnitsOfPowersOfTwo() {
    for (LeastSquaresProblem problem : Classics.all()) {
      int n = problem.start().size();
      // about 1e12, 1e-12 and 1e-3
      Rescaled other = new Rescaled(problem, units(n, 0x1p40, 0x1p-40, 0x1p-10));
      List<Vector> once = path(search(), problem, problem.space(), problem.start(), 200);
      List<Vector> again =
          path(search(), other, other.space(problem.space()), other.point(problem.start()), 200);
      assertThat(again.stream().map(other::back).toList()).as(problem.name()).isEqualTo(once);
    }
  }

  @Test
  default void takesTheSameStepsToRoundOffInOtherUnits() {
    for (LeastSquaresProblem problem : Classics.all()) {
      int n = problem.start().size();
      Rescaled other = new Rescaled(problem, units(n, 1e12, 1e-12, 3e-5));
      List<Vector> once = path(search(), problem, problem.space(), problem.start(), 4);
      List<Vector> again =
          path(search(), other, other.space(problem.space()), other.point(problem.start()), 4);
      assertThat(again).as(problem.name()).hasSameSizeAs(once);
      for (int k = 0; k < once.size(); k++) {
        Vector difference = other.back(again.get(k)).minus(once.get(k));
        // 1e-16 in the start, amplified by the condition of up to four steps and by the
        // differences of which the tests' Jacobians come
        assertThat(difference.maxNorm())
            .as("%s, point %d", problem.name(), k)
            .isLessThanOrEqualTo(1e-6 * (1 + once.get(k).maxNorm()));
      }
    }
  }

  @Test
  default void comesToTheMinimumHoweverFarAwayTheBoundsAre() {
    LeastSquaresProblem rosenbrock = Classics.rosenbrock();
    double[][] boxes = {
      {-5, 5, -5, 5},
      {0, 1e6, 0, 1e6},
      {-1e20, 1e20, -1e20, 1e20},
      {1e-300, 1e300, 1e-300, 1e300},
      {-1.7e308, 1.7e308, -1.7e308, 1.7e308},
      {-3, 1e20, -5, 5},
      {-5, 5, -1e12, 3},
      {-1e300, 2, 0, 1e6}
    };
    for (double[] box : boxes) {
      SearchSpace space =
          new SearchSpace(List.of("x", "y"), Vector.of(box[0], box[2]), Vector.of(box[1], box[3]));
      Vector start = box[0] < -1.2 ? Vector.of(-1.2, 1) : Vector.of(0.1, 2);
      Refinement found = search().refine(rosenbrock, space, search().begin(start), 300);
      String box2 = String.format("[%s, %s] × [%s, %s]", box[0], box[1], box[2], box[3]);
      assertThat(found.termination().converged()).as("%s converged: %s", box2, found).isTrue();
      // the curvature along the valley is 0.4: 1e-10 in the value is 2e-5 in the point
      assertThat(found.value()).as(box2).isCloseTo(0, within(1e-10));
      // a search that knows no residuals takes some forty of these in the box that fits
      assertThat(found.effort().gradients()).as(box2).isLessThan(120);
    }
  }

  @Test
  default void setsNothingOnABoundThatIsOnlyNearBesideTheWidth() {
    // bounds of 0 and 1e6 around an optimum at 1e-3, which is 1e-9 of the width from zero
    SearchSpace space = LeastSquaresProblem.box(2, 0, 1e6);
    Objective objective =
        LocalSearchContract.quadratic(Vector.of(1e-3, 2e-3), Vector.of(1e8, 1e10));
    Refinement found = search().refine(objective, space, search().begin(Vector.of(1, 1)), 200);
    assertThat(found.termination().converged()).isTrue();
    assertThat(found.point().get(0)).isCloseTo(1e-3, within(1e-6));
    assertThat(found.point().get(1)).isCloseTo(2e-3, within(1e-6));
  }
}
