package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.evolution.cma.Bipop;
import org.lamarck.strategies.evolution.hybrid.EffortAllocation.Party;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.evolution.multistart.Start;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.evolution.scatter.Cooperation;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where a {@link Hybrid} stands. A generation is made of one slice of each local search that runs,
 * of what the islands of scatter search want to know and of one generation of CMA-ES; an arm that
 * has had more than its share sits out until the others have caught up.
 *
 * @param probed CMA-ES; absent at first
 */
record HybridGeneration(
    Setup setup,
    SuccessiveHalving race,
    Cooperation islands,
    @Nullable ProbedCma probed,
    Balance balance,
    SearchHistory history,
    BasinArchive archive)
    implements RecordedGeneration {

  private static final String GUESS = "guess";
  private static final String MULTISTART = "multistart";
  private static final String SCATTER = "scatter";

  /** Every second start is screened with this part of what a local search costs. */
  private static final double SCREENING_COST = 0.1;

  /** Multi-start runs this many searches side by side at first, and more when some have ended. */
  private static final int FIRST_SLOTS = 2;

  /** What stays the same throughout a run; {@code random} is only split, never read. */
  record Setup(Hybrid settings, SearchSpace space, RandomStream random, List<Vector> guesses)
      implements Serializable {
    Cooperation.Setting islands() {
      return new Cooperation.Setting(
          settings.scatter(), space, random.split("scatter", 0), settings.costs());
    }

    double cost(Effort effort) {
      return settings.costs().of(effort, space.free().length);
    }

    ProbedCma.Setting cma() {
      SuccessiveHalving.Rules rules = settings.starts().rules();
      return new ProbedCma.Setting(
          settings.cma(),
          space,
          random.split("island", 0),
          new SuccessiveHalving.Rules(rules.search(), rules.slice(), rules.limit(), Racing.NONE),
          settings.costs(),
          settings.injection());
    }
  }

  /**
   * How the effort is spent.
   *
   * @param ended local searches of multi-start that ended
   * @param scattered local searches of scatter search that ended
   * @param gradients whether the objective has any, as far as is known
   */
  record Balance(EffortAllocation shares, long ended, long scattered, boolean gradients)
      implements Serializable {}

  /** Who takes part in a generation. */
  private record Cast(boolean pool, boolean islands, boolean probed) {}

  static HybridGeneration begin(
      Hybrid settings, SearchSpace space, RandomStream random, List<Vector> guesses) {
    settings.cma().stepsFor(space.dimension(), 1); // complains about a wrong number of steps
    List<Vector> inside = guesses.stream().map(space::clip).toList();
    return new HybridGeneration(
        new Setup(settings, space, random, inside),
        SuccessiveHalving.EMPTY,
        Cooperation.begin(settings.scatter(), List.of()),
        null,
        new Balance(EffortAllocation.equal(), 0, 0, true),
        SearchHistory.EMPTY,
        BasinArchive.empty(space.widths()));
  }

  private boolean warming() {
    return balance.gradients() && balance.scattered() == 0;
  }

  private int slots() {
    int most = setup.settings().starts().slots();
    return (int) Math.min(most, Math.max(FIRST_SLOTS, balance.ended()));
  }

  private Cast cast() {
    if (!balance.gradients()) {
      return new Cast(false, false, true);
    }
    if (warming()) {
      return new Cast(!setup.guesses().isEmpty(), true, false);
    }
    boolean settled = chanceOfBetter() < 1;
    return new Cast(
        isDue(Party.MULTISTART, settled),
        isDue(Party.SCATTER, settled),
        probed != null && isDue(Party.CMA, settled));
  }

  /** Whether a party has had no more than its share; one of them is always due. */
  private boolean isDue(Party party, boolean settled) {
    EffortAllocation shares = balance.shares();
    double all = 0;
    for (Party any : Party.values()) {
      all += shares.spent(any);
    }
    double share = settled ? shares.settledShare(party) : shares.share(party);
    return shares.spent(party) <= share * all * (1 + 1e-9);
  }

  @Override
  public List<Proposal> ask() {
    Cast cast = cast();
    List<Proposal> proposals = new ArrayList<>();
    if (cast.pool()) {
      proposals.addAll(race.ask(history.nextId(), starts(), setup.settings().starts().rules()));
    }
    if (cast.islands()) {
      proposals.addAll(islands.ask(history.nextId() + proposals.size(), setup.islands()));
    }
    if (cast.probed() && probed != null) {
      proposals.addAll(probed.ask(history.nextId() + proposals.size(), setup.cma()));
    }
    return proposals;
  }

  /** The starts of this generation: guesses, then points from anywhere. */
  private List<Start> starts() {
    List<Start> starts = new ArrayList<>();
    int guesses = setup.guesses().size();
    long end = Math.max(race.started() + race.free(slots()), guesses);
    if (warming()) {
      end = guesses;
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
    int count = s % 2 == 0 ? screening : wideScreening(screening);
    return Start.anywhere(MultiStart.anywhere(setup.space(), random, count));
  }

  private int wideScreening(int screening) {
    double each = balance.shares().spent(Party.MULTISTART) / Math.max(1, balance.ended());
    return (int) Math.min(10.0 * screening, Math.max(screening, SCREENING_COST * each));
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    Cast cast = cast();
    List<Start> starts = cast.pool() ? starts() : List.of();
    int pooled = cast.pool() ? race.running().size() + starts.size() : 0;
    int scattered = pooled + (cast.islands() ? islands.asked(setup.islands()) : 0);
    int sampled = cast.probed() && probed != null ? probed.asked() : 0;
    SearchHistory books = history.after(scattered + sampled, individuals);
    boolean gradients =
        balance.gradients() && individuals.stream().noneMatch(Individual::foundNoGradient);
    SuccessiveHalving nextRace = race;
    Cooperation nextIslands = islands;
    ProbedCma nextProbed = probed;
    BasinArchive nextArchive = archive;
    long ended = balance.ended();
    long searched = balance.scattered();
    if (cast.pool()) {
      SuccessiveHalving.Outcome outcome =
          race.tell(
              individuals.subList(0, pooled),
              starts,
              warming(),
              archive,
              setup.settings().starts().rules(),
              slots());
      nextRace = outcome.race();
      for (SuccessiveHalving.Ended one : outcome.ended()) {
        ended++;
        nextArchive = nextArchive.with(one.refinement(), one.start().lineage().independent());
      }
    }
    if (cast.islands()) {
      Cooperation.Outcome outcome =
          islands.tell(individuals.subList(pooled, scattered), archive, setup.islands(), gradients);
      nextIslands = outcome.cooperation();
      for (Refinement refinement : outcome.ended()) {
        searched++;
        nextArchive = nextArchive.with(refinement);
      }
    }
    if (cast.probed() && probed != null) {
      ProbedCma.Outcome outcome =
          probed.tell(
              individuals.subList(scattered, individuals.size()), archive, setup.cma(), gradients);
      nextProbed = outcome.probed();
      for (Refinement refinement : outcome.ended()) {
        nextArchive = nextArchive.with(refinement);
      }
    }
    HybridGeneration next =
        new HybridGeneration(
            setup,
            nextRace,
            nextIslands,
            nextProbed,
            new Balance(shared(individuals), ended, searched, gradients),
            books,
            nextArchive);
    return next.probed() == null && !next.warming() ? next.withCma() : next;
  }

  private HybridGeneration withCma() {
    int lambda = setup.settings().cma().lambdaFor(setup.space().free().length);
    ProbedCma first = ProbedCma.begin(setup.cma(), Bipop.of(lambda));
    return new HybridGeneration(setup, race, islands, first, balance, history, archive);
  }

  private EffortAllocation shared(List<Individual> individuals) {
    double[] costs = new double[Party.values().length];
    double[] gains = new double[costs.length];
    Individual old = history.best();
    double best = old == null ? Double.POSITIVE_INFINITY : old.value();
    for (Individual one : individuals) {
      int party = List.of(Party.values()).indexOf(partyOf(one.origin()));
      costs[party] += setup.cost(one.refinement().effort());
      if (one.value() < best) {
        double fall = best - one.value();
        // falls count in units of how far apart the basins are, and none for more than one
        gains[party] += Double.isInfinite(fall) ? 0 : fall / (fall + spread(fall));
        best = one.value();
      }
    }
    return balance.shares().with(boxed(costs), boxed(gains));
  }

  /** How far the middle of the basins is above the best; {@code alone} when there is but one. */
  private double spread(double alone) {
    List<BasinArchive.Basin> basins = archive.basins();
    return basins.size() < 2
        ? alone
        : basins.get(basins.size() / 2).value() - basins.get(0).value();
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
      case SCATTER -> Party.SCATTER;
      default -> Party.CMA;
    };
  }

  @Override
  public double chanceOfBetter() {
    return archive.chanceOfBetter(history.best());
  }
}
