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
 * Parallel tempering: ladders of chains of exp(−β objective) for β from 1 to 0, whose neighbours
 * change places, so that chains at 1 come to modes that lie apart. At β = 0 draws are independent
 * and uniform in the space. Each chain is one of NUTS with a metric of its own; temperatures adapt
 * while chains learn ({@link Ladder}). Neighbours are tried in turn, even and odd ones (Syed et al.
 * 2022, Non-reversible parallel tempering, JRSS B 84, 321).
 *
 * @param kernel of the chains
 * @param ladders side by side, at least 2: one alone cannot tell whether it has converged
 * @param draws of each chain at β = 1 that are kept after all have learnt
 * @param slice steps of a chain between exchanges
 * @param levels temperatures of a ladder, at least 3; 0 for as many as values in the space ask for
 * @param modes in which chains begin, in turn; they begin at guesses where there are none
 */
public record Tempering(
    Nuts kernel, int ladders, int draws, int slice, int levels, List<Mode> modes)
    implements Strategy {
  public Tempering {
    Sampling.check(ladders, draws, slice);
    if (levels != 0 && (levels < 3 || levels > TemperingGeneration.MOST_LEVELS)) {
      throw new IllegalArgumentException(
          "temperatures (%d) must be from 3 to %d, or 0 for as many as are needed"
              .formatted(levels, TemperingGeneration.MOST_LEVELS));
    }
    modes = List.copyOf(modes);
  }

  @Override
  public String name() {
    return "tempering";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return space.free().length == 0
        ? OnePoint.of(space)
        : TemperingGeneration.begin(this, space, random.copy(), guesses);
  }
}
