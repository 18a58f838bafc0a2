package org.lamarck.driver.run;

import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.evolution.Arm;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/** The only generation in a space without coordinates: its one point needs no strategy. */
record NothingToSearch() implements Generation {
  @Override
  public int number() {
    return 0;
  }

  @Override
  public List<Proposal> ask() {
    return List.of();
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    throw new IllegalArgumentException("nothing was asked for");
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(Ending.NOTHING_TO_SEARCH);
  }

  @Override
  public BasinArchive archive() {
    return BasinArchive.empty(Vector.of());
  }

  @Override
  public Optional<Individual> best() {
    return Optional.empty();
  }

  @Override
  public List<Arm> arms() {
    return List.of();
  }
}
