package org.lamarck.driver.run;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a run is to stop by itself. Evaluations and target are looked at between generations only,
 * which keeps the result a function of the seed; the time limit ends a generation in the middle.
 *
 * @param evaluations calls of the objective, with and without derivatives, that are enough
 * @param time of the wall clock, over all resumptions
 * @param target a value of the objective that is good enough
 * @param confidence that no better basin remains, which is enough; 1 never is
 */
public record Budget(long evaluations, Duration time, double target, double confidence)
    implements Serializable {
  /** What is enough when nobody says otherwise: a better basin would be found one time in ten. */
  public static final double DEFAULT_CONFIDENCE = 0.9;

  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  /** Until the strategy has nothing left to try. */
  public static final Budget UNLIMITED =
      new Budget(Long.MAX_VALUE, FOREVER, Double.NEGATIVE_INFINITY, 1);

  /** What is given to a run of which nobody says how long it may take. */
  public static final Budget USUAL =
      UNLIMITED.withTime(Duration.ofMinutes(3)).withConfidence(DEFAULT_CONFIDENCE);

  public Budget {
    if (evaluations < 1) {
      throw new IllegalArgumentException(
          "evaluations (" + evaluations + ") must be at least 1; leave it out for no limit");
    }
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "time limit (" + time + ") must be longer than 0 s; leave it out for no limit");
    }
    if (Double.isNaN(target)) {
      throw new IllegalArgumentException("target (NaN) must be a number; leave it out for none");
    }
    if (!(confidence > 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "confidence (%s) must be more than 0 and at most 1, which is never reached"
              .formatted(confidence));
    }
  }

  public Budget withEvaluations(long enough) {
    return new Budget(enough, time, target, confidence);
  }

  public Budget withTime(Duration limit) {
    return new Budget(evaluations, limit, target, confidence);
  }

  public Budget withTarget(double value) {
    return new Budget(evaluations, time, value, confidence);
  }

  public Budget withConfidence(double enough) {
    return new Budget(evaluations, time, target, enough);
  }

  /** The confidence that is meant when nobody says any: none where evaluations are counted. */
  public double usualConfidence() {
    return limitsEvaluations() ? 1 : DEFAULT_CONFIDENCE;
  }

  public boolean limitsEvaluations() {
    return evaluations != Long.MAX_VALUE;
  }

  public boolean limitsTime() {
    return !time.equals(FOREVER);
  }

  /** The time limit in seconds; +∞ without one. */
  double seconds() {
    return limitsTime() ? time.toNanos() / 1e9 : Double.POSITIVE_INFINITY;
  }

  public boolean hasTarget() {
    return target != Double.NEGATIVE_INFINITY;
  }
}
