package org.lamarck.driver.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/** A small strategy whose next step depends on the order in which it is told. */
record Wandering(int generations, int size) implements Strategy {
  @Override
  public String name() {
    return "wandering";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    Vector width = space.widths();
    return new Step(this, space, random.copy().nextLong(), 0, 0, BasinArchive.empty(width), 0.0);
  }

  private record Step(
      Wandering settings,
      SearchSpace space,
      long key,
      int number,
      long firstId,
      BasinArchive archive,
      double memory)
      implements Generation {

    @Override
    public List<Proposal> ask() {
      RandomStream own = RandomStream.of(key).split("generation", number);
      List<Proposal> proposals = new ArrayList<>();
      for (int i = 0; i < settings.size(); i++) {
        Vector x = space.drawStart(own.split("individual", i));
        Vector start = space.clip(x.plus(memory, x));
        Work lifetime = i % 2 == 0 ? Work.VALUE : new Work.Refine(new Halving(), 3, null);
        proposals.add(new Proposal(firstId + i, "walk", List.of(start), lifetime));
      }
      return proposals;
    }

    @Override
    public Generation tell(List<Individual> individuals) {
      BasinArchive next = archive;
      double mixed = memory;
      for (Individual individual : individuals) {
        next = next.with(individual.refinement());
        mixed = Math.sin(31 * mixed + individual.point().get(0)); // order matters
      }
      return new Step(settings, space, key, number + 1, firstId + individuals.size(), next, mixed);
    }

    @Override
    public Optional<Ending> ending() {
      return number >= settings.generations() ? Optional.of(Ending.DONE) : Optional.empty();
    }

    @Override
    public Optional<Individual> best() {
      return Optional.empty();
    }
  }

  /** Halves its point as often as it may; {@link Hills} does the work. */
  private record Halving() implements LocalSearch {
    @Override
    public LocalState begin(Vector start) {
      throw new UnsupportedOperationException("not used by the tests' workload");
    }

    @Override
    public Refinement refine(
        Objective objective, SearchSpace space, LocalState state, int iterations) {
      throw new UnsupportedOperationException("not used by the tests' workload");
    }
  }
}
