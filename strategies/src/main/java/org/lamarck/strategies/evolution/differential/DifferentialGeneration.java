package org.lamarck.strategies.evolution.differential;

import java.util.List;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

/** Where a {@link DifferentialEvolution} stands. */
record DifferentialGeneration(
    DifferentialRun.Setting setting,
    List<Vector> guesses,
    DifferentialRun run,
    SearchHistory history,
    BasinArchive archive)
    implements RecordedGeneration {

  static DifferentialGeneration begin(
      DifferentialEvolution settings,
      SearchSpace space,
      RandomStream random,
      List<Vector> guesses) {
    return new DifferentialGeneration(
        new DifferentialRun.Setting(settings, space, random),
        guesses.stream().map(space::clip).toList(),
        DifferentialRun.begin(),
        SearchHistory.EMPTY,
        BasinArchive.empty(space.widths()));
  }

  private List<Vector> guessesNow() {
    return run.epoch() == 0 ? guesses : List.of();
  }

  @Override
  public List<Proposal> ask() {
    return run.ask(history.nextId(), setting, guessesNow());
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    SearchHistory books = history.after(run.asked(setting, guessesNow()), individuals);
    DifferentialRun told = run.tell(individuals, setting);
    return told.isOnePoint(setting.space())
        // a population from everywhere; where the last one ended is remembered
        ? with(told.anew(), books, archive.with(told.best().refinement()))
        : with(told, books, archive);
  }

  private DifferentialGeneration with(
      DifferentialRun next, SearchHistory books, BasinArchive known) {
    return new DifferentialGeneration(setting, guesses, next, books, known);
  }
}
