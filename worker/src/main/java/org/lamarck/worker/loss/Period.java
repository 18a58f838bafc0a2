package org.lamarck.worker.loss;

import java.util.Arrays;
import java.util.Optional;

/**
 * The mean time, or its inverse, between upward passages of a curve through its mean, each placed
 * by a straight line between two points.
 *
 * @param inverse whether the frequency is meant, in cycles per unit of time
 */
public record Period(boolean inverse) implements Feature {
  @Override
  public int size(int points) {
    return 1;
  }

  @Override
  public Optional<String> evaluate(double[] times, double[] y, double[] out, double[] jacobian) {
    double level = Arrays.stream(y).sum() / y.length;
    int first = -1;
    int last = -1;
    int passages = 0;
    for (int k = 0; k + 1 < y.length; k++) {
      if (y[k] < level && y[k + 1] >= level) {
        first = first < 0 ? k : first;
        last = k;
        passages++;
      }
    }
    if (passages < 2) {
      return Optional.of("it passes its mean %d times; a period needs 2".formatted(passages));
    }
    double cycles = passages - 1.0;
    double period = (passage(times, y, last, level) - passage(times, y, first, level)) / cycles;
    out[0] = inverse ? 1 / period : period;
    double factor = (inverse ? -1 / (period * period) : 1) / cycles;
    differentiate(times, y, last, level, factor, jacobian);
    differentiate(times, y, first, level, -factor, jacobian);
    return Optional.empty();
  }

  /** t_k + (t_{k+1} − t_k)(L − y_k)/(y_{k+1} − y_k). */
  private static double passage(double[] times, double[] y, int k, double level) {
    return times[k] + (times[k + 1] - times[k]) * (level - y[k]) / (y[k + 1] - y[k]);
  }

  /** Adds a multiple of the derivatives of a passage; the level is the mean of all values. */
  private static void differentiate(
      double[] times, double[] y, int k, double level, double factor, double[] slopes) {
    double rise = y[k + 1] - y[k];
    double part = (level - y[k]) / rise;
    double byLevel = factor * (times[k + 1] - times[k]) / rise;
    slopes[k] -= byLevel * (1 - part);
    slopes[k + 1] -= byLevel * part;
    for (int j = 0; j < y.length; j++) {
      slopes[j] += byLevel / y.length;
    }
  }

  @Override
  public Optional<String> refusal(double[] times) {
    return times.length >= 4
        ? Optional.empty()
        : Optional.of("a period needs 4 times or more, not " + times.length);
  }
}
