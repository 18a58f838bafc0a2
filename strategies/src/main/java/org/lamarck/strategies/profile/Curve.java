package org.lamarck.strategies.profile;

import java.io.Serializable;
import java.util.List;

/**
 * The profile of one coordinate.
 *
 * @param points ascending, the optimum among them
 */
public record Curve(int coordinate, List<ProfilePoint> points, End lower, End upper)
    implements Serializable {
  /** A rise of less than this part of the threshold over the whole box is none. */
  private static final double FLAT = 1e-3;

  public Curve {
    points = List.copyOf(points);
  }

  /** What can be said of the coordinate. */
  public enum Verdict {
    /** The profile ends on both sides. */
    IDENTIFIABLE,
    /** No end below: the data allow any smaller value. */
    OPEN_BELOW,
    /** No end above. */
    OPEN_ABOVE,
    /** The profile rises, but ends on neither side. */
    OPEN,
    /** The profile does not rise: others make up for any change. */
    FLAT,
    /**
     * Others make up for any small change exactly, whatever the data: {@link NullSpace}. Where the
     * profile rises all the same, it is their bounds that hold it.
     */
    STRUCTURALLY_FLAT,
    /** One side could not be followed to its end, or has not been yet. */
    UNKNOWN
  }

  /**
   * The verdict.
   *
   * @param threshold of the profile
   */
  public Verdict verdict(double threshold) {
    boolean isUnknown =
        List.of(lower, upper).stream()
            .anyMatch(end -> end.kind() == End.Kind.FAILED || end.kind() == End.Kind.PENDING);
    if (isUnknown) {
      return Verdict.UNKNOWN;
    }
    boolean below = lower.kind() == End.Kind.BOUND;
    boolean above = upper.kind() == End.Kind.BOUND;
    if (below && above) {
      return Math.max(lower.rise(), upper.rise()) <= FLAT * threshold ? Verdict.FLAT : Verdict.OPEN;
    }
    return below ? Verdict.OPEN_BELOW : above ? Verdict.OPEN_ABOVE : Verdict.IDENTIFIABLE;
  }
}
