package org.lamarck.strategies.evolution.hybrid;

import java.util.List;
import org.lamarck.strategies.evolution.scatter.Cooperation;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/** Scatter search as a party. */
record ScatterArm(Cooperation islands) implements SideArm {
  static ScatterArm begin(HybridSetup setup) {
    return new ScatterArm(Cooperation.begin(setup.settings().scatter(), List.of()));
  }

  @Override
  public Party party() {
    return Party.SCATTER;
  }

  @Override
  public List<Proposal> ask(long firstId, HybridSetup setup) {
    return islands.ask(firstId, setup.islands());
  }

  @Override
  public int asked(HybridSetup setup) {
    return islands.asked(setup.islands());
  }

  @Override
  public Outcome tell(
      List<Individual> lived, BasinArchive archive, HybridSetup setup, Knowledge knowledge) {
    Cooperation.Outcome outcome =
        islands.tell(lived, archive, setup.islands(), knowledge.hasGradients());
    return new Outcome(new ScatterArm(outcome.cooperation()), outcome.ended());
  }

  @Override
  public SideArm hearing(Vector unit, double value) {
    return new ScatterArm(islands.hearing(unit, value));
  }
}
