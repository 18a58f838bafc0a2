package org.lamarck.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Exhibit;

class SpectraTest {
  private static final double[] TIMES = IntStream.range(0, 401).mapToDouble(k -> k / 4.0).toArray();

  private static Term term(Feature feature, double... targets) {
    return new Term("wave", 2, 1, Vector.of(TIMES), feature, Vector.of(targets), Norm.SQUARES, 1);
  }

  /** A wave of frequency 0.1 and amplitude 0.3 behind two other values. */
  private static double[] wave() {
    double[] simulated = new double[TIMES.length + 2];
    for (int k = 0; k < TIMES.length; k++) {
      simulated[2 + k] = 5 + 0.3 * Math.sin(2 * Math.PI * 0.1 * TIMES[k]);
    }
    return simulated;
  }

  @Test
  void theSpectrumOfAWaveHasItsAmplitudeAtItsFrequency() {
    Spectrum spectrum = Spectrum.around(0.1, 0.015, 0.6, TIMES);
    double[] targets = new double[spectrum.frequencies().size()];
    targets[0] = 0.35;
    TermLoss loss = new TermLoss(List.of(term(spectrum, targets)), null);
    Exhibit exhibit = Spectra.of(loss, wave()).get(0);
    assertThat(exhibit.name()).isEqualTo("spectrum-wave");
    assertThat(exhibit.columns()).containsExactly("frequency", "amplitude", "wanted");
    int wanted = 0;
    for (int row = 0; row < exhibit.values().rows(); row++) {
      double frequency = exhibit.values().get(row, 0);
      double amplitude = exhibit.values().get(row, 1);
      if (frequency == 0.1) {
        assertThat(amplitude).isCloseTo(0.3, within(1e-3)); // what leaks from −0.1
        assertThat(exhibit.values().get(row, 2)).isEqualTo(0.35);
      } else if (Math.abs(frequency - 0.1) > 0.021) { // beyond the window's main lobe
        assertThat(amplitude).isLessThan(0.01);
      }
      wanted += Double.isNaN(exhibit.values().get(row, 2)) ? 0 : 1;
    }
    assertThat(wanted).isEqualTo(targets.length);
  }

  @Test
  void termsOfOtherFeaturesHaveNoSpectrum() {
    double[] targets = new double[TIMES.length];
    TermLoss loss = new TermLoss(List.of(term(new Values(), targets)), null);
    assertThat(Spectra.of(loss, wave())).isEmpty();
  }
}
