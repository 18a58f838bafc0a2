package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;
import java.util.List;

/**
 * Islands that search side by side, and what they tell each other.
 *
 * @param islands how each of them searches at first, in the order in which they join
 */
public record Archipelago(List<Temper> islands, Topology topology, Migration migration)
    implements Serializable {
  /** One island of the literature's size that searches locally in each iteration. */
  public static final Archipelago SINGLE =
      new Archipelago(List.of(new Temper(1, 1, 0.5)), Topology.ISOLATED, Migration.DEFAULT);

  /**
   * The same, joined by a bold one, a cautious one and a far-ranging one; all hear of each other.
   */
  public static final Archipelago MIXED =
      new Archipelago(
          List.of(
              new Temper(1, 1, 0.5),
              new Temper(0.5, 1, 0.25),
              new Temper(1, 3, 0.5),
              new Temper(2, 2, 0.75)),
          Topology.FULL,
          Migration.DEFAULT);

  public Archipelago {
    islands = List.copyOf(islands);
    if (islands.isEmpty()) {
      throw new IllegalArgumentException("an archipelago needs at least one island");
    }
  }

  /** The same with islands whose sets are of this part of the pairs. */
  Archipelago smaller(double part) {
    return new Archipelago(
        islands.stream().map(temper -> temper.smaller(part)).toList(), topology, migration);
  }
}
