package org.lamarck.strategies.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

class FrozenTest {
  private static final RandomStream NOISE = RandomStream.of(1);

  /** x² and its slope, with noise that is the same for both. */
  private static final NoisyObjective BOWL =
      (x, derivatives, noise) -> {
        double z = noise.nextGaussian();
        return derivatives == Derivatives.NONE
            ? new Evaluation.Value(x.dot(x) + z)
            : new Evaluation.Gradient(x.dot(x) + z, x.times(2).map(slope -> slope + z));
      };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 50})
  void isTheMeanOfDrawsWithItsError(int replicates) {
    Frozen frozen = new Frozen(BOWL, NOISE, replicates);
    assertThat(frozen.draws()).isEqualTo(2 * replicates);
    double[] draws = new double[frozen.draws()];
    Vector x = Vector.of(1, 2);
    for (int k = 0; k < draws.length; k++) {
      draws[k] = 5 + NOISE.split("draw", k).nextGaussian();
    }
    Evaluation.Estimate estimate = (Evaluation.Estimate) frozen.evaluate(x, Derivatives.NONE);
    assertThat(estimate.value()).isCloseTo(StatUtils.mean(draws), within(1e-13));
    double error = Math.sqrt(StatUtils.variance(draws) / draws.length);
    assertThat(estimate.standardError()).isCloseTo(error, within(1e-13));
    assertThat(estimate.draws()).isEqualTo(draws.length);
  }

  @Test
  void largeValuesDoNotDrownTheirSpread() {
    NoisyObjective far =
        (x, derivatives, noise) -> new Evaluation.Value(1e9 + noise.nextGaussian());
    Evaluation.Finite there =
        (Evaluation.Finite) new Frozen(far, NOISE, 500).evaluate(Vector.of(0), Derivatives.NONE);
    // 1/√1000, known to a part of 1/√2000; sums of squares would lose all digits of 1e18
    assertThat(there.standardError()).isCloseTo(1 / Math.sqrt(1000), within(0.1 / Math.sqrt(1000)));
  }

  @Test
  void gradientsAreAveragedAsValuesAre() {
    Evaluation.EstimatedGradient there =
        (Evaluation.EstimatedGradient)
            new Frozen(BOWL, NOISE, 3).evaluate(Vector.of(1, -1), Derivatives.GRADIENT);
    double mean = there.value() - 2;
    assertThat(there.gradient().get(0)).isCloseTo(2 + mean, within(1e-14));
    assertThat(there.gradient().get(1)).isCloseTo(-2 + mean, within(1e-14));
  }

  @Test
  void theSamePointHasTheSameValueAndDifferencesAreExact() {
    Frozen frozen = new Frozen(BOWL, NOISE, 1);
    Evaluation.Finite here = (Evaluation.Finite) frozen.evaluate(Vector.of(1, 1), Derivatives.NONE);
    assertThat(frozen.evaluate(Vector.of(1, 1), Derivatives.NONE)).isEqualTo(here);
    Evaluation.Finite there =
        (Evaluation.Finite) frozen.evaluate(Vector.of(2, 1), Derivatives.NONE);
    assertThat(there.value() - here.value()).isCloseTo(3, within(1e-14)); // no noise is left
  }

  @Test
  void readingTheStreamChangesNothing() {
    RandomStream read = NOISE.copy();
    read.nextLong();
    Vector x = Vector.of(1, 1);
    assertThat(new Frozen(BOWL, read, 1).evaluate(x, Derivatives.NONE))
        .isEqualTo(new Frozen(BOWL, NOISE, 1).evaluate(x, Derivatives.NONE));
    assertThat(new Frozen(BOWL, RandomStream.of(2), 1).evaluate(x, Derivatives.NONE))
        .isNotEqualTo(new Frozen(BOWL, NOISE, 1).evaluate(x, Derivatives.NONE));
  }

  @Test
  void oneDrawThatFailsFailsAll() {
    Evaluation.Failed failed =
        new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", Double.NaN, "third");
    RandomStream third = NOISE.split("draw", 2);
    long first = third.copy().nextLong();
    NoisyObjective rarely =
        (x, derivatives, noise) -> noise.nextLong() == first ? failed : new Evaluation.Value(1);
    assertThat(new Frozen(rarely, NOISE, 2).evaluate(Vector.of(0), Derivatives.NONE))
        .isEqualTo(failed);
    assertThat(new Frozen(rarely, NOISE, 1).evaluate(Vector.of(0), Derivatives.NONE))
        .isEqualTo(new Evaluation.Estimate(1, 0, 2));
  }

  @Test
  void drawsWithoutGradientsAreAnEstimateOfTheValue() {
    NoisyObjective values = (x, derivatives, noise) -> new Evaluation.Value(noise.nextDouble());
    assertThat(new Frozen(values, NOISE, 1).evaluate(Vector.of(0), Derivatives.RESIDUALS))
        .isInstanceOf(Evaluation.Estimate.class);
  }

  @Test
  void asAnyObjectiveItIsTheMeanOfAFewDraws() {
    Vector x = Vector.of(0.5, 0);
    assertThat(BOWL.evaluate(x, Derivatives.GRADIENT))
        .isEqualTo(new Frozen(BOWL, RandomStream.of(0), 1).evaluate(x, Derivatives.GRADIENT));
  }

  @Test
  void tooFewDrawsAreRefused() {
    assertThatThrownBy(() -> new Frozen(BOWL, NOISE, 0))
        .hasMessage("draws (2) must be at least 2 and replicates (0) at least 1");
  }
}
