package org.lamarck.strategies.evolution.cma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.evolution.Landscape;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

class ShapeTest {
  private static final int[] BOTH = {0, 1};
  private static final double[] ONES = {1, 1};

  /** JᵀJ of residuals (3 (x + y), x − y): eigenvalues 18 along (1, 1) and 2 along (1, −1). */
  private static final Matrix CURVATURE = Matrix.of(2, 2, 3, 3, 1, -1).gram();

  @Test
  void isTheInverseOfTheCurvatureWithAHundredthOfItsLargestEigenvalue() {
    double[] c = new Shape(Vector.of(0, 0), CURVATURE).covariance(BOTH, ONES);
    // (H + εI)⁻¹ for ε = 18/100, times the root of its inverse's determinant
    double steep = 18.18;
    double flat = 2.18;
    double scale = Math.sqrt(steep * flat);
    double same = scale * (1 / steep + 1 / flat) / 2;
    double mixed = scale * (1 / steep - 1 / flat) / 2;
    double[] expected = {same, mixed, mixed, same};
    for (int i = 0; i < 4; i++) {
      assertThat(c[i]).isCloseTo(expected[i], within(1e-13));
    }
  }

  @Test
  void takesAsMuchSpaceAsTheIdentityAndIsNowhereTenTimesAsWideAsElsewhere() {
    Matrix sloppy = Matrix.of(3, 3, 1e8, 0, 0, 0, 1, 0, 0, 0, 0);
    double[] c =
        new Shape(Vector.of(0, 0, 0), sloppy)
            .covariance(new int[] {0, 1, 2}, new double[] {1, 1, 1});
    assertThat(c[0] * c[4] * c[8]).isCloseTo(1, within(1e-12));
    // variances of 1/1.01 and 1/0.01 (and a millionth of that less), before they are scaled
    assertThat(c[8] / c[0]).isCloseTo(101, within(1e-9));
    assertThat(c[4] / c[8]).isCloseTo(1 / (1 + 1e-6), within(1e-12));
  }

  @Test
  void unitsOfTheParametersDoNotMatter() {
    double[] units = {1e-3, 1e3};
    Matrix scaled = Matrix.of(2, 2, 10e6, 8, 8, 10e-6);
    double[] c = new Shape(Vector.of(0, 0), scaled).covariance(BOTH, units);
    double[] expected = new Shape(Vector.of(0, 0), CURVATURE).covariance(BOTH, ONES);
    for (int i = 0; i < 4; i++) {
      assertThat(c[i]).isCloseTo(expected[i], within(1e-12));
    }
  }

  @Test
  void isRoundWhereNothingIsKnownOfTheCurvature() {
    for (double none : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      Matrix curvature = Matrix.of(2, 2, none, 0, 0, none);
      assertThat(new Shape(Vector.of(0, 0), curvature).covariance(BOTH, ONES))
          .containsExactly(1, 0, 0, 1);
    }
  }

  /** Of 4,000 samples a correlation is known to 1/√4000 = 0.016 at most; 5 σ. */
  @Test
  void samplesOfARunThatBeginsThereHaveThatCovarianceAroundThePoint() {
    SearchSpace space = Landscape.box(2, -100, 100);
    Vector point = Vector.of(10, -20);
    CmaRun run =
        CmaRun.begin(
            space, RandomStream.of(1), new Shape(point, CURVATURE), Vector.of(0.01, 0.01), 4000);
    List<Proposal> samples = run.ask(0, "cma-small");
    double[] sum = new double[5];
    for (Proposal one : samples) {
      double x = (one.candidates().get(0).get(0) - 10) / 2; // a step is 0.01 of 200
      double y = (one.candidates().get(0).get(1) + 20) / 2;
      double[] terms = {x, y, x * x, x * y, y * y};
      for (int i = 0; i < 5; i++) {
        sum[i] += terms[i] / samples.size();
      }
    }
    double[] c = new Shape(point, CURVATURE).covariance(BOTH, ONES);
    double error = 5 / Math.sqrt(4000);
    assertThat(sum[0]).isCloseTo(0, within(error * Math.sqrt(c[0])));
    assertThat(sum[1]).isCloseTo(0, within(error * Math.sqrt(c[0])));
    // the variance of a normal deviate's square is twice its square
    assertThat(sum[2]).isCloseTo(c[0], within(error * Math.sqrt(2) * c[0]));
    assertThat(sum[4]).isCloseTo(c[3], within(error * Math.sqrt(2) * c[3]));
    assertThat(sum[3]).isCloseTo(c[1], within(error * Math.sqrt(2) * c[0]));
  }
}
