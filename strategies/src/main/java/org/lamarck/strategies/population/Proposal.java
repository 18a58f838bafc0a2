package org.lamarck.strategies.population;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.LocalState;

/**
 * One task of a generation: a pure function of its fields and the objective.
 *
 * @param id unique within the run, in the order of asking
 * @param origin which part of the strategy asked, for tables and plots, such as {@code cma-large}
 * @param candidates points of the search space; with more than one, each is evaluated and the best
 *     finite one taken (screening)
 * @param lifetime what is done with the candidate taken
 */
public record Proposal(long id, String origin, List<Vector> candidates, Lifetime lifetime)
    implements Serializable {
  public Proposal {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a proposal needs at least one candidate");
    }
  }

  /** The calls of the objective that it takes at least. */
  public long leastCalls() {
    return lifetime instanceof Refine refine && refine.resume() != null ? 0 : candidates.size();
  }

  /** What an individual does with its life. */
  public sealed interface Lifetime extends Serializable {}

  /** It is evaluated, value only. */
  public record Evaluate() implements Lifetime {}

  /**
   * It searches locally.
   *
   * @param iterations at most so many iterations in this slice
   * @param resume where an earlier slice stopped; when absent the search begins at the candidate
   * @param lineage which search this is a slice of
   */
  public record Refine(
      LocalSearch search, int iterations, @Nullable LocalState resume, Lineage lineage)
      implements Lifetime {
    /** The first slice of a search that was put where it begins. */
    public Refine(LocalSearch search, int iterations, @Nullable LocalState resume) {
      this(search, iterations, resume, Lineage.PLACED);
    }
  }

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
}
