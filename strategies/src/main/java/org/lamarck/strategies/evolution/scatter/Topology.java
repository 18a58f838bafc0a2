package org.lamarck.strategies.evolution.scatter;

/** Which islands hear of what another one found. */
public enum Topology {
  /** None. */
  ISOLATED,
  /** The next one. */
  RING,
  /** All others. */
  FULL;

  /** Whether what island {@code from} of so many islands found comes to island {@code to}. */
  boolean connects(int from, int to, int islands) {
    return from != to
        && switch (this) {
          case ISOLATED -> false;
          case RING -> (from + 1) % islands == to;
          case FULL -> true;
        };
  }
}
