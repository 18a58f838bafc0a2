package org.lamarck.strategies.profile;

import java.io.Serializable;

/**
 * Where a profile ends on one side.
 *
 * @param at the value of the coordinate
 * @param rise of the profile there; the threshold where it is crossed
 * @param why for {@link Kind#FAILED}, in words; else empty
 */
public record End(Kind kind, double at, double rise, String why) implements Serializable {
  /** How a side of a profile ends. */
  public enum Kind {
    /** The profile crosses the threshold. */
    CROSSED,
    /** The bound is reached below the threshold: the profile is open. */
    BOUND,
    /** The objective cannot be evaluated beyond. */
    FAILED,
    /** It is not known yet. */
    PENDING
  }
}
