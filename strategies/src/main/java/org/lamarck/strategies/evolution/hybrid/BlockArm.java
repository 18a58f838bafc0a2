package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.multistart.Start;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/**
 * Takes a problem apart where it has {@link Blocks}. The best basin tries on each block of other
 * basins, one at a time; all that are better are put together, and a local search begins there.
 * When none is better on any level every block is drawn anew, at the best of a few points each, and
 * a local search goes down from there: what it ends at is tried on in turn. Of nineteen experiments
 * that each have a good basin and a bad one, a search from anywhere finds all good ones once in
 * half a million times, and blocks that are chosen one by one after a few.
 *
 * @param round what is tried on
 * @param race has the local search under way, if there is one
 * @param starts the local search that begins next, if there is one
 * @param drawn how often blocks were drawn anew
 * @param worn basins whose blocks have been tried on: with what blocks add, once is enough
 */
record BlockArm(
    Round round, SuccessiveHalving race, List<Start> starts, long drawn, List<Vector> worn)
    implements SideArm {
  static final String ORIGIN = "blocks";

  /** Basins beside the best whose blocks are tried on, and points of a block that is drawn anew. */
  private static final int MATES = 5;

  /** Basins that are remembered as tried on. */
  private static final int REMEMBERED = 100;

  /** Iterations after which a search from new blocks has told which of them are good. */
  private static final int TELLING = 60;

  /** Part of the value by which a block must be better: rounding is no gain. */
  private static final double LEAST_GAIN = 1e-6;

  BlockArm {
    starts = List.copyOf(starts);
    worn = List.copyOf(worn.subList(Math.max(0, worn.size() - REMEMBERED), worn.size()));
  }

  /**
   * One level of blocks.
   *
   * @param base the best basin's point; evaluated with the others, so that values are compared that
   *     are all as exact, or as rough, as each other
   * @param mates whose blocks are tried on; none when they are drawn anew
   */
  record Round(Blocks blocks, int level, Vector base, List<Vector> mates) implements Serializable {
    Round {
      mates = List.copyOf(mates);
    }

    /** Whether blocks are drawn anew, for there are no mates. */
    private boolean isAnew() {
      return mates.isEmpty();
    }

    private List<List<Integer>> parts() {
      return blocks.level(level);
    }

    /** The base with one block of each mate. */
    private List<Vector> tried(List<Integer> part, List<Vector> from) {
      return from.stream().map(mate -> with(base, part, mate)).toList();
    }
  }

  /** Tries on what is known in an archive, which has blocks. */
  static BlockArm begin(BasinArchive archive, Blocks blocks) {
    return begin(archive, blocks, null, 0, List.of());
  }

  /**
   * Tries on what has not been; draws anew where there is nothing.
   *
   * @param latest end of a local search, tried on first; absent when there is none
   */
  private static BlockArm begin(
      BasinArchive archive, Blocks blocks, @Nullable Vector latest, long drawn, List<Vector> worn) {
    List<BasinArchive.Basin> basins = archive.basins();
    Vector base = basins.get(0).point();
    List<Vector> mates = new ArrayList<>();
    if (latest != null && !latest.equals(base)) {
      mates.add(latest);
    }
    for (int k = 1; k < basins.size() && mates.size() < MATES; k++) {
      Vector other = basins.get(k).point();
      if (!mates.contains(other) && !worn.contains(other)) {
        mates.add(other);
      }
    }
    List<Vector> tried = new ArrayList<>(worn);
    tried.addAll(mates);
    tried.add(base);
    int level = mates.isEmpty() ? (int) (drawn % blocks.levels().size()) : 0;
    Round round = new Round(blocks, level, base, mates);
    return new BlockArm(round, SuccessiveHalving.EMPTY, List.of(), drawn, tried);
  }

  private static Vector with(Vector base, List<Integer> part, Vector mate) {
    double[] x = base.toArray();
    for (int i : part) {
      x[i] = mate.get(i);
    }
    return Vector.of(x);
  }

  @Override
  public Party party() {
    return Party.BLOCKS;
  }

  private SuccessiveHalving.Rules rules(HybridSetup setup) {
    SuccessiveHalving.Rules usual = setup.searches();
    return round.isAnew()
        ? new SuccessiveHalving.Rules(
            usual.search(), usual.slice(), Math.min(TELLING, usual.limit()), usual.racing())
        : usual;
  }

  private boolean searches() {
    return !starts.isEmpty() || !race.running().isEmpty();
  }

  @Override
  public List<Proposal> ask(long firstId, HybridSetup setup) {
    if (searches()) {
      return race.ask(firstId, starts, rules(setup));
    }
    List<Proposal> proposals = new ArrayList<>();
    RandomStream random = setup.random().split(ORIGIN, drawn);
    if (!round.isAnew()) {
      proposals.add(new Proposal(firstId, ORIGIN, List.of(round.base()), Work.VALUE));
    }
    List<List<Integer>> parts = round.parts();
    for (int b = 0; b < parts.size(); b++) {
      List<Vector> from =
          round.isAnew() ? anew(setup.space(), random.split("block", b)) : round.mates();
      long id = firstId + proposals.size();
      proposals.add(new Proposal(id, ORIGIN, round.tried(parts.get(b), from), Work.VALUE));
    }
    return proposals;
  }

  private static List<Vector> anew(SearchSpace space, RandomStream random) {
    List<Vector> points = new ArrayList<>();
    for (int k = 0; k < MATES; k++) {
      points.add(space.drawStart(random.split("point", k)));
    }
    return points;
  }

  @Override
  public int asked(HybridSetup setup) {
    return searches()
        ? race.running().size() + starts.size()
        : round.parts().size() + (round.isAnew() ? 0 : 1);
  }

  @Override
  public Outcome tell(
      List<Individual> lived, BasinArchive archive, HybridSetup setup, Knowledge knowledge) {
    if (!searches()) {
      return new Outcome(tried(lived), List.of());
    }
    SuccessiveHalving.Outcome outcome = race.tell(lived, starts, true, archive, rules(setup), 1);
    List<Refinement> ended = new ArrayList<>();
    BasinArchive known = archive;
    for (SuccessiveHalving.Ended one : outcome.ended()) {
      ended.add(one.refinement());
      known = known.with(one.refinement());
    }
    if (ended.isEmpty()) {
      return new Outcome(new BlockArm(round, outcome.race(), List.of(), drawn, worn), ended);
    }
    Blocks blocks = Blocks.of(known, setup.space().free());
    Blocks now = blocks.isEmpty() ? round.blocks() : blocks;
    return new Outcome(begin(known, now, ended.get(0).point(), drawn, worn), ended);
  }

  /** What follows when blocks were tried on: a local search, another level, or new blocks. */
  private BlockArm tried(List<Individual> lived) {
    boolean anew = round.isAnew();
    Individual base = lived.get(0);
    double least = base.value() - LEAST_GAIN * Math.abs(base.value());
    Vector child = round.base();
    int taken = 0;
    for (int b = 0; b < round.parts().size(); b++) {
      Individual one = lived.get(anew ? b : b + 1);
      if (!one.refinement().failed() && (anew || one.value() < least)) {
        child = with(child, round.parts().get(b), one.point());
        taken++;
      }
    }
    if (taken > 0) {
      Start start = Start.at(ORIGIN, child);
      return new BlockArm(round, race, List.of(start), anew ? drawn + 1 : drawn, worn);
    }
    int levels = round.blocks().levels().size();
    boolean over = anew || round.level() + 1 >= levels;
    long next = over ? drawn + 1 : drawn;
    int level = over ? (int) (next % levels) : round.level() + 1;
    List<Vector> mates = over ? List.of() : round.mates();
    return new BlockArm(
        new Round(round.blocks(), level, round.base(), mates), race, List.of(), next, worn);
  }
}
