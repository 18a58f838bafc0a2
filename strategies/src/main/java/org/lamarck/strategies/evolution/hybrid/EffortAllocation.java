package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.population.Individual;

/**
 * Which part of the effort each arm of the hybrid may spend: a floor for each, the rest in
 * proportion to what it lately gained per cost. Costs are counted in calls of the objective, so the
 * shares do not depend on the machine.
 *
 * @param shares who takes part
 * @param accounts one for each {@link Party}, in its order
 * @param idle spent since any party gained much, in usual generations
 */
record EffortAllocation(Shares shares, List<Account> accounts, double idle)
    implements Serializable {
  /** After spending this many times the cost of a usual generation old gains count for 1/e. */
  private static final double MEMORY = 100;

  /** And after so many in which nobody gained CMA-ES has made up for 1 − 1/e of its low weight. */
  private static final double IDLE = 300;

  /** Gains per usual generation that tell nothing. */
  private static final double SMALL = 0.01;

  /** So many independent searches that all end elsewhere tell nothing yet. */
  private static final double FEW = 4;

  /** With so many more another one is worth half. */
  private static final double HALF = 3;

  /** One that comes to a known basin outweighs so many that do not: see {@link #worthOfChance}. */
  private static final double REPEAT = 10;

  /** Of multi-start's floor goes to scatter search when chance is worth nothing. */
  private static final double PASSED_ON = 2.0 / 3;

  /** Of the floors of all others goes to blocks as long as all is gained by these. */
  private static final double CEDED = 2.0 / 3;

  /** What others than multi-start have left once searches agree. */
  private static final double SETTLED = 0.05;

  /**
   * One arm's account.
   *
   * @param spent in total
   * @param cost lately
   * @param gain lately
   */
  record Account(double spent, double cost, double gain) implements Serializable {}

  EffortAllocation {
    accounts = List.copyOf(accounts);
  }

  static EffortAllocation begin(Shares shares) {
    List<Account> accounts = Collections.nCopies(Party.values().length, new Account(0, 0, 0));
    return new EffortAllocation(shares, accounts, 0);
  }

  /** The same among other shares. */
  EffortAllocation among(Shares others) {
    return new EffortAllocation(others, accounts, idle);
  }

  private Account of(Party party) {
    return accounts.get(party.place());
  }

  double spent(Party party) {
    return of(party).spent();
  }

  /**
   * The shares after a generation. Falls of the best value count in units of how far apart the
   * basins are, and none for more than one.
   *
   * @param individuals that were born in it
   * @param best before
   * @param archive of basins before
   * @param cost of an effort, in calls for the value
   */
  EffortAllocation with(
      List<Individual> individuals,
      @Nullable Individual best,
      BasinArchive archive,
      ToDoubleFunction<Effort> cost) {
    Double[] costs = new Double[accounts.size()];
    Double[] gains = new Double[accounts.size()];
    Arrays.fill(costs, 0.0);
    Arrays.fill(gains, 0.0);
    double lowest = best == null ? Double.POSITIVE_INFINITY : best.value();
    for (Individual one : individuals) {
      int party = Party.of(one.origin()).place();
      costs[party] += cost.applyAsDouble(one.refinement().effort());
      if (one.value() < lowest) {
        double fall = lowest - one.value();
        gains[party] += Double.isInfinite(fall) ? 0 : fall / (fall + spread(archive, fall));
        lowest = one.value();
      }
    }
    return with(List.of(costs), List.of(gains));
  }

  /** How far the middle of the basins is above the best; {@code alone} when there is but one. */
  private static double spread(BasinArchive archive, double alone) {
    List<BasinArchive.Basin> basins = archive.basins();
    return basins.size() < 2
        ? alone
        : basins.get(basins.size() / 2).value() - basins.get(0).value();
  }

  /** The shares after a generation in which each party spent and gained this, in their order. */
  EffortAllocation with(List<Double> costs, List<Double> gains) {
    double generation = costs.stream().mapToDouble(Double::doubleValue).sum();
    double known = accounts.stream().mapToDouble(Account::cost).sum();
    double usual = Math.max(generation, known / MEMORY);
    double decay = usual > 0 ? StrictMath.exp(-generation / (MEMORY * usual)) : 1;
    List<Account> next = new ArrayList<>();
    for (int i = 0; i < accounts.size(); i++) {
      Account old = accounts.get(i);
      next.add(
          new Account(
              old.spent() + costs.get(i),
              decay * old.cost() + costs.get(i),
              decay * old.gain() + gains.get(i)));
    }
    double gained = gains.stream().mapToDouble(Double::doubleValue).sum();
    double now = idle + (usual > 0 ? generation / usual : 0);
    return new EffortAllocation(shares, next, now * (1 - Math.min(1, gained)));
  }

  /**
   * The part of the effort that is this party's when several searches from anywhere have come to
   * the best basin: nearly all is multi-start's, which tells whether it is over.
   */
  double settledShare(Party party) {
    if (!shares.contains(Party.MULTISTART)) {
      return share(party, 1);
    }
    long others = Arrays.stream(Party.values()).filter(shares::contains).count() - 1;
    return party == Party.MULTISTART ? 1 - SETTLED * others : shares.contains(party) ? SETTLED : 0;
  }

  /**
   * What one more search from anywhere is worth, 1 at first. When each of many ended in a basin of
   * its own then there are too many to come to the best one by chance: by n²/2 pairs without a
   * coincidence, some n². Where some meet, there are not that many, and a rare one is found by
   * nobody but by chance.
   */
  static double worthOfChance(BasinArchive archive) {
    long basins = archive.foundIndependently();
    double repeated = REPEAT * (archive.independentSearches() - basins);
    return 1 / (1 + Math.max(0, basins - repeated - FEW) / HALF);
  }

  /**
   * The part of the effort that is this party's; all parts sum to 1.
   *
   * @param chance by {@link #worthOfChance}: multi-start weighs so much, and leaves scatter search
   *     up to two thirds of its floor
   */
  double share(Party party, double chance) {
    double sum = 0;
    for (Party any : Party.values()) {
      sum += credit(any, chance);
    }
    return floor(party, chance) + shares.rest() * credit(party, chance) / sum;
  }

  /**
   * The part of the effort that a party has whatever it gains. Where a problem can be taken apart
   * the others cede to blocks as much as these have of the gains, as long as there are any.
   */
  private double floor(Party party, double chance) {
    double own = floorBeside(party, chance);
    double ceded = ceded();
    return party == Party.BLOCKS ? own + ceded * (1 - shares.rest() - own) : own * (1 - ceded);
  }

  private double ceded() {
    double gain = accounts.stream().mapToDouble(Account::gain).sum();
    return shares.contains(Party.BLOCKS) ? CEDED * of(Party.BLOCKS).gain() / (gain + SMALL) : 0;
  }

  private double floorBeside(Party party, double chance) {
    double own = shares.floor(party);
    if (!shares.contains(Party.SCATTER)) {
      return own;
    }
    double passedOn = PASSED_ON * (1 - chance) * shares.floor(Party.MULTISTART);
    return switch (party) {
      case MULTISTART -> own - passedOn;
      case SCATTER -> own + passedOn;
      default -> own;
    };
  }

  private double credit(Party party, double chance) {
    return party == Party.MULTISTART ? chance * credit(party) : credit(party);
  }

  /**
   * Gain per cost, drawn to the mean of all while little has been spent. Weights are of that mean:
   * what a party gained counts in full.
   */
  private double credit(Party party) {
    if (!shares.contains(party)) {
      return 0;
    }
    double cost = accounts.stream().mapToDouble(Account::cost).sum();
    double gain = accounts.stream().mapToDouble(Account::gain).sum();
    if (cost == 0 || gain == 0) {
      return weight(party);
    }
    double prior = 0.3 * cost;
    Account own = of(party);
    double small = SMALL * MEMORY / cost;
    double expected = weight(party) * gain / cost;
    return weight(party) * small + (own.gain() + expected * prior) / (own.cost() + prior);
  }

  /** All weigh alike when nobody has gained for long: then nobody knows what is best. */
  private double weight(Party party) {
    return 1 - (1 - shares.weight(party)) * StrictMath.exp(-idle / IDLE);
  }
}
