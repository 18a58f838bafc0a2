package org.lamarck.worker.method;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The steps of an integration, in arrays that are kept for the next one. */
public final class StepHistory {
  private static final int STAGES = Scheme.MOST_STAGES;
  private static final int TIMES = 4; // start, end, earliest, latest

  private final int states;
  private final double[] weights = new double[STAGES];
  private double[] times = new double[TIMES * 64];
  private final ChunkedArray blocks; // by step y, then U
  private Scheme[] schemes = new Scheme[64];
  private boolean[] continued = new boolean[64];
  private final Map<Integer, double[]> negligible = new HashMap<>(); // of steps moved inside
  private final FactorCache factors;
  private int size;

  /** A history of steps of so many states: 9 n + 4 numbers each. */
  public StepHistory(int states) {
    this(states, new MemoryBudget(0));
  }

  /**
   * A history of steps of so many states: 9 n + 4 numbers each, and the factorisations of W as far
   * as there is room.
   */
  public StepHistory(int states, MemoryBudget room) {
    this.states = states;
    this.factors = new FactorCache(room);
    this.blocks = new ChunkedArray((1 + STAGES) * states);
  }

  public void clear() {
    size = 0;
    negligible.clear();
    factors.clear();
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
  public void add(Step step, double end) {
    if (TIMES * size == times.length) {
      times = Arrays.copyOf(times, 2 * times.length);
      schemes = Arrays.copyOf(schemes, 2 * schemes.length);
      continued = Arrays.copyOf(continued, 2 * continued.length);
    }
    if (step.inside().isUsed()) {
      negligible.put(size, step.inside().negligible().clone());
    }
    schemes[size] = step.scheme();
    continued[size] = step.isContinued();
    times[TIMES * size] = step.start();
    times[TIMES * size + 1] = end;
    times[TIMES * size + 2] = step.earliest();
    times[TIMES * size + 3] = step.latest();
    double[] block = blocks.array(size);
    int offset = blocks.offset(size);
    System.arraycopy(step.state(), 0, block, offset, states);
    System.arraycopy(step.stages(), 0, block, offset + states, STAGES * states);
    if (step.scheme() == Scheme.RODAS5P) {
      factors.add(step.lu());
    } else {
      factors.addNone();
    }
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
  public boolean restore(int k, Step step) {
    step.within(times[TIMES * k + 2], times[TIMES * k + 3]);
    step.use(schemes[k]);
    double[] sizes = negligible.get(k);
    if (sizes != null) {
      step.inside().negligible(sizes);
    }
    double h = end(k) - start(k);
    double[] block = blocks.array(k);
    int offset = blocks.offset(k);
    if (k + 1 < size && continued[k + 1]) {
      return step.restoreBefore(start(k), h, block, offset);
    }
    return step.restore(start(k), h, block, offset, factors.load(k, step.lu()));
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
    double[] block = blocks.array(k);
    int place = blocks.offset(k) + state;
    double value = 0;
    if (order == 0) {
      schemes[k].denseWeights(theta, weights);
      value = block[place];
    } else {
      schemes[k].denseWeights(theta, order, weights);
    }
    for (int j = 0; j < schemes[k].stages(); j++) {
      value += weights[j] * block[place + (1 + j) * states];
    }
    double h = end(k) - start(k);
    for (int m = 0; m < order; m++) {
      value /= h;
    }
    return value;
  }
}
