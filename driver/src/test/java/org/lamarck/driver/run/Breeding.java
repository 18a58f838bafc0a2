package org.lamarck.driver.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.ReferenceSet;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.evolution.multistart.Start;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

/**
 * A strategy from outside with all of the bookkeeping: a race of local searches, from random points
 * first and from children of what they found then.
 */
record Breeding(int generations) implements Strategy {
  private static final int SLOTS = 4;
  private static final SuccessiveHalving.Rules RULES =
      new SuccessiveHalving.Rules(TrustRegion.DEFAULT, 3, 100, Racing.NONE);

  @Override
  public String name() {
    return "breeding";
  }

  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    return new Brood(
        this,
        space,
        random.copy(),
        SuccessiveHalving.EMPTY,
        ReferenceSet.empty(space.dimension()),
        BasinArchive.empty(space.widths()),
        SearchHistory.EMPTY);
  }

  private record Brood(
      Breeding settings,
      SearchSpace space,
      RandomStream random,
      SuccessiveHalving race,
      ReferenceSet parents,
      BasinArchive archive,
      SearchHistory history)
      implements Generation {
    @Override
    public int number() {
      return history.number();
    }

    private List<Start> starts() {
      List<Start> starts = new ArrayList<>();
      for (long s = race.started(); s < race.started() + race.free(SLOTS); s++) {
        RandomStream chance = random.split("start", s);
        starts.add(
            parents.fertile()
                ? Start.at(
                    "child", space.clip(space.fromUnit(parents.children(chance, s, 1).get(0))))
                : Start.anywhere(MultiStart.anywhere(space, chance, 3)));
      }
      return starts;
    }

    @Override
    public List<Proposal> ask() {
      return race.ask(history.nextId(), starts(), RULES);
    }

    @Override
    public Generation tell(List<Individual> individuals) {
      SearchHistory books = history.after(ask().size(), individuals);
      SuccessiveHalving.Outcome outcome =
          race.tell(individuals, starts(), false, archive, RULES, SLOTS);
      BasinArchive known = archive;
      ReferenceSet next = parents;
      for (SuccessiveHalving.Ended ended : outcome.ended()) {
        known = known.with(ended.refinement());
        if (!ended.refinement().failed()) {
          next =
              next.with(null, space.toUnit(ended.refinement().point()), ended.refinement().value());
        }
      }
      return new Brood(settings, space, random, outcome.race(), next, known, books);
    }

    @Override
    public Optional<Ending> ending() {
      return number() >= settings.generations() ? Optional.of(Ending.DONE) : Optional.empty();
    }

    @Override
    public Optional<Individual> best() {
      return history.winner();
    }
  }
}
