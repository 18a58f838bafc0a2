package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.evolution.multistart.Start;
import org.lamarck.strategies.evolution.multistart.SuccessiveHalving;
import org.lamarck.strategies.evolution.scatter.Cooperation.Setting;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/**
 * One island.
 *
 * @param number among the islands
 * @param guests points that came from others and wait for the end of the iteration
 */
record Island(
    int number,
    Temper temper,
    RefSet set,
    Stage stage,
    Clock clock,
    Trails trails,
    List<Member> guests)
    implements Serializable {
  static final String ORIGIN = "scatter";
  private static final String GUESS = "guess";

  /** So many first sets are drawn when too few of their points can be evaluated. */
  private static final int MOST_ROUNDS = 5;

  Island {
    guests = List.copyOf(guests);
  }

  /**
   * How long it has been at it.
   *
   * @param epoch how often it began
   * @param iteration of the present epoch
   * @param sinceSearch iterations since the latest local search
   * @param lowest value that it found in this epoch
   * @param costSince what it spent since, in calls for the value
   */
  record Clock(int epoch, long iteration, int sinceSearch, double lowest, double costSince)
      implements Serializable {
    static Clock of(int epoch) {
      return new Clock(epoch, 0, 0, Double.POSITIVE_INFINITY, 0);
    }

    Clock spent(double cost, double best) {
      boolean better = best < lowest;
      return new Clock(
          epoch, iteration, sinceSearch, Math.min(best, lowest), better ? 0 : costSince + cost);
    }

    Clock ticked() {
      return new Clock(epoch, iteration + 1, sinceSearch + 1, lowest, costSince);
    }

    Clock searched() {
      return new Clock(epoch, iteration, 0, lowest, costSince);
    }
  }

  /** What a generation brought: the island as it is now, and a local search that ended. */
  record Outcome(Island island, @Nullable Refinement ended) {}

  static Island begin(int number, Temper temper, List<Vector> guesses) {
    Stage first = new Stage.Diverse(0, guesses, List.of());
    return new Island(number, temper, RefSet.EMPTY, first, Clock.of(0), Trails.NONE, List.of());
  }

  /** From everywhere once more, as another kind; what was searched from is remembered. */
  Island anew(Temper other) {
    Stage first = new Stage.Diverse(0, List.of(), List.of());
    Clock begun = Clock.of(clock.epoch() + 1);
    return new Island(number, other, RefSet.EMPTY, first, begun, trails, List.of());
  }

  Island hosting(Member guest) {
    List<Member> next = new ArrayList<>(guests);
    next.add(guest);
    return new Island(number, temper, set, stage, clock, trails, next);
  }

  private Island at(RefSet other, Stage next, Clock now) {
    return new Island(number, temper, other, next, now, trails, guests);
  }

  private int capacity(SearchSpace space) {
    return temper.members(space.free().length);
  }

  private RandomStream random(Setting setting) {
    return setting.random().split("island", number).split("epoch", clock.epoch());
  }

  /** What it wants to know; the same each time. */
  List<Proposal> ask(long firstId, Setting setting) {
    if (stage instanceof Stage.Refine refine) {
      return refine.race().ask(firstId, refine.starts(), setting.settings().rules());
    }
    List<Proposal> proposals = new ArrayList<>();
    int guesses = stage instanceof Stage.Diverse diverse ? diverse.guesses().size() : 0;
    for (Vector point : points(setting)) {
      String origin = proposals.size() < guesses ? GUESS : ORIGIN;
      long id = firstId + proposals.size();
      proposals.add(new Proposal(id, origin, List.of(point), Work.VALUE));
    }
    return proposals;
  }

  /** How many proposals {@link #ask} makes. */
  int asked(Setting setting) {
    if (stage instanceof Stage.Refine refine) {
      return refine.race().running().size() + refine.starts().size();
    }
    if (stage instanceof Stage.Diverse diverse) {
      return diverse.guesses().size() + temper.diverse(setting.space().free().length);
    }
    if (stage instanceof Stage.Beyond beyond) {
      return (int) beyond.lines().stream().filter(Line::going).count();
    }
    int b = set.size();
    return b * Math.max(0, b - 1) + Math.max(0, capacity(setting.space()) - b);
  }

  /** Points of the space of which the value is asked for. */
  private List<Vector> points(Setting setting) {
    SearchSpace space = setting.space();
    List<Vector> points = new ArrayList<>();
    if (stage instanceof Stage.Diverse diverse) {
      points.addAll(diverse.guesses());
      points.addAll(
          everywhere(
              space,
              random(setting).split("diverse", diverse.round()),
              temper.diverse(space.free().length)));
      return points;
    }
    RandomStream now = random(setting).split("iteration", clock.iteration());
    if (stage instanceof Stage.Beyond beyond) {
      for (int i = 0; i < beyond.lines().size(); i++) {
        Line line = beyond.lines().get(i);
        if (line.going()) {
          RandomStream chance = now.split("beyond", beyond.step()).split("line", i);
          points.add(space.clip(space.fromUnit(line.next(chance))));
        }
      }
      return points;
    }
    int b = set.size();
    for (int i = 0; i < b; i++) {
      for (int j = 0; j < b; j++) {
        if (i != j) {
          Vector child = set.child(now.split("child", (long) i * b + j), i, j);
          points.add(space.clip(space.fromUnit(child)));
        }
      }
    }
    for (int k = b; k < capacity(space); k++) {
      points.add(space.drawStart(now.split("fresh", k)));
    }
    return points;
  }

  /** A Latin hypercube of the distribution of starts: each coordinate has a point in each part. */
  private static List<Vector> everywhere(SearchSpace space, RandomStream random, int count) {
    double[][] points = new double[count][space.dimension()];
    for (int i = 0; i < space.dimension(); i++) {
      RandomStream chance = random.split("coordinate", i);
      int[] part = new int[count];
      for (int k = 0; k < count; k++) {
        int other = chance.nextInt(k + 1);
        part[k] = part[other];
        part[other] = k;
      }
      for (int k = 0; k < count; k++) {
        double u = (part[k] + chance.nextDouble()) / count;
        points[k][i] =
            space.starts().get(i).quantile(u, space.lower().get(i), space.upper().get(i));
      }
    }
    List<Vector> list = new ArrayList<>();
    for (double[] point : points) {
      list.add(space.clip(Vector.of(point)));
    }
    return list;
  }

  /**
   * The island after a generation.
   *
   * @param lived what came of {@link #ask}, in its order
   * @param archive of known basins
   * @param gradients whether the objective has any: without them there are no local searches
   */
  Outcome tell(List<Individual> lived, BasinArchive archive, Setting setting, boolean gradients) {
    double best = Double.POSITIVE_INFINITY;
    double cost = 0;
    for (Individual one : lived) {
      best = Math.min(best, one.value());
      cost += setting.cost(one.refinement().effort());
    }
    Clock now = clock.spent(cost, best);
    if (stage instanceof Stage.Refine refine) {
      return refined(refine, lived, now, archive, setting);
    }
    List<Member> members = new ArrayList<>();
    for (Individual one : lived) {
      members.add(new Member(setting.space().toUnit(one.point()), one.value(), 0));
    }
    Island next;
    if (stage instanceof Stage.Diverse diverse) {
      next = begun(diverse, members, now, setting, gradients);
    } else if (stage instanceof Stage.Beyond beyond) {
      next = gone(beyond, members, now, setting, gradients);
    } else {
      next = combined(members, now, setting, gradients);
    }
    return new Outcome(next, null);
  }

  private Island begun(
      Stage.Diverse diverse, List<Member> members, Clock now, Setting setting, boolean gradients) {
    List<Member> found = new ArrayList<>(diverse.found());
    members.stream().filter(one -> Double.isFinite(one.value())).forEach(found::add);
    int capacity = capacity(setting.space());
    boolean few = found.size() < capacity && diverse.round() + 1 < MOST_ROUNDS;
    if (few || found.isEmpty()) {
      return at(set, new Stage.Diverse(diverse.round() + 1, List.of(), found), now);
    }
    RefSet first = RefSet.of(found, capacity);
    Vector start = first.get(0).point();
    return gradients && !trails.repeats(start)
        ? at(first, refine(start, start, setting), now)
        : at(first, new Stage.Combine(), now);
  }

  private static Stage refine(Vector from, Vector home, Setting setting) {
    Vector start = setting.space().clip(setting.space().fromUnit(from));
    return new Stage.Refine(SuccessiveHalving.EMPTY, List.of(Start.at(ORIGIN, start)), from, home);
  }

  private Island combined(List<Member> members, Clock now, Setting setting, boolean gradients) {
    int b = set.size();
    List<Line> lines = new ArrayList<>();
    int k = 0;
    for (int i = 0; i < b; i++) {
      Member best = new Member(set.get(i).point(), Double.POSITIVE_INFINITY, 0);
      for (int j = 0; j < b - 1; j++) {
        Member child = members.get(k++);
        best = child.value() < best.value() ? child : best;
      }
      lines.add(Line.from(set.get(i), best.point(), best.value()));
    }
    // new members have no children yet: lines of their own keep the orders alike
    RefSet grown = set;
    List<Member> fresh = members.subList(k, members.size());
    for (Member one : fresh) {
      grown = Double.isFinite(one.value()) ? grown.with(one) : grown;
    }
    List<Line> all = new ArrayList<>();
    for (Member member : grown.members()) {
      int place = set.members().indexOf(member);
      all.add(
          place >= 0 && !fresh.contains(member)
              ? lines.get(place)
              : Line.from(member, member.point(), Double.POSITIVE_INFINITY));
    }
    return after(0, all, grown, now, setting, gradients);
  }

  private Island gone(
      Stage.Beyond beyond, List<Member> members, Clock now, Setting setting, boolean gradients) {
    List<Line> next = new ArrayList<>();
    int k = 0;
    for (Line line : beyond.lines()) {
      if (line.going()) {
        Member there = members.get(k++);
        next.add(line.after(there.point(), there.value()));
      } else {
        next.add(line);
      }
    }
    return after(beyond.step() + 1, next, set, now, setting, gradients);
  }

  private Island after(
      int step, List<Line> lines, RefSet now, Clock time, Setting setting, boolean gradients) {
    if (lines.stream().anyMatch(Line::going)) {
      return at(now, new Stage.Beyond(step, lines), time);
    }
    return concluded(lines, now, time.ticked(), setting, gradients);
  }

  /** A child at which a local search may begin, and the member that it would replace. */
  private record Candidate(Member child, Vector home) {}

  /** The end of an iteration: children take their parents' places, and a local search may begin. */
  private Island concluded(
      List<Line> lines, RefSet now, Clock time, Setting setting, boolean gradients) {
    RefSet next = RefSet.EMPTY;
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Member old = now.get(i);
      Member child = lines.get(i).child();
      Member stays = child.value() < old.value() ? child : old.stagnated();
      next = next.with(stays);
      if (Double.isFinite(child.value())) {
        candidates.add(new Candidate(child, stays.point()));
      }
    }
    for (Member guest : guests) {
      next = next.taking(guest, capacity(setting.space()));
    }
    next = next.pruned();
    Island home = new Island(number, temper, next, new Stage.Combine(), time, trails, List.of());
    Candidate chosen =
        gradients && time.sinceSearch() >= temper.interval() ? chosen(candidates) : null;
    return chosen == null
        ? home
        : home.at(next, refine(chosen.child().point(), chosen.home(), setting), time);
  }

  /** The child with the best sum of ranks by value and by distance from earlier searches. */
  private @Nullable Candidate chosen(List<Candidate> candidates) {
    List<Candidate> left =
        candidates.stream().filter(one -> !trails.repeats(one.child().point())).toList();
    List<Candidate> byValue = new ArrayList<>(left);
    byValue.sort(Comparator.comparingDouble(one -> one.child().value()));
    if (left.isEmpty() || trails.isEmpty()) {
      return left.isEmpty() ? null : byValue.get(0);
    }
    List<Candidate> byDistance = new ArrayList<>(left);
    byDistance.sort(Comparator.comparingDouble(one -> -trails.distance(one.child().point())));
    Candidate best = byValue.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (Candidate one : byValue) {
      double rank =
          (1 - temper.balance()) * byValue.indexOf(one)
              + temper.balance() * byDistance.indexOf(one);
      if (rank < least) {
        least = rank;
        best = one;
      }
    }
    return best;
  }

  private Outcome refined(
      Stage.Refine refine,
      List<Individual> lived,
      Clock now,
      BasinArchive archive,
      Setting setting) {
    SuccessiveHalving.Outcome outcome =
        refine.race().tell(lived, refine.starts(), true, archive, setting.settings().rules(), 1);
    if (outcome.ended().isEmpty()) {
      Stage on = new Stage.Refine(outcome.race(), List.of(), refine.from(), refine.home());
      return new Outcome(at(set, on, now), null);
    }
    Refinement ended = outcome.ended().get(0).refinement();
    Vector end = setting.space().toUnit(ended.point());
    int basin = ended.failed() ? -1 : archive.indexOfBasin(ended.point(), ended.value());
    RefSet next = set;
    if (!ended.failed() && (basin < 0 || ended.value() < set.best())) {
      next = set.refined(refine.home(), end, ended.value()).pruned();
    }
    Vector bottom = basin < 0 ? end : setting.space().toUnit(archive.basins().get(basin).point());
    Island home =
        new Island(
            number,
            temper,
            next,
            new Stage.Combine(),
            now.searched(),
            trails.with(refine.from(), bottom),
            guests);
    return new Outcome(home, ended);
  }
}
