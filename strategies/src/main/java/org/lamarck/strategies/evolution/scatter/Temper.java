package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;

/**
 * How an island searches: small sets and a local search in each iteration are bold, large sets and
 * few local searches are cautious.
 *
 * @param size the reference set has b members with b² − b ≈ 10·size·n
 * @param interval iterations from one local search to the next
 * @param balance what counts where a local search begins: 0 for the value alone, 1 for the distance
 *     from what is known alone
 */
public record Temper(double size, int interval, double balance) implements Serializable {
  private static final int LEAST = 4;
  private static final int MOST = 40;

  public Temper {
    if (!(size > 0) || interval < 1 || !(balance >= 0 && balance <= 1)) {
      throw new IllegalArgumentException(
          "size (%s) must be positive, interval (%d) at least 1, balance (%s) in [0, 1]"
              .formatted(size, interval, balance));
    }
  }

  /** The same with a set of this part of the pairs. */
  Temper smaller(double part) {
    return new Temper(part * size, interval, balance);
  }

  /** Members of the reference set for so many coordinates that can move. */
  int members(int coordinates) {
    double b = Math.ceil((1 + Math.sqrt(1 + 40 * size * coordinates)) / 2);
    return (int) Math.min(MOST, Math.max(LEAST, b));
  }

  /** Points of which the first reference set is chosen. */
  int diverse(int coordinates) {
    int b = members(coordinates);
    return b * (b - 1);
  }
}
