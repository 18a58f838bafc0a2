package org.lamarck.strategies.chain;

import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.chain.PhaseSpace.Phase;
import org.lamarck.strategies.chain.PhaseSpace.Position;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * One step of NUTS: a trajectory doubled, forwards or backwards by chance, until it turns back, and
 * a point of it chosen by weight. The criterion is checked between all halves, and between each
 * half and the first point of the other (as in Stan), since doubling can step over a turn.
 */
final class Trajectory {
  /** An energy so far above the first one is the end of a trajectory that has lost its way. */
  private static final double LOST = 1000;

  private static final Position NOWHERE = new Position(Vector.of(), 0, Vector.of(), 0, Vector.of());

  private final PhaseSpace space;
  private final Metric metric;
  private final double step;
  private final int depth;
  private final RandomStream random;
  private double first;
  private Position chosen;
  private double sumAcceptance;
  private int leaps;
  private boolean divergent;

  Trajectory(PhaseSpace space, Metric metric, double step, int depth, RandomStream random) {
    chosen = NOWHERE;
    this.space = space;
    this.metric = metric;
    this.step = step;
    this.depth = depth;
    this.random = random;
  }

  /**
   * A part of the trajectory.
   *
   * @param begin its end that is nearer to where it grew from
   * @param end its other end
   * @param sum of all momenta
   * @param chosen one of its points, by weight
   * @param weight the logarithm of the sum of exp(H₀ − H)
   */
  private record Part(Phase begin, Phase end, Vector sum, Position chosen, double weight) {}

  @SuppressWarnings("ArgumentSelectionDefectChecker") // backwards, ends change their places
  Trajectory from(Position here) {
    Phase start = new Phase(here, space.momentum(random));
    first = start.energy();
    Part whole = new Part(start, start, start.momentum(), here, 0);
    chosen = here;
    for (int level = 0; level < depth; level++) {
      boolean forwards = random.nextDouble() < 0.5;
      // begin is the backward end of the whole, end the forward one
      Part grown = grow(forwards ? whole.end() : whole.begin(), level, forwards ? step : -step);
      if (grown == null) {
        break;
      }
      if (random.nextDouble() < StrictMath.exp(grown.weight() - whole.weight())) {
        chosen = grown.chosen();
      }
      Part joined =
          forwards
              ? joined(whole, grown)
              : joined(
                  new Part(grown.end(), grown.begin(), grown.sum(), chosen, grown.weight()), whole);
      boolean goesOn =
          forwards
              ? isStraight(whole.begin(), whole.end(), grown.begin(), grown.end(), whole, grown)
              : isStraight(grown.end(), grown.begin(), whole.begin(), whole.end(), grown, whole);
      whole = joined;
      if (!goesOn) {
        break;
      }
    }
    return this;
  }

  private Part joined(Part back, Part front) {
    return new Part(
        back.begin(),
        front.end(),
        back.sum().plus(front.sum()),
        chosen,
        sumOfLogs(back.weight(), front.weight()));
  }

  /** Whether two adjacent halves, in the order of time, have not turned back together. */
  private boolean isStraight(
      Phase begin, Phase inner, Phase outer, Phase end, Part back, Part front) {
    Vector sum = back.sum().plus(front.sum());
    return isStraight(begin, end, sum)
        && isStraight(begin, outer, back.sum().plus(outer.momentum()))
        && isStraight(inner, end, front.sum().plus(inner.momentum()));
  }

  private boolean isStraight(Phase begin, Phase end, Vector sum) {
    return begin.momentum().dot(sum) > 0 && end.momentum().dot(sum) > 0;
  }

  /**
   * 2^level leaps on from a phase; null when they turn back or lose their way.
   *
   * @param signed the step, negative backwards in time
   */
  private @Nullable Part grow(Phase from, int level, double signed) {
    if (level == 0) {
      return leap(from, signed);
    }
    Part near = grow(from, level - 1, signed);
    if (near == null) {
      return null;
    }
    Part far = grow(near.end(), level - 1, signed);
    if (far == null) {
      return null;
    }
    double weight = sumOfLogs(near.weight(), far.weight());
    boolean takesFar = random.nextDouble() < StrictMath.exp(far.weight() - weight);
    boolean isStraight =
        signed > 0
            ? isStraight(near.begin(), near.end(), far.begin(), far.end(), near, far)
            : isStraight(far.end(), far.begin(), near.end(), near.begin(), far, near);
    return isStraight
        ? new Part(
            near.begin(),
            far.end(),
            near.sum().plus(far.sum()),
            takesFar ? far.chosen() : near.chosen(),
            weight)
        : null;
  }

  private @Nullable Part leap(Phase from, double signed) {
    Phase to = space.leapfrog(from, metric, signed);
    leaps++;
    double energy = to.energy();
    double gain = Double.isNaN(energy) ? Double.NEGATIVE_INFINITY : first - energy;
    sumAcceptance += Math.min(1, StrictMath.exp(gain));
    if (gain < -LOST) {
      divergent = true;
      return null;
    }
    return new Part(to, to, to.momentum(), to.position(), gain);
  }

  private static double sumOfLogs(double a, double b) {
    double most = Math.max(a, b);
    return most + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - most));
  }

  Position chosen() {
    return chosen;
  }

  /** The mean over all leaps of the probability with which each would be accepted. */
  double acceptance() {
    return leaps == 0 ? 0 : sumAcceptance / leaps;
  }

  int leaps() {
    return leaps;
  }

  boolean isDivergent() {
    return divergent;
  }
}
