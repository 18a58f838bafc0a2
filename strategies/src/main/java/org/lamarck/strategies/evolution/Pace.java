package org.lamarck.strategies.evolution;

/** How long one evaluation takes, for what a strategy does between two looks at the clock. */
public enum Pace {
  /** Evaluations are cheap: starts are screened, and local searches go on for some iterations. */
  USUAL(10, 10, 1),
  /** An evaluation with derivatives takes about a second: less of both. */
  MODERATE(3, 3, 1),
  /**
   * One evaluation takes seconds: nothing is screened, a slice is one iteration, and populations
   * are small.
   */
  SLOW(1, 1, 0.1);

  private final int screening;
  private final int slice;
  private final double population;

  Pace(int screening, int slice, double population) {
    this.screening = screening;
    this.slice = slice;
    this.population = population;
  }

  /** Random points of which a start is the best. */
  public int screening() {
    return screening;
  }

  /** Iterations of a local search per generation. */
  public int slice() {
    return slice;
  }

  /** The part of the usual points that a population begins with. */
  public double population() {
    return population;
  }
}
