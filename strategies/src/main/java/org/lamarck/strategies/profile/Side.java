package org.lamarck.strategies.profile;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.SecantTrustRegion;
import org.lamarck.strategies.local.Tolerances;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/**
 * One side of one profile, slice or contour: the steps out from the optimum until the threshold is
 * passed, then the crossing itself.
 *
 * @param line along which it goes
 * @param direction 1 above the optimum, −1 below
 * @param inside points at most as high as the threshold, outwards; the first is the optimum
 * @param outside the nearest known point above the threshold; absent before it is passed
 * @param step what is computed next
 * @param hessian nearly that of the objective at the latest point
 * @param failures in a row
 * @param crossings points since the threshold was passed
 * @param end where the profile ends; pending as long as it goes on
 */
record Side(
    Line line,
    int direction,
    List<ProfilePoint> inside,
    @Nullable ProfilePoint outside,
    @Nullable Step step,
    Matrix hessian,
    int failures,
    int crossings,
    End end)
    implements Serializable {
  static final End PENDING = new End(End.Kind.PENDING, Double.NaN, Double.NaN, "");

  /** Points of the curve on the way to the threshold, in r. */
  private static final double PARTS = 3;

  /** The first step where the curvature says nothing, as a part of the width. */
  private static final double FIRST = 0.05;

  /** No step is so many times as long as the one before. */
  private static final double GROWTH = 3;

  /** A bound that is nearer than this part of a step beyond it is stepped to. */
  private static final double NEAR_BOUND = 0.2;

  /**
   * The crossing is known when a point is this near to it, as a part of the threshold: a last step
   * of Newton's method that is not evaluated leaves the square of that.
   */
  private static final double CROSSED = 1e-5;

  /** Where the profile jumps over the threshold it is crossed between points so near, in widths. */
  private static final double JUMP = 1e-9;

  /** Searches on the way to the threshold end so many times farther from the minimum. */
  private static final double ON_THE_WAY = 100;

  private static final int MOST_FAILURES = 8;

  /** Steps that are halved before a point that is too high is taken for a jump of the profile. */
  private static final int MOST_RETURNS = 6;

  /** A start that is so many thresholds up may lead anywhere. */
  private static final double FAR = 50;

  /** What is this near to the bound, in widths, is on it. */
  private static final double AT_BOUND = 1e-12;

  /** A function that follows by less than this part of what is asked of it does not follow. */
  private static final double STUCK = 0.1;

  /** A rise by less than this part of the threshold is none. */
  private static final double NO_RISE = 0.01;

  private static final int MOST_PUSHES = 6;

  /** Of a rise by less than this part of the threshold the root says nothing. */
  private static final double NOISE = 1e-9;

  /** Where steps this short fail, in widths, nothing is to be found beyond. */
  private static final double BRINK = 1e-4;

  /** After so many steps of Newton's method the interval is halved in turn with them. */
  private static final int PATIENCE = 5;

  /** Iterations after which a search by the Hessian that is known goes on without it. */
  private static final int PATIENT = 25;

  /** Iterations after which a search that still falls is taken as it is. */
  private static final int LIMIT = 500;

  Side {
    inside = List.copyOf(inside);
  }

  /**
   * A local search with the coordinate held.
   *
   * @param start where it begins
   * @param resume where its last slice stopped; absent before the first
   * @param iterations made so far
   * @param isNewton whether it goes by the Hessian that is known, and not by its own curvature
   */
  record Step(
      Vector start, @Nullable LocalState resume, int iterations, Lineage lineage, boolean isNewton)
      implements Serializable {
    Step(Vector start, @Nullable LocalState resume, int iterations, Lineage lineage) {
      this(start, resume, iterations, lineage, true);
    }
  }

  /** A side before its first step. */
  static Side begin(
      Line line, int direction, Optimum optimum, double threshold, SearchSpace space) {
    Vector x = optimum.point();
    double bound = line.bound(direction, space);
    double slope = line.at(x) == line.bound(-direction, space) ? line.slope(optimum.gradient()) : 0;
    ProfilePoint first = new ProfilePoint(line.at(x), x, optimum.value(), slope);
    Side side =
        new Side(line, direction, List.of(first), null, null, optimum.curvature(), 0, 0, PENDING);
    if (direction * (bound - first.at()) <= 0) {
      return side.ended(new End(End.Kind.BOUND, first.at(), 0, ""));
    }
    Optimum.Response response = optimum.response(line, space);
    double width = line.width(space);
    double bend = line.bend(response.bend());
    double length = bend > 0 ? Math.sqrt(2 * threshold / bend) / PARTS : FIRST * width;
    double to = side.outwards(first.at(), Math.min(length, FIRST * GROWTH * width), bound);
    double asked = line.asked(to, bend * (to - first.at()));
    Vector start = x.plus(asked - first.at(), response.tangent());
    return side.with(new Step(side.placed(start, asked, space), null, 0, Lineage.PLACED));
  }

  /** A point of the box with the line's coordinates there, and on no ridge. */
  private Vector placed(Vector start, double at, SearchSpace space) {
    Vector there = space.clip(line.place(space.clip(start), at));
    return line.isSlice() ? there : OneValley.aside(there, hessian, line.coordinates(), space);
  }

  boolean isOver() {
    return end.kind() != End.Kind.PENDING;
  }

  /** A step outwards, to the bound where that is all but reached. */
  private double outwards(double from, double length, double bound) {
    double to = from + direction * length;
    return direction * (bound - to) <= NEAR_BOUND * length ? bound : to;
  }

  private Step next() {
    Step known = step;
    if (known == null) {
      throw new IllegalStateException("a side that has ended asks for nothing");
    }
    return known;
  }

  Proposal proposal(long id, Profile settings) {
    List<Integer> free = List.copyOf(settings.further().yields().keySet());
    Step now = next();
    return new Proposal(
        id,
        line.isSlice() ? "slice" : direction > 0 ? "above" : "below",
        List.of(now.start()),
        new Work.Refine(
            now.isNewton() ? new SecantTrustRegion(search(settings), hessian) : search(settings),
            settings.slice(),
            now.resume(),
            now.lineage(),
            line.held(now.start().size(), free)));
  }

  /** A point on the way tells its value and slope, to second order in how near it is. */
  private TrustRegion search(Profile settings) {
    Tolerances end = settings.search().tolerances();
    return outside == null
        ? settings
            .search()
            .with(new Tolerances(ON_THE_WAY * end.gradient(), end.value(), end.step()))
        : settings.search();
  }

  /**
   * The side after a slice of its search.
   *
   * @param id of the proposal
   */
  Side after(long id, Refinement slice, double threshold, SearchSpace space) {
    Step now = next();
    LocalState state = slice.resumable();
    if (now.resume() == null && now.isNewton() && mayReturn(line.at(now.start()), space)) {
      if (slice.startValue() - last().value() > FAR * threshold) {
        return returned(space);
      }
    }
    int made = now.iterations() + slice.iterations();
    if (state != null && made < LIMIT) {
      if (now.isNewton() && made >= PATIENT) {
        // the Hessian is of another valley: on from here without it
        return with(new Step(slice.point(), null, made, Lineage.PLACED, false));
      }
      return with(new Step(now.start(), state, made, now.lineage().of(id), now.isNewton()));
    }
    if (!(slice.evaluation() instanceof Evaluation.Differentiable there)) {
      return failed(slice.evaluation(), space);
    }
    ProfilePoint point = line.point(slice.point(), there.value(), there.gradient());
    Matrix updated = slice.curvature();
    if (mayReturn(point.at(), space) && OneValley.isTooHigh(last(), point, threshold)) {
      return returned(space);
    }
    return knowing(updated == null || !now.isNewton() ? hessian : updated)
        .reached(point, there.gradient(), threshold, space);
  }

  private Side failed(Evaluation evaluation, SearchSpace space) {
    ProfilePoint last = last();
    double at = line.at(next().start());
    double width = line.width(space);
    if (failures + 1 >= MOST_FAILURES || Math.abs(at - last.at()) <= BRINK * width) {
      String why =
          evaluation instanceof Evaluation.Failed failure
              ? failure.reason().words()
              : "there is no gradient";
      return ended(new End(End.Kind.FAILED, last.at(), rise(last), why));
    }
    return returned(space);
  }

  private boolean mayReturn(double at, SearchSpace space) {
    return !line.isSlice()
        && line.yield() == 0
        && failures < MOST_RETURNS
        && Math.abs(at - last().at()) > BRINK * line.width(space);
  }

  /** Halfway back, from the last point inside. */
  private Side returned(SearchSpace space) {
    ProfilePoint last = last();
    double from = line.at(last.point());
    double to = from + (line.at(next().start()) - from) / 2;
    Vector start = placed(last.point(), to, space);
    return new Side(
        line,
        direction,
        inside,
        outside,
        new Step(start, null, 0, Lineage.PLACED),
        hessian,
        failures + 1,
        crossings,
        end);
  }

  private Side reached(ProfilePoint point, Vector gradient, double threshold, SearchSpace space) {
    double above = rise(point) - threshold;
    boolean isInside = above <= 0;
    List<ProfilePoint> within = new ArrayList<>(inside);
    ProfilePoint beyond = outside;
    if (isInside) {
      within.add(point);
    } else {
      beyond = point;
    }
    int crossing = beyond == null ? 0 : crossings + 1;
    Side side = new Side(line, direction, within, beyond, null, hessian, 0, crossing, end);
    if (Math.abs(above) <= CROSSED * threshold) {
      double at = side.between(newton(point, threshold), space);
      return side.ended(new End(End.Kind.CROSSED, at, threshold, ""));
    }
    if (isInside && isAtBound(point, space)) {
      return side.ended(atBound(point, gradient, threshold, space));
    }
    if (line.yield() > 0 && beyond == null && isStuck(point, threshold)) {
      return pushed(point, within, atBound(point, gradient, threshold, space), space);
    }
    if (beyond != null && Math.abs(beyond.at() - side.last().at()) <= JUMP * line.width(space)) {
      return side.ended(new End(End.Kind.CROSSED, side.last().at(), rise(side.last()), ""));
    }
    double to = beyond == null ? side.farther(threshold, space) : side.crossing(beyond, threshold);
    return side.with(new Step(side.start(to, threshold, space), null, 0, Lineage.PLACED));
  }

  /** The next point outwards: where r is to have grown by a part of what it has to. */
  private double farther(double threshold, SearchSpace space) {
    ProfilePoint last = last();
    double width = line.width(space);
    double root = Math.sqrt(2 * threshold);
    double r = Math.sqrt(2 * Math.max(0, rise(last)));
    double target = root;
    for (int part = 1; part < PARTS; part++) {
      double level = root * part / PARTS;
      if (level > r + 0.1 * root / PARTS) {
        target = Math.min(target, level);
      }
    }
    double slope = rise(last) > NOISE * threshold ? direction * last.slope() / r : 0;
    double taken = Math.abs(last.at() - inside.get(inside.size() - 2).at());
    double longest = Math.min(GROWTH * taken, 0.5 * width);
    // a little beyond, so that the crossing is soon between two points
    double length = slope > 0 ? 1.02 * (target - r) / slope : longest;
    return outwards(
        last.at(), Math.max(0.1 * taken, Math.min(length, longest)), line.bound(direction, space));
  }

  /** Between the last point inside and the one outside: Newton's method in r, or half. */
  private double crossing(ProfilePoint beyond, double threshold) {
    ProfilePoint last = last();
    boolean nearerInside = threshold - rise(last) < rise(beyond) - threshold;
    double to = newton(nearerInside ? last : beyond, threshold);
    double gap = beyond.at() - last.at();
    double part = (to - last.at()) / gap;
    boolean halve = crossings > PATIENCE && crossings % 2 == 0;
    return part > 1e-6 && part < 1 - 1e-6 && !halve ? to : last.at() + gap / 2;
  }

  /** Where r crosses by its slope at a point; NaN where it has none. */
  private double newton(ProfilePoint from, double threshold) {
    double r = Math.sqrt(2 * Math.max(0, rise(from)));
    return from.at() + (Math.sqrt(2 * threshold) - r) * r / from.slope();
  }

  /** Inside of the box and not beyond the point outside. */
  private double between(double at, SearchSpace space) {
    double farthest = outside == null ? line.bound(direction, space) : outside.at();
    double near = last().at();
    if (Double.isNaN(at)) {
      return near;
    }
    return Math.min(Math.max(at, Math.min(near, farthest)), Math.max(near, farthest));
  }

  /** By the parabola through the nearest three points, or the line through the last two. */
  private Vector start(double to, double threshold, SearchSpace space) {
    List<ProfilePoint> near = new ArrayList<>(inside);
    if (outside != null) {
      near.add(outside);
    }
    near.sort(
        (a, b) -> {
          int closer = Double.compare(Math.abs(a.at() - to), Math.abs(b.at() - to));
          return closer == 0 ? Double.compare(a.at(), b.at()) : closer;
        });
    ProfilePoint one = near.get(0);
    ProfilePoint two = near.get(1);
    Vector slope = two.point().minus(one.point()).times(1 / (two.at() - one.at()));
    Vector start = one.point().plus(to - one.at(), slope);
    if (near.size() > 2 && outside != null) {
      ProfilePoint three = near.get(2);
      Vector other = three.point().minus(one.point()).times(1 / (three.at() - one.at()));
      Vector bend = other.minus(slope).times(1 / (three.at() - two.at()));
      start = start.plus((to - one.at()) * (to - two.at()), bend);
    }
    return placed(start, asked(to, slopeAt(to, near, threshold)), space);
  }

  /**
   * What is to be asked for: of a function, which moves as its value z does, a z that is farther
   * than the last one and not as far as the one that was too far.
   */
  private double asked(double to, double slope) {
    double near = line.at(last().point());
    double least = line.asked(to, last().slope());
    double asked = line.asked(to, slope);
    if (line.yield() == 0) {
      return asked;
    }
    if (outside == null) {
      return direction * (asked - least) > 0 ? asked : least;
    }
    double far = line.at(outside.point());
    double part = (asked - near) / (far - near);
    return part > NOISE && part < 1 - NOISE ? asked : near + (far - near) / 2;
  }

  /** p′ by the nearest point that has risen, r taken for linear; else as at the last point. */
  private double slopeAt(double to, List<ProfilePoint> near, double threshold) {
    for (ProfilePoint one : near) {
      double r = Math.sqrt(2 * Math.max(0, rise(one)));
      if (rise(one) > NOISE * threshold) {
        double rate = one.slope() / r;
        return (r + rate * (to - one.at())) * rate;
      }
    }
    return last().slope();
  }

  private boolean isAtBound(ProfilePoint point, SearchSpace space) {
    double left = direction * (line.bound(direction, space) - line.at(point.point()));
    return left <= AT_BOUND * line.width(space);
  }

  /**
   * The end where nothing more can be asked for. A function is held there by the box when one of
   * the coordinates would go on; otherwise its profile is too steep to be followed.
   */
  private End atBound(ProfilePoint point, Vector gradient, double threshold, SearchSpace space) {
    Vector x = point.point();
    boolean isHeld = line.yield() == 0;
    for (int k : space.free()) {
      double outwards = gradient.get(k) * space.widths().get(k);
      isHeld |= x.get(k) == space.lower().get(k) && outwards > threshold;
      isHeld |= x.get(k) == space.upper().get(k) && -outwards > threshold;
    }
    return isHeld
        ? new End(End.Kind.BOUND, point.at(), rise(point), "")
        : new End(
            End.Kind.FAILED,
            point.at(),
            rise(point),
            "the profile is all but vertical there; ask for the logarithm of what spans decades");
  }

  /** Whether a function has hardly followed the value that was asked of it, at no cost. */
  private boolean isStuck(ProfilePoint point, double threshold) {
    double asked = Math.abs(line.at(point.point()) - line.at(last().point()));
    return Math.abs(point.at() - last().at()) <= STUCK * asked
        && rise(point) - rise(last()) <= NO_RISE * threshold;
  }

  /** Asks for ten times as much; in the end the box is what holds the function. */
  private Side pushed(
      ProfilePoint point, List<ProfilePoint> within, End atLast, SearchSpace space) {
    if (failures + 1 >= MOST_PUSHES) {
      return new Side(line, direction, within, null, null, hessian, 0, 0, atLast);
    }
    double to = point.at() + 10 * (line.at(point.point()) - point.at());
    Step push = new Step(placed(point.point(), to, space), null, 0, Lineage.PLACED);
    return new Side(line, direction, within, null, push, hessian, failures + 1, 0, end);
  }

  /** The point farthest out that is not above the threshold. */
  private ProfilePoint last() {
    return inside.get(inside.size() - 1);
  }

  private double rise(ProfilePoint point) {
    return point.value() - inside.get(0).value();
  }

  /** Where a ray has come to. */
  Contour.Crossing ended() {
    ProfilePoint nearest = last();
    boolean isKnown = end.kind() == End.Kind.CROSSED || end.kind() == End.Kind.BOUND;
    if (outside != null && Math.abs(outside.at() - end.at()) < Math.abs(nearest.at() - end.at())) {
      nearest = outside;
    }
    return new Contour.Crossing(
        isKnown ? line.place(nearest.point(), end.at()) : nearest.point(), end.kind(), end.rise());
  }

  private Side with(Step other) {
    return new Side(line, direction, inside, outside, other, hessian, failures, crossings, end);
  }

  private Side knowing(Matrix other) {
    return new Side(line, direction, inside, outside, step, other, failures, crossings, end);
  }

  private Side ended(End where) {
    return new Side(line, direction, inside, outside, null, hessian, 0, crossings, where);
  }
}
