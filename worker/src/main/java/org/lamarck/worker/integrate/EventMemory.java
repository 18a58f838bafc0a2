package org.lamarck.worker.integrate;

/**
 * What an integration leaves behind of its events, for one that goes on where it ended: which
 * triggers held, so that none is triggered again that has not become false in between.
 */
public final class EventMemory {
  /** That of a system without events. */
  public static final EventMemory NONE = new EventMemory(new boolean[0], false);

  private final boolean[] holds;
  private final boolean isWaiting;

  EventMemory(boolean[] holds, boolean isWaiting) {
    this.holds = holds.clone();
    this.isWaiting = isWaiting;
  }

  /** Whether a triggered event was still to be executed. */
  public boolean isWaiting() {
    return isWaiting;
  }

  boolean holds(int event) {
    return holds[event];
  }
}
