package org.lamarck.worker.objective.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.integrate.TimeGrid;

/**
 * A stretch of an experiment between two changes of conditions, or up to a steady state: where it
 * begins, when it is measured, and where it ends. Segments that go on from one another are a tree:
 * several experiments may go on from one preequilibration.
 */
public final class SegmentPlan {
  private final String id;
  private final @Nullable SegmentPlan parent;
  private final boolean isSteady;
  private final TimeGrid grid;
  private final InitialConditions initialConditions;
  private final int[] measurements;
  private final int[] timeIndex;
  private final int[] coordinates;
  private final int states;
  private final boolean[] moves;

  /**
   * When a segment is, and what is measured in it.
   *
   * @param id of the experiment, for messages
   * @param start its first time
   * @param isSteady whether it goes on to a steady state, where its one output is
   * @param times of outputs, ascending, each once; the last one is where it ends
   * @param isOpen whether events at its last time are left to the segment after it
   * @param measurements indices of the problem's measurements in this segment
   * @param timeIndex for each of the measurements the position of its time
   */
  record Span(
      String id,
      double start,
      boolean isSteady,
      List<Double> times,
      boolean isOpen,
      List<Integer> measurements,
      List<Integer> timeIndex) {
    Span {
      times = List.copyOf(times);
      measurements = List.copyOf(measurements);
      timeIndex = List.copyOf(timeIndex);
    }

    private double end() {
      return times.get(times.size() - 1);
    }

    /** Whether one integration serves both, given that both begin in the same way. */
    boolean joins(Span other) {
      if (isSteady || other.isSteady || start != other.start) {
        return isSteady == other.isSteady && start == other.start;
      }
      if (isOpen && other.isOpen) {
        return end() == other.end();
      }
      return (!isOpen || other.end() < end()) && (!other.isOpen || end() < other.end());
    }

    /** Both in one; the name is this one's. */
    Span join(Span other) {
      NavigableSet<Double> union = new TreeSet<>(times);
      union.addAll(other.times);
      List<Double> all = List.copyOf(union);
      List<Integer> measured = new ArrayList<>(measurements);
      measured.addAll(other.measurements);
      List<Integer> index = new ArrayList<>();
      timeIndex.forEach(k -> index.add(Collections.binarySearch(all, times.get(k))));
      other.timeIndex.forEach(k -> index.add(Collections.binarySearch(all, other.times.get(k))));
      return new Span(id, start, isSteady, all, isOpen || other.isOpen, measured, index);
    }
  }

  /**
   * Lays out a segment.
   *
   * @param moving the constants that rates or events depend on
   * @param states n
   * @param constants m
   */
  SegmentPlan(
      Span span,
      @Nullable SegmentPlan parent,
      InitialConditions initialConditions,
      Set<Integer> moving,
      int states,
      int constants) {
    this.id = span.id();
    this.parent = parent;
    this.isSteady = span.isSteady();
    TimeGrid closed =
        TimeGrid.of(span.start(), span.times().stream().mapToDouble(Double::doubleValue).toArray());
    this.grid = span.isOpen() ? closed.openEnded() : closed;
    this.initialConditions = initialConditions;
    this.measurements = array(span.measurements());
    this.timeIndex = array(span.timeIndex());
    this.moves = new boolean[constants];
    moving.forEach(k -> moves[k] = true);
    this.states = states;
    BitSet reached = new BitSet();
    initialConditions.stateCoordinates().forEach(reached::set);
    if (parent != null) {
      Arrays.stream(parent.coordinates).forEach(reached::set);
    }
    for (int e = 0; e < pattern().size(); e++) {
      if (moves[pattern().constant(e)]) {
        reached.set(pattern().coordinate(e));
      }
    }
    this.coordinates = reached.stream().toArray();
  }

  private static int[] array(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  public String id() {
    return id;
  }

  public @Nullable SegmentPlan parent() {
    return parent;
  }

  boolean isSteady() {
    return isSteady;
  }

  /** Start and output times; of a steady state one, without meaning. */
  TimeGrid grid() {
    return grid;
  }

  InitialConditions initialConditions() {
    return initialConditions;
  }

  /** The pattern of ∂p/∂θ. */
  ConstantPattern pattern() {
    return initialConditions.constants();
  }

  /** Whether the states depend on a constant, here or later. */
  boolean moves(int constant) {
    return moves[constant];
  }

  /** The number of outputs. */
  public int outputs() {
    return isSteady ? 1 : grid.size();
  }

  public int[] measurements() {
    return measurements;
  }

  /** For each of {@link #measurements} the output it compares with. */
  public int[] timeIndex() {
    return timeIndex;
  }

  /** By position, the coordinates that reach a state, ascending; not to be written to. */
  int[] coordinates() {
    return coordinates;
  }

  /** n. */
  int states() {
    return states;
  }

  /** m, the constants of the model. */
  int constants() {
    return moves.length;
  }

  /** What one thread keeps of its end. */
  SegmentState newState() {
    return new SegmentState(states, moves.length, pattern().size());
  }
}
