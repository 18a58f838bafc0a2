package org.lamarck.worker.integrate;

import java.util.Arrays;

/** The steps of an integration, in arrays that are kept for the next one. */
public final class StepHistory {
  private static final int STAGES = Scheme.MOST_STAGES;
  private static final int TIMES = 4; // start, end, earliest, latest

  private final int states;
  private final double[] weights = new double[STAGES];
  private double[] times = new double[TIMES * 64];
  private double[] y;
  private double[] u;
  private Scheme[] schemes = new Scheme[64];
  private boolean[] continued = new boolean[64];
  private int size;

  /** A history of steps of so many states: 9 n + 4 numbers each. */
  public StepHistory(int states) {
    this.states = states;
    this.y = new double[states * 64];
    this.u = new double[STAGES * states * 64];
  }

  public void clear() {
    size = 0;
  }

  public int size() {
    return size;
  }

  public double start(int k) {
    return times[TIMES * k];
  }

  public double end(int k) {
    return times[TIMES * k + 1];
  }

  /** Keeps a step that ends at a time. */
  public void add(Rodas5PStep step, double end) {
    if (TIMES * size == times.length) {
      times = Arrays.copyOf(times, 2 * times.length);
      y = Arrays.copyOf(y, 2 * y.length);
      u = Arrays.copyOf(u, 2 * u.length);
      schemes = Arrays.copyOf(schemes, 2 * schemes.length);
      continued = Arrays.copyOf(continued, 2 * continued.length);
    }
    schemes[size] = step.scheme();
    continued[size] = step.isContinued();
    times[TIMES * size] = step.start();
    times[TIMES * size + 1] = end;
    times[TIMES * size + 2] = step.earliest();
    times[TIMES * size + 3] = step.latest();
    System.arraycopy(step.state(), 0, y, size * states, states);
    System.arraycopy(step.stages(), 0, u, size * STAGES * states, STAGES * states);
    size++;
  }

  public Scheme scheme(int k) {
    return schemes[k];
  }

  /** Whether the first stage of step k is the last one of the step before. */
  public boolean isContinued(int k) {
    return continued[k];
  }

  /**
   * Makes {@code step} step k; false when it cannot be computed. The steps are restored from the
   * last to the first: each but the last comes after the one behind it.
   */
  public boolean restore(int k, Rodas5PStep step) {
    step.within(times[TIMES * k + 2], times[TIMES * k + 3]);
    step.use(schemes[k]);
    double h = end(k) - start(k);
    return (k + 1 < size && continued[k + 1])
        ? step.restoreBefore(start(k), h, y, k * states, u, k * STAGES * states)
        : step.restore(start(k), h, y, k * states, u, k * STAGES * states);
  }

  /**
   * The step that a time belongs to: the last one that starts there or before; the first one for
   * earlier times.
   *
   * @param isEnd whether a time where steps meet is the end of one, not a start
   */
  public int find(double time, boolean isEnd) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      boolean isBefore = isEnd ? start(middle) < time : start(middle) <= time;
      if (isBefore) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The relative place of a time in step k. */
  public double theta(int k, double time) {
    return (time - start(k)) / (end(k) - start(k));
  }

  /**
   * A state, or a derivative of it by time, by dense output.
   *
   * @param order 0 for the state, up to 3
   */
  public double value(int k, double time, int state, int order) {
    double theta = theta(k, time);
    double value = 0;
    if (order == 0) {
      schemes[k].denseWeights(theta, weights);
      value = y[k * states + state];
    } else {
      schemes[k].denseWeights(theta, order, weights);
    }
    for (int j = 0; j < schemes[k].stages(); j++) {
      value += weights[j] * u[(k * STAGES + j) * states + state];
    }
    double h = end(k) - start(k);
    for (int m = 0; m < order; m++) {
      value /= h;
    }
    return value;
  }
}
