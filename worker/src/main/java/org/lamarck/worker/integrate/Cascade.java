package org.lamarck.worker.integrate;

/** Whether interruptions follow each other ever faster, as those of a ball that comes to rest. */
final class Cascade {
  /** So many intervals, each shorter than the one before it, are no chance. */
  private static final int MANY = 10;

  private static final double SHORTER = 0.99;
  private static final double LONGER = 2;
  private static final double NOTHING = 1000;

  private double last;
  private double interval;
  private int shrinking;

  void begin(double t) {
    last = t;
    interval = Double.POSITIVE_INFINITY;
    shrinking = 0;
  }

  /** There is an interruption. */
  void add(double t) {
    double next = t - last;
    if (next < SHORTER * interval) {
      shrinking++;
    } else if (next > LONGER * interval) {
      shrinking = 0;
    }
    interval = next;
    last = t;
  }

  boolean isOne() {
    return shrinking >= MANY;
  }

  /** Whether the intervals have become nothing. */
  boolean isOver() {
    return isOne() && interval < NOTHING * Math.ulp(last);
  }

  String words() {
    return "events follow each other ever faster, "
        + shrinking
        + " times in ever shorter intervals, and would do so without end (Zeno): end the cascade in"
        + " the model, as by an event that lets a ball rest";
  }
}
