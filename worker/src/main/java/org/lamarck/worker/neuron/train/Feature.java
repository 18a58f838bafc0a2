package org.lamarck.worker.neuron.train;

import java.io.Serializable;

/** A number of a recorded trace, with its derivatives. */
public sealed interface Feature extends Serializable {
  /** The number. */
  double of(double[] trace);

  /** Adds its derivatives times a factor. */
  void addSlopes(double[] trace, double factor, double[] to);

  /**
   * The mean of the samples of a window.
   *
   * @param from the first sample
   * @param to behind the last one
   */
  record Mean(int from, int to) implements Feature {
    public Mean {
      requireWindow(from, to, 1);
    }

    @Override
    public double of(double[] trace) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += trace[i];
      }
      return sum / (to - from);
    }

    @Override
    public void addSlopes(double[] trace, double factor, double[] slopes) {
      double each = factor / (to - from);
      for (int i = from; i < to; i++) {
        slopes[i] += each;
      }
    }
  }

  /** The standard deviation of the samples of a window, about their mean, by their number. */
  record Deviation(int from, int to) implements Feature {
    public Deviation {
      requireWindow(from, to, 2);
    }

    @Override
    public double of(double[] trace) {
      double mean = new Mean(from, to).of(trace);
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += (trace[i] - mean) * (trace[i] - mean);
      }
      return Math.sqrt(sum / (to - from));
    }

    @Override
    public void addSlopes(double[] trace, double factor, double[] slopes) {
      double mean = new Mean(from, to).of(trace);
      double deviation = of(trace);
      if (deviation > 0) { // else a minimum, with a kink
        double each = factor / (deviation * (to - from));
        for (int i = from; i < to; i++) {
          slopes[i] += each * (trace[i] - mean);
        }
      }
    }
  }

  /**
   * The trace between two samples.
   *
   * @param at the first of them
   * @param share of the second, from 0 to 1
   */
  record Sample(int at, double share) implements Feature {
    @Override
    public double of(double[] trace) {
      return (1 - share) * trace[at] + share * trace[at + 1];
    }

    @Override
    public void addSlopes(double[] trace, double factor, double[] slopes) {
      slopes[at] += (1 - share) * factor;
      slopes[at + 1] += share * factor;
    }
  }

  /** The largest sample of a window. */
  record Maximum(int from, int to) implements Feature {
    public Maximum {
      requireWindow(from, to, 1);
    }

    @Override
    public double of(double[] trace) {
      return trace[extremum(trace, from, to, 1)];
    }

    @Override
    public void addSlopes(double[] trace, double factor, double[] slopes) {
      slopes[extremum(trace, from, to, 1)] += factor;
    }
  }

  /** The smallest sample of a window. */
  record Minimum(int from, int to) implements Feature {
    public Minimum {
      requireWindow(from, to, 1);
    }

    @Override
    public double of(double[] trace) {
      return trace[extremum(trace, from, to, -1)];
    }

    @Override
    public void addSlopes(double[] trace, double factor, double[] slopes) {
      slopes[extremum(trace, from, to, -1)] += factor;
    }
  }

  /**
   * How often a window's trace rises over a threshold, made smooth: the rises of 1/(1 +
   * e^{−(v−threshold)/width}) summed. A spike that begins well below and reaches well above the
   * threshold counts 1, one that only nears it a part of 1, so there is a slope towards the first
   * spike.
   */
  record Spikes(int from, int to, double threshold, double width) implements Feature {
    public Spikes {
      requireWindow(from, to, 2);
      if (!(width > 0)) {
        throw new IllegalArgumentException("a width of " + width + " must be above 0");
      }
    }

    private double above(double v) {
      return 1 / (1 + Math.exp(-(v - threshold) / width));
    }

    @Override
    public double of(double[] trace) {
      double sum = 0;
      for (int i = from + 1; i < to; i++) {
        sum += Math.max(0, above(trace[i]) - above(trace[i - 1]));
      }
      return sum;
    }

    @Override
    public void addSlopes(double[] trace, double factor, double[] slopes) {
      for (int i = from + 1; i < to; i++) {
        double now = above(trace[i]);
        double before = above(trace[i - 1]);
        if (now > before) {
          slopes[i] += factor * now * (1 - now) / width;
          slopes[i - 1] -= factor * before * (1 - before) / width;
        }
      }
    }
  }

  /**
   * When a window's trace first rises over a threshold, ms after the window begins; linear between
   * samples. Where it does not, the length of the window, without a slope.
   *
   * @param dt between samples, ms
   */
  record Latency(int from, int to, double threshold, double dt) implements Feature {
    public Latency {
      requireWindow(from, to, 2);
    }

    @Override
    public double of(double[] trace) {
      int rise = rise(trace, from, to, threshold);
      return dt * (rise < 0 ? to - 1 - from : crossing(trace, rise, threshold) - from);
    }

    @Override
    public void addSlopes(double[] trace, double factor, double[] slopes) {
      int rise = rise(trace, from, to, threshold);
      if (rise >= 0) {
        addCrossing(trace, rise, threshold, factor * dt, slopes);
      }
    }
  }

  /**
   * The mean time between the rises of a window's trace over a threshold, ms. Where it rises less
   * than twice, the length of the window, without a slope.
   *
   * @param dt between samples, ms
   */
  record Interval(int from, int to, double threshold, double dt) implements Feature {
    public Interval {
      requireWindow(from, to, 2);
    }

    /** The sample before the first rise, that before the last one, and how many there are. */
    private int[] rises(double[] trace) {
      int first = rise(trace, from, to, threshold);
      int last = first;
      int count = first < 0 ? 0 : 1;
      for (int next = first; next >= 0; next = rise(trace, last + 1, to, threshold)) {
        count += next == first ? 0 : 1;
        last = next;
      }
      return new int[] {first, last, count};
    }

    @Override
    public double of(double[] trace) {
      int[] rises = rises(trace);
      return rises[2] < 2
          ? dt * (to - 1 - from)
          : dt
              * (crossing(trace, rises[1], threshold) - crossing(trace, rises[0], threshold))
              / (rises[2] - 1);
    }

    @Override
    public void addSlopes(double[] trace, double factor, double[] slopes) {
      int[] rises = rises(trace);
      if (rises[2] >= 2) {
        double each = factor * dt / (rises[2] - 1);
        addCrossing(trace, rises[1], threshold, each, slopes);
        addCrossing(trace, rises[0], threshold, -each, slopes);
      }
    }
  }

  /**
   * How long a window's trace is above a threshold, ms; linear between samples.
   *
   * @param dt between samples, ms
   */
  record Duration(int from, int to, double threshold, double dt) implements Feature {
    public Duration {
      requireWindow(from, to, 2);
    }

    @Override
    public double of(double[] trace) {
      double sum = 0;
      for (int i = from; i + 1 < to; i++) {
        boolean before = trace[i] > threshold;
        boolean after = trace[i + 1] > threshold;
        if (before == after) {
          sum += before ? 1 : 0;
        } else {
          double share = crossing(trace, i, threshold) - i;
          sum += before ? share : 1 - share;
        }
      }
      return dt * sum;
    }

    @Override
    public void addSlopes(double[] trace, double factor, double[] slopes) {
      for (int i = from; i + 1 < to; i++) {
        boolean before = trace[i] > threshold;
        if (before != trace[i + 1] > threshold) {
          addCrossing(trace, i, threshold, before ? factor * dt : -factor * dt, slopes);
        }
      }
    }
  }

  /** The sample before which a window's trace first rises over a threshold; −1 for none. */
  private static int rise(double[] trace, int from, int to, double threshold) {
    for (int i = from; i + 1 < to; i++) {
      if (trace[i] <= threshold && trace[i + 1] > threshold) {
        return i;
      }
    }
    return -1;
  }

  /** Where a trace crosses a threshold behind a sample, in samples. */
  private static double crossing(double[] trace, int before, double threshold) {
    return before + (threshold - trace[before]) / (trace[before + 1] - trace[before]);
  }

  /** Adds its derivatives times a factor. */
  private static void addCrossing(
      double[] trace, int before, double threshold, double factor, double[] slopes) {
    double rise = trace[before + 1] - trace[before];
    slopes[before] += factor * (threshold - trace[before + 1]) / (rise * rise);
    slopes[before + 1] -= factor * (threshold - trace[before]) / (rise * rise);
  }

  /** The first of a window's samples that are largest, or with the sign −1 smallest. */
  private static int extremum(double[] trace, int from, int to, int sign) {
    int best = from;
    for (int i = from + 1; i < to; i++) {
      best = sign * trace[i] > sign * trace[best] ? i : best;
    }
    return best;
  }

  private static void requireWindow(int from, int to, int fewest) {
    if (from < 0 || to - from < fewest) {
      throw new IllegalArgumentException(
          "the samples %d to %d are fewer than %d".formatted(from, to, fewest));
    }
  }
}
