package org.lamarck.worker.system;

/** What of an event is not a formula; see {@link org.lamarck.worker.problem.Event}. */
public final class EventShape {
  private final String id;
  private final boolean initialValue;
  private final boolean persistent;
  private final boolean valuesFromTriggerTime;
  private final int[] targets;

  /**
   * The shape of an event.
   *
   * @param initialValue whether the trigger counts as true before the start
   * @param persistent whether it is executed even if the trigger becomes false before
   * @param targets the states that it assigns
   */
  public EventShape(
      String id,
      boolean initialValue,
      boolean persistent,
      boolean valuesFromTriggerTime,
      int[] targets) {
    this.id = id;
    this.initialValue = initialValue;
    this.persistent = persistent;
    this.valuesFromTriggerTime = valuesFromTriggerTime;
    this.targets = targets;
  }

  public String id() {
    return id;
  }

  public boolean initialValue() {
    return initialValue;
  }

  public boolean persistent() {
    return persistent;
  }

  public boolean valuesFromTriggerTime() {
    return valuesFromTriggerTime;
  }

  /** The states it assigns, in order; not to be written to. */
  public int[] targets() {
    return targets;
  }
}
