package org.lamarck.strategies.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.Stored;
import org.lamarck.strategies.linalg.Matrices;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.Rescaled;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.profile.Curve.Verdict;
import org.lamarck.strategies.random.RandomStream;

/** Profiles whose curves and ends are known in closed form. */
class ClosedFormTest {
  private static final double DELTA = Profiles.DELTA;

  private static Objective quadratic(Matrix hessian, Vector minimum) {
    return (x, derivatives) -> {
      Vector slope = hessian.times(x.minus(minimum));
      return new Evaluation.Gradient(x.minus(minimum).dot(slope) / 2, slope);
    };
  }

  private static Matrix hessian(int n, double decades) {
    double[] lambda =
        IntStream.range(0, n).mapToDouble(i -> Math.pow(10, decades * i / (n - 1))).toArray();
    return Matrix.of(n, n, Matrices.withSpectrum(lambda, RandomStream.of(n)));
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "4, 2", "6, 4", "8, 5"})
  void ofAQuadraticTheCurveIsAParabolaAndItsPointsAreOnALine(int n, double decades) {
    Matrix hessian = hessian(n, decades);
    Vector minimum = Matrices.normal(n, RandomStream.of(2));
    RealMatrix inverse = MatrixUtils.inverse(Matrices.real(n, n, hessian.toArray()));
    Profiled profiled =
        Profiles.of(quadratic(hessian, minimum), Profiles.box(n, 50), Vector.zeros(n));
    for (int i = 0; i < n; i++) {
      Curve curve = profiled.curves().get(i);
      double variance = inverse.getEntry(i, i);
      double half = Math.sqrt(2 * DELTA * variance);
      assertThat(curve.verdict(DELTA)).isEqualTo(Verdict.IDENTIFIABLE);
      assertThat(curve.lower().at()).isCloseTo(minimum.get(i) - half, within(1e-6 * half));
      assertThat(curve.upper().at()).isCloseTo(minimum.get(i) + half, within(1e-6 * half));
      for (ProfilePoint point : curve.points()) {
        double d = point.at() - minimum.get(i);
        // searches end when values agree to 1e-9 of what is worth a change
        assertThat(point.value() - profiled.value())
            .isCloseTo(d * d / (2 * variance), within(1e-7));
        assertThat(point.slope()).isCloseTo(d / variance, within(1e-4 / half));
        for (int k = 0; k < n; k++) {
          double expected = minimum.get(k) + d * inverse.getEntry(k, i) / variance;
          double width = Math.sqrt(inverse.getEntry(k, k)); // a standard error
          assertThat(point.point().get(k)).isCloseTo(expected, within(1e-3 * width));
        }
      }
    }
  }

  /** (x₀ − a)²/(2 s²) + k (x₁ − x₀²)², along which x₁ follows a parabola. */
  private static Objective banana(double a, double s, double k) {
    return (x, derivatives) -> {
      double off = x.get(0) - a;
      double bent = x.get(1) - x.get(0) * x.get(0);
      double value = off * off / (2 * s * s) + k * bent * bent;
      Vector slope = Vector.of(off / (s * s) - 4 * k * bent * x.get(0), 2 * k * bent);
      return new Evaluation.Gradient(value, slope);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 1, 5",
    "1, 1, 5",
    "1, 2, 200",
    "-2, 0.5, 10",
    "0.1, 1, 5",
    "0.01, 1, 5",
    "0.2, 1, 1000",
    "1e-6, 1, 5"
  })
  void ofABentValleyTheCurveFollowsTheBend(double a, double s, double k) {
    Objective objective = banana(a, s, k);
    Profiled profiled =
        Profiles.of(objective, Profiles.box(2, 40), Vector.of(a + 0.1, a * a + 0.2));
    // with x₀ given, x₁ = x₀² costs nothing more
    Curve first = profiled.curves().get(0);
    double half = s * Math.sqrt(2 * DELTA);
    assertThat(first.lower().at()).isCloseTo(a - half, within(1e-5 * half));
    assertThat(first.upper().at()).isCloseTo(a + half, within(1e-5 * half));
    for (ProfilePoint point : first.points()) {
      assertThat(point.point().get(1)).isCloseTo(point.at() * point.at(), within(1e-3));
    }
    Curve second = profiled.curves().get(1);
    assertThat(least(second.lower().at(), a, s, k)).isCloseTo(DELTA, within(1e-4 * DELTA));
    assertThat(least(second.upper().at(), a, s, k)).isCloseTo(DELTA, within(1e-4 * DELTA));
    for (ProfilePoint point : second.points()) {
      assertThat(point.value()).isCloseTo(least(point.at(), a, s, k), within(1e-6));
    }
  }

  /** The profile of x₁ near the same x₀ as its optimum, by Brent's method on that side of 0. */
  private static double least(double x1, double a, double s, double k) {
    double side = Math.signum(a);
    return new BrentOptimizer(1e-12, 1e-14)
        .optimize(
            GoalType.MINIMIZE,
            new MaxEval(1000),
            new SearchInterval(0, 12),
            new UnivariateObjectiveFunction(
                u -> {
                  double off = side * u - a;
                  double bent = x1 - u * u;
                  return off * off / (2 * s * s) + k * bent * bent;
                }))
        .getValue();
  }

  /**
   * With a = 0 both sides of x₀ are alike, and x₀ = 0 is a ridge above x₁ = 1/(4 k s²): there the
   * profile is x₁/(2 s²) − 1/(16 k s⁴).
   */
  @ParameterizedTest
  @CsvSource({"1, 5", "1, 200", "0.5, 10", "3, 1"})
  void whereTheValleyForksTheCurveLeavesTheRidge(double s, double k) {
    Profiled profiled = Profiles.of(banana(0, s, k), Profiles.box(2, 40), Vector.of(0, 0.2));
    Curve curve = profiled.curves().get(1);
    double below = 1 / (16 * k * s * s * s * s);
    double end = 2 * s * s * (DELTA + below);
    assertThat(curve.upper().at()).isCloseTo(end, within(1e-4 * end));
    for (ProfilePoint point : curve.points()) {
      double x1 = point.at();
      double least = x1 > 1 / (4 * k * s * s) ? x1 / (2 * s * s) - below : k * x1 * x1;
      assertThat(point.value()).isCloseTo(least, within(1e-6));
    }
  }

  @Test
  void unitsThatArePowersOfTwoChangeNoBit() {
    Objective objective = banana(0.3, 1, 5);
    SearchSpace space = Profiles.box(2, 40);
    Vector start = Vector.of(0.4, 0.1);
    Rescaled other = new Rescaled(objective, Vector.of(0x1p20, 0x1p-12));
    Profiled here = Profiles.of(objective, space, start);
    Profiled there = Profiles.of(other, other.space(space), other.point(start));
    for (int i = 0; i < 2; i++) {
      Curve expected = here.curves().get(i);
      Curve scaled = there.curves().get(i);
      double unit = other.units().get(i);
      assertThat(scaled.upper().at()).isEqualTo(unit * expected.upper().at());
      assertThat(scaled.lower().at()).isEqualTo(unit * expected.lower().at());
      assertThat(scaled.points().stream().map(point -> other.back(point.point())))
          .isEqualTo(expected.points().stream().map(ProfilePoint::point).toList());
    }
  }

  @Test
  void namesAndOrderOfCoordinatesDoNotMatter() {
    Matrix hessian = hessian(4, 2);
    Vector minimum = Vector.of(1, -2, 0.5, 0);
    Objective objective = quadratic(hessian, minimum);
    Objective turned =
        (x, derivatives) -> {
          Evaluation.Gradient there =
              (Evaluation.Gradient) objective.evaluate(reversed(x), derivatives);
          return new Evaluation.Gradient(there.value(), reversed(there.gradient()));
        };
    SearchSpace space = Profiles.box(4, 50);
    Profiled here = Profiles.of(objective, space, Vector.zeros(4));
    Profiled there = Profiles.of(turned, space, Vector.zeros(4));
    for (int i = 0; i < 4; i++) {
      double end = here.curves().get(i).upper().at();
      assertThat(there.curves().get(3 - i).upper().at())
          .isCloseTo(end, within(1e-6 * Math.abs(end)));
    }
  }

  private static Vector reversed(Vector x) {
    double[] reversed = new double[x.size()];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = x.get(reversed.length - 1 - i);
    }
    return Vector.of(reversed);
  }

  @Test
  void curvesComeInTheOrderInWhichTheyWereAskedFor() {
    Objective objective = quadratic(hessian(4, 2), Vector.zeros(4));
    SearchSpace space = Profiles.box(4, 50);
    Profile some = Profile.of(DELTA, List.of(3, 1), Profiles.EXACT);
    Profiled profiled =
        Profiles.of(some, objective, space, Vector.zeros(4), UnaryOperator.identity());
    assertThat(profiled.curves()).extracting(Curve::coordinate).containsExactly(3, 1);
    Profiled all = Profiles.of(objective, space, Vector.zeros(4));
    assertThat(profiled.curves().get(0)).isEqualTo(all.curves().get(3)); // and to the bit
    assertThat(profiled.curves().get(1)).isEqualTo(all.curves().get(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9})
  void slicesOfSearchesMakeNoDifference(int slice) {
    Objective objective = banana(1, 2, 200);
    SearchSpace space = Profiles.box(2, 40);
    Vector start = Vector.of(0.4, 0.1);
    List<Integer> all = List.of(0, 1);
    Profiled whole = Profiles.of(objective, space, start);
    Profiled sliced =
        Profiles.of(
            new Profile(DELTA, all, Further.NONE, Profiles.EXACT, slice),
            objective,
            space,
            start,
            UnaryOperator.identity());
    assertThat(sliced.curves()).isEqualTo(whole.curves());
  }

  @Test
  void aGenerationThatIsStoredGoesOnAsIfItWereNot() {
    Objective objective = banana(0.3, 2, 5);
    SearchSpace space = Profiles.box(2, 40);
    Profile settings = new Profile(DELTA, List.of(0, 1), Further.NONE, Profiles.EXACT, 3);
    Vector start = Vector.of(0.4, 0.1);
    Profiled unbroken = Profiles.of(settings, objective, space, start, UnaryOperator.identity());
    List<Integer> numbers = new ArrayList<>();
    Profiled stored =
        Profiles.of(
            settings,
            objective,
            space,
            start,
            generation -> {
              numbers.add(generation.number());
              return Stored.copy(generation);
            });
    assertThat(stored).isEqualTo(unbroken);
    assertThat(numbers).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1, 3.317448300510, 20})
  void otherThresholdsAreOtherEnds(double threshold) {
    Objective objective = quadratic(Matrix.identity(2), Vector.of(0, 0));
    Profiled profiled =
        Profiles.of(
            Profile.of(threshold, List.of(0), Profiles.EXACT),
            objective,
            Profiles.box(2, 50),
            Vector.of(1, 1),
            UnaryOperator.identity());
    double half = Math.sqrt(2 * threshold);
    assertThat(profiled.curves().get(0).upper().at()).isCloseTo(half, within(1e-6 * half));
    assertThat(profiled.curves().get(0).lower().at()).isCloseTo(-half, within(1e-6 * half));
  }

  @Test
  void whereTheOthersMeetTheirBoundsTheCurveBreaksAndIsFollowed() {
    // (x₀ + x₁)²/2 with |x₁| ≤ 1: nothing until |x₀| = 1, then ((|x₀| − 1)²)/2
    Objective sum =
        (x, derivatives) -> {
          double r = x.get(0) + x.get(1);
          return new Evaluation.Gradient(r * r / 2, Vector.of(r, r));
        };
    SearchSpace space = new SearchSpace(List.of("a", "b"), Vector.of(-9, -1), Vector.of(9, 1));
    Profiled profiled =
        Profiles.of(
            Profile.of(DELTA, List.of(0), Profiles.EXACT),
            sum,
            space,
            Vector.of(0.2, 0.1),
            UnaryOperator.identity());
    Curve curve = profiled.curves().get(0);
    double end = 1 + Math.sqrt(2 * DELTA);
    assertThat(curve.upper().at()).isCloseTo(end, within(1e-4));
    assertThat(curve.lower().at()).isCloseTo(-end, within(1e-4));
  }

  @Test
  void whatIsFixedStaysThroughoutAProfile() {
    Objective objective = quadratic(hessian(3, 1), Vector.of(1, 1, 1));
    SearchSpace space =
        new SearchSpace(List.of("a", "b", "c"), Vector.of(-9, 0.25, -9), Vector.of(9, 0.25, 9));
    Profiled profiled =
        Profiles.of(
            Profile.of(DELTA, List.of(0, 2), Profiles.EXACT),
            objective,
            space,
            Vector.zeros(3),
            UnaryOperator.identity());
    for (Curve curve : profiled.curves()) {
      assertThat(curve.verdict(DELTA)).isEqualTo(Verdict.IDENTIFIABLE);
      assertThat(curve.points()).allMatch(point -> point.point().get(1) == 0.25);
    }
    assertThat(Objects.requireNonNull(profiled.optimum()).get(1)).isEqualTo(0.25);
  }

  @Test
  void whereNothingCanBeEvaluatedThereAreNoCurves() {
    Objective failing =
        (x, derivatives) -> new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "");
    Profiled profiled = Profiles.of(failing, Profiles.box(2, 1), Vector.of(0, 0));
    assertThat(profiled.optimum()).isNull();
    assertThat(profiled.value()).isNaN();
    assertThat(profiled.curves()).isEmpty();
  }
}
