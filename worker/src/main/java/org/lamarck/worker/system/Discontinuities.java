package org.lamarck.worker.system;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is not smooth about a system: switches, on which its formulas depend, and events.
 *
 * <p>A switch has a <em>mode</em>, a number among the constants p that does not change within a
 * step; so the rates are smooth there, even beyond the point where the mode should change. A switch
 * of a sign follows a − b: its mode is −1, 0 or 1. A switch of a floor follows a, and its mode is
 * ⌊a⌋. Where the mode changes is found on the dense output, and a step ends there.
 *
 * <p>As {@link OdeSystem}, an instance serves one thread.
 */
public interface Discontinuities {
  /** Those of a smooth system. */
  Discontinuities NONE = new NoDiscontinuities();

  /** K. */
  int switches();

  /** The place of the first mode in p; that of switch k is k further. */
  int firstMode();

  /** Whether the switch follows the floor of a number, and not the sign of a difference. */
  boolean isFloor(int k);

  /**
   * Whether nothing jumps where the switch changes, as at that of an absolute value: the formulas
   * on both sides meet there. It is the switch of a sign.
   */
  boolean isKink(int k);

  /** Whether all switches depend on time and constants alone. */
  boolean areTimed();

  /**
   * What the switches follow.
   *
   * @param values becomes a₀, b₀, a₁, b₁, …; for a floor b is 0
   */
  void indicators(double t, double[] y, double[] p, double[] values);

  /** a − b of switch k. */
  PointFunction indicator(int k);

  List<EventShape> events();

  /**
   * The place in p of the gate of a system with fast reactions, which are in equilibrium from the
   * start on: with a gate of 0 they alone go on, with 1 all goes on. −1 when there is none.
   */
  int gate();

  /**
   * Whether the triggers' conditions hold at the present modes.
   *
   * @param truths becomes a number for each event, not 0 when it does
   */
  void triggers(double t, double[] y, double[] p, double[] truths);

  /** How long after the trigger the event is executed; absent when at once. */
  @Nullable PointFunction delay(int event);

  /** Its priority; absent when it has none. */
  @Nullable PointFunction priority(int event);

  /** The value of its assignment {@code target}. */
  PointFunction value(int event, int target);

  /**
   * What that value is multiplied by, always at the execution and before anything changes; absent
   * for 1.
   */
  @Nullable PointFunction factor(int event, int target);
}
