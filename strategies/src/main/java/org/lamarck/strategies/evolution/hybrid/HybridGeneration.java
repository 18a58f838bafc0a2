package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.ReferenceSet;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.evolution.multistart.RunningSearch;
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
 * Where a {@link Hybrid} stands. A generation is made of one slice of each local search that runs,
 * of what the islands of scatter search want to know and of one generation of CMA-ES; an arm that
 * has had more than its share sits out until the others have caught up.
 *
 * @param sides the arms beside the race; none at first
 */
record HybridGeneration(
    HybridSetup setup,
    SuccessiveHalving race,
    ReferenceSet elites,
    List<SideArm> sides,
    Balance balance,
    SearchHistory history,
    BasinArchive archive)
    implements RecordedGeneration {
  HybridGeneration {
    sides = List.copyOf(sides);
  }

  /** Every second start is screened with this part of what a local search costs. */
  private static final double SCREENING_COST = 0.1;

  /** A local search of so many slices no longer keeps others from beginning. */
  private static final int LONG = 12;

  /** Side by side runs one more search of multi-start for so many that have ended. */
  private static final int ENDED_PER_SLOT = 5;

  /**
   * How the effort is spent.
   *
   * @param ended local searches of multi-start that ended
   * @param open whether all arms take part
   * @param knowledge what the objective tells
   */
  record Balance(EffortAllocation shares, long ended, boolean open, Knowledge knowledge)
      implements Serializable {
    /** What the objective tells, when these were the last that were asked. */
    Knowledge after(List<Individual> individuals) {
      if (knowledge == Knowledge.VALUES
          || individuals.stream().anyMatch(Individual::foundNoGradient)) {
        return Knowledge.VALUES;
      }
      return individuals.stream().anyMatch(Individual::foundNoResiduals)
          ? Knowledge.GRADIENTS
          : knowledge;
    }
  }

  static HybridGeneration begin(
      Hybrid settings, SearchSpace space, RandomStream random, List<Vector> guesses) {
    settings.cma().stepsFor(space, 1); // complains about a wrong number of steps
    List<Vector> inside = guesses.stream().map(space::clip).toList();
    return new HybridGeneration(
        new HybridSetup(settings, space, random, inside),
        SuccessiveHalving.EMPTY,
        ReferenceSet.empty(space.free().length),
        List.of(),
        new Balance(
            EffortAllocation.begin(
                settings.sharesFor(space.free().length, Knowledge.RESIDUALS).without(Party.BLOCKS)),
            0,
            false,
            Knowledge.RESIDUALS),
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

  /** Whether the race takes part in this generation. */
  private boolean races() {
    return balance.knowledge().hasGradients()
        && (!balance.open() || isDue(Party.MULTISTART, Party.RECOMBINATION));
  }

  /** Whether this arm takes part in this generation. */
  private boolean takesPart(SideArm side) {
    return balance.knowledge().hasGradients() ? isDue(side.party()) : side.party() == Party.CMA;
  }

  /** Whether parties take part and have had no more than their share; some of them always are. */
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
    return share > 0 && spent <= share * all * (1 + 1e-9);
  }

  private double share(Party party) {
    EffortAllocation shares = balance.shares();
    return chanceOfBetter() < 1
        ? shares.settledShare(party)
        : shares.share(party, EffortAllocation.worthOfChance(archive));
  }

  @Override
  public List<Proposal> ask() {
    List<Proposal> proposals = new ArrayList<>();
    if (races()) {
      proposals.addAll(race.ask(history.nextId(), starts(), setup.settings().starts().rules()));
    }
    for (SideArm side : sides) {
      if (takesPart(side)) {
        proposals.addAll(side.ask(history.nextId() + proposals.size(), setup));
      }
    }
    return balance.knowledge().hasGradients() ? history.roughlyAbove(proposals) : proposals;
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
      return Start.at(Party.GUESS, setup.guesses().get((int) s));
    }
    RandomStream random = setup.random().split("start", s);
    int screening = setup.settings().starts().screening();
    if (elites.fertile() && balance.open() && recombines(s)) {
      List<Vector> children = elites.children(random, s, screening);
      List<Vector> inside =
          children.stream().map(u -> setup.space().clip(setup.space().fromUnit(u))).toList();
      return new Start(Party.RECOMBINATION.label(), inside, elites.parent(s), Lineage.PLACED);
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

  /** How many proposals {@link #ask} makes. */
  private int asked() {
    int asked = races() ? race.running().size() + starts().size() : 0;
    for (SideArm side : sides) {
      asked += takesPart(side) ? side.asked(setup) : 0;
    }
    return asked;
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    SearchHistory books = history.after(asked(), individuals);
    Knowledge knowledge = balance.after(individuals);
    SuccessiveHalving nextRace = race;
    ReferenceSet nextElites = elites;
    BasinArchive nextArchive = archive;
    long ended = balance.ended();
    int from = 0;
    if (races()) {
      List<Start> starts = starts();
      from = race.running().size() + starts.size();
      SuccessiveHalving.Outcome outcome =
          race.tell(
              individuals.subList(0, from),
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
    List<SideArm> nextSides = new ArrayList<>();
    for (SideArm side : sides) {
      if (!takesPart(side)) {
        nextSides.add(side);
        continue;
      }
      int to = from + side.asked(setup);
      SideArm.Outcome outcome = side.tell(individuals.subList(from, to), archive, setup, knowledge);
      nextSides.add(outcome.arm());
      for (Refinement refinement : outcome.ended()) {
        nextArchive = nextArchive.with(refinement);
        nextElites = withElite(nextElites, null, refinement);
      }
      from = to;
    }
    boolean open =
        balance.open() || ended > 0 || nextRace.running().stream().anyMatch(this::isLong);
    Shares wanted = setup.settings().sharesFor(setup.space().free().length, knowledge);
    EffortAllocation shares = balance.open() ? shared(individuals) : balance.shares();
    if (knowledge != balance.knowledge()) {
      shares =
          shares.among(
              shares.shares().contains(Party.BLOCKS) ? wanted : wanted.without(Party.BLOCKS));
    }
    if (open && knowledge.hasGradients()) {
      nextSides.addAll(sidesThatBegin(nextSides, shares.shares(), nextArchive));
    }
    if (!knowledge.hasGradients()
        && nextSides.stream().noneMatch(side -> side.party() == Party.CMA)) {
      nextSides.add(CmaArm.begin(setup, nextArchive));
    }
    if (open && !shares.shares().contains(Party.BLOCKS) && wanted.contains(Party.BLOCKS)) {
      Blocks blocks = blocks(nextArchive);
      if (!blocks.isEmpty()) {
        nextSides.add(BlockArm.begin(nextArchive, blocks));
        shares = shares.among(shares.shares().with(Party.BLOCKS, wanted));
      }
    }
    return new HybridGeneration(
        setup,
        nextRace,
        nextElites,
        told(nextSides, nextArchive),
        new Balance(shares, ended, open, knowledge),
        books,
        nextArchive);
  }

  /** What can be taken apart, as far as new basins tell: two of them at least. */
  private Blocks blocks(BasinArchive known) {
    boolean isNews = known.basins().size() >= 2 && !known.equals(archive);
    return isNews ? Blocks.of(known, setup.space().free()) : new Blocks(List.of());
  }

  /** The arms that take part from now on. */
  private List<SideArm> sidesThatBegin(List<SideArm> there, Shares shares, BasinArchive known) {
    Set<Party> wanted = EnumSet.of(Party.SCATTER, Party.CMA, Party.DIFFERENTIAL);
    wanted.removeIf(party -> !shares.contains(party));
    there.forEach(side -> wanted.remove(side.party()));
    List<SideArm> begun = new ArrayList<>();
    for (Party party : wanted) {
      begun.add(
          switch (party) {
            case SCATTER -> ScatterArm.begin(setup);
            case CMA -> CmaArm.begin(setup, known);
            default -> DifferentialArm.begin();
          });
    }
    return begun;
  }

  /** All arms once they heard of the best basin, when that is new. */
  private List<SideArm> told(List<SideArm> all, BasinArchive known) {
    BasinArchive.Basin bottom = known.best().orElse(null);
    if (bottom == null || archive.best().equals(Optional.of(bottom))) {
      return all;
    }
    Vector unit = setup.space().toUnit(bottom.point());
    return all.stream().map(side -> side.hearing(unit, bottom.value())).toList();
  }

  private EffortAllocation shared(List<Individual> individuals) {
    return balance.shares().with(individuals, history.best(), archive, setup::cost);
  }

  @Override
  public double chanceOfBetter() {
    return archive.chanceOfBetter(history.best());
  }
}
