package org.lamarck.strategies.evolution.scatter;

import java.util.List;
import org.lamarck.strategies.evolution.CallCosts;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where a {@link ScatterSearch} stands.
 *
 * @param gradients whether the objective has any, as far as is known
 */
record ScatterGeneration(
    Cooperation.Setting setting,
    Cooperation cooperation,
    boolean gradients,
    SearchHistory history,
    BasinArchive archive)
    implements RecordedGeneration {
  static ScatterGeneration begin(
      ScatterSearch settings, SearchSpace space, RandomStream random, List<Vector> guesses) {
    return new ScatterGeneration(
        new Cooperation.Setting(settings, space, random, CallCosts.TANGENTS),
        Cooperation.begin(settings, guesses.stream().map(space::clip).toList()),
        true,
        SearchHistory.EMPTY,
        BasinArchive.empty(space.widths()));
  }

  @Override
  public List<Proposal> ask() {
    List<Proposal> proposals = cooperation.ask(history.nextId(), setting);
    return gradients ? history.roughlyAbove(proposals) : proposals;
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    SearchHistory books = history.after(cooperation.asked(setting), individuals);
    boolean differentiable =
        gradients && individuals.stream().noneMatch(Individual::foundNoGradient);
    Cooperation.Outcome outcome = cooperation.tell(individuals, archive, setting, differentiable);
    BasinArchive known = archive;
    for (Refinement refinement : outcome.ended()) {
      known = known.with(refinement);
    }
    return new ScatterGeneration(setting, outcome.cooperation(), differentiable, books, known);
  }
}
