package org.lamarck.strategies.population;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.chain.ChainState;
import org.lamarck.strategies.chain.Kernel;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.random.RandomStream;

/** What a worker is to do with a proposal's candidates. */
public sealed interface Work extends Serializable {
  /** To evaluate by value. */
  Work VALUE = new Evaluate(Derivatives.NONE, 1);

  /**
   * To evaluate. Of several candidates each is evaluated by value, and the first of the best once
   * more with derivatives, if they are asked for.
   *
   * @param derivatives that come back; residuals and Jacobians are large
   * @param replicates how many times as many draws as usual a noisy objective is to take the mean
   *     of; others are evaluated once
   * @param bar above it the value of {@link org.lamarck.strategies.objective.Objective#coarse} will
   *     do, when no derivatives are asked for; +∞ where every value is to be exact
   */
  record Evaluate(Derivatives derivatives, int replicates, double bar) implements Work {
    public Evaluate {
      if (replicates < 1) {
        throw new IllegalArgumentException("replicates (" + replicates + ") must be at least 1");
      }
    }

    /** An exact evaluation. */
    public Evaluate(Derivatives derivatives, int replicates) {
      this(derivatives, replicates, Double.POSITIVE_INFINITY);
    }

    /** One evaluation with derivatives. */
    public Evaluate(Derivatives derivatives) {
      this(derivatives, 1);
    }

    Evaluate above(double other) {
      return new Evaluate(derivatives, replicates, other);
    }
  }

  /**
   * To search locally.
   *
   * @param iterations at most so many iterations in this slice
   * @param resume where an earlier slice stopped; when absent the search begins at the candidate
   * @param lineage which search this is a slice of
   * @param held coordinates that stay where the candidate, or the earlier slice, has them
   */
  record Refine(
      LocalSearch search,
      int iterations,
      @Nullable LocalState resume,
      Lineage lineage,
      List<Integer> held)
      implements Work {
    public Refine {
      held = List.copyOf(held);
    }

    /** A slice of a search in which every coordinate may move. */
    public Refine(
        LocalSearch search, int iterations, @Nullable LocalState resume, Lineage lineage) {
      this(search, iterations, resume, lineage, List.of());
    }

    /** The first slice of a search that was put where it begins. */
    public Refine(LocalSearch search, int iterations, @Nullable LocalState resume) {
      this(search, iterations, resume, Lineage.PLACED);
    }
  }

  /**
   * To go on with a Markov chain.
   *
   * @param steps how many
   * @param random the chain's own, the same for all its walks: step k draws from its k-th child
   * @param resume where an earlier walk stopped; when absent the chain begins at the candidate
   */
  record Walk(Kernel kernel, int steps, RandomStream random, @Nullable ChainState resume)
      implements Work {
    public Walk {
      if (steps < 1) {
        throw new IllegalArgumentException("steps (" + steps + ") must be at least 1");
      }
    }
  }
}
