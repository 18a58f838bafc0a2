package org.lamarck.strategies.population;

import java.io.Serializable;

/**
 * Which local search a slice belongs to.
 *
 * @param founder the id of the proposal that began the search; −1 for the one that has this
 * @param independent whether the search began at a point drawn from the whole space, whatever was
 *     found before: only such searches tell how likely others are to find what they found
 */
public record Lineage(long founder, boolean independent) implements Serializable {
  /** A search that begins near what is known, or where the user said. */
  public static final Lineage PLACED = new Lineage(-1, false);

  /** A search that begins anywhere. */
  public static final Lineage INDEPENDENT = new Lineage(-1, true);

  /** The same for the slices after the first, which was this proposal's. */
  public Lineage of(long proposal) {
    return founder < 0 ? new Lineage(proposal, independent) : this;
  }
}
