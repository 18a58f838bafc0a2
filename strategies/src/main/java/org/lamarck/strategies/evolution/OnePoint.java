package org.lamarck.strategies.evolution;

import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/**
 * Where no coordinate can move, because there is none or all have equal bounds: the point is
 * evaluated once, and that is all there is to search.
 */
public final class OnePoint implements RecordedGeneration {
  private static final long serialVersionUID = 1L;

  private final SearchSpace space;
  private final SearchHistory history;
  private final BasinArchive archive;

  private OnePoint(SearchSpace space, SearchHistory history, BasinArchive archive) {
    this.space = space;
    this.history = history;
    this.archive = archive;
  }

  /** The first generation in a space of one point. */
  public static OnePoint of(SearchSpace space) {
    if (space.free().length > 0) {
      throw new IllegalArgumentException(
          space.names().get(space.free()[0]) + " can move; this is for spaces of one point");
    }
    return new OnePoint(space, SearchHistory.EMPTY, BasinArchive.empty(space.widths()));
  }

  @Override
  public SearchHistory history() {
    return history;
  }

  @Override
  public List<Proposal> ask() {
    return finished()
        ? List.of()
        : List.of(new Proposal(history.nextId(), "point", List.of(space.lower()), Work.VALUE));
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    SearchHistory books = history.after(ask().size(), individuals);
    BasinArchive known = archive;
    for (Individual individual : individuals) {
      known = known.with(individual.refinement());
    }
    return new OnePoint(space, books, known);
  }

  @Override
  public Optional<Ending> ending() {
    return history.number() == 0 ? Optional.empty() : Optional.of(Ending.NOTHING_TO_SEARCH);
  }

  @Override
  public BasinArchive archive() {
    return archive;
  }
}
