package org.lamarck.worker.tolerance;

/**
 * What an integration leaves behind, for one that goes on where it ended: which triggers held, so
 * that none is triggered again that has not become false in between, and what the states have
 * reached.
 */
public final class EventMemory {
  /** That of no integration. */
  public static final EventMemory NONE =
      new EventMemory(new boolean[0], false, new double[0], new boolean[0]);

  private final boolean[] holds;
  private final boolean isWaiting;
  private final double[] reached;
  private final boolean[] wasZero;

  public EventMemory(boolean[] holds, boolean isWaiting, double[] reached, boolean[] wasZero) {
    this.holds = holds.clone();
    this.isWaiting = isWaiting;
    this.reached = reached.clone();
    this.wasZero = wasZero.clone();
  }

  /** Whether a triggered event was still to be executed. */
  public boolean isWaiting() {
    return isWaiting;
  }

  public boolean holds(int event) {
    return holds[event];
  }

  /** Whether it is known what a state has reached. */
  boolean reaches(int state) {
    return state < reached.length;
  }

  /** The largest size of a state. */
  double reached(int state) {
    return reached[state];
  }

  /** Whether a state was 0 at the very start. */
  boolean wasZero(int state) {
    return wasZero[state];
  }
}
