package org.lamarck.worker.neuron.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformTest {
  static Stream<Transform> transforms() {
    Transform.Affine affine = new Transform.Affine(-2, 3);
    return Stream.of(
        new Transform.Identity(),
        new Transform.Sigmoid(-1, 4),
        new Transform.Logistic(0.1, 5),
        new Transform.Softplus(2),
        new Transform.NegativeSoftplus(-1),
        affine,
        new Transform.Chain(List.of(affine, new Transform.Sigmoid(0, 1))),
        new Transform.Masked(new Transform.Softplus(0), true));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void theInverseLeadsBack(Transform transform) {
    for (double x = -3; x <= 3; x += 0.5) {
      assertThat(transform.inverse(transform.forward(x))).isCloseTo(x, within(1e-12));
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void theSlopeIsThatOfDifferences(Transform transform) {
    double h = 1e-6;
    for (double x = -3; x <= 3; x += 0.5) {
      double slope = (transform.forward(x + h) - transform.forward(x - h)) / (2 * h);
      assertThat(transform.slope(x)).isCloseTo(slope, within(1e-8)); // rounding over h
    }
  }

  @Test
  void boundsAreKept() {
    assertThat(new Transform.Sigmoid(-1, 4).forward(-800)).isEqualTo(-1);
    assertThat(new Transform.Sigmoid(-1, 4).forward(800)).isEqualTo(4);
    assertThat(new Transform.Softplus(2).forward(-800)).isEqualTo(2);
    assertThat(new Transform.Softplus(2).forward(800)).isEqualTo(802);
    assertThat(new Transform.NegativeSoftplus(-1).forward(800)).isEqualTo(-1);
  }

  @Test
  void theLogisticIsTheSigmoidOfDeviationOne() {
    double x = 0.7;
    assertThat(new Transform.Logistic(0, 1).forward(x))
        .isCloseTo(1 / (1 + Math.exp(-x * Math.PI / Math.sqrt(3))), within(1e-15));
  }

  @Test
  void whatIsMaskedDoesNotMove() {
    Transform masked = new Transform.Masked(new Transform.Softplus(0), false);
    assertThat(masked.forward(-3)).isEqualTo(-3);
    assertThat(masked.inverse(-3)).isEqualTo(-3);
    assertThat(masked.slope(-3)).isZero();
  }
}
