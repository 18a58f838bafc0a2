package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;

/**
 * When islands tell each other what they found, and when one begins anew.
 *
 * @param improvement an island tells of a point that is better than all that was told before by
 *     this part of how far the middle of its reference set is above the best; halved when as many
 *     points as there are islands were of no use to those who were told
 * @param patience an island that found nothing better at this many times the cost of a first
 *     reference set begins anew, as the island does whose points were of most use
 */
public record Migration(double improvement, double patience) implements Serializable {
  /** A tenth of the spread; a hundred reference sets. */
  public static final Migration DEFAULT = new Migration(0.1, 100);

  public Migration {
    if (!(improvement >= 0) || !(patience > 0)) {
      throw new IllegalArgumentException(
          "improvement (%s) must not be negative, patience (%s) must be positive"
              .formatted(improvement, patience));
    }
  }
}
