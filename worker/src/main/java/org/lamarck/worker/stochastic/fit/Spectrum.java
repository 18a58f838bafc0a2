package org.lamarck.worker.stochastic.fit;

import java.util.Arrays;

/**
 * The mean power spectrum of some series of equal length: less their means, through a window of von
 * Hann's, at frequencies four times as close as the length resolves.
 */
final class Spectrum {
  private static final int FINER = 4;

  private final int samples;
  private final double resolution;
  private final double[] window;
  private final double[] weighted;
  private final double[][] cosine; // frequencies × samples
  private final double[][] sine;
  private final double[] power;
  private int count;

  /**
   * A spectrum.
   *
   * @param samples in equal steps over the duration, both ends among them
   * @param highest frequency of interest
   */
  Spectrum(int samples, double duration, double highest) {
    this.samples = samples;
    resolution = 1 / (FINER * duration);
    double nyquist = (samples - 1) / (2 * duration);
    int last = (int) (Math.min(highest, nyquist) / resolution); // what is above is a mirror image
    int frequencies = Math.max(3, last - FINER + 1);
    window = new double[samples];
    weighted = new double[samples];
    cosine = new double[frequencies][samples];
    sine = new double[frequencies][samples];
    for (int i = 0; i < samples; i++) {
      double share = (double) i / (samples - 1);
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * share);
      for (int f = 0; f < frequencies; f++) {
        double phase = 2 * Math.PI * frequency(f) * duration * share;
        cosine[f][i] = Math.cos(phase);
        sine[f][i] = Math.sin(phase);
      }
    }
    power = new double[frequencies];
  }

  /** The frequencies begin where the series has one cycle: what is slower is no cycle. */
  double frequency(int f) {
    return (FINER + f) * resolution;
  }

  int size() {
    return power.length;
  }

  void clear() {
    Arrays.fill(power, 0);
    count = 0;
  }

  void add(double[] series) {
    double mean = 0;
    for (double one : series) {
      mean += one / samples;
    }
    for (int i = 0; i < samples; i++) {
      weighted[i] = window[i] * (series[i] - mean);
    }
    for (int f = 0; f < power.length; f++) {
      double real = 0;
      double imaginary = 0;
      for (int i = 0; i < samples; i++) {
        real += weighted[i] * cosine[f][i];
        imaginary += weighted[i] * sine[f][i];
      }
      power[f] += (real * real + imaginary * imaginary) / ((double) samples * samples);
    }
    count++;
  }

  /** The mean power. */
  double power(int f) {
    return power[f] / Math.max(count, 1);
  }

  /** Where it is highest, by a parabola through three; the lowest frequency where there is none. */
  double peak() {
    int best = 0;
    for (int f = 1; f < power.length; f++) {
      if (power[f] > power[best]) {
        best = f;
      }
    }
    if (best == 0 || best == power.length - 1) {
      return frequency(best);
    }
    double left = power[best - 1];
    double right = power[best + 1];
    double bend = left - 2 * power[best] + right;
    double off = bend < 0 ? 0.5 * (left - right) / bend : 0;
    return frequency(best) + off * resolution;
  }
}
