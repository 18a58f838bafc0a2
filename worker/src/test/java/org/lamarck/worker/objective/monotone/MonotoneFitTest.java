package org.lamarck.worker.objective.monotone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.problem.MonotoneScale;
import org.lamarck.worker.problem.Reading;

/** Splines and categories at given simulated values. */
class MonotoneFitTest {
  private static final Reading.Category.Gaps WHOLE = Reading.Category.Gaps.DEFAULT;
  private static final Reading.Category.Gaps RANGE = new Reading.Category.Gaps(true, 0.01);

  private static final double[] SIMULATED = {0.4, 1.7, 2.2, 3.9, 0.9, 5.1, 4.4, 2.8, 6.3, 1.2};

  private static double[] random(Random random, int size, double from, double to) {
    return IntStream.range(0, size)
        .mapToDouble(i -> from + (to - from) * random.nextDouble())
        .toArray();
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** A name, the fit, simulated values and σ. */
  private static Stream<Arguments> cases() {
    Random random = new Random(7);
    List<Arguments> cases = new ArrayList<>();
    for (Reading.Monotone settings :
        List.of(
            Reading.Monotone.DEFAULT,
            new Reading.Monotone(1, 0.5, 0),
            new Reading.Monotone(0.7, 0, 3),
            new Reading.Monotone(1, 0.2, 0.5))) {
      for (double lift : new double[] {0, 4, -1}) {
        double[] values = random(random, 12, 0.3, 9);
        double[] measured = new double[12];
        for (int k = 0; k < 12; k++) {
          measured[k] = lift + 5 * values[k] / (2 + values[k]) + random.nextDouble();
        }
        cases.add(
            Arguments.of(
                settings + " " + lift,
                new SplineFit(measured, settings),
                values,
                random(random, 12, 0.5, 2)));
      }
    }
    int[] ranks = {1, 2, 1, 3, 2, 3, 1, 2, 3, 4, 4, 1};
    for (Reading.Category.Gaps gaps : List.of(WHOLE, RANGE)) {
      for (int i = 0; i < 6; i++) {
        double[] values = random(random, 12, i == 5 ? -1 : 0.1, 10);
        for (int k = 0; k < 12 && i % 2 == 0; k++) {
          values[k] = 0.4 * values[k] + 2 * ranks[k];
        }
        cases.add(Arguments.of(gaps + " " + i, new CategoryFit(ranks, gaps), values, ones(12)));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void gradientsAreThoseOfDifferences(
      String name, MonotoneFit fit, double[] values, double[] sigmas) {
    fit.solve(values, sigmas);
    double[] byValue = IntStream.range(0, values.length).mapToDouble(fit::byValue).toArray();
    double[] bySigma = IntStream.range(0, values.length).mapToDouble(fit::bySigma).toArray();
    double h = 1e-6;
    for (int k = 0; k < values.length; k++) {
      // second derivatives are below 10², differences lose 1e-16 · 30 / h
      assertThat(byValue[k]).isCloseTo(difference(fit, values, sigmas, values, k, h), within(2e-7));
      assertThat(bySigma[k]).isCloseTo(difference(fit, values, sigmas, sigmas, k, h), within(2e-7));
    }
  }

  private static double difference(
      MonotoneFit fit, double[] values, double[] sigmas, double[] moved, int k, double h) {
    double before = moved[k];
    moved[k] = before + h;
    fit.solve(values, sigmas);
    double above = fit.objective();
    moved[k] = before - h;
    fit.solve(values, sigmas);
    double below = fit.objective();
    moved[k] = before;
    return (above - below) / (2 * h);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void residualsAreThoseOfLeastSquares(
      String name, MonotoneFit fit, double[] values, double[] sigmas) {
    int size = values.length;
    double[] tangents = new double[size * 2 * size]; // by each value, then by each σ
    double[] ofSigmas = new double[size * 2 * size];
    for (int k = 0; k < size; k++) {
      tangents[k * 2 * size + k] = 1;
      ofSigmas[k * 2 * size + size + k] = 1;
    }
    fit.solve(values, sigmas);
    double[] gradient = new double[2 * size];
    double[] squares = new double[1];
    double[] product = new double[2 * size];
    fit.addRows(
        tangents,
        ofSigmas,
        gradient,
        new RowSink() {
          @Override
          public void addRow(double residual, double[] row) {
            squares[0] += 0.5 * residual * residual;
            for (int j = 0; j < row.length; j++) {
              product[j] += residual * row[j];
            }
          }

          @Override
          public void addCurvature(double factor, double[] row) {
            assertThat(factor).isPositive();
          }
        });
    for (int k = 0; k < size; k++) {
      assertThat(gradient[k]).isCloseTo(fit.byValue(k), within(1e-10));
      assertThat(gradient[size + k]).isCloseTo(fit.bySigma(k), within(1e-10));
      assertThat(product[k]).isCloseTo(gradient[k], within(1e-10));
      assertThat(product[size + k]).isCloseTo(gradient[size + k], within(1e-10));
    }
    double constants = squares[0] - fit.objective();
    for (int k = 0; k < size && fit instanceof SplineFit; k++) {
      constants -= 100 - 0.5 * Math.log(2 * Math.PI);
    }
    assertThat(constants).isCloseTo(0, within(1e-10)); // of sums of 10³
  }

  /** pyPESTO 0.7.0, its inner solvers with ftol 1e-16; they end within 1e-7 of the minimum. */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0, 0, 6.794996166237139",
    "0.9, 0.5, 0, 6.810580798195922",
    "0.7, 0.1, 1.3, 6.731487637139653"
  })
  void splinesAgreeWithPypesto(double ratio, double step, double weight, double expected) {
    double[] measured = {1.1, 2.9, 2.5, 4.8, 2.2, 4.9, 5.3, 4.1, 5.6, 1.6};
    double[] sigmas = new double[10];
    Arrays.fill(sigmas, 0.7);
    SplineFit fit = new SplineFit(measured, new Reading.Monotone(ratio, step, weight));
    fit.solve(SIMULATED, sigmas);
    assertThat(fit.objective()).isCloseTo(expected, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({"false, 1e-16, 0.1444059976432275", "true, 0.05, 0.14522761895668293"})
  void categoriesAgreeWithPypesto(boolean isOfRange, double least, double expected) {
    CategoryFit fit =
        new CategoryFit(
            new int[] {1, 2, 1, 3, 1, 3, 2, 3, 3, 2}, new Reading.Category.Gaps(isOfRange, least));
    fit.solve(SIMULATED, ones(10));
    assertThat(fit.objective()).isCloseTo(expected, within(1e-7));
  }

  /** That no small change of heights within the bounds lowers the cost. */
  @Test
  void splinesAreTheBestOnes() {
    Random random = new Random(3);
    double[] values = random(random, 20, 0.2, 3);
    double[] measured = random(random, 20, 0, 5);
    double[] sigmas = random(random, 20, 0.5, 2);
    SplineFit fit = new SplineFit(measured, Reading.Monotone.DEFAULT);
    fit.solve(values, sigmas);
    MonotoneScale.Spline best = (MonotoneScale.Spline) fit.scale();
    double[] heights = best.heights().toArray();
    assertThat(cost(best, heights, values, measured, sigmas))
        .isCloseTo(halfSquares(fit, 20), within(1e-10));
    int tried = 0;
    for (int trial = 0; trial < 2000; trial++) {
      double[] other = heights.clone();
      for (int i = random.nextInt(10); i < 10; i++) {
        other[i] += 1e-3 * (random.nextDouble() - 0.5);
      }
      if (other[0] >= 0 && IntStream.range(1, 10).allMatch(i -> other[i] >= other[i - 1])) {
        tried++;
        assertThat(cost(best, other, values, measured, sigmas))
            .isGreaterThan(halfSquares(fit, 20) - 1e-12);
      }
    }
    assertThat(tried).isGreaterThan(50);
  }

  private static double halfSquares(MonotoneFit fit, int size) {
    return IntStream.range(0, size).mapToDouble(fit::residual).map(r -> 0.5 * r * r).sum();
  }

  private static double cost(
      MonotoneScale.Spline like,
      double[] heights,
      double[] values,
      double[] measured,
      double[] sigmas) {
    MonotoneScale.Spline spline = new MonotoneScale.Spline(like.knots(), Vector.of(heights));
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      double r = (measured[k] - spline.apply(values[k])) / sigmas[k];
      sum += 0.5 * r * r;
    }
    return sum;
  }

  /** That no thresholds on a fine grid cost less. */
  @Test
  void thresholdsAreTheBestOnes() {
    Random random = new Random(11);
    int[] ranks = {1, 2, 3, 1, 2, 3, 1, 2, 3};
    for (int trial = 0; trial < 20; trial++) {
      double[] values = random(random, 9, 0.5, 6);
      CategoryFit fit = new CategoryFit(ranks, WHOLE);
      fit.solve(values, ones(9));
      double most = Arrays.stream(values).max().orElseThrow();
      double spread = most / 7;
      double gap = most / 9;
      double least = Double.POSITIVE_INFINITY;
      for (double first = spread; first < 7; first += 0.02) {
        for (double second = first + spread + gap; second < 9; second += 0.02) {
          double sum = 0;
          for (int k = 0; k < 9; k++) {
            double low = ranks[k] == 1 ? 0 : (ranks[k] == 2 ? first : second) + gap;
            double high = ranks[k] == 1 ? first : ranks[k] == 2 ? second : 100;
            sum += Math.pow(Math.max(0, Math.max(low - values[k], values[k] - high)), 2);
          }
          least = Math.min(least, sum);
        }
      }
      double cost = fit.objective() * Arrays.stream(values).sum();
      assertThat(cost).isBetween(least - 0.1, least + 1e-9); // the grid is 0.02 wide, slopes < 10
    }
  }

  @Test
  void valuesInTheirCategoriesCostNothing() {
    CategoryFit fit = new CategoryFit(new int[] {1, 1, 2, 3}, WHOLE);
    fit.solve(new double[] {0.5, 1, 5, 10}, ones(4));
    assertThat(fit.objective()).isZero();
    assertThat(fit.byValue(2)).isZero();
    MonotoneScale.Categories scale = (MonotoneScale.Categories) fit.scale();
    assertThat(scale.lower().get(0)).isZero();
    assertThat(scale.upper().get(2)).isInfinite();
  }

  @Test
  void oneSimulatedValueForAllHasTheirMean() {
    SplineFit fit = new SplineFit(new double[] {1, 2, 6}, new Reading.Monotone(0.5, 0, 2));
    fit.solve(new double[] {4, 4, 4}, ones(3));
    assertThat(fit.compared(1)).isCloseTo(3, within(1e-14));
    assertThat(fit.byValue(0)).isZero();
  }

  @Test
  void aPerfectSplineFollowsTheData() {
    double[] values = {0, 1, 2, 3, 4};
    SplineFit fit = new SplineFit(new double[] {1, 4, 4, 7, 20}, new Reading.Monotone(1, 0, 0));
    fit.solve(values, ones(5));
    assertThat(halfSquares(fit, 5)).isCloseTo(0, within(1e-24));
    assertThat(((MonotoneScale.Spline) fit.scale()).apply(3.5)).isCloseTo(13.5, within(1e-12));
  }
}
