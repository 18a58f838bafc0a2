package org.lamarck.strategies.population;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;

/**
 * The basins that local searches ended in, best first. Two endpoints are one basin when their
 * values agree and their difference is within what the data can tell apart: δᵀHδ small for the
 * curvature H of the better one, or, without curvature, δ small in every coordinate. Sloppy
 * directions thus do not multiply basins.
 *
 * @param basins best first
 * @param widths the search space's width per coordinate
 */
public record BasinArchive(List<Basin> basins, Vector widths) implements Serializable {
  /** On −log-likelihood: differences below this are not significant (a χ² of 0.1). */
  private static final double VALUE_TOLERANCE = 0.05;

  private static final double RELATIVE_VALUE_TOLERANCE = 1e-6;
  private static final double COORDINATE_TOLERANCE = 1e-2;

  /** A basin that so many searches agreed on has been refined well enough. */
  private static final int CONFIRMED = 3;

  /** Of who looks for none. */
  public static final BasinArchive NONE = empty(Vector.of());

  public BasinArchive {
    basins = List.copyOf(basins);
  }

  /**
   * One basin.
   *
   * @param point the best endpoint
   * @param value the objective there
   * @param curvature of the objective there, when known
   * @param visits how many searches ended here
   * @param independent how many of these began anywhere, whatever was found before
   */
  public record Basin(
      Vector point, double value, @Nullable Matrix curvature, int visits, int independent)
      implements Serializable {}

  /** An archive without basins for a space of these widths. */
  public static BasinArchive empty(Vector widths) {
    return new BasinArchive(List.of(), widths);
  }

  /** The best basin, when there is one. */
  public Optional<Basin> best() {
    return basins.isEmpty() ? Optional.empty() : Optional.of(basins.get(0));
  }

  /**
   * The archive that also knows of this endpoint. One that failed changes nothing, nor does one
   * whose value is an estimate: noise leaves nothing to tell basins apart by.
   */
  public BasinArchive with(Refinement refinement) {
    return with(refinement, false);
  }

  /**
   * The archive that also knows of this endpoint.
   *
   * @param independent whether the search began anywhere, whatever was found before
   */
  public BasinArchive with(Refinement refinement, boolean independent) {
    if (refinement.failed()
        || refinement.termination() == Termination.FAILED
        || refinement.isEstimate()) {
      return this;
    }
    return with(
        new Basin(
            refinement.point(),
            refinement.value(),
            refinement.curvature(),
            1,
            independent ? 1 : 0));
  }

  /**
   * The archive in which the best point of all lies in the best basin. Where no search ended in a
   * basin of that point there is one without visits.
   *
   * @param point at most as high as any basin
   */
  public BasinArchive holding(Vector point, double value) {
    return with(new Basin(point, value, null, 0, 0));
  }

  private BasinArchive with(Basin other) {
    List<Basin> next = new ArrayList<>(basins);
    int home = indexOfBasin(other.point(), other.value());
    if (home < 0) {
      next.add(other);
    } else {
      Basin old = next.get(home);
      boolean better = other.value() < old.value();
      next.set(
          home,
          new Basin(
              better ? other.point() : old.point(),
              better ? other.value() : old.value(),
              better && other.curvature() != null ? other.curvature() : old.curvature(),
              old.visits() + other.visits(),
              old.independent() + other.independent()));
    }
    next.sort(Comparator.comparingDouble(Basin::value));
    return new BasinArchive(next, widths);
  }

  /** The place among the basins of the one that a point of this value lies in; −1 for none. */
  public int indexOfBasin(Vector point, double value) {
    for (int i = 0; i < basins.size(); i++) {
      if (same(basins.get(i), point, value)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a search that ended here found a basin that is already known. */
  public boolean knows(Refinement refinement) {
    return indexOfBasin(refinement) >= 0;
  }

  /**
   * Whether a search that stands here has entered a known basin and need not go on. The best basin
   * is worth refining until several searches have agreed on it; and a search that is better than
   * its basin goes on.
   */
  public boolean entered(Refinement refinement) {
    int home = indexOfBasin(refinement);
    if (home < 0) {
      return false;
    }
    Basin basin = basins.get(home);
    return refinement.value() >= basin.value() && (home > 0 || basin.visits() >= CONFIRMED);
  }

  /**
   * An estimate of the chance that as many independent searches again would find a basin better
   * than the best one; 1 as long as {@value #CONFIRMED} of them have not come to that one, and
   * while the best individual of all is in none or in another.
   *
   * <p>Of n searches that ended in w basins the next one ends in a basin not yet seen with a chance
   * of w (w + 1) / (n (n − 1)) (Boender and Rinnooy Kan 1987, Bayesian stopping rules for
   * multistart global optimization methods, for basins of any size alike; Good–Turing's estimate,
   * the part of the basins seen once, tends to the same). Its value has any place among the others
   * with the same chance, 1 / (w + 1): n times both is w / (n − 1). Basins that are better are
   * larger more often than not, so this is on the safe side. It holds for searches that begin like
   * those made.
   */
  public double chanceOfBetter(@Nullable Individual best) {
    if (best == null
        || indexOfBasin(best.point(), best.value()) != 0
        || basins.get(0).independent() < CONFIRMED) {
      return 1;
    }
    return Math.min(1, (double) foundIndependently() / (independentSearches() - 1));
  }

  /** Searches that began anywhere and ended in a basin. */
  public long independentSearches() {
    return basins.stream().mapToLong(Basin::independent).sum();
  }

  /** Basins that they ended in. */
  public long foundIndependently() {
    return basins.stream().filter(basin -> basin.independent() > 0).count();
  }

  private int indexOfBasin(Refinement refinement) {
    return indexOfBasin(refinement.point(), refinement.value());
  }

  private boolean same(Basin basin, Vector point, double value) {
    double tolerance =
        Math.max(VALUE_TOLERANCE, RELATIVE_VALUE_TOLERANCE * Math.abs(basin.value()));
    if (!(Math.abs(basin.value() - value) <= tolerance)) {
      return false;
    }
    Vector difference = point.minus(basin.point());
    Matrix curvature = basin.curvature();
    if (curvature != null) {
      double distance = difference.dot(curvature.times(difference));
      return distance <= Math.max(1.0, 0.1 * difference.size());
    }
    for (int i = 0; i < difference.size(); i++) {
      if (Math.abs(difference.get(i)) > COORDINATE_TOLERANCE * widths.get(i)) {
        return false;
      }
    }
    return true;
  }
}
