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
   */
  public record Basin(Vector point, double value, @Nullable Matrix curvature, int visits)
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
    if (refinement.failed()
        || refinement.termination() == Termination.FAILED
        || refinement.isEstimate()) {
      return this;
    }
    return with(refinement.point(), refinement.value(), refinement.curvature(), 1);
  }

  /**
   * The archive in which the best point of all lies in the best basin. Where no search ended in a
   * basin of that point there is one without visits.
   *
   * @param point at most as high as any basin
   */
  public BasinArchive holding(Vector point, double value) {
    return with(point, value, null, 0);
  }

  private BasinArchive with(Vector point, double value, @Nullable Matrix curvature, int visits) {
    List<Basin> next = new ArrayList<>(basins);
    int home = indexOfBasin(point, value);
    if (home < 0) {
      next.add(new Basin(point, value, curvature, visits));
    } else {
      Basin old = next.get(home);
      boolean better = value < old.value();
      next.set(
          home,
          new Basin(
              better ? point : old.point(),
              better ? value : old.value(),
              better && curvature != null ? curvature : old.curvature(),
              old.visits() + visits));
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

  /** How many searches ended in one of the basins. */
  public long visits() {
    return basins.stream().mapToLong(Basin::visits).sum();
  }

  /**
   * The Good–Turing estimate of the chance that the next search ends in a basin not yet seen: the
   * part of all searches whose basin was seen once. 1 before the first search. It says nothing of
   * how good such a basin would be, and holds for searches that begin like those made.
   */
  public double unseenMass() {
    long visits = visits();
    long once = basins.stream().filter(basin -> basin.visits() == 1).count();
    return visits == 0 ? 1 : (double) once / visits;
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
