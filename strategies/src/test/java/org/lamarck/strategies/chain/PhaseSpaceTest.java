package org.lamarck.strategies.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.chain.PhaseSpace.Phase;
import org.lamarck.strategies.chain.PhaseSpace.Position;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

class PhaseSpaceTest {
  private static final Metric ONES = Metric.identity(2);

  /** A banana: neither normal nor separable. */
  private static final Objective BANANA =
      (x, derivatives) -> {
        double bent = x.get(1) - x.get(0) * x.get(0);
        double value = x.get(0) * x.get(0) / 2 + 4 * bent * bent;
        return new Evaluation.Gradient(value, Vector.of(x.get(0) - 16 * bent * x.get(0), 8 * bent));
      };

  private static PhaseSpace banana() {
    return new PhaseSpace(BANANA, Densities.box(2, -3, 5));
  }

  @Test
  void theLineIsTheBox() {
    SearchSpace space = new SearchSpace(List.of("a", "b"), Vector.of(-3, 100), Vector.of(5, 1e4));
    PhaseSpace phase = new PhaseSpace(BANANA, space);
    RandomStream random = RandomStream.of(1);
    for (int k = 0; k < 100; k++) {
      Vector x = space.drawStart(random);
      Vector back = phase.point(phase.line(x, 1e-12));
      assertThat(back.minus(x).get(0)).isCloseTo(0, within(1e-13 * 8));
      assertThat(back.minus(x).get(1)).isCloseTo(0, within(1e-13 * 1e4));
    }
    assertThat(phase.line(Vector.of(1, 5050), 1e-6)).isEqualTo(Vector.zeros(2)); // the middle
  }

  @Test
  void aPointOnABoundIsPutTheMarginInside() {
    PhaseSpace phase = banana();
    Vector z = phase.line(Vector.of(-3, 5), 1e-6);
    // log(1e-6/(1 − 1e-6)), both ways
    assertThat(z.get(0)).isCloseTo(-13.815509557963773, within(1e-9));
    assertThat(z.get(1)).isCloseTo(13.815509557963773, within(1e-9));
    assertThat(phase.line(Vector.of(-99, 99), 1e-6)).isEqualTo(z); // clipped first
  }

  @Test
  void pointsOfTheLineAreInTheBoxHoweverFarOut() {
    SearchSpace space = Densities.box(2, -3, 5);
    PhaseSpace phase = new PhaseSpace(BANANA, space);
    for (double far : new double[] {1, 40, 800, 1e300}) {
      assertThat(space.contains(phase.point(Vector.of(far, -far)))).isTrue();
    }
    assertThat(phase.point(Vector.of(800, -800))).isEqualTo(Vector.of(5, -3));
  }

  @Test
  void whatIsFixedHasNoPlaceOnTheLine() {
    SearchSpace space =
        new SearchSpace(List.of("a", "b", "c"), Vector.of(0, 7, 0), Vector.of(1, 7, 1));
    PhaseSpace phase = new PhaseSpace(Densities.normal(1, 1, 1), space);
    assertThat(phase.line(Vector.of(0.5, 7, 0.5), 1e-6).size()).isEqualTo(2);
    assertThat(phase.point(Vector.of(0, 0))).isEqualTo(Vector.of(0.5, 7, 0.5));
    assertThat(phase.at(Vector.of(0, 0)).slope().size()).isEqualTo(2);
  }

  @Test
  void theSlopeIsThatOfThePotential() {
    PhaseSpace phase = banana();
    RandomStream random = RandomStream.of(2);
    for (int k = 0; k < 20; k++) {
      Vector z = Vector.of(random.nextGaussian(), random.nextGaussian());
      Position here = phase.at(z);
      for (int i = 0; i < 2; i++) {
        double h = 1e-5;
        double up = phase.at(z.with(i, z.get(i) + h)).potential();
        double down = phase.at(z.with(i, z.get(i) - h)).potential();
        // central differences: h² of a third derivative of some hundreds
        assertThat(here.slope().get(i)).isCloseTo((up - down) / (2 * h), within(1e-6));
      }
    }
  }

