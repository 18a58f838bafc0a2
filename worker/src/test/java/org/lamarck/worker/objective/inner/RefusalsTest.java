package org.lamarck.worker.objective.inner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;

/** Parameters that are declared to be inner ones and have no closed form: why, in one line. */
class RefusalsTest {
  private static Regression declared(String formula, String noise, Noise model) {
    return new Regression()
        .declared("a", Parameter.Inner.SCALING)
        .observable(formula, noise, model)
        .measure(1, 2)
        .measure(2, 3);
  }

  static Stream<Arguments> refusals() {
    Regression student = new Regression().declared("a", Parameter.Inner.SCALING);
    student.observable("a * x", "1", student.studentT(4)).measure(1, 2);
    return Stream.of(
        Arguments.of(
            "it is neither an offset, a scaling nor the noise of an observable",
            declared("a^2 * x", "1", Noise.NORMAL)),
        Arguments.of(
            "it is neither an offset, a scaling nor the noise of an observable",
            declared("a * x", "0.1 * a", Noise.NORMAL)),
        Arguments.of(
            "it is neither an offset, a scaling nor the noise of an observable",
            declared("x", "a + 0.1", Noise.NORMAL)),
        Arguments.of(
            "it is neither an offset, a scaling nor the noise of an observable",
            declared("x + a", "1", Noise.LOG_NORMAL)),
        Arguments.of("no measurement depends on it", declared("k * x", "1", Noise.NORMAL)),
        Arguments.of("student-t noise has no closed form", student),
        Arguments.of(
            "it is one thing to some observables and another to others",
            declared("a * x", "1", Noise.NORMAL).observable("x", "a", Noise.NORMAL).measure(1, 2)),
        Arguments.of(
            "its measurements have both normal and Laplace noise",
            declared("a * x", "1", Noise.NORMAL)
                .observable("a * x", "1", Noise.LAPLACE)
                .measure(1, 2)),
        Arguments.of("a norm has no noise", declared("a * x", "1", Noise.NORMAL).norm()),
        Arguments.of(
            "it has a prior",
            new Regression()
                .parameter("a", 0, 9, new Prior(Family.NORMAL, 1, 1), Parameter.Inner.SCALING)
                .observable("a * x", "1", Noise.NORMAL)
                .measure(1, 2)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatHasNoClosedFormIsToldWithItsReason(String why, Regression regression) {
    assertThatThrownBy(() -> regression.objective(Inner.DECLARED))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "regression: error: parameter \"a\" has a parameterType but no closed form: "
                + why
                + "; leave its parameterType empty, or fit with --hierarchical off");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void undeclaredOnesAreSearchedInstead(String why, Regression regression) throws InputException {
    assertThat(regression.searched()).as(why).contains("a");
  }

  @Test
  void whatTheSimulationDependsOnIsSearched() throws InputException {
    Regression regression =
        new Regression().observable("k * x", "1", Noise.NORMAL).measure(1, 2).measure(2, 3);
    assertThat(regression.searched()).containsExactly("k"); // a factor, but the model's
  }

  @Test
  void ofTwoThatAreMultipliedTheOneWithMoreMeasurementsIsComputed() throws InputException {
    Regression regression =
        new Regression()
            .parameter("a", 0.1, 9)
            .parameter("b", 0.1, 9)
            .observable("a * b * x", "1", Noise.NORMAL)
            .measure(1, 2)
            .observable("b * x", "1", Noise.NORMAL)
            .measure(1, 2);
    assertThat(regression.searched()).containsExactly("k", "a");
  }

  @Test
  void ofSeveralUnderLaplaceNoiseOneIsComputed() throws InputException {
    Regression regression =
        new Regression()
            .parameter("a", 0.1, 9)
            .parameter("b", 0.1, 9)
            .observable("a * x + b", "1", Noise.LAPLACE)
            .measure(1, 2)
            .measure(2, 3);
    assertThat(regression.searched()).containsExactly("k", "b");
  }

  /** The noise of one part of the measurements that share a scaling is no root mean square. */
  @Test
  void noiseOfAPartOfMeasurementsThatShareAScalingIsSearched() throws InputException {
    Regression regression =
        new Regression()
            .parameter("a", 0.1, 9)
            .parameter("first", 0.1, 9)
            .parameter("second", 0.1, 9)
            .observable("a * x", "s", Noise.NORMAL)
            .measure(1, 2, "first")
            .measure(2, 3, "first")
            .measure(2, 5, "second");
    assertThat(regression.searched()).isEqualTo(List.of("k", "first", "second"));
  }

  @Test
  void noiseAloneIsComputedForEachPart() throws InputException {
    Regression regression =
        new Regression()
            .parameter("first", 0.1, 9)
            .parameter("second", 0.1, 9)
            .observable("x", "s", Noise.NORMAL)
            .measure(1, 2, "first")
            .measure(2, 4, "first")
            .measure(2, 5, "second");
    assertThat(regression.searched()).containsExactly("k");
    assertThat(regression.solved().get("first")).isEqualTo(Math.sqrt((1 + 4) / 2.0));
    assertThat(regression.solved().get("second")).isEqualTo(3);
  }
}
