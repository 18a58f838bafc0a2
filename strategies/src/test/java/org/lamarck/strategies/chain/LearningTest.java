package org.lamarck.strategies.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

class LearningTest {
  private static final Vector ZERO = Vector.of(0);

  /** The steps after which the variances were others than before. */
  private static List<Long> windowEnds(int warmup, long steps) {
    RandomStream random = RandomStream.of(1);
    Learning learning = Learning.begin(Frame.identity(1), warmup);
    List<Long> ends = new ArrayList<>();
    for (long k = 0; k < steps; k++) {
      Learning next = learning.after(Vector.of(random.nextGaussian()), 0.8, 0.8);
      if (!next.metric().equals(learning.metric())) {
        ends.add(next.told());
      }
      learning = next;
    }
    return ends;
  }

  @Test
  void windowsAreThoseOfStan() {
    // the reference manual, "Automatic parameter tuning": 75, then 25, 50, 100, 200, 500, then 50
    assertThat(windowEnds(1000, 1200)).containsExactly(100L, 150L, 250L, 450L, 950L);
  }

  @Test
  void shorterWarmupsHaveFewerWindows() {
    // 7.5 % and 5 % at the ends; a window that leaves no room for the next goes on to the end
    assertThat(windowEnds(500, 600)).containsExactly(63L, 113L, 213L, 475L);
    assertThat(windowEnds(100, 200)).containsExactly(33L, 95L);
    assertThat(windowEnds(40, 200)).containsExactly(38L);
  }

  @Test
  void windowsOfAHandfulOfDrawsAreNotBelieved() {
    assertThat(windowEnds(8, 50)).isEmpty();
    assertThat(windowEnds(0, 50)).isEmpty();
  }

  @Test
  void covariancesAreThoseOfTheWindowALittleShrunk() {
    RandomStream random = RandomStream.of(2);
    Learning learning = Learning.begin(Frame.identity(2), 1000);
    double[] first = new double[25];
    double[] second = new double[25];
    for (int k = 0; k < 100; k++) {
      Vector z = Vector.of(3 * random.nextGaussian() + 100, 0.01 * random.nextGaussian());
      if (k >= 75) {
        first[k - 75] = z.get(0);
        second[k - 75] = z.get(1);
      }
      learning = learning.after(z, 0.8, 0.8);
    }
    // Stan's regularisation: n/(n + 5) s² + 1e-3 · 5/(n + 5)
    double[] expected = {
      25.0 / 30 * StatUtils.variance(first) + 5e-3 / 30,
      25.0 / 30 * StatUtils.variance(second) + 5e-3 / 30
    };
    assertThat(inverseMass(learning, 0, 0)).isCloseTo(expected[0], within(1e-12 * expected[0]));
    assertThat(inverseMass(learning, 1, 1)).isCloseTo(expected[1], within(1e-12 * expected[1]));
    // of 25 draws in two dimensions, 25/27 of their covariance is believed
    double together = 25.0 / 30 * 25 / 27 * new Covariance().covariance(first, second);
    assertThat(inverseMass(learning, 0, 1)).isCloseTo(together, within(1e-12 * expected[0]));
    assertThat(learning.window().count()).isZero();
    assertThat(learning.window().length()).isEqualTo(50);
  }

  /** An element of M⁻¹ = F Fᵀ. */
  private static double inverseMass(Learning learning, int i, int j) {
    Matrix factor = learning.metric().factor();
    return factor.row(i).dot(factor.row(j));
  }

  @Test
  void whatTheCurvatureToldIsKeptWhereDrawsAgree() {
    // exact draws of a distribution whose curvature was known: M⁻¹ stays its covariance
    Frame frame = Frame.of(Matrix.of(2, 2, 1e4, -990, -990, 100), 0.3);
    RandomStream random = RandomStream.of(6);
    Learning learning = Learning.begin(frame, 1000);
    for (int k = 0; k < 1000; k++) {
      Vector standard = Vector.of(random.nextGaussian(), random.nextGaussian());
      learning = learning.after(frame.metric().velocity(standard), 0.8, 0.8);
    }
    // the determinant is 19 900; of 500 draws variances are known to 6 %
    assertThat(inverseMass(learning, 0, 0)).isCloseTo(100 / 19_900.0, within(20 / 19_900.0));
    assertThat(inverseMass(learning, 1, 1)).isCloseTo(1e4 / 19_900, within(2e3 / 19_900));
    assertThat(inverseMass(learning, 0, 1)).isCloseTo(990 / 19_900.0, within(198 / 19_900.0));
  }

