package org.lamarck.strategies.evolution.multistart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where a {@link MultiStart} stands.
 *
 * @param random only split, never read
 */
record MultiStartGeneration(
    MultiStart settings,
    SearchSpace space,
    RandomStream random,
    List<Vector> guesses,
    SuccessiveHalving race,
    SearchHistory history,
    BasinArchive archive)
    implements RecordedGeneration {

  static MultiStartGeneration begin(
      MultiStart settings, SearchSpace space, RandomStream random, List<Vector> guesses) {
    return new MultiStartGeneration(
        settings,
        space,
        random,
        List.copyOf(guesses),
        SuccessiveHalving.EMPTY,
        SearchHistory.EMPTY,
        BasinArchive.empty(space.widths()));
  }

  @Override
  public List<Proposal> ask() {
    return race.ask(history.nextId(), starts(), settings.rules());
  }

  /** The starts of this generation: guesses first, then points from anywhere. */
  private List<Start> starts() {
    List<Start> starts = new ArrayList<>();
    int free = race.free(settings.slots());
    for (long s = race.started(); s < race.started() + free && allowed(s); s++) {
      starts.add(
          s < guesses.size()
              ? Start.at("guess", space.clip(guesses.get((int) s)))
              : Start.anywhere(candidates(s)));
    }
    return starts;
  }

  private List<Vector> candidates(long start) {
    return MultiStart.anywhere(space, random.split("start", start), settings.screening());
  }

  private boolean allowed(long start) {
    return settings.starts() == 0 || start < settings.starts();
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    List<Start> starts = starts();
    SearchHistory books = history.after(race.running().size() + starts.size(), individuals);
    SuccessiveHalving.Outcome outcome =
        race.tell(individuals, starts, false, archive, settings.rules(), settings.slots());
    BasinArchive known = archive;
    for (SuccessiveHalving.Ended ended : outcome.ended()) {
      known = known.with(ended.refinement(), ended.start().lineage().independent());
    }
    return new MultiStartGeneration(settings, space, random, guesses, outcome.race(), books, known);
  }

  @Override
  public Optional<Ending> ending() {
    return race.running().isEmpty() && !allowed(race.started())
        ? Optional.of(Ending.DONE)
        : Optional.empty();
  }

  @Override
  public double chanceOfBetter() {
    return archive.chanceOfBetter(history.best());
  }
}
