package org.lamarck.strategies.evolution;

import java.io.Serializable;
import java.util.List;
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
   */
  Generation tell(List<Individual> individuals);

  /** Whether the strategy has nothing left to try. */
  boolean finished();

  /** The basins found so far, best first. */
  BasinArchive archive();
}
