package org.lamarck.strategies.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Tolerances;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.ProposalRunner;
import org.lamarck.strategies.profile.Curve.Verdict;
import org.lamarck.strategies.random.RandomStream;

class ProfileTest {
  private static final double DELTA = 1.920729410347062; // half the 95 % quantile of χ² of 1
  private static final TrustRegion EXACT =
      TrustRegion.DEFAULT.with(new Tolerances(1e-9, 1e-14, 1e-12));

  private static SearchSpace box(int n, double half) {
    Vector bound = Vector.zeros(n).map(zero -> half);
    return new SearchSpace(
        IntStream.range(0, n).mapToObj(i -> "x" + i).toList(), bound.times(-1), bound);
  }

  private long calls;

  private Profiled profiled(Objective objective, SearchSpace space, Vector start) {
    List<Integer> all = IntStream.range(0, space.dimension()).boxed().toList();
    Generation generation =
        Profile.of(DELTA, all, EXACT).begin(space, RandomStream.of(1), List.of(start));
    calls = 0;
    Objective counted =
        (x, derivatives) -> {
          calls++;
          return objective.evaluate(x, derivatives);
        };
    while (!generation.finished()) {
      generation =
          generation.tell(
              generation.ask().stream()
                  .map(proposal -> ProposalRunner.run(proposal, counted, space))
                  .toList());
      assertThat(generation.number()).isLessThan(300);
    }
    return (Profiled) generation.report();
  }

  @Test
  void ofANormalLikelihoodTheEndsAreThoseOfTheInverse() {
    // r = A (x − m), H = AᵀA; end i is mᵢ ± √(2 Δ (H⁻¹)ᵢᵢ)
    Matrix a = Matrix.of(3, 3, 2, 1, 0, 0, 3, 1, 0.5, 0, 1);
    Vector m = Vector.of(0.3, -0.2, 0.1);
    Objective objective =
        (x, derivatives) -> {
          Vector r = a.times(x.minus(m));
          return new Evaluation.LeastSquares(r.dot(r) / 2, a.transposeTimes(r), r, a, a.gram());
        };
    // A⁻¹ by hand: det = 2·3 + 1·(1·0.5) = 6.5; rows (3, −1, 1), (0.5, 2, −2), (−1.5, 0.5, 6) / 6.5
    double[] inverse = {(9 + 1 + 1) / 42.25, (0.25 + 4 + 4) / 42.25, (2.25 + 0.25 + 36) / 42.25};
    Profiled profiled = profiled(objective, box(3, 10), Vector.of(1, 1, 1));
    for (int i = 0; i < 3; i++) {
      Curve curve = profiled.curves().get(i);
      double half = Math.sqrt(2 * DELTA * inverse[i]);
      assertThat(curve.verdict(DELTA)).isEqualTo(Verdict.IDENTIFIABLE);
      assertThat(curve.lower().at()).isCloseTo(m.get(i) - half, within(1e-8));
      assertThat(curve.upper().at()).isCloseTo(m.get(i) + half, within(1e-8));
    }
    // six sides of three steps and a crossing, each known beforehand by the tangent
    assertThat(calls).isLessThan(6 * 4 * 4);
  }

  /**
   * n log σ + Σ (xₖ − μ)²/(2σ²) of four numbers with mean 2 and Σ (xₖ − 2)² = 10, by μ and ln σ.
   */
  private static final Objective SPREAD =
      (x, derivatives) -> {
        double square = 10 + 4 * Math.pow(x.get(0) - 2, 2);
        double precision = Math.exp(-2 * x.get(1));
        return new Evaluation.Gradient(
            4 * x.get(1) + square * precision / 2,
            Vector.of(4 * (x.get(0) - 2) * precision, 4 - square * precision));
      };

  @Test
  void ofAMeanWithUnknownVarianceTheEndsAreThoseOfStudent() {
    Profiled profiled = profiled(SPREAD, box(2, 20), Vector.of(1.5, 0.2));
    // p(μ) = n/2 ln(1 + n (μ − x̄)²/S): the end is x̄ ± √(S/n (exp(2Δ/n) − 1))
    double half = Math.sqrt(10.0 / 4 * Math.expm1(2 * DELTA / 4));
    Curve mean = profiled.curves().get(0);
    assertThat(mean.lower().at()).isCloseTo(2 - half, within(1e-7));
    assertThat(mean.upper().at()).isCloseTo(2 + half, within(1e-7));
    // p(ln σ) = n (ln σ − ln σ̂) + n/2 (σ̂²/σ² − 1), a transcendental equation
    Curve spread = profiled.curves().get(1);
    for (double at : List.of(spread.lower().at(), spread.upper().at())) {
      double u = at - 0.5 * Math.log(10.0 / 4);
      assertThat(4 * u + 2 * Math.expm1(-2 * u)).isCloseTo(DELTA, within(1e-7));
    }
  }

  @Test
  void pointsOfACurveHaveTheirExactSlopes() {
    Profiled profiled = profiled(SPREAD, box(2, 20), Vector.of(1.5, 0.2));
    List<ProfilePoint> points = profiled.curves().get(0).points();
    assertThat(points.size()).isGreaterThanOrEqualTo(7);
    for (ProfilePoint point : points) {
      double d = point.at() - 2;
      assertThat(point.value() - profiled.value())
          .isCloseTo(2 * Math.log1p(4 * d * d / 10), within(1e-9));
      assertThat(point.slope()).isCloseTo(16 * d / (10 + 4 * d * d), within(1e-5));
      assertThat(point.point().get(0)).isEqualTo(point.at());
    }
    assertThat(points).isSortedAccordingTo((p, q) -> Double.compare(p.at(), q.at()));
  }

