package org.lamarck.strategies.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.WolfeSearch.Outcome;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.random.RandomStream;

class WolfeSearchTest {
  private static final double FAR = 1e6;
  private final List<Double> asked = new ArrayList<>();

  /** f and f′ along a line. */
  private record Function(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
    Evaluation at(double alpha) {
      double there = value.applyAsDouble(alpha);
      return Double.isFinite(there)
          ? new Evaluation.Gradient(there, Vector.of(slope.applyAsDouble(alpha)))
          : new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", 0, "");
    }
  }

  private Outcome search(Function function, double first, double farthest) {
    return search(function, first, farthest, Double.POSITIVE_INFINITY);
  }

  /** The search where evaluations fail beyond a place. */
  private Outcome search(Function function, double first, double farthest, double beyond) {
    asked.clear();
    WolfeSearch search =
        new WolfeSearch(
            alpha -> {
              asked.add(alpha);
              return alpha > beyond
                  ? new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "")
                  : function.at(alpha);
            },
            evaluation -> evaluation.gradient().get(0),
            8);
    return search.search(
        function.value().applyAsDouble(0), function.slope().applyAsDouble(0), first, farthest, 0);
  }

  private static Evaluation.Differentiable taken(Outcome outcome) {
    return Objects.requireNonNull(outcome.evaluation());
  }

  private static void assertWolfe(Function function, Outcome outcome) {
    double f0 = function.value().applyAsDouble(0);
    double slope0 = function.slope().applyAsDouble(0);
    double f = function.value().applyAsDouble(outcome.alpha());
    double slope = function.slope().applyAsDouble(outcome.alpha());
    assertThat(taken(outcome).value()).isEqualTo(f);
    assertThat(f).isLessThanOrEqualTo(f0 + 1e-4 * outcome.alpha() * slope0); // Armijo
    assertThat(Math.abs(slope)).isLessThanOrEqualTo(0.9 * Math.abs(slope0)); // curvature
  }

  /** Moré and Thuente (1994), Line search algorithms with guaranteed sufficient decrease, §5. */
  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of(
            "5.1",
            new Function(a -> -a / (a * a + 2), a -> (a * a - 2) / ((a * a + 2) * (a * a + 2)))),
        Arguments.of(
            "5.2",
            new Function(
                a -> Math.pow(a + 0.004, 5) - 2 * Math.pow(a + 0.004, 4),
                a -> 5 * Math.pow(a + 0.004, 4) - 8 * Math.pow(a + 0.004, 3))),
        Arguments.of("quadratic", new Function(a -> (a - 3) * (a - 3), a -> 2 * (a - 3))),
        Arguments.of("quartic", new Function(a -> Math.pow(a - 3, 4), a -> 4 * Math.pow(a - 3, 3))),
        Arguments.of("exponential", new Function(a -> Math.exp(a) - 5 * a, a -> Math.exp(a) - 5)),
        Arguments.of(
            "wavy",
            new Function(
                a -> 0.1 * a * a - a - 0.05 * Math.sin(20 * a),
                a -> 0.2 * a - 1 - Math.cos(20 * a))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void bothConditionsHoldWhereverItBegins(String name, Function function) {
    for (double first : new double[] {1e-3, 0.1, 1, 10, 1000}) {
      Outcome outcome = search(function, first, FAR);
      assertWolfe(function, outcome);
      assertThat(outcome.failures()).isZero();
      assertThat(asked).as("from %s", first).hasSizeLessThanOrEqualTo(20);
    }
  }

  @Test
  void aFirstStepThatWillDoIsTakenAtOnce() {
    Function parabola = new Function(a -> (a - 1) * (a - 1), a -> 2 * (a - 1));
    Outcome outcome = search(parabola, 1.05, FAR);
    assertThat(asked).containsExactly(1.05);
    assertThat(outcome.alpha()).isEqualTo(1.05);
  }

  @Test
  void nothingIsAskedBeyondTheFarthest() {
    Function falling = new Function(a -> -a, a -> -1);
    Outcome outcome = search(falling, 1, 7);
    assertThat(asked).allMatch(alpha -> alpha <= 7);
    assertThat(outcome.alpha()).isEqualTo(7); // still falling there: the bound is the step
    assertThat(taken(outcome).value()).isEqualTo(-7);
  }

  @Test
  void whereTheMinimumIsFarItGoesThereInBounds() {
    Function far = new Function(a -> (a / 1e5 - 1) * (a / 1e5 - 1), a -> 2e-5 * (a / 1e5 - 1));
    Outcome outcome = search(far, 1, FAR);
    assertWolfe(far, outcome);
    for (int k = 1; k < asked.size(); k++) {
      assertThat(asked.get(k)).isLessThanOrEqualTo(10 * asked.get(k - 1) + 1e-9);
    }
  }

  @Test
  void failuresAreAnUpperEnd() {
    Function parabola = new Function(a -> (a - 3) * (a - 3), a -> 2 * (a - 3));
    Outcome outcome = search(parabola, 100, FAR, 3.5); // the minimum is before them
    assertWolfe(parabola, outcome);
    assertThat(outcome.alpha()).isLessThanOrEqualTo(3.5);
    assertThat(asked.get(1)).isEqualTo(25); // a quarter of the way
  }

  @Test
  void whereTheMinimumIsBehindFailuresItComesNear() {
    Function parabola = new Function(a -> (a - 3) * (a - 3), a -> 2 * (a - 3));
    Outcome outcome = search(parabola, 1, FAR, 2.5);
    assertThat(outcome.alpha()).isBetween(0.5, 2.5);
    assertThat(taken(outcome).value()).isLessThan(9);
  }

  @Test
  void whereAllFailsItGivesUpAfterSoManyInARow() {
    Function parabola = new Function(a -> (a - 3) * (a - 3), a -> 2 * (a - 3));
    Outcome outcome = search(parabola, 1, FAR, 0);
    assertThat(outcome.evaluation()).isNull();
    assertThat(outcome.alpha()).isZero();
    assertThat(outcome.failures()).isEqualTo(8);
    assertThat(asked).hasSize(8).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void aSlopeThatIsALieComesToAnEnd() {
    Function liar = new Function(a -> a * a, a -> -1); // it rises
    Outcome outcome = search(liar, 1, FAR);
    assertThat(asked).hasSizeLessThanOrEqualTo(20);
    assertThat(outcome.alpha()).isBetween(0.0, 1.0);
  }

  @Test
  void randomPolynomialsAreSolved() {
    for (int seed = 0; seed < 200; seed++) {
      RandomStream random = RandomStream.of(seed);
      double a = 0.1 + random.nextDouble();
      double b = 3 * random.nextGaussian();
      double c = -0.1 - 3 * random.nextDouble();
      double scale = Math.pow(10, random.nextDouble(-6, 6));
      // a x⁴ + b x³/3 + c x, downhill at 0 and bounded below
      Function quartic =
          new Function(
              x -> scale * (a * Math.pow(x, 4) + b * Math.pow(x, 3) / 3 + c * x),
              x -> scale * (4 * a * Math.pow(x, 3) + b * x * x + c));
      Outcome outcome = search(quartic, Math.pow(10, random.nextDouble(-2, 2)), FAR);
      assertWolfe(quartic, outcome);
    }
  }

  @Test
  void unitsOfTheLineDoNotMatter() {
    Function plain = new Function(a -> Math.pow(a - 3, 4) - a, a -> 4 * Math.pow(a - 3, 3) - 1);
    Function scaled =
        new Function(
            a -> plain.value().applyAsDouble(a * 0x1p20),
            a -> 0x1p20 * plain.slope().applyAsDouble(a * 0x1p20));
    double alpha = search(plain, 0.5, FAR).alpha();
    assertThat(search(scaled, 0.5 * 0x1p-20, FAR * 0x1p-20).alpha())
        .isCloseTo(alpha * 0x1p-20, within(0.0)); // to the bit
  }
}
