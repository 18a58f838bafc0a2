package org.lamarck.worker.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lamarck.worker.integrate.Instant;
import org.lamarck.worker.integrate.Passenger;
import org.lamarck.worker.integrate.Rodas5PStep;
import org.lamarck.worker.integrate.Rodas5PTableau;

/**
 * The steps of an integration, 9 n + 4 numbers each, in arrays that are kept for the next one, and
 * the instants between them.
 */
final class StepRecord implements Passenger {
  private static final int STAGES = Rodas5PTableau.STAGES;
  private static final int TIMES = 4; // start, end, earliest, latest

  private final int states;
  private double[] times = new double[TIMES * 64];
  private double[] y;
  private double[] u;
  private int[] outputs = new int[2 * 64];
  private int[] arrivals = new int[64]; // by step, the first output time after its end
  private final List<Instant> instants = new ArrayList<>();
  private final List<Integer> instantSteps = new ArrayList<>(); // the number of steps before each
  private final List<Integer> instantOutputs = new ArrayList<>(); // of output times before each
  private int arrived;
  private int arrivedAtStart;
  private int size;

  StepRecord(int states) {
    this.states = states;
    this.y = new double[states * 64];
    this.u = new double[STAGES * states * 64];
  }

  void clear() {
    size = 0;
    arrived = 0;
    arrivedAtStart = 0;
    instants.clear();
    instantSteps.clear();
    instantOutputs.clear();
  }

  /** The instants of the integration in order. */
  List<Instant> instants() {
    return instants;
  }

  /** How many steps were made before instant {@code j}. */
  int stepsBefore(int j) {
    return instantSteps.get(j);
  }

  /** How many output times came before instant {@code j}. */
  int outputsBefore(int j) {
    return instantOutputs.get(j);
  }

  /** How many output times were at the start. */
  int arrivedAtStart() {
    return arrivedAtStart;
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

  /** The first output time that is not within step k. */
  int to(int k) {
    return outputs[2 * k + 1];
  }

  /** The first output time after the end of step k; those from {@link #to} on are at its end. */
  int arrived(int k) {
    return arrivals[k];
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
      arrivals = Arrays.copyOf(arrivals, 2 * arrivals.length);
    }
    times[TIMES * size] = step.start();
    times[TIMES * size + 1] = end;
    times[TIMES * size + 2] = step.earliest();
    times[TIMES * size + 3] = step.latest();
    System.arraycopy(step.state(), 0, y, size * states, states);
    System.arraycopy(step.stages(), 0, u, size * STAGES * states, STAGES * states);
    outputs[2 * size] = from;
    outputs[2 * size + 1] = to;
    arrivals[size] = to;
    arrived = to;
    size++;
  }

  @Override
  public boolean pass(Instant instant) {
    instants.add(instant);
    instantSteps.add(size);
    instantOutputs.add(arrived);
    return true;
  }

  @Override
  public void arrive(int from, int to) {
    arrived = to;
    if (size == 0) {
      arrivedAtStart = to;
    } else {
      arrivals[size - 1] = to;
    }
  }
}
