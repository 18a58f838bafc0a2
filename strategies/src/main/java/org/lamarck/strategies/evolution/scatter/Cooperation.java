package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lamarck.strategies.evolution.CallCosts;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;

/**
 * Where the islands of a {@link ScatterSearch} stand. They join one after the other as the effort
 * grows: what is easy does not pay for all of them.
 *
 * @param islands that have joined
 * @param spent by all of them, in calls for the value
 * @param told the best value that islands have told each other
 * @param threshold of improvement that is worth telling
 * @param refused points in a row that were of no use to those who were told
 * @param useful for each island how many of its points others took
 */
public record Cooperation(
    List<Island> islands,
    double spent,
    double told,
    double threshold,
    int refused,
    List<Integer> useful)
    implements Serializable {
  /** The second island joins when this many first reference sets are spent, the next at twice. */
  private static final double FIRST_JOINS = 50;

  public Cooperation {
    islands = List.copyOf(islands);
    useful = List.copyOf(useful);
  }

  /**
   * What does not change.
   *
   * @param random only split, never read
   * @param costs of calls, by which patience and the time to join are measured
   */
  public record Setting(
      ScatterSearch settings, SearchSpace space, RandomStream random, CallCosts costs)
      implements Serializable {
    double cost(Effort effort) {
      return costs.of(effort, space.free().length);
    }
  }

  /** What a generation brought: the islands as they are now, and local searches that ended. */
  public record Outcome(Cooperation cooperation, List<Refinement> ended) {}

  /** Before the first generation; the first island begins with the guesses too. */
  public static Cooperation begin(ScatterSearch settings, List<Vector> guesses) {
    Archipelago all = settings.archipelago();
    return new Cooperation(
        List.of(Island.begin(0, all.islands().get(0), guesses)),
        0,
        Double.POSITIVE_INFINITY,
        all.migration().improvement(),
        0,
        Collections.nCopies(all.islands().size(), 0));
  }

  /** What the islands want to know, one after the other. */
  public List<Proposal> ask(long firstId, Setting setting) {
    List<Proposal> proposals = new ArrayList<>();
    for (Island island : islands) {
      proposals.addAll(island.ask(firstId + proposals.size(), setting));
    }
    return proposals;
  }

  /** How many proposals {@link #ask} makes. */
  public int asked(Setting setting) {
    return islands.stream().mapToInt(island -> island.asked(setting)).sum();
  }

  /**
   * The islands after a generation.
   *
   * @param lived what came of {@link #ask}, in its order
   * @param archive of known basins
   * @param gradients whether the objective has any: without them there are no local searches
   */
  public Outcome tell(
      List<Individual> lived, BasinArchive archive, Setting setting, boolean gradients) {
    List<Island> next = new ArrayList<>();
    List<Refinement> ended = new ArrayList<>();
    int from = 0;
    for (Island island : islands) {
      int to = from + island.asked(setting);
      Island.Outcome outcome = island.tell(lived.subList(from, to), archive, setting, gradients);
      next.add(outcome.island());
      if (outcome.ended() != null) {
        ended.add(outcome.ended());
      }
      from = to;
    }
    double cost = spent;
    for (Individual one : lived) {
      cost += setting.cost(one.refinement().effort());
    }
    return new Outcome(migrated(next, cost, setting).tuned(setting).joined(setting), ended);
  }

  /** Tells the others of points that are better by the threshold; each takes what helps it. */
  private Cooperation migrated(List<Island> now, double cost, Setting setting) {
    List<Island> next = new ArrayList<>(now);
    List<Integer> use = new ArrayList<>(useful);
    double best = told;
    double worth = threshold;
    int rejections = refused;
    for (int i = 0; i < now.size(); i++) {
      RefSet set = now.get(i).set();
      if (!(set.best() < best - worth * set.spread())) {
        continue;
      }
      best = set.best();
      for (int j = 0; j < now.size(); j++) {
        if (!setting.settings().archipelago().topology().connects(i, j, now.size())) {
          continue;
        }
        if (best < next.get(j).set().best()) {
          next.set(j, next.get(j).hosting(set.get(0)));
          use.set(i, use.get(i) + 1);
          rejections = 0;
        } else if (++rejections >= now.size()) {
          worth /= 2;
          rejections = 0;
        }
      }
    }
    return new Cooperation(next, cost, best, worth, rejections, use);
  }

  /**
   * The islands after all whose own points are worse were told of a point that was found elsewhere.
   *
   * @param point in the unit box
   */
  public Cooperation hearing(Vector point, double value) {
    Member guest = new Member(point, value, 0);
    List<Island> next = new ArrayList<>();
    for (Island island : islands) {
      next.add(value < island.set().best() ? island.hosting(guest) : island);
    }
    return new Cooperation(next, spent, told, threshold, refused, useful);
  }

  /** Lets islands that found nothing for long begin anew. */
  private Cooperation tuned(Setting setting) {
    List<Island> next = new ArrayList<>();
    double patience = setting.settings().archipelago().migration().patience();
    int coordinates = setting.space().free().length;
    int most = useful.indexOf(Collections.max(useful));
    for (Island island : islands) {
      boolean tired = island.clock().costSince() > patience * island.temper().diverse(coordinates);
      Temper other = useful.get(most) > 0 ? islands.get(most).temper() : island.temper();
      next.add(tired ? island.anew(other) : island);
    }
    return new Cooperation(next, spent, told, threshold, refused, useful);
  }

  /** With one more island when so much has been spent that it is worth it. */
  private Cooperation joined(Setting setting) {
    List<Temper> all = setting.settings().archipelago().islands();
    int joined = islands.size();
    double first = islands.get(0).temper().diverse(setting.space().free().length);
    if (joined == all.size() || spent < FIRST_JOINS * first * (1L << (joined - 1))) {
      return this;
    }
    List<Island> next = new ArrayList<>(islands);
    next.add(Island.begin(joined, all.get(joined), List.of()));
    return new Cooperation(next, spent, told, threshold, refused, useful);
  }
}
