package org.lamarck.worker.objective.inner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.problem.InputException;

/** Offsets, scalings and noise that are computed, against statistics that everybody knows. */
class InnerClosedFormsTest {
  private static double value(Map<String, Double> solved, String id) {
    return Objects.requireNonNull(solved.get(id));
  }

  private static final double WIDE = 1e6;
  private static final double ROUNDING = 1e-11;

  private final RandomStream random = RandomStream.of(29);

  private double[] numbers(int count, double from, double to) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> random.nextDouble(from, to));
    return numbers;
  }

  private static Regression line(Noise noise, double[] x, double[] values) {
    return new Regression()
        .parameter("offset", -WIDE, WIDE)
        .parameter("scaling", -WIDE, WIDE)
        .parameter("sd", 1e-6, WIDE)
        .observable("k * scaling * x + offset", "sd", noise)
        .measure(x, values);
  }

  @Test
  void offsetAndScalingAreTheLineOfLeastSquares() throws InputException {
    double[] x = numbers(12, -3, 3);
    double[] values = Arrays.stream(x).map(u -> 2 * u - 7 + random.nextGaussian()).toArray();
    SimpleRegression line = new SimpleRegression();
    for (int i = 0; i < x.length; i++) {
      line.addData(x[i], values[i]);
    }
    Map<String, Double> solved = line(Noise.NORMAL, x, values).solved();
    assertThat(value(solved, "offset")).isCloseTo(line.getIntercept(), within(ROUNDING));
    assertThat(value(solved, "scaling")).isCloseTo(line.getSlope(), within(ROUNDING));
    // of the maximum likelihood: over n, not n − 2
    double sd = Math.sqrt(line.getSumSquaredErrors() / x.length);
    assertThat(solved.get("sd")).isCloseTo(sd, within(ROUNDING));
  }

  @Test
  void measurementsOfDifferentNoiseCountByIt() throws InputException {
    double[] x = numbers(9, 0.5, 4);
    double[] values = numbers(9, 1, 5);
    double[] noise = numbers(9, 0.1, 3);
    Regression regression =
        new Regression()
            .parameter("offset", -WIDE, WIDE)
            .parameter("scaling", -WIDE, WIDE)
            .observable("scaling * x + offset", "s", Noise.NORMAL);
    double[][] design = new double[9][];
    double[] weighted = new double[9];
    for (int i = 0; i < 9; i++) {
      regression.measure(x[i], values[i], Double.toString(noise[i]));
      design[i] = new double[] {1 / noise[i], x[i] / noise[i]};
      weighted[i] = values[i] / noise[i];
    }
    OLSMultipleLinearRegression squares = new OLSMultipleLinearRegression();
    squares.setNoIntercept(true);
    squares.newSampleData(weighted, design);
    double[] expected = squares.estimateRegressionParameters();
    Map<String, Double> solved = regression.solved();
    assertThat(value(solved, "offset")).isCloseTo(expected[0], within(ROUNDING));
    assertThat(value(solved, "scaling")).isCloseTo(expected[1], within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 11})
  void anOffsetUnderLaplaceNoiseIsAMedianAndItsNoiseTheMeanSize(int count) throws InputException {
    double[] x = numbers(count, -1, 1);
    double[] values = numbers(count, -4, 9);
    Map<String, Double> solved =
        new Regression()
            .parameter("offset", -WIDE, WIDE)
            .parameter("b", 1e-6, WIDE)
            .observable("3 * x + offset", "b", Noise.LAPLACE)
            .measure(x, values)
            .solved();
    double[] left = new double[count];
    Arrays.setAll(left, i -> values[i] - 3 * x[i]);
    double median = new Median().evaluate(left);
    assertThat(value(solved, "offset")).isCloseTo(median, within(ROUNDING));
    double size = Arrays.stream(left).map(r -> Math.abs(r - median)).average().orElseThrow();
    assertThat(solved.get("b")).isCloseTo(Math.max(size, 1e-6), within(ROUNDING));
  }

  /** The minimum of a sum of sizes is at one of the points where one of them is 0. */
  @Test
  void aScalingUnderLaplaceNoiseIsTheBestRatio() throws InputException {
    for (int n = 0; n < 20; n++) {
      int count = 2 + random.nextInt(8);
      double[] x = numbers(count, -2, 2);
      double[] values = numbers(count, -4, 9);
      double[] noise = numbers(count, 0.2, 3);
      Regression regression =
          new Regression()
              .parameter("scaling", -WIDE, WIDE)
              .observable("scaling * x", "s", Noise.LAPLACE);
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        regression.measure(x[i], values[i], Double.toString(noise[i]));
        least = Math.min(least, sizes(values[i] / x[i], x, values, noise));
      }
      double scaling = value(regression.solved(), "scaling");
      assertThat(sizes(scaling, x, values, noise)).isCloseTo(least, within(ROUNDING * least));
    }
  }

  private static double sizes(double scaling, double[] x, double[] values, double[] noise) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.abs(values[i] - scaling * x[i]) / noise[i];
    }
    return sum;
  }

  @Test
  void aScalingUnderLogarithmicNoiseIsAGeometricMean() throws InputException {
    double[] x = numbers(8, 0.2, 5);
    double[] values = numbers(8, 0.2, 5);
    double[] ratios = new double[8];
    Arrays.setAll(ratios, i -> values[i] / x[i]);
    double mean = StatUtils.geometricMean(ratios);
    double[] logarithms = Arrays.stream(ratios).map(r -> Math.log(r / mean)).toArray();
    double root = Math.sqrt(StatUtils.sumSq(logarithms) / 8);
    for (Noise noise : new Noise[] {Noise.LOG_NORMAL, Noise.LOG10_NORMAL}) {
      Map<String, Double> solved =
          new Regression()
              .parameter("scaling", 0, WIDE)
              .parameter("sd", 1e-6, WIDE)
              .observable("scaling * x", "sd", noise)
              .measure(x, values)
              .solved();
      assertThat(value(solved, "scaling")).isCloseTo(mean, within(ROUNDING));
      double unit = noise.transformation().ofLogarithm();
      assertThat(solved.get("sd")).isCloseTo(unit * root, within(ROUNDING));
    }
  }

  @Test
  void unitsOfWhatIsMeasuredScaleAllThatIsComputed() throws InputException {
    double[] x = numbers(7, -3, 3);
    double[] values = numbers(7, -3, 3);
    double[] milli = Arrays.stream(values).map(v -> 1000 * v).toArray();
    Map<String, Double> plain = line(Noise.NORMAL, x, values).solved();
    Map<String, Double> scaled = line(Noise.NORMAL, x, milli).solved();
    for (String id : new String[] {"offset", "scaling", "sd"}) {
      assertThat(value(scaled, id)).isCloseTo(1000 * value(plain, id), within(1000 * ROUNDING));
    }
    // each density is per unit of what is measured
    assertThat(line(Noise.NORMAL, x, milli).least())
        .isCloseTo(line(Noise.NORMAL, x, values).least() + 7 * Math.log(1000), within(1e-9));
  }

  @Test
  void theOrderOfMeasurementsDoesNotMatter() throws InputException {
    double[] x = numbers(6, -3, 3);
    double[] values = numbers(6, -3, 3);
    double[] back = new double[6];
    double[] reversed = new double[6];
    Arrays.setAll(back, i -> x[5 - i]);
    Arrays.setAll(reversed, i -> values[5 - i]);
    Map<String, Double> plain = line(Noise.NORMAL, x, values).solved();
    Map<String, Double> other = line(Noise.NORMAL, back, reversed).solved();
    plain.forEach((id, value) -> assertThat(other.get(id)).isCloseTo(value, within(ROUNDING)));
  }

  @Test
  void observablesWithParametersOfTheirOwnAreSolvedEachForItself() throws InputException {
    double[] x = numbers(6, 1, 3);
    double[] first = numbers(6, 1, 3);
    double[] second = numbers(6, 1, 3);
    Regression both =
        new Regression()
            .parameter("a", -WIDE, WIDE)
            .parameter("b", -WIDE, WIDE)
            .parameter("sd", 1e-6, WIDE)
            .observable("a * x", "sd", Noise.NORMAL)
            .measure(x, first)
            .observable("b + x", "0.5", Noise.NORMAL)
            .measure(x, second);
    double ratio = 0;
    double square = 0;
    double offset = 0;
    for (int i = 0; i < 6; i++) {
      ratio += x[i] * first[i];
      square += x[i] * x[i];
      offset += (second[i] - x[i]) / 6;
    }
    Map<String, Double> solved = both.solved();
    assertThat(both.searched()).containsExactly("k");
    assertThat(solved.get("a")).isCloseTo(ratio / square, within(ROUNDING));
    assertThat(solved.get("b")).isCloseTo(offset, within(ROUNDING));
  }

  /** A perfect fit has a noise of 0, which no bound allows. */
  @Test
  void noiseEndsAtItsLowerBound() throws InputException {
    double[] x = {1, 2, 3};
    Map<String, Double> solved =
        new Regression()
            .parameter("scaling", -WIDE, WIDE)
            .parameter("sd", 0.25, WIDE)
            .observable("scaling * x", "sd", Noise.NORMAL)
            .measure(x, new double[] {2, 4, 6})
            .solved();
    assertThat(solved).containsEntry("sd", 0.25);
    assertThat(value(solved, "scaling")).isCloseTo(2, within(ROUNDING));
  }

  /** Least squares in a box, by all ways in which coordinates can stand at their bounds. */
  @Test
  void boundsAreKeptAndTheRestIsTheBestWithinThem() throws InputException {
    for (int n = 0; n < 40; n++) {
      double[] x = numbers(5, -2, 2);
      double[] values = numbers(5, -2, 2);
      double[] low = numbers(2, -1, 0.2);
      double[] high = {low[0] + random.nextDouble(0.05, 1), low[1] + random.nextDouble(0.05, 1)};
      Map<String, Double> solved =
          new Regression()
              .parameter("offset", low[0], high[0])
              .parameter("scaling", low[1], high[1])
              .observable("scaling * x + offset", "1", Noise.NORMAL)
              .measure(x, values)
              .solved();
      double offset = value(solved, "offset");
      double scaling = value(solved, "scaling");
      assertThat(offset).isBetween(low[0], high[0]);
      assertThat(scaling).isBetween(low[1], high[1]);
      double least = squares(offset, scaling, x, values);
      for (int i = 0; i <= 60; i++) {
        for (int j = 0; j <= 60; j++) {
          double a = low[0] + i / 60.0 * (high[0] - low[0]);
          double b = low[1] + j / 60.0 * (high[1] - low[1]);
          assertThat(squares(a, b, x, values)).isGreaterThanOrEqualTo(least - 1e-10);
        }
      }
    }
  }

  private static double squares(double offset, double scaling, double[] x, double[] values) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double r = values[i] - offset - scaling * x[i];
      sum += r * r;
    }
    return sum;
  }

  /** What no measurement depends on at this point keeps its nominal value. */
  @Test
  void aScalingOfNothingStaysWhereItWas() throws InputException {
    Map<String, Double> solved =
        new Regression()
            .parameter("scaling", -WIDE, WIDE)
            .observable("scaling * x", "1", Noise.NORMAL)
            .measure(0, 3)
            .measure(0, -2)
            .solved();
    assertThat(solved).containsEntry("scaling", 1.0);
  }
}
