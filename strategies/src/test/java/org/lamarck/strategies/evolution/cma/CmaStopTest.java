package org.lamarck.strategies.evolution.cma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/** Each reason for which a run ends is met by a landscape that calls for it, and by that alone. */
class CmaStopTest {
  private static final CmaParameters FIVE = CmaParameters.of(5, 8);

  /** The distribution at its end. */
  private static Cma run(Vector start, ToDoubleFunction<Vector> function) {
    Cma cma = Cma.begin(start, CmaParameters.defaultLambda(start.size()));
    while (cma.stop().isEmpty()) {
      assertThat(cma.generation()).isLessThan(20_000);
      Vector[] points = new Vector[cma.lambda()];
      double[] values = new double[points.length];
      RandomStream own = RandomStream.of(7).split("generation", cma.generation());
      for (int k = 0; k < points.length; k++) {
        points[k] = cma.sample(own.split("sample", k));
        values[k] = function.applyAsDouble(points[k]);
      }
      cma = cma.tell(points, values, null);
    }
    return cma;
  }

  @Test
  void aMinimumOfZeroIsRefinedUntilItsValuesAgree() {
    Cma end = run(Vector.of(2, 2, 2), x -> x.dot(x));
    assertThat(end.stop()).contains(CmaStop.TOL_FUN);
    assertThat(end.mean().norm()).isLessThan(1e-5); // values agree to 1e-11: √ of that
  }

  @Test
  void aMinimumBesideALargeValueEndsByTheHistory() {
    // 1e6 + x²: from 1e-10 on the values are equal doubles
    Cma end = run(Vector.of(2, 2, 2), x -> 1e6 + x.dot(x));
    assertThat(end.stop())
        .hasValueSatisfying(
            stop -> assertThat(stop).isIn(CmaStop.TOL_FUN_HIST, CmaStop.FLAT, CmaStop.TOL_FUN));
    assertThat(end.mean().norm()).isLessThan(1e-2);
  }

  @Test
  void aPlateauIsNoticedWithinAFewGenerations() {
    Cma end = run(Vector.of(2, 2, 2), x -> 1);
    assertThat(end.stop()).contains(CmaStop.FLAT);
    assertThat(end.generation()).isEqualTo(5);
  }

  @Test
  void aSlopeWithoutEndIsGivenUp() {
    Cma end = run(Vector.of(0, 0, 0), x -> x.get(0));
    assertThat(end.stop()).contains(CmaStop.TOL_FAC_UP_X);
    assertThat(end.maxDeviation()).isGreaterThan(1e3);
  }

  @Test
  void aValleyWithoutAnyFloorEndsWhereItsDirectionsCannotBeToldApart() {
    Cma end = run(Vector.of(1, 1), x -> x.get(0) * x.get(0) + 1e-18 * x.get(1));
    assertThat(end.stop())
        .hasValueSatisfying(
            stop ->
                assertThat(stop)
                    .isIn(CmaStop.CONDITION_COV, CmaStop.TOL_FUN, CmaStop.TOL_FUN_HIST));
  }

  @Test
  void aMeanSoLargeThatStepsVanishEndsTheRun() {
    // steps of 1 beside 1e17 are below half an ulp
    Cma cma = Cma.begin(Vector.of(1e17, 0), 6);
    assertThat(cma.stop()).contains(CmaStop.NO_EFFECT_COORD);
    assertThat(Cma.begin(Vector.of(1e14, 0), 6).stop()).isEmpty();
  }

  @Test
  void valuesThatAreTooNoisyToFallAreStagnation() {
    // noise of 1 on a bowl: no progress below it, and no two values alike
    RandomStream noise = RandomStream.of(3);
    Cma end = run(Vector.of(3, 3, 3, 3, 3), x -> x.dot(x) + noise.nextGaussian());
    assertThat(end.stop())
        .hasValueSatisfying(
            stop ->
                assertThat(stop)
                    .isIn(CmaStop.STAGNATION, CmaStop.MAX_ITERATIONS, CmaStop.CONDITION_COV));
    assertThat(end.generation()).isGreaterThan(200);
  }

  @Test
  void aHistoryThatFallsIsNoStagnationHoweverLong() {
    CmaHistory history = CmaHistory.EMPTY;
    for (int g = 0; g < 5000; g++) {
      history = history.with(-g, -g + 1, -g + 2, FIVE);
      assertThat(history.stop(FIVE)).isEmpty();
    }
  }

  @Test
  void stagnationNeedsBothBestAndMedian() {
    assertThat(after(2000, 1, 0)).isEmpty(); // the best still falls
    assertThat(after(2000, 0, 1)).isEmpty(); // the median does
    assertThat(after(2000, 0, 0)).contains(CmaStop.STAGNATION);
  }

  /** Values on a saw, so that they are not equal, which fall by this much a generation. */
  private static Optional<CmaStop> after(int generations, double bestFall, double medianFall) {
    CmaHistory history = CmaHistory.EMPTY;
    for (int g = 0; g < generations; g++) {
      double saw = g % 7;
      history = history.with(1e4 + saw - bestFall * g, 2e4 + saw - medianFall * g, 3e4 + saw, FIVE);
    }
    return history.stop(FIVE);
  }

  @Test
  void stagnationIsNotJudgedEarly() {
    // 120 + 30 n/λ generations for the window and 100 + 100 n^1.5/λ more, as in pycma
    int least = 120 + 19 + 100 + (int) Math.ceil(100 * Math.pow(5, 1.5) / 8);
    assertThat(after(least - 1, 0, 0)).isEmpty();
    assertThat(after(least + 1, 0, 0)).contains(CmaStop.STAGNATION);
  }

  @Test
  void equalBestValuesEndTheRunOnlyWhenTheLastGenerationAgreesToo() {
    int recent = 10 + (int) Math.ceil(30.0 * 5 / 8);
    CmaHistory spread = CmaHistory.EMPTY;
    CmaHistory close = CmaHistory.EMPTY;
    for (int g = 0; g < recent; g++) {
      assertThat(close.stop(FIVE)).isEmpty();
      double best = 1 + 5e-12 * (g % 2); // within 1e-11, not within 1e-12
      spread = spread.with(best, 2, 3, FIVE);
      close = close.with(best, best + 5e-12, 3, FIVE);
    }
    assertThat(spread.stop(FIVE)).isEmpty();
    assertThat(close.stop(FIVE)).contains(CmaStop.TOL_FUN);
  }
}
