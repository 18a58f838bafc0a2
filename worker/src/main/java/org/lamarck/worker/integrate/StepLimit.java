package org.lamarck.worker.integrate;

import org.jspecify.annotations.Nullable;

/**
 * How many attempted steps there may be: some from one output time, event or change of a switch to
 * the next, and with each of these that is reached a few more in all. So a point that needs many
 * steps everywhere is given up after some twice the limit of one interval, and a long integration
 * of many short intervals is not. Steps are counted and no clock is asked, so that an integration
 * ends at the same step wherever it is made.
 */
final class StepLimit {
  /** What each interval that is passed adds to the limit of all, as a part of that of one. */
  private static final int PART = 20;

  /** All intervals together have at most so many times the limit of one. */
  private static final int MOST_INTERVALS = 10;

  private final int most;
  private int before; // attempts up to the last interval that was passed
  private long passed;

  StepLimit(int most) {
    this.most = most;
  }

  /** An integration begins. */
  void begin() {
    before = 0;
    passed = 0;
  }

  /** An output, an event or a switch has been passed after so many attempts. */
  void pass(int attempted) {
    before = attempted;
    passed++;
  }

  /** What is to be said when there are no more attempts; nothing when there are. */
  @Nullable String reached(int attempted) {
    long all = Math.min(MOST_INTERVALS * (long) most, most + passed * most / PART);
    return attempted - before >= most
        ? "more than " + most + " steps are needed"
        : attempted >= all ? "more than " + all + " steps are needed" : null;
  }
}
