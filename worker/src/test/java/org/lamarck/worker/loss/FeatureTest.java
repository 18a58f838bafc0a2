package org.lamarck.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

class FeatureTest {
  private static final double[] TIMES =
      IntStream.rangeClosed(0, 60).mapToDouble(k -> 5 + 0.25 * k).toArray();

  static Stream<Feature> features() {
    return Stream.concat(
        Arrays.stream(Summary.values()),
        Stream.of(
            new Values(),
            new Period(false),
            new Period(true),
            new Spectrum(Vector.of(0.2, 0.31, 1.9)),
            Spectrum.around(0.2, 0.1, 2, TIMES)));
  }

  /** A noisy oscillation of frequency 0.2 above 0. */
  private static double[] curve() {
    RandomStream random = RandomStream.of(3).split("curve", 0);
    return Arrays.stream(TIMES)
        .map(t -> 2 + Math.sin(2 * Math.PI * 0.2 * t + 1) + 0.05 * random.nextGaussian())
        .toArray();
  }

  private static double[] evaluated(Feature feature, double[] y, double[] jacobian) {
    double[] out = new double[feature.size(y.length)];
    assertThat(feature.evaluate(TIMES, y, out, jacobian)).isEmpty();
    return out;
  }

  @ParameterizedTest
  @MethodSource("features")
  void derivativesAgreeWithCentralDifferences(Feature feature) {
    double[] y = curve();
    int n = y.length;
    double[] jacobian = new double[feature.size(n) * n];
    double[] here = evaluated(feature, y, jacobian);
    double h = 1e-6;
    for (int k = 0; k < n; k++) {
      double[] up = y.clone();
      double[] down = y.clone();
      up[k] += h;
      down[k] -= h;
      double[] above = evaluated(feature, up, new double[jacobian.length]);
      double[] below = evaluated(feature, down, new double[jacobian.length]);
      for (int f = 0; f < here.length; f++) {
        // the differences' own errors: 1e-16 of the values over h, and h² times third derivatives
        assertThat((above[f] - below[f]) / (2 * h))
            .as("number %d by value %d", f, k)
            .isCloseTo(jacobian[f * n + k], within(1e-7));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("features")
  void valuesAndPulledDerivativesAreThoseOfTheJacobian(Feature feature) {
    double[] y = curve();
    int n = y.length;
    double[] jacobian = new double[feature.size(n) * n];
    double[] here = evaluated(feature, y, jacobian);
    double[] alone = new double[here.length];
    assertThat(feature.value(TIMES, y, alone)).isEmpty();
    assertThat(alone).isEqualTo(here);
    double[] bars = new double[here.length];
    Arrays.setAll(bars, f -> f - 0.7);
    double[] yBar = new double[n + 3];
    feature.pull(TIMES, y, bars, yBar, 2);
    assertThat(yBar[1]).isZero();
    assertThat(yBar[n + 2]).isZero();
    for (int k = 0; k < n; k++) {
      double expected = 0;
      for (int f = 0; f < bars.length; f++) {
        expected += bars[f] * jacobian[f * n + k];
      }
      // the same sums in another order
      assertThat(yBar[2 + k]).isCloseTo(expected, within(1e-12 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void theAmplitudeAtAFrequencyIsThatOfASine() {
    double[] y =
        Arrays.stream(TIMES).map(t -> 7 + 0.35 * Math.sin(2 * Math.PI * 0.4 * t + 2)).toArray();
    Spectrum spectrum = new Spectrum(Vector.of(0.4, 1.2));
    double[] out = evaluated(spectrum, y, new double[2 * y.length]);
    // leakage of the Hann window of six cycles from the negative frequency and the mean
    assertThat(out[0]).isCloseTo(0.35, within(0.35 * 2e-3));
    assertThat(out[1]).isCloseTo(0, within(1e-3));
  }

  @Test
  void aConstantHasNoAmplitudeAndNoSlope() {
    double[] y = new double[TIMES.length];
    Arrays.fill(y, 3);
    double[] jacobian = new double[y.length];
    double[] out = evaluated(new Spectrum(Vector.of(0.4)), y, jacobian);
    assertThat(out[0]).isCloseTo(0, within(1e-15));
    assertThat(Arrays.stream(jacobian).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void thePeriodIsThatOfASine() {
    double[] y = Arrays.stream(TIMES).map(t -> Math.sin(2 * Math.PI * t / 4)).toArray();
    // straight lines between 16 points a cycle misplace all passages alike
    assertThat(evaluated(new Period(false), y, new double[y.length])[0]).isCloseTo(4, within(1e-3));
    assertThat(evaluated(new Period(true), y, new double[y.length])[0])
        .isCloseTo(0.25, within(1e-4));
  }

  @Test
  void whatDoesNotOscillateHasNoPeriod() {
    double[] out = new double[1];
    assertThat(new Period(false).evaluate(TIMES, TIMES, out, new double[TIMES.length]))
        .contains("it passes its mean 1 times; a period needs 2");
  }

  @Test
  void aFoldChangeFromZeroDoesNotExist() {
    double[] y = curve();
    y[0] = 0;
    assertThat(Summary.FOLD_CHANGE.evaluate(TIMES, y, new double[1], new double[y.length]))
        .contains("the fold change is Infinity");
  }

  @Test
  void binsNearTheFrequencyAndAboveTheHighestAreLeftOut() {
    double[] times = IntStream.range(0, 100).mapToDouble(k -> 0.1 * k).toArray(); // bins of 0.1
    double[] all = Spectrum.around(0.32, 0.11, 0.75, times).frequencies().toArray();
    assertThat(all).hasSize(6);
    List<Double> expected = List.of(0.32, 0.1, 0.2, 0.5, 0.6, 0.7);
    for (double one : new double[] {0.32, 0.1, 0.2, 0.5, 0.6, 0.7}) {
      assertThat(Arrays.stream(all).anyMatch(f -> Math.abs(f - one) < 1e-12))
          .as("%s of %s", one, expected)
          .isTrue();
    }
  }

  @Test
  void timesThatDoNotSufficeAreRefused() {
    Spectrum spectrum = new Spectrum(Vector.of(3));
    assertThat(spectrum.refusal(TIMES))
        .contains("frequency 3.0 is above 2.0, half the sampling rate");
    assertThat(spectrum.refusal(new double[] {0, 1, 2, 3, 4, 5, 6, 8})).isPresent();
    assertThat(spectrum.refusal(new double[] {0, 1})).isPresent();
    assertThat(new Period(true).refusal(new double[] {0, 1, 2})).isPresent();
  }

  /** What is kept of the times that were asked for last is of no use for others. */
  @Test
  void aSpectrumServesOtherTimesAsANewOneDoes() {
    Spectrum used = new Spectrum(Vector.of(0.2, 0.7));
    for (double stretch : new double[] {1, 1.5, 1}) {
      double[] times = IntStream.range(0, 24).mapToDouble(k -> stretch * 0.3 * k).toArray();
      double[] y = IntStream.range(0, 24).mapToDouble(k -> Math.cos(k * k)).toArray();
      double[] again = new double[2];
      double[] fresh = new double[2];
      used.evaluate(times, y, again, new double[2 * 24]);
      new Spectrum(Vector.of(0.2, 0.7)).evaluate(times, y, fresh, new double[2 * 24]);
      assertThat(again).containsExactly(fresh);
    }
  }
}