  @Test
  void drawsAtTheEndsOfTheWarmupTeachNoVariances() {
    RandomStream random = RandomStream.of(3);
    Learning calm = Learning.begin(Frame.identity(1), 1000);
    Learning wild = calm;
    for (int k = 0; k < 1000; k++) {
      Vector z = Vector.of(random.nextGaussian());
      calm = calm.after(z, 0.8, 0.8);
      wild = wild.after(k < 75 || k >= 950 ? Vector.of(1e6) : z, 0.8, 0.8);
    }
    assertThat(wild.metric()).isEqualTo(calm.metric());
  }

  @Test
  void theStepFollowsTheEquationsOfDualAveraging() {
    // Hoffman and Gelman (2014), eq. 6, with γ = 0.05, t₀ = 10, κ = 0.75, μ = log 10 ε₀
    double[] acceptances = {0.3, 1, 0.95, 0.1, 0.8, 0.77, 0, 1, 1, 0.6};
    double mu = Math.log(10 * 0.2);
    double h = 0;
    double averaged = 0;
    Learning learning = Learning.begin(Frame.identity(1), acceptances.length).withStep(0.2);
    for (int m = 1; m <= acceptances.length; m++) {
      learning = learning.after(ZERO, acceptances[m - 1], 0.8);
      h = (1 - 1.0 / (m + 10)) * h + (0.8 - acceptances[m - 1]) / (m + 10);
      double log = mu - Math.sqrt(m) / 0.05 * h;
      double weight = Math.pow(m, -0.75);
      averaged = weight * log + (1 - weight) * averaged;
      double expected = Math.exp(m < acceptances.length ? log : averaged);
      assertThat(learning.step()).isCloseTo(expected, within(1e-13 * expected));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.6, 0.8, 0.95})
  void theStepComesToTheAcceptanceThatIsWanted(double wanted) {
    DoubleUnaryOperator acceptance = step -> Math.exp(-step * step / 4); // falls with the step
    Learning learning = Learning.begin(Frame.identity(1), 2000).withStep(10);
    for (int k = 0; k < 2000; k++) {
      learning = learning.after(ZERO, acceptance.applyAsDouble(learning.step()), wanted);
    }
    // an average over iterates that approach as 1/√m
    assertThat(acceptance.applyAsDouble(learning.step())).isCloseTo(wanted, within(0.02));
  }

  @Test
  void afterTheWarmupNothingIsLearntAnyMore() {
    RandomStream random = RandomStream.of(4);
    Learning learning = Learning.begin(Frame.identity(1), 200);
    for (int k = 0; k < 200; k++) {
      learning = learning.after(Vector.of(random.nextGaussian()), random.nextDouble(), 0.8);
    }
    Learning later = learning;
    for (int k = 0; k < 50; k++) {
      later = later.after(Vector.of(1e3), 0, 0.8);
    }
    assertThat(later.step()).isEqualTo(learning.step());
    assertThat(later.metric()).isEqualTo(learning.metric());
    assertThat(later.told()).isEqualTo(250);
  }

  @Test
  void anotherStepBeginsTheAveragingAnew() {
    Learning learning =
        Learning.begin(Frame.identity(1), 100).after(ZERO, 0.1, 0.8).after(ZERO, 0.1, 0.8);
    Learning anew = learning.withStep(0.5);
    assertThat(anew.step()).isEqualTo(0.5);
    assertThat(anew.averaging()).isEqualTo(Learning.Averages.begin(0.5));
    assertThat(anew.told()).isEqualTo(2);
    assertThat(anew.window()).isEqualTo(learning.window());
  }
}
