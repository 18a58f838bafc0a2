package org.lamarck.strategies.evolution.hybrid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the parties of a {@link Hybrid} share the effort.
 *
 * @param shares one for each {@link Party}, in its order
 */
public record Shares(List<Share> shares) implements Serializable {
  /** Of who takes no part. */
  private static final Share NONE = new Share(0, 0);

  /**
   * The defaults. CMA-ES weighs little as long as anybody gains: where gradients work they are far
   * cheaper.
   */
  public static final Shares DEFAULT =
      new Shares(
          List.of(
              new Share(1, 0.15),
              new Share(1, 0.15),
              new Share(1, 0.15),
              new Share(0.25, 0.05),
              NONE,
              new Share(1, 0.2)));

  /**
   * Of black boxes, where a gradient costs what differences would: CMA-ES first, and differential
   * evolution for coordinates that have little to do with each other.
   */
  static final Shares BLACK_BOX =
      new Shares(
          List.of(
              new Share(1, 0.1),
              new Share(0.5, 0.06),
              new Share(0.5, 0.08),
              new Share(1, 0.45),
              new Share(0.5, 0.09),
              NONE));

  /**
   * One party's.
   *
   * @param weight of what it gained per cost, until nobody has gained for long; then all weigh 1
   * @param floor the part of the effort that it has whatever it gains; parties without one take no
   *     part
   */
  public record Share(double weight, double floor) implements Serializable {
    public Share {
      if (!(weight >= 0 && weight <= 1) || !(floor >= 0 && floor < 1)) {
        throw new IllegalArgumentException(
            "weight (%s) must be from 0 to 1 and floor (%s) from 0 to less than 1"
                .formatted(weight, floor));
      }
    }
  }

  public Shares {
    shares = List.copyOf(shares);
    double floors = shares.stream().mapToDouble(Share::floor).sum();
    if (shares.size() != Party.values().length || !(floors > 0 && floors <= 1)) {
      throw new IllegalArgumentException(
          "%d floors that sum to %s; there must be %d, and a sum of more than 0 and at most 1"
              .formatted(shares.size(), floors, Party.values().length));
    }
  }

  /** The same with another share of this party. */
  public Shares with(Party party, Share other) {
    List<Share> next = new ArrayList<>(shares);
    next.set(party.place(), other);
    return new Shares(next);
  }

  /** The same with another floor; a party without one so far weighs 1. */
  public Shares with(Party party, double floor) {
    double weight = weight(party);
    return with(party, floor == 0 ? NONE : new Share(weight == 0 ? 1 : weight, floor));
  }

  /** The same without this party. */
  public Shares without(Party party) {
    return with(party, NONE);
  }

  /**
   * Between these and others.
   *
   * @param part of the way, 0 for these, 1 for the others
   */
  Shares towards(Shares others, double part) {
    List<Share> next = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      Share own = shares.get(i);
      Share there = others.shares().get(i);
      next.add(
          new Share(
              own.weight() + part * (there.weight() - own.weight()),
              own.floor() + part * (there.floor() - own.floor())));
    }
    return new Shares(next);
  }

  /** The same as others have it of this party. */
  Shares with(Party party, Shares others) {
    return with(party, others.shares().get(party.place()));
  }

  boolean contains(Party party) {
    return floor(party) > 0;
  }

  double weight(Party party) {
    return shares.get(party.place()).weight();
  }

  double floor(Party party) {
    return shares.get(party.place()).floor();
  }

  /** What is left to who gains. */
  double rest() {
    return 1 - shares.stream().mapToDouble(Share::floor).sum();
  }
}
