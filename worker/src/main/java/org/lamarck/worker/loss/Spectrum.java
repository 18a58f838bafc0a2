package org.lamarck.worker.loss;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;

/**
 * Amplitudes of a curve at some frequencies: a(f) = 2 |Σ w_j (y_j − ȳ) e^{−2πi f t_j}| / Σ w_j with
 * the window of Hann, w_j = sin²(πj/(K−1)), and the mean ȳ = Σ w_j y_j / Σ w_j under it, so that a
 * constant has none. Frequencies need not be bins of the transform. Where an amplitude is 0, its
 * derivative, which does not exist, is 0. Safe for use by several threads.
 */
public final class Spectrum implements Feature {
  private static final long serialVersionUID = 1L;

  private final Vector frequencies;

  /** Of the times that were asked for last; computed again where it is not there. */
  private transient volatile @Nullable Waves waves;

  public Spectrum(Vector frequencies) {
    this.frequencies = frequencies;
  }

  /**
   * Window and waves at some times.
   *
   * @param window K numbers
   * @param cosines of 2πft under the window, frequencies × K, row-major; sines are of −2πft
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waves(
      double[] times, double[] window, double total, double[] cosines, double[] sines) {
    static Waves of(double[] frequencies, double[] times) {
      int points = times.length;
      double[] window = new double[points];
      double total = 0;
      for (int j = 0; j < points; j++) {
        double sine = Math.sin(Math.PI * j / (points - 1));
        window[j] = sine * sine;
        total += window[j];
      }
      double[] cosines = new double[frequencies.length * points];
      double[] sines = new double[frequencies.length * points];
      for (int f = 0; f < frequencies.length; f++) {
        for (int j = 0; j < points; j++) {
          double phase = -2 * Math.PI * frequencies[f] * times[j];
          cosines[f * points + j] = window[j] * Math.cos(phase);
          sines[f * points + j] = window[j] * Math.sin(phase);
        }
      }
      return new Waves(times.clone(), window, total, cosines, sines);
    }
  }

  /** In cycles per unit of time. */
  public Vector frequencies() {
    return frequencies;
  }

  private Waves waves(double[] times) {
    Waves known = waves;
    if (known == null || !Arrays.equals(known.times(), times)) {
      known = Waves.of(frequencies.toArray(), times);
      waves = known;
    }
    return known;
  }

  /**
   * An amplitude at a frequency and, behind it, those of the bins that are further from it than a
   * width: multiples of 1/duration up to half the sampling rate.
   *
   * @param highest beyond which there are none
   * @param times evenly spaced
   */
  public static Spectrum around(double frequency, double width, double highest, double[] times) {
    int points = times.length;
    double step = step(times);
    double bin = 1 / (step * points);
    double[] all = new double[points / 2 + 1];
    all[0] = frequency;
    int count = 1;
    for (int k = 1; k <= points / 2; k++) {
      if (Math.abs(k * bin - frequency) > width && k * bin <= highest) {
        all[count++] = k * bin;
      }
    }
    return new Spectrum(Vector.of(Arrays.copyOf(all, count)));
  }

  /** The mean distance. */
  private static double step(double[] times) {
    return (times[times.length - 1] - times[0]) / (times.length - 1);
  }

  @Override
  public int size(int points) {
    return frequencies.size();
  }

  @Override
  public Optional<String> evaluate(double[] times, double[] y, double[] out, double[] jacobian) {
    int points = y.length;
    Waves known = waves(times);
    double[] window = known.window();
    double total = known.total();
    double mean = 0;
    for (int j = 0; j < points; j++) {
      mean += window[j] * y[j];
    }
    mean /= total;
    for (int f = 0; f < frequencies.size(); f++) {
      double real = 0;
      double imaginary = 0;
      double ofWindowReal = 0;
      double ofWindowImaginary = 0;
      int row = f * points;
      for (int j = 0; j < points; j++) {
        double cosine = known.cosines()[row + j];
        double sine = known.sines()[row + j];
        real += cosine * (y[j] - mean);
        imaginary += sine * (y[j] - mean);
        ofWindowReal += cosine;
        ofWindowImaginary += sine;
      }
      double length = Math.hypot(real, imaginary);
      out[f] = 2 * length / total;
      if (length == 0) {
        continue;
      }
      double scale = 2 / (total * length);
      double throughMean = (real * ofWindowReal + imaginary * ofWindowImaginary) / total;
      for (int j = 0; j < points; j++) {
        double own = real * known.cosines()[row + j] + imaginary * known.sines()[row + j];
        jacobian[row + j] = scale * (own - throughMean * window[j]);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> refusal(double[] times) {
    if (times.length < 8) {
      return Optional.of("a spectrum needs 8 times or more, not " + times.length);
    }
    double step = step(times);
    for (int k = 1; k < times.length; k++) {
      if (Math.abs(times[k] - times[k - 1] - step) > 1e-6 * step) {
        return Optional.of("a spectrum needs times of equal distance");
      }
    }
    double highest = 0.5 / step;
    for (double frequency : frequencies.toArray()) {
      if (frequency > highest * (1 + 1e-9)) {
        return Optional.of(
            "frequency %s is above %s, half the sampling rate".formatted(frequency, highest));
      }
    }
    return Optional.empty();
  }
}