  @Test
  void theDensityOfTheLineHasTheMassOfTheBox() {
    // ∫ exp(−U) dz = ∫ exp(−2x) dx over [0, 1] = (1 − e⁻²)/2; tails beyond ±40 are below e⁻⁴⁰
    PhaseSpace phase = new PhaseSpace(Densities.falling(2), Densities.box(1, 0, 1));
    double sum = 0;
    double h = 0.01;
    for (double z = -40; z <= 40; z += h) {
      sum += h * Math.exp(-phase.at(Vector.of(z)).potential());
    }
    // the trapezoidal rule of a smooth function that vanishes at both ends is exact
    assertThat(sum).isCloseTo(-Math.expm1(-2) / 2, within(1e-12));
  }

  @Test
  void theObjectiveIsThePotentialWithoutTheVolume() {
    PhaseSpace phase = banana();
    Position here = phase.at(Vector.of(0.3, -1.2));
    Evaluation there = BANANA.evaluate(phase.point(here.z()), Derivatives.NONE);
    assertThat(here.value()).isCloseTo(((Evaluation.Finite) there).value(), within(1e-13));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.4})
  void aLeapTakenBackComesBack(double step) {
    PhaseSpace phase = banana();
    Phase start = new Phase(phase.at(Vector.of(0.3, -0.4)), Vector.of(0.7, -1.1));
    Phase at = start;
    for (int k = 0; k < 20; k++) {
      at = phase.leapfrog(at, Metric.diagonal(Vector.of(0.5, 2)), step);
    }
    for (int k = 0; k < 20; k++) {
      at = phase.leapfrog(at, Metric.diagonal(Vector.of(0.5, 2)), -step);
    }
    // rounding of forty leaps, which a chaotic valley makes larger
    assertThat(at.position().z().minus(start.position().z()).maxNorm()).isLessThan(1e-9);
    assertThat(at.momentum().minus(start.momentum()).maxNorm()).isLessThan(1e-9);
  }

  @Test
  void energyIsLostWithTheSquareOfTheStep() {
    PhaseSpace phase = banana();
    Phase start = new Phase(phase.at(Vector.of(0.3, -0.4)), Vector.of(0.7, -1.1));
    double before = lost(phase, start, 0.02, 50);
    for (int halvings = 1; halvings < 5; halvings++) {
      double step = 0.02 / (1 << halvings);
      double now = lost(phase, start, step, 50 << halvings);
      assertThat(before / now).isBetween(3.6, 4.4); // 4 but for terms of order four
      before = now;
    }
  }

  private static double lost(PhaseSpace phase, Phase start, double step, int leaps) {
    Phase at = start;
    for (int k = 0; k < leaps; k++) {
      at = phase.leapfrog(at, ONES, step);
    }
    return Math.abs(at.energy() - start.energy());
  }

  @Test
  void aLeapKeepsTheVolumeOfPhaseSpace() {
    PhaseSpace phase = banana();
    Metric metric = Metric.of(Matrix.of(2, 2, 0.5, 0.3, 0.3, 2));
    double[] at = {0.3, -0.4, 0.7, -1.1}; // z, q
    double[][] jacobian = new double[4][4];
    double h = 1e-5;
    for (int j = 0; j < 4; j++) {
      double[] up = leapt(phase, metric, at, j, h);
      double[] down = leapt(phase, metric, at, j, -h);
      for (int i = 0; i < 4; i++) {
        jacobian[i][j] = (up[i] - down[i]) / (2 * h);
      }
    }
    double determinant =
        new org.apache.commons.math3.linear.LUDecomposition(
                new org.apache.commons.math3.linear.Array2DRowRealMatrix(jacobian))
            .getDeterminant();
    assertThat(determinant).isCloseTo(1, within(1e-6)); // h² of third derivatives of some hundreds
  }

  private static double[] leapt(
      PhaseSpace phase, Metric metric, double[] at, int moved, double by) {
    double[] there = at.clone();
    there[moved] += by;
    Phase to =
        phase.leapfrog(
            new Phase(phase.at(Vector.copyOf(there, 0, 2)), Vector.copyOf(there, 2, 2)),
            metric,
            0.3);
    double[] result = new double[4];
    to.position().z().copyInto(result, 0);
    to.momentum().copyInto(result, 2);
    return result;
  }

  @Test
  void theMetricOfACurvatureMakesItRound() {
    // Fᵀ H F = I, up to signs and what is flat
    Matrix curvature = Matrix.of(3, 3, 4, 1, 0, 1, 3, 0, 0, 0, 0.01);
    Frame frame = Frame.of(curvature, 0.3);
    for (int i = 0; i < 3; i++) {
      Vector e = Vector.zeros(3).with(i, 1);
      Vector there = frame.metric().force(curvature.times(frame.metric().velocity(e)));
      double rest = there.minus(e).maxNorm();
      // 0.01 is less than what the space itself knows: 0.3
      assertThat(rest < 1e-12 || Math.abs(rest - (1 - 0.01 / 0.3)) < 1e-12).isTrue();
      Vector back = frame.of(frame.metric().velocity(e));
      assertThat(back.minus(e).maxNorm()).isLessThan(1e-14);
    }
  }

  @Test
  void theCurvatureOfTheLineIsThatOfThePotentialAtAMode() {
    // U is least in the middle, where the line is nearly straight: z = 0
    PhaseSpace phase = new PhaseSpace(Densities.normal(0.3, 0.7), Densities.box(2, -1, 1), 0.5);
    Matrix known = Matrix.of(2, 2, 1 / 0.09, 0, 0, 1 / 0.49);
    Matrix curvature = phase.curvature(Vector.zeros(2), known);
    double h = 1e-4;
    for (int i = 0; i < 2; i++) {
      Vector up = phase.at(Vector.zeros(2).with(i, h)).slope();
      Vector down = phase.at(Vector.zeros(2).with(i, -h)).slope();
      Vector second = up.minus(down).times(1 / (2 * h));
      assertThat(second.minus(curvature.row(i)).maxNorm()).isLessThan(1e-6); // h² of fourths
    }
  }

  @Test
  void aPlaceIsKnownAtEveryTemperature() {
    Position cold = banana().at(Vector.of(0.3, -0.4));
    PhaseSpace warm = new PhaseSpace(BANANA, Densities.box(2, -3, 5), 0.25);
    assertThat(warm.here(cold)).isEqualTo(warm.at(Vector.of(0.3, -0.4)));
    assertThat(banana().here(warm.here(cold))).isEqualTo(cold);
    assertThat(cold.potential() - warm.here(cold).potential())
        .isCloseTo(0.75 * cold.value(), within(1e-14 * (1 + Math.abs(cold.potential()))));
  }

  @Test
  void whereTheObjectiveFailsThereIsNoPlace() {
    PhaseSpace phase =
        new PhaseSpace((x, derivatives) -> Densities.failed(), Densities.box(2, 0, 1));
    Position nowhere = phase.at(Vector.of(0, 0));
    assertThat(nowhere.isImpossible()).isTrue();
    assertThat(nowhere.slope()).isEqualTo(Vector.zeros(2));
    assertThat(phase.effort().gradients()).isEqualTo(1);
    assertThat(phase.effort().failures()).isEqualTo(1);
  }

  @Test
  void anObjectiveWithoutGradientsHasNoPlaces() {
    PhaseSpace phase =
        new PhaseSpace((x, derivatives) -> new Evaluation.Value(x.dot(x)), Densities.box(2, 0, 1));
    assertThat(phase.at(Vector.of(0, 0)).isImpossible()).isTrue();
  }

  @Test
  void tooFarOutForNumbersNothingIsAsked() {
    PhaseSpace phase = banana();
    assertThat(phase.at(Vector.of(800, 0)).isImpossible()).isTrue();
    assertThat(phase.at(Vector.of(0, Double.NaN)).isImpossible()).isTrue();
    assertThat(phase.effort().gradients()).isZero();
  }

  @Test
  void aUsableStepIsAcceptedAboutEightTimesInTen() {
    // exactly normal in z but for the bounds, of scales 0.01: the right step is about that long
    PhaseSpace phase = new PhaseSpace(Densities.normal(0.01, 0.01), Densities.box(2, -1, 1));
    Learning learning = Learning.begin(Frame.identity(2), 100);
    Position here = phase.at(phase.line(Vector.of(0.003, -0.01), 1e-6));
    double step = phase.usableStep(here, learning, RandomStream.of(4));
    double log2 = Math.log(step) / Math.log(2);
    assertThat(log2).isCloseTo(Math.rint(log2), within(1e-12)); // doubled or halved from 1
    // σ of z is 0.01/(2 · ¼); leapfrog is stable below twice that
    assertThat(step).isBetween(0.005, 0.08);
  }
}
