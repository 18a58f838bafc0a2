package org.lamarck.worker.integrate;

import org.jspecify.annotations.Nullable;

/**
 * How many attempted steps there may be: from one output time, event or change of a switch to the
 * next, and over several output times. Steps are counted and no clock is asked, so that an
 * integration ends at the same step wherever it is made.
 */
final class StepLimit {
  /** Output times share so many times the limit of one of them. */
  private static final int MOST_INTERVALS = 10;

  private final int most;
  private int untilOutput;
  private int untilTransition;

  StepLimit(int most) {
    this.most = most;
  }

  /** An output has been reached after so many attempts. */
  void passOutput(int attempted) {
    untilOutput = attempted;
  }

  /** The start, an event or a switch has been passed after so many attempts. */
  void passTransition(int attempted) {
    untilOutput = attempted;
    untilTransition = attempted;
  }

  /** What is to be said when there are no more attempts; nothing when there are. */
  @Nullable String reached(int attempted) {
    long over = MOST_INTERVALS * (long) most;
    if (attempted - untilOutput >= most) {
      return "more than " + most + " steps are needed";
    }
    return attempted - untilTransition >= over ? "more than " + over + " steps are needed" : null;
  }
}
