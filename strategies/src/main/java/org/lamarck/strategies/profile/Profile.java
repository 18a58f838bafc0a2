package org.lamarck.strategies.profile;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.lamarck.strategies.evolution.Generation;
import org.lamarck.strategies.evolution.OnePoint;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * The profile p(c) = min {f(x) : xᵢ = c} of coordinates, from the optimum to where it has risen by
 * a threshold (Venzon and Moolgavkar 1988; Raue et al. 2009).
 *
 * <p>Each side of each coordinate goes its own way, all of them side by side. A point of a profile
 * is a local search in which the coordinate is held; it begins where the points before it lead to,
 * and gives the slope as well: p′ = ∂f/∂xᵢ at the constrained minimum, exactly (envelope theorem).
 * In r = √(2 (p − f*)), which is linear where the likelihood is normal, a few points with slopes
 * reach the threshold as Newton's method does, and draw the curve.
 *
 * <p>The searches are those of Newton: with the Hessian at the optimum, by differences of
 * gradients, kept by secant updates along each side. Sloppy directions then cost nothing.
 *
 * <p>Where a search comes below the optimum, that was none: all begins again from there.
 *
 * @param threshold Δ, the rise of the objective at which a profile ends; for a negative
 *     log-likelihood half a quantile of χ²
 * @param coordinates that are profiled
 * @param further what else is asked for
 * @param search makes the points, with curvature of its own
 * @param slice iterations of a search per generation
 */
public record Profile(
    double threshold, List<Integer> coordinates, Further further, TrustRegion search, int slice)
    implements Strategy {
  private static final int SLICE = 25;

  public Profile {
    coordinates = List.copyOf(coordinates);
    if (!(threshold > 0) || Double.isInfinite(threshold) || slice < 1) {
      throw new IllegalArgumentException(
          "the threshold (%s) must be above 0 and finite, a slice (%d) at least 1"
              .formatted(threshold, slice));
    }
  }

  /**
   * The rise of a negative log-likelihood at the ends of an interval for one parameter: half the
   * quantile of χ² with one degree of freedom (Wilks 1938).
   *
   * @param level the interval's confidence, more than 0 and less than 1
   */
  public static double rise(double level) {
    double quantile =
        new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2);
    return quantile * quantile / 2;
  }

  /** Profiles in slices that keep processors busy. */
  public static Profile of(double threshold, List<Integer> coordinates, TrustRegion search) {
    return new Profile(threshold, coordinates, Further.NONE, search, SLICE);
  }

  /** The same with more. */
  public Profile with(Further other) {
    return new Profile(threshold, coordinates, other, search, slice);
  }

  /** All sides before their first steps: of profiles, of slices, and rays of pairs. */
  List<Side> sides(Optimum optimum, SearchSpace space) {
    List<Side> sides = new ArrayList<>();
    for (int coordinate : coordinates) {
      double yield = further.yields().getOrDefault(coordinate, 0.0);
      both(Line.profile(coordinate, yield), optimum, space, sides);
    }
    for (int coordinate : coordinates) {
      if (further.slices() && !further.yields().containsKey(coordinate)) {
        both(Line.slice(coordinate), optimum, space, sides);
      }
    }
    for (Pair pair : further.pairs()) {
      for (Vector unit : optimum.directions(pair, space)) {
        Line ray = Line.ray(pair.first(), pair.second(), optimum.point(), unit);
        sides.add(Side.begin(ray, 1, optimum, pair.threshold(), space));
      }
    }
    return sides;
  }

  private void both(Line line, Optimum optimum, SearchSpace space, List<Side> sides) {
    sides.add(Side.begin(line, -1, optimum, threshold, space));
    sides.add(Side.begin(line, 1, optimum, threshold, space));
  }

  @Override
  public String name() {
    return "profile";
  }

  /**
   * The first generation.
   *
   * @param guesses the optimum, which is refined once more before anything else; one point
   */
  @Override
  public Generation begin(SearchSpace space, RandomStream random, List<Vector> guesses) {
    if (guesses.size() != 1) {
      throw new IllegalArgumentException(
          "a profile begins at one point, the optimum, not at " + guesses.size());
    }
    return space.free().length == 0
        ? OnePoint.of(space)
        : ProfileGeneration.begin(this, space, space.clip(guesses.get(0)));
  }
}
