package org.lamarck.strategies.evolution.differential;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/**
 * A population of {@link DifferentialEvolution} and what it has learned.
 *
 * @param members of the population; none before its first generation
 * @param beaten points of the unit box whose children took their place, at most as many
 * @param epoch how often it began anew
 * @param generation how often it has been told
 */
public record DifferentialRun(
    List<Individual> members,
    List<Vector> beaten,
    SuccessHistory successes,
    int epoch,
    int generation)
    implements Serializable {
  /** Of the proposals. */
  public static final String ORIGIN = "de";

  /** A population that is nowhere wider than this part of the box is one point. */
  private static final double POINT = 1e-12;

  /** The best part of the population, at most, that trials are drawn to: p. */
  private static final double BEST = 0.2;

  public DifferentialRun {
    members = List.copyOf(members);
    beaten = List.copyOf(beaten);
  }

  /** What stays the same; {@code random} is only split, never read. */
  public record Setting(DifferentialEvolution settings, SearchSpace space, RandomStream random)
      implements Serializable {
    int size() {
      return settings.sizeFor(space.free().length);
    }
  }

  /** Before the first population. */
  public static DifferentialRun begin() {
    return new DifferentialRun(List.of(), List.of(), SuccessHistory.begin(), 0, 0);
  }

  /** How many proposals {@link #ask} makes. */
  public int asked(Setting setting, List<Vector> guesses) {
    return members.isEmpty() ? Math.max(setting.size(), guesses.size()) : members.size();
  }

  /**
   * The trials of the coming generation, one for each member; a population's first generation is
   * made of guesses and of points from anywhere.
   *
   * @param guesses of the first population
   */
  public List<Proposal> ask(long firstId, Setting setting, List<Vector> guesses) {
    SearchSpace space = setting.space();
    List<Proposal> proposals = new ArrayList<>();
    if (!members.isEmpty()) {
      int[] byValue = byValue();
      for (int i = 0; i < members.size(); i++) {
        Vector point = space.clip(space.fromUnit(trial(i, byValue, setting)));
        proposals.add(proposal(firstId + i, ORIGIN, point));
      }
      return proposals;
    }
    for (Vector guess : guesses) {
      proposals.add(proposal(firstId + proposals.size(), "guess", guess));
    }
    RandomStream chance = setting.random().split("epoch", epoch);
    while (proposals.size() < asked(setting, guesses)) {
      Vector anywhere = space.drawStart(chance.split("member", proposals.size()));
      proposals.add(proposal(firstId + proposals.size(), ORIGIN, anywhere));
    }
    return proposals;
  }

  private static Proposal proposal(long id, String origin, Vector point) {
    return new Proposal(id, origin, List.of(point), Work.VALUE);
  }

  private RandomStream chance(int i, Setting setting) {
    return setting.random().split("generation", generation).split("trial", i);
  }

  /**
   * v = xᵢ + F (x_pbest − xᵢ) + F (x_r1 − x_r2), crossed with xᵢ, in the unit box.
   *
   * @param byValue the places of the members, best first
   */
  private Vector trial(int i, int[] byValue, Setting setting) {
    RandomStream chance = chance(i, setting);
    SuccessHistory.Draw draw = successes.draw(chance);
    int count = members.size();
    int most = Math.max(2, (int) (chance.nextDouble() * BEST * count));
    int best = byValue[chance.nextInt(Math.min(most, count))];
    int first = other(chance, count, i, i);
    int second = other(chance, count + beaten.size(), i, first);
    SearchSpace space = setting.space();
    Vector x = unit(i, space);
    Vector far = second < count ? unit(second, space) : beaten.get(second - count);
    Vector v =
        x.plus(draw.factor(), unit(best, space).minus(x))
            .plus(draw.factor(), unit(first, space).minus(far));
    int[] free = space.free();
    int sure = free[chance.nextInt(free.length)];
    double[] u = x.toArray();
    for (int k : free) {
      if (chance.nextDouble() < draw.rate() || k == sure) {
        // half of the way to a bound that is crossed
        u[k] = v.get(k) < 0 ? u[k] / 2 : v.get(k) > 1 ? (1 + u[k]) / 2 : v.get(k);
      }
    }
    return Vector.of(u);
  }

  private static int other(RandomStream chance, int bound, int one, int another) {
    int place = chance.nextInt(bound);
    while (place == one || place == another) {
      place = chance.nextInt(bound);
    }
    return place;
  }

  private int[] byValue() {
    return IntStream.range(0, members.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> members.get(i).value()))
        .mapToInt(i -> i)
        .toArray();
  }

  private Vector unit(int i, SearchSpace space) {
    return space.toUnit(members.get(i).point());
  }

  /** The best member; there is one after the first generation. */
  public Individual best() {
    return members.get(byValue()[0]);
  }

  /** The population after a generation. */
  public DifferentialRun tell(List<Individual> individuals, Setting setting) {
    if (members.isEmpty()) {
      return new DifferentialRun(individuals, List.of(), successes, epoch, generation + 1);
    }
    List<Individual> next = new ArrayList<>();
    List<Vector> lost = new ArrayList<>(beaten);
    List<SuccessHistory.Success> gained = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Individual old = members.get(i);
      Individual child = individuals.get(i);
      boolean stays = !(child.value() <= old.value());
      next.add(stays ? old : child);
      if (child.value() < old.value()) {
        lost.add(unit(i, setting.space()));
        SuccessHistory.Draw draw = successes.draw(chance(i, setting));
        gained.add(new SuccessHistory.Success(draw, old.value() - child.value()));
      }
    }
    RandomStream chance = setting.random().split("generation", generation).split("archive", 0);
    while (lost.size() > members.size()) {
      lost.remove(chance.nextInt(lost.size()));
    }
    return new DifferentialRun(next, lost, successes.with(gained), epoch, generation + 1);
  }

  /** Whether all members are one point. */
  boolean isOnePoint(SearchSpace space) {
    Vector one = unit(0, space);
    for (int i = 1; i < members.size(); i++) {
      if (unit(i, space).minus(one).maxNorm() > POINT) {
        return false;
      }
    }
    return true;
  }

  /**
   * The width of the population in the coordinate where it is widest, in units of the box: √12
   * standard deviations, which is 1 when it is anywhere.
   */
  public double width(SearchSpace space) {
    double most = 0;
    for (int k : space.free()) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < members.size(); i++) {
        double u = unit(i, space).get(k);
        sum += u;
        squares += u * u;
      }
      double mean = sum / members.size();
      most = Math.max(most, squares / members.size() - mean * mean);
    }
    return Math.sqrt(12 * Math.max(0, most));
  }

  /** A population from everywhere. */
  public DifferentialRun anew() {
    return new DifferentialRun(List.of(), List.of(), SuccessHistory.begin(), epoch + 1, generation);
  }
}
