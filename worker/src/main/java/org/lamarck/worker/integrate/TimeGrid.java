package org.lamarck.worker.integrate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.rodas5p.Rodas5P;
import org.lamarck.worker.tolerance.EventMemory;

/**
 * When an integration starts, when its states are wanted, and which times no step may pass over.
 */
public final class TimeGrid {
  private static final double[] NONE = {};

  private final double start;
  private final double[] times;
  private final double[] stops;
  private final StepSequence steps;
  private final boolean isOpen;
  private final @Nullable EventMemory memory;

  private TimeGrid(
      double start,
      double[] times,
      double[] stops,
      StepSequence steps,
      boolean isOpen,
      @Nullable EventMemory memory) {
    this.start = start;
    this.times = times;
    this.stops = stops;
    this.steps = steps;
    this.isOpen = isOpen;
    this.memory = memory;
  }

  /**
   * A grid without stops.
   *
   * @param start t₀
   * @param times output times, ascending, not before {@code start}; some may be equal
   */
  public static TimeGrid of(double start, double... times) {
    if (!Double.isFinite(start)) {
      throw new IllegalArgumentException("start (" + start + ") must be finite");
    }
    requireAscending("output time", times, start);
    return new TimeGrid(start, times.clone(), NONE, StepSequence.NONE, false, null);
  }

  /**
   * This grid with times at which the right-hand side may be discontinuous. No step passes over a
   * stop; up to it the system is asked only for earlier times, after it only for later ones.
   *
   * @param stops ascending; those outside of the integration have no effect
   */
  public TimeGrid withStops(double... stops) {
    requireAscending("stop", stops, Double.NEGATIVE_INFINITY);
    return new TimeGrid(start, times, stops.clone(), steps, isOpen, memory);
  }

  /**
   * This grid with steps of Rodas5P that end exactly at the given times, without error control: the
   * map from parameters to states is then smooth, and derivatives are those of this map.
   *
   * @param ends ascending, the last one not before the last output time
   */
  public TimeGrid withSteps(double... ends) {
    Method[] all = new Method[ends.length];
    Arrays.fill(all, Rodas5P.METHOD);
    return withSteps(all, ends);
  }

  /**
   * This grid with steps that end exactly at the given times, each by a method of its own.
   *
   * @param chosen for each step its method
   * @param ends ascending, the last one not before the last output time
   */
  public TimeGrid withSteps(Method[] chosen, double... ends) {
    StepSequence sequence = new StepSequence(chosen, ends);
    requireAscending("end of a step", ends, start);
    if (times.length > 0 && !sequence.reaches(end())) {
      throw new IllegalArgumentException("the steps end before the last output time, " + end());
    }
    return new TimeGrid(start, times, stops, sequence, isOpen, memory);
  }

  /**
   * This grid without its last point of time: what happens just there is left to the integration
   * that goes on from it. States at the last time are those before it.
   */
  public TimeGrid openEnded() {
    return new TimeGrid(start, times, stops, steps, true, memory);
  }

  /** The same start, with one output time. */
  public TimeGrid until(double end) {
    return new TimeGrid(start, new double[] {end}, stops, StepSequence.NONE, isOpen, memory);
  }

  /** This grid, going on where another integration has ended. */
  public TimeGrid after(EventMemory before) {
    return new TimeGrid(start, times, stops, steps, isOpen, before);
  }

  /** Whether another grid has the same start, times and stops. */
  public boolean isLike(TimeGrid other) {
    return start == other.start
        && isOpen == other.isOpen
        && Arrays.equals(times, other.times)
        && Arrays.equals(stops, other.stops);
  }

  public double start() {
    return start;
  }

  /** The number of output times. */
  public int size() {
    return times.length;
  }

  public double time(int k) {
    return times[k];
  }

  /** The last output time; the start when there is none. */
  public double end() {
    return times.length == 0 ? start : times[times.length - 1];
  }

  boolean isOpen() {
    return isOpen;
  }

  /** What an integration before this one has left; absent when this is the first. */
  @Nullable EventMemory memory() {
    return memory;
  }

  double[] times() {
    return times;
  }

  double[] stops() {
    return stops;
  }

  /** The steps that are prescribed, if any. */
  StepSequence steps() {
    return steps;
  }

  private static void requireAscending(String what, double[] values, double from) {
    double before = from;
    for (double value : values) {
      if (!(value >= before && Double.isFinite(value))) {
        throw new IllegalArgumentException(
            what + " " + value + " comes after " + before + "; times must be finite and ascend");
      }
      before = value;
    }
  }

  @Override
  public String toString() {
    return "start " + start + ", times " + Arrays.toString(times);
  }
}
