package org.lamarck.strategies.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.profile.Curve.Verdict;

/** Slices, contours and functions of coordinates, against closed forms. */
class FurtherTest {
  private static final Matrix A = Matrix.of(3, 3, 2, 1, 0, 0, 3, 1, 0.5, 0, 1);
  private static final Vector MIDDLE = Vector.of(0.3, -0.2, 0.1);

  /** r = A (x − m), ½ rᵀr. */
  private static final Objective NORMAL =
      (x, derivatives) -> {
        Vector r = A.times(x.minus(MIDDLE));
        return new Evaluation.LeastSquares(r.dot(r) / 2, A.transposeTimes(r), r, A, A.gram());
      };

  /** (AᵀA)⁻¹: rows of A⁻¹ are (3, −1, 1), (0.5, 2, −2), (−1.5, 0.5, 6) over 6.5. */
  private static final double[][] INVERSE = {{3, -1, 1}, {0.5, 2, -2}, {-1.5, 0.5, 6}};

  private static double covariance(int i, int j) {
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      sum += INVERSE[i][k] * INVERSE[j][k] / 42.25;
    }
    return sum;
  }

  private static Profiled of(Objective objective, int n, List<Integer> coordinates, Further also) {
    return Profiles.of(
        Profile.of(Profiles.DELTA, coordinates, Profiles.EXACT).with(also),
        objective,
        Profiles.box(n, 10),
        Vector.zeros(n).map(zero -> 0.5),
        UnaryOperator.identity());
  }

  @Test
  void slicesEndWhereTheObjectiveAloneDoes() {
    Profiled profiled = of(NORMAL, 3, List.of(0, 2), new Further(true, List.of(), Map.of()));
    assertThat(profiled.curves()).hasSize(2);
    assertThat(profiled.slices()).hasSize(2);
    Matrix hessian = A.gram();
    for (Slice slice : profiled.slices()) {
      int i = slice.coordinate();
      double half = Math.sqrt(2 * Profiles.DELTA / hessian.get(i, i));
      assertThat(slice.upper().at()).isCloseTo(MIDDLE.get(i) + half, within(1e-8));
      assertThat(slice.lower().at()).isCloseTo(MIDDLE.get(i) - half, within(1e-8));
    }
  }

  @Test
  void theContourOfANormalLikelihoodIsItsEllipse() {
    Pair pair = new Pair(2, 0, 3, 16);
    Profiled profiled = of(NORMAL, 3, List.of(1), new Further(false, List.of(pair), Map.of()));
    Contour contour = profiled.contours().get(0);
    assertThat(contour.isClosed()).isTrue();
    assertThat(contour.points()).hasSize(16);
    double determinant = covariance(0, 0) * covariance(2, 2) - covariance(0, 2) * covariance(0, 2);
    for (Contour.Crossing one : contour.points()) {
      double a = one.point().get(0) - MIDDLE.get(0);
      double b = one.point().get(2) - MIDDLE.get(2);
      double square =
          (covariance(2, 2) * a * a - 2 * covariance(0, 2) * a * b + covariance(0, 0) * b * b)
              / determinant;
      assertThat(square / 2).isCloseTo(3, within(1e-7));
    }
    assertThat(profiled.slices()).isEmpty();
  }

  @Test
  void aContourThatLeavesTheBoxIsOpen() {
    Objective flat =
        (x, derivatives) ->
            new Evaluation.Gradient(x.get(0) * x.get(0) / 2, Vector.of(x.get(0), 0));
    Profiled profiled =
        of(flat, 2, List.of(0), new Further(false, List.of(new Pair(0, 1, 2, 8)), Map.of()));
    Contour contour = profiled.contours().get(0);
    assertThat(contour.isClosed()).isFalse();
    for (Contour.Crossing one : contour.points()) {
      boolean isOnEdge = Math.abs(one.point().get(1)) > 10 - 1e-9;
      assertThat(one.kind()).isEqualTo(isOnEdge ? End.Kind.BOUND : End.Kind.CROSSED);
      if (!isOnEdge) {
        assertThat(Math.abs(one.point().get(0))).isCloseTo(2, within(1e-7)); // ½ 2² = 2
      }
    }
  }

  /** f(x) + (g(x) − z)²/(2 ε²), z the last coordinate. */
  private static Objective with(Objective f, Objective g, double yield) {
    return (x, derivatives) -> {
      int n = x.size() - 1;
      Vector theta = Vector.of(Arrays.copyOf(x.toArray(), n));
      Evaluation.Differentiable own = (Evaluation.Differentiable) f.evaluate(theta, derivatives);
      Evaluation.Differentiable of = (Evaluation.Differentiable) g.evaluate(theta, derivatives);
      double miss = of.value() - x.get(n);
      double[] gradient = new double[n + 1];
      for (int i = 0; i < n; i++) {
        gradient[i] = own.gradient().get(i) + miss / yield * of.gradient().get(i);
      }
      gradient[n] = -miss / yield;
      return new Evaluation.Gradient(own.value() + miss * miss / (2 * yield), Vector.of(gradient));
    };
  }

  @Test
  void theProfileOfALinearFunctionIsThatOfItsVariance() {
    Vector a = Vector.of(1, -2, 0.5);
    Objective linear = (x, derivatives) -> new Evaluation.Gradient(a.dot(x), a);
    double variance = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        variance += a.get(i) * a.get(j) * covariance(i, j);
      }
    }
    double half = Math.sqrt(2 * Profiles.DELTA * variance);
    for (double yield : new double[] {variance / 100, variance}) {
      Profiled profiled =
          of(
              with(NORMAL, linear, yield),
              4,
              List.of(3, 0),
              new Further(true, List.of(), Map.of(3, yield)));
      Curve curve = profiled.curves().get(0);
      assertThat(curve.lower().at()).isCloseTo(a.dot(MIDDLE) - half, within(1e-7));
      assertThat(curve.upper().at()).isCloseTo(a.dot(MIDDLE) + half, within(1e-7));
      // the profile of a coordinate is what it is without the function
      assertThat(profiled.curves().get(1).upper().at())
          .isCloseTo(
              MIDDLE.get(0) + Math.sqrt(2 * Profiles.DELTA * covariance(0, 0)), within(1e-7));
      assertThat(profiled.slices().stream().map(Slice::coordinate)).containsExactly(0);
      assertThat(profiled.slices().get(0).upper().at())
          .isCloseTo(
              MIDDLE.get(0) + Math.sqrt(2 * Profiles.DELTA / A.gram().get(0, 0)), within(1e-7));
    }
  }

  @Test
  void aFunctionOfOneCoordinateEndsWhereThatDoes() {
    // of exp(x₁), which is monotone, the ends are those of x₁
    Objective exponential =
        (x, derivatives) ->
            new Evaluation.Gradient(Math.exp(x.get(1)), Vector.of(0, Math.exp(x.get(1)), 0));
    double sd = Math.exp(MIDDLE.get(1)) * Math.sqrt(covariance(1, 1));
    double yield = sd * sd / 100;
    Profiled profiled =
        of(
            with(NORMAL, exponential, yield),
            4,
            List.of(3),
            new Further(false, List.of(), Map.of(3, yield)));
    Curve curve = profiled.curves().get(0);
    double half = Math.sqrt(2 * Profiles.DELTA * covariance(1, 1));
    assertThat(Math.log(curve.lower().at())).isCloseTo(MIDDLE.get(1) - half, within(1e-7));
    assertThat(Math.log(curve.upper().at())).isCloseTo(MIDDLE.get(1) + half, within(1e-7));
    for (ProfilePoint point : curve.points()) {
      double x = Math.log(point.at()) - MIDDLE.get(1);
      assertThat(point.value() - profiled.value())
          .isCloseTo(x * x / (2 * covariance(1, 1)), within(1e-8));
    }
  }

  @Test
  void aFunctionThatTheBoxHoldsIsOpen() {
    // x₀ may go anywhere below 10, and tanh x₀ with it
    Objective half =
        (x, derivatives) -> {
          double below = Math.min(0, x.get(0));
          return new Evaluation.Gradient(
              (below * below + x.get(1) * x.get(1)) / 2, Vector.of(below, x.get(1)));
        };
    Objective bounded =
        (x, derivatives) -> {
          double cosh = Math.cosh(x.get(0) / 4);
          return new Evaluation.Gradient(
              Math.tanh(x.get(0) / 4), Vector.of(0.25 / (cosh * cosh), 0));
        };
    Profiled profiled =
        of(
            with(half, bounded, 1e-3),
            3,
            List.of(2),
            new Further(false, List.of(), Map.of(2, 1e-3)));
    Curve curve = profiled.curves().get(0);
    assertThat(curve.verdict(Profiles.DELTA)).isEqualTo(Verdict.OPEN_ABOVE);
    assertThat(curve.upper().at()).isCloseTo(Math.tanh(2.5), within(1e-6));
    assertThat(curve.lower().at())
        .isCloseTo(Math.tanh(-Math.sqrt(2 * Profiles.DELTA) / 4), within(1e-7));
  }

  @Test
  void aPairIsOfTwoCoordinatesAndOfNoFunction() {
    assertThatThrownBy(() -> new Pair(1, 1, 3, 24)).hasMessageContaining("two coordinates (1, 1)");
    assertThatThrownBy(() -> new Further(false, List.of(new Pair(0, 1, 3, 24)), Map.of(1, 0.5)))
        .hasMessage("pairs are of coordinates, not of values of functions");
    assertThat(Further.NONE.pairs()).isEmpty();
    assertThat(Pair.rise(0.95)).isCloseTo(5.991464547107979 / 2, within(1e-12)); // χ² of 2, by R
  }
}
