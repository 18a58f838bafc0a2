package org.lamarck.strategies.sampling;

import java.util.List;
import org.lamarck.strategies.chain.Nuts;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * Chains of NUTS side by side, each with its own chance, on the density exp(−objective) of the
 * search space's coordinates. They begin in modes, by their masses; without any at guesses, in
 * turn; else anywhere.
 *
 * @param kernel what makes steps, and in how many it learns
 * @param chains how many, at least 2: one alone cannot tell whether it has converged
 * @param draws that are kept of each, after it has learnt
 * @param slice steps of a chain per generation, so that processors are kept busy
 * @param modes of high density, such as the basins of a search
 */
public record Sampling(Nuts kernel, int chains, int draws, int slice, List<Mode> modes)
    implements Strategy {
  private static final int SLICE = 25;

  public Sampling {
    check(chains, draws, slice);
    modes = List.copyOf(modes);
  }

  /** Refuses counts that would tell nothing. */
  static void check(int chains, int draws, int slice) {
    if (chains < 2 || draws < Convergence.FEWEST_DRAWS || slice < 1) {
      throw new IllegalArgumentException(
          "chains (%d) must be at least 2, draws (%d) at least %d, a slice (%d) at least 1"
              .formatted(chains, draws, Convergence.FEWEST_DRAWS, slice));
    }
  }

  /** Chains that begin at guesses. */
  public Sampling(Nuts kernel, int chains, int draws, int slice) {
    this(kernel, chains, draws, slice, List.of());
  }

  /** The same that begins in these modes. */
  public Sampling in(List<Mode> others) {
    return new Sampling(kernel, chains, draws, slice, others);
  }

  /** Chains of NUTS with its usual settings. */
  public static Sampling of(int chains, int draws) {
    return new Sampling(Nuts.DEFAULT, chains, draws, SLICE);
  }

  @Override
  public String name() {
    return "nuts";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return space.free().length == 0
        ? OnePoint.of(space)
        : SamplingGeneration.begin(this, space, random.copy(), guesses);
  }
}
