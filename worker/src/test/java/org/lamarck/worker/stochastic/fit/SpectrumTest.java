package org.lamarck.worker.stochastic.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.worker.expression.ExpressionPool;

/** What is told of series of runs: their spectrum, their quantiles and the grid of their times. */
class SpectrumTest {
  private static final double DURATION = 20;
  private static final int SAMPLES = 401;

  private static double[] wave(double frequency, double phase, double amplitude, double level) {
    double[] series = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double t = DURATION * i / (SAMPLES - 1);
      series[i] = level + amplitude * Math.sin(2 * Math.PI * frequency * t + phase);
    }
    return series;
  }

  private static Spectrum of(double[]... all) {
    Spectrum spectrum = new Spectrum(SAMPLES, DURATION, 3);
    for (double[] one : all) {
      spectrum.add(one);
    }
    return spectrum;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.4321, 1, 1.7777, 2.5})
  void thePeakIsTheFrequencyOfAWaveBetweenTheBins(double frequency) {
    // bins are 1/80 apart; the parabola is off by less than a fiftieth of one away from the ends
    assertThat(of(wave(frequency, 0.7, 3, 50)).peak()).isCloseTo(frequency, within(3e-3));
  }

  @Test
  void aSinesPowerIsThatOfVonHannsWindow() {
    Spectrum spectrum = of(wave(1, 0.3, 2, 0));
    int bin = 80 - 4; // frequency 1, of bins from 4/80
    assertThat(spectrum.frequency(bin)).isEqualTo(1);
    // amplitude 2, half of it on each side, and the window's mean of a half: (2/4)²
    assertThat(spectrum.power(bin)).isCloseTo(0.25, within(0.25 * 2.0 / SAMPLES)); // end points
  }

  @Test
  void powersAreMeansAndPhasesAndLevelsDoNotCount() {
    double alone = of(wave(1, 0, 2, 0)).power(76);
    double[] opposite = wave(1, Math.PI, 2, 1e3);
    assertThat(of(wave(1, 0, 2, 0), opposite).power(76)).isCloseTo(alone, within(1e-6 * alone));
    assertThat(of(wave(1, 0, 2, 0), wave(1, 0, 0, 5)).power(76))
        .isCloseTo(alone / 2, within(1e-9 * alone)); // a constant has none
  }

  @Test
  void aSpectrumThatIsClearedBeginsAnew() {
    Spectrum spectrum = of(wave(2.5, 0, 100, 0));
    spectrum.clear();
    spectrum.add(wave(0.5, 1, 1, 0));
    assertThat(spectrum.peak()).isEqualTo(of(wave(0.5, 1, 1, 0)).peak());
  }

  @Test
  void whatIsSlowerThanTheSeriesHasTheLowestFrequency() {
    Spectrum spectrum = of(wave(0.01, 0, 1, 0));
    assertThat(spectrum.peak()).isEqualTo(spectrum.frequency(0)).isEqualTo(1 / DURATION);
  }

  @Test
  void frequenciesEndAtNyquists() {
    Spectrum spectrum = new Spectrum(11, DURATION, 100);
    // what is above them mirrors what is below, and would be told from it by rounding
    assertThat(spectrum.frequency(spectrum.size() - 1)).isEqualTo(0.25);
    assertThat(new Spectrum(11, DURATION, 1e-9).size()).isEqualTo(3); // a parabola
  }

  @Test
  void quantilesAreThoseBetweenTheNearestRuns() {
    double[] runs = {40, 10, 50, 20, 30};
    // definition 7 of Hyndman and Fan, as numpy.quantile: place q·(n − 1)
    assertThat(Fans.quantiles(runs))
        .containsExactly(new double[] {12, 20, 30, 40, 48}, within(1e-13));
    assertThat(runs).containsExactly(40, 10, 50, 20, 30); // not sorted themselves
    assertThat(Fans.quantiles(new double[] {7})).containsOnly(7);
  }

  @Test
  void aFanHasQuantilesByTimeAndItsFirstRuns() {
    Fans fans = new Fans(new double[] {0, 2}, List.of("A", "B c"), 8);
    for (int run = 0; run < 8; run++) {
      fans.add(run, new double[] {run, 10 * run, -run, 100 + run}); // A and B at 0, then at 2
    }
    List<Exhibit> all = fans.exhibits();
    assertThat(all).extracting(Exhibit::name).containsExactly("fan-A", "fan-B_c");
    Exhibit b = all.get(1);
    assertThat(b.columns())
        .containsExactly(
            "time", "q5", "q25", "q50", "q75", "q95", "run0", "run1", "run2", "run3", "run4",
            "run5");
    assertThat(b.values().get(0, 3)).isEqualTo(35); // the middle of 0, 10, … 70
    assertThat(b.values().get(1, 0)).isEqualTo(2);
    assertThat(b.values().get(1, 3)).isEqualTo(103.5);
    assertThat(b.values().get(1, 11)).isEqualTo(105);
    assertThat(all.get(0).values().get(1, 8)).isEqualTo(-2); // A of run 2
  }

  @Test
  void theGridHasEachTimeOnceAndBeginsAtZero() {
    Times times = Times.of(List.of(3.0, 1.0, 3.0, 0.5), time -> time);
    assertThat(times.grid()).containsExactly(0, 0.5, 1, 3);
    assertThat(times.places()).containsExactly(3, 2, 3, 1);
  }

  @Test
  void theProductOfHalvesIsASquareOfWhatBothAreOffBy() {
    StochasticTarget.Row row = row(4, 0.5);
    assertThat(MomentObjective.value(List.of(row), new double[] {5}, new double[] {5}))
        .isEqualTo(4); // (1/0.5)²
    assertThat(MomentObjective.value(List.of(row), new double[] {5}, new double[] {3}))
        .isEqualTo(-4); // noise on both sides, which a square would count twice
    assertThat(
            MomentObjective.value(
                List.of(row, row(0, 1)), new double[] {5, 2}, new double[] {4, 3}))
        .isEqualTo(6);
  }

  private static StochasticTarget.Row row(double value, double scale) {
    return new StochasticTarget.Row(new ExpressionPool().constant(0), 1, value, scale);
  }

  @Test
  void aRunThatGoesOnIsEndedAtTheSameReactionEachTime() {
    ReactionLimit limit = new ReactionLimit();
    for (int run = 0; run < 2; run++) {
      limit.begin();
      int asked = 1;
      while (!limit.getAsBoolean()) {
        assertThat(limit.isReached()).isFalse();
        asked++;
      }
      assertThat(asked).isEqualTo(21); // more than 20 times 16,384
      assertThat(limit.isReached()).isTrue();
      assertThat(limit.failed("stopped").detail()).contains("327,680");
    }
    limit.begin();
    assertThat(limit.failed("no such law").detail()).isEqualTo("no such law");
  }
}
