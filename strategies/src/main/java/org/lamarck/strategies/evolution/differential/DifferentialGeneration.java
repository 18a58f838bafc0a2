package org.lamarck.strategies.evolution.differential;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.RecordedGeneration;
import org.lamarck.strategies.evolution.SearchHistory;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where a {@link DifferentialEvolution} stands.
 *
 * @param members of the population; none before its first generation
 * @param beaten points of the unit box whose children took their place, at most as many
 * @param epoch how often it began anew
 */
record DifferentialGeneration(
    Setup setup,
    List<Individual> members,
    List<Vector> beaten,
    SuccessHistory successes,
    int epoch,
    SearchHistory history,
    BasinArchive archive)
    implements RecordedGeneration {
  private static final String ORIGIN = "de";

  /** A population that is nowhere wider than this part of the box is one point. */
  private static final double POINT = 1e-12;

  /** The best part of the population, at most, that trials are drawn to: p. */
  private static final double BEST = 0.2;

  DifferentialGeneration {
    members = List.copyOf(members);
    beaten = List.copyOf(beaten);
  }

  /** What stays the same; {@code random} is only split, never read. */
  record Setup(
      DifferentialEvolution settings, SearchSpace space, RandomStream random, List<Vector> guesses)
      implements Serializable {
    int size() {
      return settings.sizeFor(space.free().length);
    }
  }

  static DifferentialGeneration begin(
      DifferentialEvolution settings,
      SearchSpace space,
      RandomStream random,
      List<Vector> guesses) {
    List<Vector> inside = guesses.stream().map(space::clip).toList();
    return new DifferentialGeneration(
        new Setup(settings, space, random, inside),
        List.of(),
        List.of(),
        SuccessHistory.begin(),
        0,
        SearchHistory.EMPTY,
        BasinArchive.empty(space.widths()));
  }

  @Override
  public List<Proposal> ask() {
    SearchSpace space = setup.space();
    List<Proposal> proposals = new ArrayList<>();
    if (!members.isEmpty()) {
      int[] byValue = byValue();
      for (int i = 0; i < members.size(); i++) {
        Vector point = space.clip(space.fromUnit(trial(i, byValue)));
        proposals.add(proposal(proposals.size(), ORIGIN, point));
      }
      return proposals;
    }
    for (Vector guess : guesses()) {
      proposals.add(proposal(proposals.size(), "guess", guess));
    }
    RandomStream chance = setup.random().split("epoch", epoch);
    while (proposals.size() < asked()) {
      Vector anywhere = space.drawStart(chance.split("member", proposals.size()));
      proposals.add(proposal(proposals.size(), ORIGIN, anywhere));
    }
    return proposals;
  }

  /** How many proposals {@link #ask} makes. */
  private int asked() {
    return members.isEmpty() ? Math.max(setup.size(), guesses().size()) : members.size();
  }

  private List<Vector> guesses() {
    return epoch == 0 ? setup.guesses() : List.of();
  }

  private Proposal proposal(int place, String origin, Vector point) {
    return new Proposal(history.nextId() + place, origin, List.of(point), Work.VALUE);
  }

  private RandomStream chance(int i) {
    return setup.random().split("generation", number()).split("trial", i);
  }

  /**
   * v = xᵢ + F (x_pbest − xᵢ) + F (x_r1 − x_r2), crossed with xᵢ, in the unit box.
   *
   * @param byValue the places of the members, best first
   */
  private Vector trial(int i, int[] byValue) {
    RandomStream chance = chance(i);
    SuccessHistory.Draw draw = successes.draw(chance);
    int count = members.size();
    int most = Math.max(2, (int) (chance.nextDouble() * BEST * count));
    int best = byValue[chance.nextInt(Math.min(most, count))];
    int first = other(chance, count, i, i);
    int second = other(chance, count + beaten.size(), i, first);
    Vector x = unit(i);
    Vector far = second < count ? unit(second) : beaten.get(second - count);
    Vector v =
        x.plus(draw.factor(), unit(best).minus(x)).plus(draw.factor(), unit(first).minus(far));
    int[] free = setup.space().free();
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

  private Vector unit(int i) {
    return setup.space().toUnit(members.get(i).point());
  }

  @Override
  public Generation tell(List<Individual> individuals) {
    SearchHistory books = history.after(asked(), individuals);
    if (members.isEmpty()) {
      return new DifferentialGeneration(
          setup, individuals, List.of(), successes, epoch, books, archive);
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
        lost.add(unit(i));
        gained.add(
            new SuccessHistory.Success(successes.draw(chance(i)), old.value() - child.value()));
      }
    }
    RandomStream chance = setup.random().split("generation", number()).split("archive", 0);
    while (lost.size() > members.size()) {
      lost.remove(chance.nextInt(lost.size()));
    }
    DifferentialGeneration after =
        new DifferentialGeneration(
            setup, next, lost, successes.with(gained), epoch, books, archive);
    return after.isOnePoint() ? after.anew() : after;
  }

  private boolean isOnePoint() {
    Vector one = unit(0);
    for (int i = 1; i < members.size(); i++) {
      if (unit(i).minus(one).maxNorm() > POINT) {
        return false;
      }
    }
    return true;
  }

  /** A population from everywhere; where the last one ended is remembered. */
  private DifferentialGeneration anew() {
    BasinArchive known = archive.with(members.get(byValue()[0]).refinement());
    return new DifferentialGeneration(
        setup, List.of(), List.of(), SuccessHistory.begin(), epoch + 1, history, known);
  }
}
