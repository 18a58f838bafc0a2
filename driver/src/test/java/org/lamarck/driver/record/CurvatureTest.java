package org.lamarck.driver.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

class CurvatureTest {
  private static final Matrix HESSIAN = Matrix.of(3, 3, 4, 1, 0.5, 1, 3, -0.2, 0.5, -0.2, 2);
  private static final int[] ALL = {0, 1, 2};
  private static final double[] WIDTHS = {20, 20, 20};

  private static List<Parameter> parameters(int count) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parameters.add(new Parameter("k" + i, Scale.LIN, -10, 10, Double.NaN, true, null));
    }
    return parameters;
  }

  private static Objective quadratic(Matrix hessian) {
    return (x, derivatives) -> {
      Vector slope = hessian.times(x);
      return new Evaluation.Gradient(x.dot(slope) / 2, slope);
    };
  }

  /** The same with another matrix as its expected information. */
  private static Objective leastSquares(Matrix hessian, Matrix expected) {
    Objective plain = quadratic(hessian);
    return (x, derivatives) -> {
      Evaluation.Gradient there = (Evaluation.Gradient) plain.evaluate(x, derivatives);
      return derivatives == Derivatives.RESIDUALS
          ? new Evaluation.LeastSquares(
              there.value(), there.gradient(), x, Matrix.identity(x.size()), expected)
          : there;
    };
  }

  private static void assertClose(Curvature found, Matrix expected, double bound) {
    assertThat(Vector.of(found.matrix().plus(-1, expected).toArray()).maxNorm()).isLessThan(bound);
  }

  @Test
  void differencesOfGradientsAreTheHessianOfAQuadratic() {
    Curvature found =
        Curvature.at(quadratic(HESSIAN), Vector.of(1, 2, 3), parameters(3), ALL, WIDTHS)
            .orElseThrow();
    // steps of 2e-4 beside gradients of ten, exact to 1e-15
    assertClose(found, HESSIAN, 1e-9);
    assertThat(found.method()).startsWith("observed information");
  }

  @Test
  void whatIsExpectedIsNotTakenWhereTheTruthIsAtHand() {
    Matrix wrong = Matrix.of(3, 3, 40, 0, 0, 0, 40, 0, 0, 0, 40);
    Curvature found =
        Curvature.at(leastSquares(HESSIAN, wrong), Vector.zeros(3), parameters(3), ALL, WIDTHS)
            .orElseThrow();
    assertClose(found, HESSIAN, 1e-9);
  }

  @Test
  void coordinatesOnTheirBoundsHaveNoCurvature() {
    Curvature found =
        Curvature.at(
                quadratic(HESSIAN), Vector.of(1, -10, 2), parameters(3), new int[] {0, 2}, WIDTHS)
            .orElseThrow();
    assertClose(found, Matrix.of(3, 3, 4, 0, 0.5, 0, 0, 0, 0.5, 0, 2), 1e-9);
  }

  @Test
  void stepsStayInsideOfNarrowBounds() {
    Objective inside =
        (x, derivatives) -> {
          assertThat(Math.abs(x.get(0))).isLessThan(10);
          return quadratic(Matrix.identity(1)).evaluate(x, derivatives);
        };
    Curvature found =
        Curvature.at(inside, Vector.of(10 - 1e-6), parameters(1), new int[] {0}, new double[] {20})
            .orElseThrow();
    assertClose(found, Matrix.identity(1), 1e-6);
  }

  @Test
  void aSaddleIsNoMinimumSoTheExpectedInformationIsTaken() {
    Matrix saddle = Matrix.of(3, 3, 1, 0, 0, 0, -1, 0, 0, 0, 1);
    Matrix expected = Matrix.identity(3);
    Curvature found =
        Curvature.at(leastSquares(saddle, expected), Vector.zeros(3), parameters(3), ALL, WIDTHS)
            .orElseThrow();
    assertThat(found.matrix()).isEqualTo(expected);
    assertThat(found.method()).startsWith("expected Fisher information");
    assertThat(Curvature.at(quadratic(saddle), Vector.zeros(3), parameters(3), ALL, WIDTHS))
        .isEmpty(); // and where there is none, nothing
  }

  @Test
  void whereThePointsBesideFailTheExpectedInformationIsTaken() {
    Objective squares = leastSquares(HESSIAN, Matrix.identity(3));
    Objective alone =
        (x, derivatives) ->
            x.equals(Vector.zeros(3))
                ? squares.evaluate(x, derivatives)
                : new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "");
    Curvature found =
        Curvature.at(alone, Vector.zeros(3), parameters(3), ALL, WIDTHS).orElseThrow();
    assertThat(found.method()).startsWith("expected");
  }

  @Test
  void whereThePointItselfFailsThereIsNothing() {
    Objective failing =
        (x, derivatives) -> new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "");
    assertThat(Curvature.at(failing, Vector.zeros(3), parameters(3), ALL, WIDTHS)).isEmpty();
    Objective values = (x, derivatives) -> new Evaluation.Value(0);
    assertThat(Curvature.at(values, Vector.zeros(3), parameters(3), ALL, WIDTHS)).isEmpty();
  }

  @Test
  void manyParametersAreNotWorthTwoGradientsEach() {
    int n = 61;
    int[] calls = {0};
    Objective squares = leastSquares(Matrix.identity(n), Matrix.identity(n));
    Objective counted =
        (x, derivatives) -> {
          calls[0]++;
          return squares.evaluate(x, derivatives);
        };
    int[] free = new int[n];
    double[] widths = new double[n];
    for (int i = 0; i < n; i++) {
      free[i] = i;
      widths[i] = 20;
    }
    Curvature found =
        Curvature.at(counted, Vector.zeros(n), parameters(n), free, widths).orElseThrow();
    assertThat(found.method()).startsWith("expected");
    assertThat(calls[0]).isEqualTo(1);
  }

  @Test
  void theErrorOfDifferencesIsOfTheSquareOfTheStep() {
    // x⁴/4 + x²/2 at 1: f″ = 4, central differences of f′ = x³ + x add h²
    Objective quartic =
        (x, derivatives) -> {
          double v = x.get(0);
          return new Evaluation.Gradient(Math.pow(v, 4) / 4 + v * v / 2, Vector.of(v * v * v + v));
        };
    Curvature found =
        Curvature.at(quartic, Vector.of(1), parameters(1), new int[] {0}, new double[] {20})
            .orElseThrow();
    double h = 1e-5 * 20;
    assertThat(found.matrix().get(0, 0)).isCloseTo(4 + h * h, within(1e-10));
  }
}