  @Test
  void aSumAloneIsFlatInEachOfItsParts() {
    Objective sum =
        (x, derivatives) -> {
          double r = x.get(0) + x.get(1) - 1;
          Matrix j = Matrix.of(2, 3, 1, 1, 0, 0, 0, 2);
          Vector residuals = Vector.of(r, 2 * x.get(2));
          return new Evaluation.LeastSquares(
              residuals.dot(residuals) / 2, j.transposeTimes(residuals), residuals, j, j.gram());
        };
    Profiled profiled = profiled(sum, box(3, 5), Vector.of(0.4, 0.7, 1));
    // the sum is 1 as long as the other part is inside: from −4 to 5; then it rises
    Curve part = profiled.curves().get(0);
    assertThat(part.upper().kind()).isEqualTo(End.Kind.BOUND);
    assertThat(part.upper().rise()).isCloseTo(0, within(1e-9));
    assertThat(part.lower().rise()).isCloseTo(0.5, within(1e-9));
    assertThat(part.lower().kind()).isEqualTo(End.Kind.BOUND);
    assertThat(part.verdict(DELTA)).isEqualTo(Verdict.OPEN);
    Profiled wide = profiled(sum, box(3, 5), Vector.of(0.5, 0.5, 0));
    assertThat(wide.curves().get(2).verdict(DELTA)).isEqualTo(Verdict.IDENTIFIABLE);
  }

  @Test
  void aProductIsFlatOnTheScaleOfLogarithms() {
    // only x₀ + x₁ is known, and x₁ has room for all that x₀ does
    Objective product =
        (x, derivatives) -> {
          double r = x.get(0) + x.get(1);
          Matrix j = Matrix.of(1, 2, 1, 1);
          return new Evaluation.LeastSquares(r * r / 2, Vector.of(r, r), Vector.of(r), j, j.gram());
        };
    SearchSpace space = box(2, 3);
    Profiled profiled = profiled(product, space, Vector.of(0, 0));
    for (Curve curve : profiled.curves()) {
      assertThat(curve.verdict(DELTA)).isEqualTo(Verdict.FLAT);
    }
  }

  @Test
  void aRateThatMayBeAnyLargeNumberIsOpenAbove() {
    // a saturating response: 1 − exp(−e^x) = 1 measured with error 0.2
    Objective saturated =
        (x, derivatives) -> {
          double rest = Math.exp(-Math.exp(x.get(0)));
          double r = -rest / 0.2;
          double slope = rest * Math.exp(x.get(0)) / 0.2;
          return new Evaluation.LeastSquares(
              r * r / 2,
              Vector.of(r * slope),
              Vector.of(r),
              Matrix.of(1, 1, slope),
              Matrix.of(1, 1, slope * slope));
        };
    Profiled profiled = profiled(saturated, box(1, 6), Vector.of(2));
    Curve curve = profiled.curves().get(0);
    assertThat(curve.verdict(DELTA)).isEqualTo(Verdict.OPEN_ABOVE);
    // r²/2 = Δ: exp(−e^x) = 0.2 √(2Δ)
    double end = Math.log(-Math.log(0.2 * Math.sqrt(2 * DELTA)));
    assertThat(curve.lower().at()).isCloseTo(end, within(1e-8));
  }

  @Test
  void aBetterOptimumOnTheWayIsTheNewBeginning() {
    // two wells, the one at −2 lower by 0.4
    Objective wells =
        (x, derivatives) -> {
          double v = x.get(0);
          return new Evaluation.Gradient(
              Math.pow(v * v - 4, 2) / 32 + 0.1 * v, Vector.of(v * (v * v - 4) / 8 + 0.1));
        };
    Profiled profiled = profiled(wells, box(1, 5), Vector.of(2));
    assertThat(profiled.restarts()).isEqualTo(1);
    Vector optimum = Objects.requireNonNull(profiled.optimum());
    assertThat(optimum.get(0)).isCloseTo(-2, within(0.2));
    assertThat(profiled.curves().get(0).verdict(DELTA)).isEqualTo(Verdict.IDENTIFIABLE);
  }

  @Test
  void whereTheObjectiveFailsTheProfileSaysSo() {
    Objective torn =
        (x, derivatives) ->
            x.get(0) > 1
                ? new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", 0, "")
                : new Evaluation.Gradient(x.dot(x) / 2, x);
    Profiled profiled = profiled(torn, box(2, 5), Vector.of(0.1, 0.1));
    Curve curve = profiled.curves().get(0);
    assertThat(curve.verdict(DELTA)).isEqualTo(Verdict.UNKNOWN);
    assertThat(curve.upper().kind()).isEqualTo(End.Kind.FAILED);
    assertThat(curve.upper().why()).isEqualTo("step limit");
    assertThat(curve.upper().at()).isBetween(0.9, 1.0);
    assertThat(curve.lower().at()).isCloseTo(-Math.sqrt(2 * DELTA), within(1e-7));
  }

  @Test
  void anOptimumOnItsBoundHasNoSideBeyond() {
    Objective slope = (x, derivatives) -> new Evaluation.Gradient(3 * x.get(0), Vector.of(3));
    Profiled profiled = profiled(slope, box(1, 1), Vector.of(0));
    Curve curve = profiled.curves().get(0);
    assertThat(curve.verdict(DELTA)).isEqualTo(Verdict.OPEN_BELOW);
    assertThat(curve.upper().at()).isCloseTo(-1 + DELTA / 3, within(1e-9));
  }

  @Test
  void aThresholdMustBePositive() {
    assertThatThrownBy(() -> Profile.of(0, List.of(0), EXACT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0");
  }
}
