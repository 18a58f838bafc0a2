package org.lamarck.worker.neuron.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeatureTest {
  private static final double[] TRACE = {-70, -65, -30, 20, 35, -10, -60, -75, -50, 10, -72};

  static Stream<Feature> features() {
    return Stream.of(
        new Feature.Mean(1, 9),
        new Feature.Deviation(0, 11),
        new Feature.Sample(3, 0.25),
        new Feature.Maximum(0, 11),
        new Feature.Minimum(2, 9),
        new Feature.Spikes(0, 11, -20, 5),
        new Feature.Latency(0, 11, -20, 0.5),
        new Feature.Latency(0, 3, 0, 0.5), // never
        new Feature.Interval(0, 11, -20, 0.5),
        new Feature.Interval(0, 5, -20, 0.5), // once
        new Feature.Duration(0, 11, -20, 0.5),
        new Feature.Duration(4, 11, -20, 0.5)); // begins above
  }

  @ParameterizedTest
  @MethodSource("features")
  void slopesAreThoseOfDifferences(Feature feature) {
    double[] slopes = new double[TRACE.length];
    feature.addSlopes(TRACE, 3, slopes);
    double h = 1e-5;
    for (int i = 0; i < TRACE.length; i++) {
      double[] moved = TRACE.clone();
      moved[i] += h;
      double up = feature.of(moved);
      moved[i] -= 2 * h;
      double slope = 3 * (up - feature.of(moved)) / (2 * h);
      assertThat(slopes[i]).as("sample %d", i).isCloseTo(slope, within(1e-7)); // rounding over h
    }
  }

  @Test
  void valuesAreThoseOfTheirDefinitions() {
    assertThat(new Feature.Mean(0, 4).of(TRACE)).isEqualTo((-70 - 65 - 30 + 20) / 4.0);
    assertThat(new Feature.Deviation(0, 2).of(TRACE)).isEqualTo(2.5);
    assertThat(new Feature.Sample(3, 0.25).of(TRACE)).isEqualTo(0.75 * 20 + 0.25 * 35);
    assertThat(new Feature.Maximum(0, 11).of(TRACE)).isEqualTo(35);
    assertThat(new Feature.Minimum(0, 5).of(TRACE)).isEqualTo(-70);
  }

  @Test
  void eachRiseOverTheThresholdIsASpike() {
    assertThat(new Feature.Spikes(0, 11, -20, 1).of(TRACE)).isCloseTo(2, within(1e-4)); // e⁻¹⁰
    assertThat(new Feature.Spikes(0, 3, -20, 1).of(TRACE)).isCloseTo(0, within(1e-4));
  }

  @Test
  void timesOfSpikesAreLinearBetweenSamples() {
    double[] trace = {-70, -60, 20, 30, -50, -70, -20, 0, -40, -40};
    double dt = 0.5;
    double first = 1 + 40 / 80.0; // −60 to 20 through −20
    double second = 6; // −20 itself is not above
    assertThat(new Feature.Latency(0, 10, -20, dt).of(trace)).isEqualTo(dt * first);
    assertThat(new Feature.Latency(1, 10, -20, dt).of(trace)).isEqualTo(dt * (first - 1));
    assertThat(new Feature.Interval(0, 10, -20, dt).of(trace)).isEqualTo(dt * (second - first));
    double down = 3 + 50 / 80.0; // 30 to −50
    double again = 7 + 20 / 40.0; // 0 to −40
    assertThat(new Feature.Duration(0, 10, -20, dt).of(trace))
        .isCloseTo(dt * (down - first + again - second), within(1e-14));
  }

  @Test
  void theIntervalIsTheMeanOfAllOfThem() {
    double[] trace = {-70, 30, -70, 30, -70, -70, -70, 30, -70};
    assertThat(new Feature.Interval(0, 9, -20, 0.1).of(trace)).isCloseTo(0.3, within(1e-15));
  }

  @Test
  void whatDoesNotFireHasTheLengthOfTheWindow() {
    double[] trace = {-70, -60, -50, -60, -70};
    double[] slopes = new double[5];
    for (Feature feature :
        List.of(new Feature.Latency(1, 5, -20, 0.5), new Feature.Interval(1, 5, -20, 0.5))) {
      assertThat(feature.of(trace)).isEqualTo(1.5);
      feature.addSlopes(trace, 1, slopes);
    }
    assertThat(new Feature.Duration(0, 5, -20, 0.5).of(trace)).isZero();
    assertThat(slopes).containsOnly(0);
  }

  @Test
  void whatNearsTheThresholdIsAPartOfASpike() {
    double[] near = {-70, -40, -24, -40, -70};
    double counted = new Feature.Spikes(0, 5, -20, 5).of(near);
    assertThat(counted).isCloseTo(1 / (1 + Math.exp(0.8)), within(1e-4)); // e⁻¹⁰ at rest
  }

  @Test
  void emptyWindowsAreRefused() {
    assertThatThrownBy(() -> new Feature.Mean(3, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 to 3");
    assertThatThrownBy(() -> new Feature.Spikes(0, 9, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("width");
  }
}
