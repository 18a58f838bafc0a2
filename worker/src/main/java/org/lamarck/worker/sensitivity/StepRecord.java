package org.lamarck.worker.sensitivity;

import java.util.Arrays;
import org.lamarck.worker.integrate.Passenger;
import org.lamarck.worker.integrate.Rodas5PStep;
import org.lamarck.worker.integrate.Rodas5PTableau;

/** The steps of an integration, 9 n + 4 numbers each, in arrays that are kept for the next one. */
final class StepRecord implements Passenger {
  private static final int STAGES = Rodas5PTableau.STAGES;
  private static final int TIMES = 4; // start, end, earliest, latest

  private final int states;
  private double[] times = new double[TIMES * 64];
  private double[] y;
  private double[] u;
  private int[] outputs = new int[2 * 64];
  private int size;

  StepRecord(int states) {
    this.states = states;
    this.y = new double[states * 64];
    this.u = new double[STAGES * states * 64];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  double start(int k) {
    return times[TIMES * k];
  }

  double end(int k) {
    return times[TIMES * k + 1];
  }

  /** The first output time after the start of step k. */
  int from(int k) {
    return outputs[2 * k];
  }

  /** The first output time after the end of step k. */
  int to(int k) {
    return outputs[2 * k + 1];
  }

  /** Makes {@code step} step k; false when it cannot be computed. */
  boolean restore(int k, Rodas5PStep step) {
    step.within(times[TIMES * k + 2], times[TIMES * k + 3]);
    return step.restore(start(k), end(k) - start(k), y, k * states, u, k * STAGES * states);
  }

  @Override
  public double follow(Rodas5PStep step) {
    return 0;
  }

  @Override
  public void accept(Rodas5PStep step, double end, int from, int to) {
    if (TIMES * size == times.length) {
      times = Arrays.copyOf(times, 2 * times.length);
      y = Arrays.copyOf(y, 2 * y.length);
      u = Arrays.copyOf(u, 2 * u.length);
      outputs = Arrays.copyOf(outputs, 2 * outputs.length);
    }
    times[TIMES * size] = step.start();
    times[TIMES * size + 1] = end;
    times[TIMES * size + 2] = step.earliest();
    times[TIMES * size + 3] = step.latest();
    System.arraycopy(step.state(), 0, y, size * states, states);
    System.arraycopy(step.stages(), 0, u, size * STAGES * states, STAGES * states);
    outputs[2 * size] = from;
    outputs[2 * size + 1] = to;
    size++;
  }
}
