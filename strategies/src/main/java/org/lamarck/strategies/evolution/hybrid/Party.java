package org.lamarck.strategies.evolution.hybrid;

import java.util.List;

/** Who shares the effort of a {@link Hybrid}. */
public enum Party {
  /** Local searches from the best of random points. */
  MULTISTART("multistart"),
  /** Local searches from children of what searches ended at. */
  RECOMBINATION("recombination"),
  /** Cooperative scatter search. */
  SCATTER("scatter"),
  /** CMA-ES with restarts. */
  CMA("cma"),
  /** Differential evolution. */
  DIFFERENTIAL("de"),
  /** Blocks of coordinates that are chosen one by one, where there are any. */
  BLOCKS("blocks");

  static final String GUESS = "guess";

  private final String label;

  Party(String label) {
    this.label = label;
  }

  /** As settings and traces name it. */
  public String label() {
    return label;
  }

  /** Its place among all, 0 for the first. */
  int place() {
    return List.of(values()).indexOf(this);
  }

  /** Who made proposals of this origin. */
  static Party of(String origin) {
    return switch (origin) {
      case GUESS, "multistart" -> MULTISTART;
      case "recombination" -> RECOMBINATION;
      case "scatter" -> SCATTER;
      case "de" -> DIFFERENTIAL;
      case BlockArm.ORIGIN -> BLOCKS;
      default -> CMA;
    };
  }
}
