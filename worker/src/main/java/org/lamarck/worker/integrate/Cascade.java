package org.lamarck.worker.integrate;

/**
 * Whether interruptions follow each other ever faster, as those of a ball that comes to rest, or
 * again and again at one time.
 */
final class Cascade {
  /** So many intervals, each shorter than the one before it, are no chance. */
  private static final int MANY = 10;

  /**
   * So many without an interval between them do not end; those that do, as rounding has it, go on.
   */
  private static final int ENDLESS = 200;

  /** So many interruptions at one time, with no step between them, are taken for chattering. */
  private static final int MOST_STANDSTILLS = 100;

  private static final double SHORTER = 0.99;
  private static final double LONGER = 2;
  private static final double NOTHING = 1000;

  private double last;
  private double interval;
  private int shrinking;
  private int stalled;
  private int standstills;

  void begin(double t) {
    last = t;
    interval = Double.POSITIVE_INFINITY;
    shrinking = 0;
    stalled = 0;
    standstills = 0;
  }

  /** There is an interruption and no step before it; whether there have been too many. */
  boolean standStill() {
    return ++standstills > MOST_STANDSTILLS;
  }

  /** A step has been made. */
  void goOn() {
    standstills = 0;
  }

  /** What is to be said of too many interruptions. */
  String standstill() {
    return isOne()
        ? words()
        : "switches change again and again at one time, with no step between them (chattering)";
  }

  /** There is an interruption. */
  void add(double t) {
    double next = t - last;
    boolean isNothing = next < NOTHING * Math.ulp(t);
    stalled = isNothing ? stalled + 1 : 0;
    if (next < SHORTER * interval) {
      shrinking++;
    } else if (next > LONGER * interval && !isNothing) {
      shrinking = 0;
    }
    interval = next;
    last = t;
  }

  boolean isOne() {
    return shrinking >= MANY;
  }

  /**
   * Whether the intervals have become nothing and nothing ends them. A cascade may end of itself:
   * where each event brings a state nearer to a threshold, it is there after some fifty of them.
   */
  boolean isOver() {
    return isOne() && stalled > ENDLESS;
  }

  String words() {
    return "events follow each other ever faster, "
        + shrinking
        + " times in ever shorter intervals, and would do so without end (Zeno): end the cascade in"
        + " the model, as by an event that lets a ball rest";
  }
}
