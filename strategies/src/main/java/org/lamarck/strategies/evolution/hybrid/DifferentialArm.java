package org.lamarck.strategies.evolution.hybrid;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.evolution.differential.DifferentialRun;
import org.lamarck.strategies.evolution.multistart.Start;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/**
 * Differential evolution as a party. Each time the population has become half as wide a local
 * search begins at its best member; the population itself goes on undisturbed. One that has become
 * narrow begins anew: that search has told what is there.
 *
 * @param race has the local search under way, if there is one
 * @param starts the local search that begins next, if there is one
 * @param searched the width at the last local search, in units of the box
 */
record DifferentialArm(
    DifferentialRun run, SuccessiveHalving race, List<Start> starts, double searched)
    implements SideArm {
  private static final double SHRINK = 0.5;

  /** A population that is nowhere wider than this is over. */
  private static final double NARROW = 1e-2;

  static DifferentialArm begin() {
    return of(DifferentialRun.begin());
  }

  private static DifferentialArm of(DifferentialRun run) {
    return new DifferentialArm(run, SuccessiveHalving.EMPTY, List.of(), 1);
  }

  @Override
  public Party party() {
    return Party.DIFFERENTIAL;
  }

  private boolean searches() {
    return !starts.isEmpty() || !race.running().isEmpty();
  }

  @Override
  public List<Proposal> ask(long firstId, HybridSetup setup) {
    return searches()
        ? race.ask(firstId, starts, setup.searches())
        : run.ask(firstId, setup.differential(), List.of());
  }

  @Override
  public int asked(HybridSetup setup) {
    return searches()
        ? race.running().size() + starts.size()
        : run.asked(setup.differential(), List.of());
  }

  @Override
  public Outcome tell(
      List<Individual> lived, BasinArchive archive, HybridSetup setup, Knowledge knowledge) {
    if (searches()) {
      SuccessiveHalving.Outcome outcome =
          race.tell(lived, starts, true, archive, setup.searches(), 1);
      List<Refinement> ended = new ArrayList<>();
      outcome.ended().forEach(one -> ended.add(one.refinement()));
      DifferentialArm next = new DifferentialArm(run, outcome.race(), List.of(), searched);
      return new Outcome(!next.searches() && searched <= NARROW ? of(run.anew()) : next, ended);
    }
    DifferentialRun told = run.tell(lived, setup.differential());
    double width = told.width(setup.space());
    if (width > SHRINK * searched) {
      return new Outcome(new DifferentialArm(told, race, starts, searched), List.of());
    }
    Individual best = told.best();
    if (!knowledge.hasGradients() || best.refinement().failed()) {
      return new Outcome(
          width <= NARROW ? of(told.anew()) : new DifferentialArm(told, race, starts, width),
          best.refinement().failed() ? List.of() : List.of(best.refinement()));
    }
    Start start = Start.at(DifferentialRun.ORIGIN, best.point());
    return new Outcome(new DifferentialArm(told, race, List.of(start), width), List.of());
  }
}
