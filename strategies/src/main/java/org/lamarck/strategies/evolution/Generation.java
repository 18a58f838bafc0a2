package org.lamarck.strategies.evolution;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/**
 * Where a run stands: an immutable, serialisable value, so that a checkpoint is a generation and
 * nothing else.
 */
public interface Generation extends Serializable {
  /** 0 for the first. */
  int number();

  /** What to compute next; the same answer each time it is asked. */
  List<Proposal> ask();

  /**
   * The next generation.
   *
   * @param individuals what came of {@link #ask}, one for each proposal, in its order
   * @throws IllegalArgumentException when they are others than those asked for
   */
  Generation tell(List<Individual> individuals);

  /** Why the strategy has nothing left to try; empty as long as it has. */
  default Optional<Ending> ending() {
    return Optional.empty();
  }

  /** Whether the strategy has nothing left to try. */
  default boolean finished() {
    return ending().isPresent();
  }

  /** What was found so far; of a search for the best point {@link Report.Fitted}. */
  default Report report() {
    return new Report.Fitted(archive(), arms());
  }

  /** The basins found so far, best first; none where basins are not looked for. */
  default BasinArchive archive() {
    return BasinArchive.NONE;
  }

  /** The best individual of all that were told, in a basin or not. */
  Optional<Individual> best();

  /** What each part of the strategy did so far, in the order of first appearance. */
  default List<Arm> arms() {
    return List.of();
  }

  /**
   * An estimate of the chance that a better basin would be found by as many searches again as have
   * been made; 1 for strategies that cannot tell. {@link
   * org.lamarck.strategies.population.BasinArchive#chanceOfBetter}.
   */
  default double chanceOfBetter() {
    return 1;
  }
}
