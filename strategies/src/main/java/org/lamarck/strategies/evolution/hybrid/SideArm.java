package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/** A party of the hybrid that asks and is told by itself, beside the race of local searches. */
interface SideArm extends Serializable {
  Party party();

  List<Proposal> ask(long firstId, HybridSetup setup);

  /** How many proposals {@link #ask} makes. */
  int asked(HybridSetup setup);

  /**
   * The arm after a generation.
   *
   * @param lived what came of {@link #ask}, in its order
   * @param archive of known basins
   * @param knowledge what the objective tells
   */
  Outcome tell(
      List<Individual> lived, BasinArchive archive, HybridSetup setup, Knowledge knowledge);

  /** The arm once it was told of the best basin, when another one found it. */
  default SideArm hearing(Vector unit, double value) {
    return this;
  }

  /** What a generation brought: the arm as it stands now, and local searches that ended. */
  record Outcome(SideArm arm, List<Refinement> ended) {}
}
