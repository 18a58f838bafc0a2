package org.lamarck.strategies.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

class EvaluationTest {
  private static final Vector ONE = Vector.of(1);
  private static final Matrix UNIT = Matrix.of(1, 1, 1);

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsNoEvaluation(double bad) {
    Vector spoilt = Vector.of(0, bad);
    assertThatThrownBy(() -> new Evaluation.Value(bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "value (" + bad + ") is not finite; a point without a value is Evaluation.Failed");
    assertThatThrownBy(() -> new Evaluation.Gradient(bad, ONE)).hasMessageContaining("value");
    assertThatThrownBy(() -> new Evaluation.Gradient(0, spoilt))
        .hasMessageContaining("gradient [0.0, " + bad + "] is not finite");
    assertThatThrownBy(() -> new Evaluation.Estimate(bad, 1, 2)).hasMessageContaining("value");
    assertThatThrownBy(() -> new Evaluation.EstimatedGradient(0, 1, 2, spoilt))
        .hasMessageContaining("gradient");
    Matrix spoiltMatrix = Matrix.of(1, 1, bad);
    assertThatThrownBy(() -> new Evaluation.LeastSquares(0, ONE, spoilt, UNIT, UNIT))
        .hasMessageContaining("residuals, Jacobian or curvature are not finite");
    assertThatThrownBy(() -> new Evaluation.LeastSquares(0, ONE, ONE, spoiltMatrix, UNIT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Evaluation.LeastSquares(0, ONE, ONE, UNIT, spoiltMatrix))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "NaN, 2", "Infinity, 2", "1, 1", "1, 0"})
  void anErrorComesOfTwoDrawsAndIsNotNegative(double error, int draws) {
    assertThatThrownBy(() -> new Evaluation.Estimate(0, error, draws))
        .hasMessage(
            "a standard error (%s) is finite and comes of at least 2 draws (%d)"
                .formatted(error, draws));
  }

  @Test
  void withoutDerivativesTheValueIsLeft() {
    assertThat(new Evaluation.Gradient(3, ONE).withoutDerivatives())
        .isEqualTo(new Evaluation.Value(3));
    assertThat(new Evaluation.LeastSquares(3, ONE, ONE, UNIT, UNIT).withoutDerivatives())
        .isEqualTo(new Evaluation.Value(3));
    assertThat(new Evaluation.EstimatedGradient(3, 0.5, 4, ONE).withoutDerivatives())
        .isEqualTo(new Evaluation.Estimate(3, 0.5, 4)); // and what is known of its error
    Evaluation.Value value = new Evaluation.Value(3);
    assertThat(value.withoutDerivatives()).isSameAs(value);
  }

  @Test
  void withoutNoiseTheBoundIsTheValue() {
    assertThat(new Evaluation.Value(3).upperBound(1e-9)).isEqualTo(3);
    assertThat(new Evaluation.Value(3).standardError()).isZero();
  }

  @Test
  void fewDrawsThatAreAlikeSayNothingOfTheirSpread() {
    // 2^−4 is more than 0.05, 2^−5 is less
    assertThat(new Evaluation.Estimate(3, 0, 5).upperBound(0.05)).isInfinite();
    assertThat(new Evaluation.Estimate(3, 0, 6).upperBound(0.05)).isEqualTo(3);
    Evaluation.Finite luck = new Evaluation.Estimate(3, 0, 2);
    Evaluation.Finite known = new Evaluation.Estimate(4, 0.1, 20);
    assertThat(known.isBelow(luck, 0.01)).isTrue();
    assertThat(luck.isBelow(known, 0.01)).isFalse();
    assertThat(luck.isBelow(new Evaluation.Estimate(4, 0, 2), 0.01)).isTrue();
    assertThat(luck.isBelow(luck, 0.01)).isFalse();
    assertThat(new Evaluation.Value(3).isBelow(new Evaluation.Value(4), 0.01)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0.5, 5", "0.05, 5", "0.001, 100"})
  void theBoundIsThatOfStudent(double risk, int draws) {
    double quantile = new TDistribution(draws - 1.0).inverseCumulativeProbability(1 - risk);
    double expected = 3 + 0.2 * quantile;
    assertThat(new Evaluation.Estimate(3, 0.2, draws).upperBound(risk))
        .isCloseTo(expected, within(1e-9));
    assertThat(new Evaluation.EstimatedGradient(3, 0.2, draws, ONE).upperBound(risk))
        .isCloseTo(expected, within(1e-9));
  }

  @Test
  void theBoundHoldsAsOftenAsItSays() {
    NoisyObjective noisy =
        new NoisyObjective() {
          @Override
          public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
            return new Evaluation.Value(7 + 3 * noise.nextGaussian());
          }

          @Override
          public int draws() {
            return 4;
          }
        };
    int below = 0;
    int runs = 5000;
    for (int run = 0; run < runs; run++) {
      Evaluation.Estimate estimate =
          (Evaluation.Estimate)
              new Frozen(noisy, RandomStream.of(run), 1).evaluate(ONE, Derivatives.NONE);
      below += estimate.upperBound(0.05) < 7 ? 1 : 0;
    }
    // a binomial of 5000 and 0.05: 250, four deviations of 15.4
    assertThat(below).isBetween(188, 312);
  }

  @ParameterizedTest
  @EnumSource(Evaluation.Reason.class)
  void reasonsAreWordsForPeople(Evaluation.Reason reason) {
    assertThat(reason.words()).matches("[a-z ]+").doesNotContain("_");
    assertThat(new Evaluation.Failed(reason, "", Double.NaN, "").line()).isEqualTo(reason.words());
  }

  @Test
  void aFailureIsOneLineHoweverManyItsDetailHas() {
    Evaluation.Failed failed =
        new Evaluation.Failed(
            Evaluation.Reason.USER_ERROR, "dose 3", 12.5, "first\n\tsecond\r\n  third");
    assertThat(failed.line()).isEqualTo("user error in dose 3 at 12.5: first second third");
    assertThat(new Evaluation.Failed(Evaluation.Reason.TIME_LIMIT, "dose 3", Double.NaN, "").line())
        .isEqualTo("time limit in dose 3");
  }
}
