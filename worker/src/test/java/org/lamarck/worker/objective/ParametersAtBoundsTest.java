package org.lamarck.worker.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.tolerance.Tolerances;

/** Bounds are part of what is searched, whatever the way over their logarithms rounds. */
class ParametersAtBoundsTest {
  /** Of some of these 10 to the power of log10 is less, of some more than the number. */
  private static final List<Double> BOUNDS = List.of(5e-4, 0.02, 0.05, 0.1, 0.3, 7.0, 30.0);

  private static Parameter parameter(
      Scale scale, double lower, double upper, @Nullable Prior prior) {
    return new Parameter("k", scale, lower, upper, lower, true, prior);
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void valuesAtBoundsAreTheBoundsAndNoneWithinIsOutside(Scale scale) {
    for (double lower : BOUNDS) {
      double upper = 3 * lower;
      Parameter k = parameter(scale, lower, upper, null);
      double low = scale.toScale(lower);
      double high = scale.toScale(upper);
      assertThat(k.linear(low)).isGreaterThanOrEqualTo(lower).isLessThanOrEqualTo(lower * 1.000001);
      for (double x = low; x < low + 20 * Math.ulp(low); x = Math.nextUp(x)) {
        assertThat(k.linear(x)).isBetween(lower, upper);
      }
      for (double x = high; x > high - 20 * Math.ulp(high); x = Math.nextDown(x)) {
        assertThat(k.linear(x)).isBetween(lower, upper);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void valuesOutsideStayOutside(Scale scale) {
    Parameter k = parameter(scale, 0.3, 0.9, null);
    double below = scale.toScale(0.29);
    double above = scale.toScale(0.91);
    assertThat(k.linear(below)).isEqualTo(scale.toLinear(below)).isLessThan(0.3);
    assertThat(k.linear(above)).isEqualTo(scale.toLinear(above)).isGreaterThan(0.9);
  }

  /** The corner of the box is where a search ends when it is driven there. */
  @Test
  void aPriorThatEndsAtTheBoundsHasItsDensityThere() throws InputException {
    for (double lower : BOUNDS) {
      for (Prior prior :
          List.of(
              new Prior(Family.UNIFORM, lower, 3 * lower),
              new Prior(Family.NORMAL, 0, 1, Limits.truncating(lower, 3 * lower)))) {
        ProblemObjective objective = objective(parameter(Scale.LOG10, lower, 3 * lower, prior));
        SearchSpace space = objective.space();
        for (Vector corner : List.of(space.lower(), space.upper())) {
          assertThat(objective.evaluate(corner, Derivatives.GRADIENT))
              .as("%s at %s", prior, corner)
              .isInstanceOf(Evaluation.Gradient.class);
        }
      }
    }
  }

  private static ProblemObjective objective(Parameter k) throws InputException {
    EstimationProblem tiny =
        new TinyProblem()
            .parameter("k", 1)
            .state("x", "1", -1, "k*x")
            .experiment("0:")
            .measure("x", 1)
            .build();
    return ProblemObjective.of(
        tiny.withParameters(new ArrayList<>(List.of(k))),
        new EvaluationSettings(Tolerances.of(1e-6, 1e-9), GradientMethod.ADJOINT).withPriors(true));
  }
}
