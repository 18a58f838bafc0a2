package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.ReferenceSet;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.evolution.cma.Bipop;
import org.lamarck.strategies.evolution.hybrid.EffortAllocation.Party;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.Racing;
import org.lamarck.strategies.evolution.multistart.RunningSearch;
import org.lamarck.strategies.evolution.multistart.Start;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.evolution.scatter.Cooperation;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;
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
    ReferenceSet elites,
    Cooperation islands,
    @Nullable ProbedCma probed,
    Balance balance,
    SearchHistory history,
    BasinArchive archive)
    implements RecordedGeneration {

  /** Every second start is screened with this part of what a local search costs. */
  private static final double SCREENING_COST = 0.1;

  /** A local search of so many slices no longer keeps others from beginning. */
  private static final int LONG = 12;

  /** Side by side runs one more search of multi-start for so many that have ended. */
  private static final int ENDED_PER_SLOT = 5;

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
   * @param open whether all arms take part
   * @param gradients whether the objective has any, as far as is known
   */
  record Balance(EffortAllocation shares, long ended, boolean open, boolean gradients)
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
        ReferenceSet.empty(space.free().length),
        Cooperation.begin(settings.scatter(), List.of()),
        null,
        new Balance(EffortAllocation.equal(), 0, false, true),
        SearchHistory.EMPTY,
        BasinArchive.empty(space.widths()));
  }

  /** One search that is young, those that are long, and more when many have ended. */
  private int slots() {
    long running = race.running().stream().filter(this::isLong).count();
    long more = Math.max(running, balance.ended() / ENDED_PER_SLOT);
    return (int) Math.min(setup.settings().starts().slots(), 1 + more);
  }

  private boolean isLong(RunningSearch search) {
    return search.iterations() >= LONG * setup.settings().starts().slice();
  }

  private Cast cast() {
    if (!balance.gradients()) {
      return new Cast(false, false, true);
    }
    return balance.open()
        ? new Cast(
            isDue(Party.MULTISTART, Party.RECOMBINATION),
            isDue(Party.SCATTER),
            probed != null && isDue(Party.CMA))
        : new Cast(true, false, false);
  }

  /** Whether parties have had no more than their share; some of them are always due. */
  private boolean isDue(Party... parties) {
    EffortAllocation shares = balance.shares();
    double all = 0;
    for (Party any : Party.values()) {
      all += shares.spent(any);
    }
    double share = 0;
    double spent = 0;
    for (Party party : parties) {
      share += share(party);
      spent += shares.spent(party);
    }
    return spent <= share * all * (1 + 1e-9);
  }

  private double share(Party party) {
    EffortAllocation shares = balance.shares();
    return chanceOfBetter() < 1 ? shares.settledShare(party) : shares.share(party);
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
    return balance.gradients() ? history.roughlyAbove(proposals) : proposals;
  }

  /** The starts of this generation: guesses, then points from anywhere. */
  private List<Start> starts() {
    List<Start> starts = new ArrayList<>();
    int guesses = setup.guesses().size();
    long end = Math.max(race.started() + race.free(slots()), guesses);
    for (long s = race.started(); s < end; s++) {
      starts.add(start(s));
    }
    return starts;
  }

  private Start start(long s) {
    if (s < setup.guesses().size()) {
      return Start.at(EffortAllocation.GUESS, setup.guesses().get((int) s));
    }
    RandomStream random = setup.random().split("start", s);
    int screening = setup.settings().starts().screening();
    if (elites.fertile() && balance.open() && recombines(s)) {
      List<Vector> children = elites.children(random, s, screening);
      List<Vector> inside =
          children.stream().map(u -> setup.space().clip(setup.space().fromUnit(u))).toList();
      return new Start(EffortAllocation.RECOMBINATION, inside, elites.parent(s), Lineage.PLACED);
    }
    int count = s % 2 == 0 ? screening : wideScreening(screening);
    return Start.anywhere(MultiStart.anywhere(setup.space(), random, count));
  }

  /** Spreads the children evenly among the starts, as many as the arm's share allows. */
  private boolean recombines(long s) {
    double own = share(Party.RECOMBINATION);
    double part = own / (own + share(Party.MULTISTART));
    return Math.floor((s + 1) * part) > Math.floor(s * part);
  }

  private ReferenceSet withElite(ReferenceSet old, @Nullable Vector parent, Refinement refinement) {
    return refinement.failed()
        ? old
        : old.with(parent, setup.space().toUnit(refinement.point()), refinement.value());
  }

  private int wideScreening(int screening) {
    EffortAllocation shares = balance.shares();
    double pool = shares.spent(Party.MULTISTART) + shares.spent(Party.RECOMBINATION);
    double each = pool / Math.max(1, balance.ended());
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
    ReferenceSet nextElites = elites;
    ProbedCma nextProbed = probed;
    BasinArchive nextArchive = archive;
    long ended = balance.ended();
    if (cast.pool()) {
      SuccessiveHalving.Outcome outcome =
          race.tell(
              individuals.subList(0, pooled),
              starts,
              !balance.open(),
              archive,
              setup.settings().starts().rules(),
              slots());
      nextRace = outcome.race();
      for (SuccessiveHalving.Ended one : outcome.ended()) {
        ended++;
        nextArchive = nextArchive.with(one.refinement(), one.start().lineage().independent());
        nextElites = withElite(nextElites, one.start().parent(), one.refinement());
      }
    }
    if (cast.islands()) {
      Cooperation.Outcome outcome =
          islands.tell(individuals.subList(pooled, scattered), archive, setup.islands(), gradients);
      nextIslands = outcome.cooperation();
      for (Refinement refinement : outcome.ended()) {
        nextArchive = nextArchive.with(refinement);
        nextElites = withElite(nextElites, null, refinement);
      }
    }
    if (cast.probed() && probed != null) {
      ProbedCma.Outcome outcome =
          probed.tell(
              individuals.subList(scattered, individuals.size()), archive, setup.cma(), gradients);
      nextProbed = outcome.probed();
      for (Refinement refinement : outcome.ended()) {
        nextArchive = nextArchive.with(refinement);
        nextElites = withElite(nextElites, null, refinement);
      }
    }
    BasinArchive.Basin bottom = nextArchive.best().orElse(null);
    if (bottom != null && !archive.best().equals(Optional.of(bottom))) {
      nextIslands = nextIslands.hearing(setup.space().toUnit(bottom.point()), bottom.value());
    }
    boolean open =
        balance.open() || ended > 0 || nextRace.running().stream().anyMatch(this::isLong);
    HybridGeneration next =
        new HybridGeneration(
            setup,
            nextRace,
            nextElites,
            nextIslands,
            nextProbed,
            new Balance(
                balance.open() ? shared(individuals) : balance.shares(), ended, open, gradients),
            books,
            nextArchive);
    return next.probed() == null && (open || !gradients) ? next.withCma() : next;
  }

  private HybridGeneration withCma() {
    int lambda = setup.settings().cma().lambdaFor(setup.space().free().length);
    ProbedCma first = ProbedCma.begin(setup.cma(), Bipop.of(lambda));
    return new HybridGeneration(setup, race, elites, islands, first, balance, history, archive);
  }

  private EffortAllocation shared(List<Individual> individuals) {
    return balance.shares().with(individuals, history.best(), archive, setup::cost);
  }

  @Override
  public double chanceOfBetter() {
    return archive.chanceOfBetter(history.best());
  }
}
