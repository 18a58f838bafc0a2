package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Arm;
import org.lamarck.strategies.evolution.Ending;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.ReferenceSet;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.evolution.cma.Bipop;
import org.lamarck.strategies.evolution.hybrid.EffortAllocation.Party;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.evolution.multistart.Start;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where a {@link Hybrid} stands. A generation is made of one slice of each local search that runs
 * and of one generation of CMA-ES; local searches that have had more than their share sit out until
 * CMA-ES has caught up, and its probes the other way round.
 */
record HybridGeneration(
    Setup setup,
    SuccessiveHalving race,
    ReferenceSet elites,
    @Nullable ProbedCma probed,
    Balance balance,
    SearchHistory history,
    BasinArchive archive)
    implements Generation {

  private static final String GUESS = "guess";
  private static final String MULTISTART = "multistart";
  private static final String RECOMBINATION = "recombination";

  /** The warm phase is over when this part of its searches has ended: nobody waits for the last. */
  private static final double WARM_ENOUGH = 0.6;

  /** Every second start is screened with this part of what a local search costs. */
  private static final double SCREENING_COST = 0.1;

  /** What stays the same throughout a run; {@code random} is only split, never read. */
  record Setup(Hybrid settings, SearchSpace space, RandomStream random, List<Vector> guesses)
      implements Serializable {
    int warm() {
      return settings.warm() + guesses.size();
    }
  }

  /**
   * How the effort is spent.
   *
   * @param ended local searches of the pool that ended
   * @param gradients whether the objective has any, as far as is known
   */
  record Balance(EffortAllocation shares, long ended, boolean gradients) implements Serializable {}

  /** Who takes part in a generation. */
  private record Cast(boolean pool, boolean probed) {}

  static HybridGeneration begin(
      Hybrid settings, SearchSpace space, RandomStream random, List<Vector> guesses) {
    settings.cma().stepsFor(space.dimension(), 1); // complains about a wrong number of steps
    List<Vector> inside = guesses.stream().map(space::clip).toList();
    return new HybridGeneration(
        new Setup(settings, space, random, inside),
        SuccessiveHalving.EMPTY,
        ReferenceSet.empty(space.dimension()),
        null,
        new Balance(EffortAllocation.equal(), 0, true),
        SearchHistory.EMPTY,
        BasinArchive.empty(space.widths()));
  }

  @Override
  public int number() {
    return history.number();
  }

  private boolean warming() {
    return balance.gradients() && balance.ended() < WARM_ENOUGH * setup.warm();
  }

  private int slots() {
    return warming() ? setup.warm() : setup.settings().starts().slots();
  }

  private Cast cast() {
    if (probed == null || !balance.gradients()) {
      return new Cast(probed == null, probed != null);
    }
    EffortAllocation shares = balance.shares();
    double cma = shares.spent(Party.CMA);
    double pool = shares.spent(Party.MULTISTART) + shares.spent(Party.RECOMBINATION);
    double owed = shares.share(Party.CMA) * (cma + pool) - cma;
    // samples cost little beside slices of local searches: they go along, and keep processors busy
    return new Cast(owed <= 0, owed >= 0 || probed.probe() == null);
  }

  @Override
  public List<Proposal> ask() {
    Cast cast = cast();
    List<Proposal> proposals = new ArrayList<>();
    if (cast.pool()) {
      proposals.addAll(race.ask(history.nextId(), starts(), setup.settings().starts().rules()));
    }
    if (cast.probed() && probed != null) {
      proposals.addAll(probed.ask(history.nextId() + proposals.size(), setting()));
    }
    return proposals;
  }

  /** The starts of this generation: guesses, then points from anywhere and children. */
  private List<Start> starts() {
    List<Start> starts = new ArrayList<>();
    long end = race.started() + race.free(slots());
    if (warming()) {
      end = Math.min(end, setup.warm());
    }
    for (long s = race.started(); s < end; s++) {
      starts.add(start(s));
    }
    return starts;
  }

  private Start start(long s) {
    if (s < setup.guesses().size()) {
      return Start.at(GUESS, setup.guesses().get((int) s));
    }
    RandomStream random = setup.random().split("start", s);
    int screening = setup.settings().starts().screening();
    if (elites.fertile() && !warming() && recombines(s)) {
      List<Vector> children = elites.children(random, s, screening);
      return new Start(
          RECOMBINATION,
          children.stream().map(u -> setup.space().clip(setup.space().fromUnit(u))).toList(),
          elites.parent(s),
          Lineage.PLACED);
    }
    int count = s % 2 == 0 || warming() ? screening : wideScreening(screening);
    return Start.anywhere(MultiStart.anywhere(setup.space(), random, count));
  }

  /** Spreads the children evenly among the starts, as many as the arm's share allows. */
  private boolean recombines(long s) {
    double own = balance.shares().share(Party.RECOMBINATION);
    double part = own / (own + balance.shares().share(Party.MULTISTART));
    return Math.floor((s + 1) * part) > Math.floor(s * part);
  }

  private int wideScreening(int screening) {
    EffortAllocation shares = balance.shares();
    double pool = shares.spent(Party.MULTISTART) + shares.spent(Party.RECOMBINATION);
    double each = pool / Math.max(1, balance.ended());
    return (int) Math.min(10.0 * screening, Math.max(screening, SCREENING_COST * each));
  }

  private ProbedCma.Setting setting() {
    SuccessiveHalving.Rules rules = setup.settings().starts().rules();
    return new ProbedCma.Setting(
        setup.settings().cma(),
        setup.space(),
        setup.random().split("island", 0),
        new SuccessiveHalving.Rules(rules.search(), rules.slice(), rules.limit(), Racing.NONE),
        setup.settings().costs());
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    Cast cast = cast();
    List<Start> starts = cast.pool() ? starts() : List.of();
    int split = cast.pool() ? race.running().size() + starts.size() : 0;
    int sampled = cast.probed() && probed != null ? probed.asked() : 0;
    SearchHistory books = history.after(split + sampled, individuals);
    SuccessiveHalving nextRace = race;
    ReferenceSet nextElites = elites;
    BasinArchive nextArchive = archive;
    long ended = balance.ended();
    boolean gradients =
        balance.gradients() && individuals.stream().noneMatch(Individual::foundNoGradient);
    if (cast.pool()) {
      SuccessiveHalving.Outcome outcome =
          race.tell(
              individuals.subList(0, split),
              starts,
              warming(),
              archive,
              setup.settings().starts().rules(),
              setup.settings().starts().slots());
      nextRace = outcome.race();
      for (SuccessiveHalving.Ended one : outcome.ended()) {
        ended++;
        nextArchive = nextArchive.with(one.refinement(), one.start().lineage().independent());
        nextElites = withElite(nextElites, one.start().parent(), one.refinement());
      }
    }
    ProbedCma nextProbed = probed;
    if (cast.probed() && probed != null) {
      ProbedCma.Outcome outcome =
          probed.tell(
              individuals.subList(split, individuals.size()), archive, setting(), gradients);
      nextProbed = outcome.probed();
      for (Refinement refinement : outcome.ended()) {
        nextArchive = nextArchive.with(refinement);
        nextElites = withElite(nextElites, null, refinement);
      }
    }
    HybridGeneration next =
        new HybridGeneration(
            setup,
            nextRace,
            nextElites,
            nextProbed,
            new Balance(shared(individuals), ended, gradients),
            books,
            nextArchive);
    return next.probed() == null && !next.warming() ? next.withCma() : next;
  }

  private HybridGeneration withCma() {
    int lambda = setup.settings().cma().lambdaFor(setup.space().free().length);
    ProbedCma first = ProbedCma.begin(setting(), Bipop.of(lambda));
    return new HybridGeneration(setup, race, elites, first, balance, history, archive);
  }

  private ReferenceSet withElite(ReferenceSet old, @Nullable Vector parent, Refinement refinement) {
    return refinement.failed()
        ? old
        : old.with(parent, setup.space().toUnit(refinement.point()), refinement.value());
  }

  private EffortAllocation shared(List<Individual> individuals) {
    double[] costs = new double[Party.values().length];
    double[] gains = new double[costs.length];
    Individual old = history.best();
    double best = old == null ? Double.POSITIVE_INFINITY : old.value();
    for (Individual one : individuals) {
      int party = List.of(Party.values()).indexOf(partyOf(one.origin()));
      costs[party] += setup.settings().costs().of(one.refinement().effort());
      if (one.value() < best) {
        double fall = best - one.value();
        double spread = elites.valueSpread().orElse(fall);
        // falls count in units of how far apart the elites are, and none for more than one
        gains[party] += Double.isInfinite(fall) ? 0 : fall / (fall + spread);
        best = one.value();
      }
    }
    return balance.shares().with(boxed(costs), boxed(gains));
  }

  private static List<Double> boxed(double[] values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return list;
  }

  private static Party partyOf(String origin) {
    return switch (origin) {
      case GUESS, MULTISTART -> Party.MULTISTART;
      case RECOMBINATION -> Party.RECOMBINATION;
      default -> Party.CMA;
    };
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.empty();
  }

  @Override
  public double chanceOfBetter() {
    return archive.chanceOfBetter(history.best());
  }

  @Override
  public Optional<Individual> best() {
    return history.winner();
  }

  @Override
  public List<Arm> arms() {
    return history.arms();
  }
}
