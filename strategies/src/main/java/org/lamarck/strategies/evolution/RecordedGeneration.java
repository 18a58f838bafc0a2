package org.lamarck.strategies.evolution;

import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.population.Individual;

/** A generation whose number, best individual and arms are those of a {@link SearchHistory}. */
public interface RecordedGeneration extends Generation {
  /** The books of all generations before this one. */
  SearchHistory history();

  @Override
  default int number() {
    return history().number();
  }

  @Override
  default Optional<Individual> best() {
    return history().winner();
  }

  @Override
  default List<Arm> arms() {
    return history().arms();
  }
}
