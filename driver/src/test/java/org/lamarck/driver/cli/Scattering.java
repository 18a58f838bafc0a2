package org.lamarck.driver.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/** A strategy as a user would write one: ten random points a generation, ten generations. */
public record Scattering() implements Strategy {
  @Override
  public String name() {
    return "scattering";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return new Points(space, random.copy(), SearchHistory.EMPTY);
  }

  private record Points(SearchSpace space, RandomStream random, SearchHistory history)
      implements RecordedGeneration {
    @Override
    public List<Proposal> ask() {
      return LongStream.range(history.nextId(), history.nextId() + 10)
          .mapToObj(
              id ->
                  new Proposal(
                      id,
                      "scattered",
                      List.of(space.drawStart(random.split("point", id))),
                      Work.VALUE))
          .toList();
    }

    @Override
    public Generation tell(List<Individual> individuals) {
      return new Points(space, random, history.after(10, individuals));
    }

    @Override
    public Optional<Ending> ending() {
      return number() == 10 ? Optional.of(Ending.DONE) : Optional.empty();
    }

    @Override
    public BasinArchive archive() {
      return BasinArchive.empty(space.widths());
    }
  }
}
