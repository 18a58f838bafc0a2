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

  /** Of the curve whose amplitudes were asked for last; their derivatives are the end of it. */
  private transient volatile @Nullable Transformed transformed;

  /** A transform of a curve. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Transformed(Waves waves, double[] curve, double[] transform) {}

  public Spectrum(Vector frequencies) {
    this.frequencies = frequencies;
  }

  /**
   * Window and waves at some times.
   *
   * @param window K numbers
   * @param cosines of 2πft under the window, frequencies × K, row-major; sines are of −2πft
   * @param sums of these by frequency, of cosines and then of sines
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waves(
      double[] times,
      double[] window,
      double total,
      double[] cosines,
      double[] sines,
      double[][] sums) {
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
      double[][] sums = new double[2][frequencies.length];
      for (int f = 0; f < frequencies.length; f++) {
        for (int j = 0; j < points; j++) {
          double phase = -2 * Math.PI * frequencies[f] * times[j];
          cosines[f * points + j] = window[j] * Math.cos(phase);
          sines[f * points + j] = window[j] * Math.sin(phase);
          sums[0][f] += cosines[f * points + j];
          sums[1][f] += sines[f * points + j];
        }
      }
      return new Waves(times.clone(), window, total, cosines, sines, sums);
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

  /**
   * Σ w_j (y_j − ȳ) e^{−2πi f t_j}, real parts and behind them imaginary ones; not to be changed.
   */
  @SuppressWarnings("ReferenceEquality") // waves are kept with their times: the same, or others
  private double[] transform(Waves known, double[] y) {
    Transformed last = transformed;
    if (last != null && last.waves() == known && Arrays.equals(last.curve(), y)) {
      return last.transform();
    }
    int points = y.length;
    double mean = 0;
    for (int j = 0; j < points; j++) {
      mean += known.window()[j] * y[j];
    }
    mean /= known.total();
    double[] centred = new double[points];
    for (int j = 0; j < points; j++) {
      centred[j] = y[j] - mean;
    }
    int count = frequencies.size();
    double[] transform = new double[2 * count];
    products(known.cosines(), centred, transform, 0, count);
    products(known.sines(), centred, transform, count, count);
    transformed = new Transformed(known, y.clone(), transform);
    return transform;
  }

  /** Products of rows with a vector; eight at a time, whose sums need not wait for each other. */
  private static void products(double[] rows, double[] x, double[] out, int at, int count) {
    int length = x.length;
    int f = 0;
    for (; f + 8 <= count; f += 8) {
      int row = f * length;
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      double e = 0;
      double g = 0;
      double h = 0;
      double i = 0;
      for (int j = 0; j < length; j++) {
        double value = x[j];
        a += rows[row + j] * value;
        b += rows[row + length + j] * value;
        c += rows[row + 2 * length + j] * value;
        d += rows[row + 3 * length + j] * value;
        e += rows[row + 4 * length + j] * value;
        g += rows[row + 5 * length + j] * value;
        h += rows[row + 6 * length + j] * value;
        i += rows[row + 7 * length + j] * value;
      }
      double[] sums = {a, b, c, d, e, g, h, i};
      System.arraycopy(sums, 0, out, at + f, 8);
    }
    for (; f < count; f++) {
      double sum = 0;
      for (int j = 0; j < length; j++) {
        sum += rows[f * length + j] * x[j];
      }
      out[at + f] = sum;
    }
  }

  @Override
  public Optional<String> value(double[] times, double[] y, double[] out) {
    Waves known = waves(times);
    double[] transform = transform(known, y);
    for (int f = 0; f < out.length; f++) {
      out[f] = 2 * Math.hypot(transform[f], transform[out.length + f]) / known.total();
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> evaluate(double[] times, double[] y, double[] out, double[] jacobian) {
    Waves known = waves(times);
    double[] transform = transform(known, y);
    for (int f = 0; f < out.length; f++) {
      out[f] = 2 * Math.hypot(transform[f], transform[out.length + f]) / known.total();
      pull(known, transform, f, 1, jacobian, f * y.length);
    }
    return Optional.empty();
  }

  /** All at once: what is for the mean is added last. */
  @Override
  public void pull(double[] times, double[] y, double[] bars, double[] yBar, int offset) {
    Waves known = waves(times);
    double[] transform = transform(known, y);
    transformed = null; // kept for the derivatives alone, so that a call repeated costs a call
    int count = bars.length;
    double[] real = new double[count];
    double[] imaginary = new double[count];
    double throughMean = 0;
    for (int f = 0; f < count; f++) {
      double length = Math.hypot(transform[f], transform[count + f]);
      if (length != 0 && bars[f] != 0) {
        double scale = 2 * bars[f] / (known.total() * length);
        real[f] = scale * transform[f];
        imaginary[f] = scale * transform[count + f];
        throughMean += real[f] * known.sums()[0][f] + imaginary[f] * known.sums()[1][f];
      }
    }
    addRows(known.cosines(), real, yBar, offset, y.length);
    addRows(known.sines(), imaginary, yBar, offset, y.length);
    double[] window = known.window();
    double mean = throughMean / known.total();
    for (int j = 0; j < window.length; j++) {
      yBar[offset + j] -= mean * window[j];
    }
  }

  /** Adds rows times factors; four at a time, so that sums are read and written seldom. */
  private static void addRows(double[] rows, double[] factors, double[] sum, int at, int length) {
    int f = 0;
    for (; f + 4 <= factors.length; f += 4) {
      double a = factors[f];
      double b = factors[f + 1];
      double c = factors[f + 2];
      double d = factors[f + 3];
      int first = f * length;
      int second = first + length;
      int third = second + length;
      int fourth = third + length;
      for (int j = 0; j < length; j++) {
        sum[at + j] +=
            a * rows[first + j]
                + b * rows[second + j]
                + (c * rows[third + j] + d * rows[fourth + j]);
      }
    }
    for (; f < factors.length; f++) {
      double a = factors[f];
      for (int j = 0; j < length; j++) {
        sum[at + j] += a * rows[f * length + j];
      }
    }
  }

  /** Adds the derivative of one amplitude, times a factor. */
  private static void pull(
      Waves known, double[] transform, int f, double factor, double[] yBar, int offset) {
    double real = transform[f];
    double imaginary = transform[transform.length / 2 + f];
    double length = Math.hypot(real, imaginary);
    if (length == 0 || factor == 0) {
      return;
    }
    double[] window = known.window();
    double[] cosines = known.cosines();
    double[] sines = known.sines();
    double scale = 2 * factor / (known.total() * length);
    double a = scale * real;
    double b = scale * imaginary;
    double throughMean = (a * known.sums()[0][f] + b * known.sums()[1][f]) / known.total();
    int row = f * window.length;
    for (int j = 0; j < window.length; j++) {
      yBar[offset + j] += a * cosines[row + j] + b * sines[row + j] - throughMean * window[j];
    }
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
