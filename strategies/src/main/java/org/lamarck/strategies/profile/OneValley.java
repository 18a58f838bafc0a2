package org.lamarck.strategies.profile;

import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * What keeps a curve in the valley that it has come from: a constrained search may end on a ridge,
 * where symmetry makes its gradient zero, or take a long step into another valley.
 */
final class OneValley {
  /**
   * The part of a rise that may come from where slopes at both ends do not tell of it. Of a
   * parabola that is nothing, where p grows as the root of a parabola does half of it.
   */
  private static final double UNTOLD = 0.25;

  /** How far beside a ridge a search begins, in standard errors with all others held. */
  private static final double ASIDE = 0.02;

  /** Its multiples are as evenly spread in [0, 1) as can be: no symmetry has these signs. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private OneValley() {}

  /**
   * Whether a point is so much higher than the slopes there and at the point before say, by the
   * trapezium of both, that it may be one of another valley.
   */
  static boolean isTooHigh(ProfilePoint from, ProfilePoint to, double threshold) {
    double rise = to.value() - from.value();
    double told = (to.at() - from.at()) * (from.slope() + to.slope()) / 2;
    return rise - told > UNTOLD * Math.max(threshold, rise);
  }

  /**
   * A start from which a search leaves a ridge.
   *
   * @param hessian nearly that of the objective there
   * @param held coordinates that stay
   */
  static Vector aside(Vector start, Matrix hessian, List<Integer> held, SearchSpace space) {
    Vector beside = start;
    for (int j : space.free()) {
      double bend = hessian.get(j, j);
      if (!held.contains(j) && bend > 0) {
        double turn = (j + 1) * GOLDEN;
        double part = 2 * (turn - Math.floor(turn)) - 1;
        double length = Math.min(ASIDE / Math.sqrt(bend), ASIDE * space.widths().get(j));
        beside = beside.with(j, start.get(j) + part * length);
      }
    }
    return space.clip(beside);
  }
}
