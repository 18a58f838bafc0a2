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
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Lineage;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/**
 * One side of one profile: the steps out from the optimum until the threshold is passed, then the
 * crossing itself.
 *
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
    int coordinate,
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

  private static final int MOST_FAILURES = 8;

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
      int coordinate, int direction, Optimum optimum, double threshold, SearchSpace space) {
    Vector x = optimum.point();
    ProfilePoint first = new ProfilePoint(x.get(coordinate), x, optimum.value(), 0);
    Side side =
        new Side(
            coordinate, direction, List.of(first), null, null, optimum.curvature(), 0, 0, PENDING);
    double bound = side.bound(space);
    if (first.at() == bound) {
      return side.ended(new End(End.Kind.BOUND, bound, 0, ""));
    }
    Optimum.Response response = optimum.response(coordinate, space);
    double width = space.widths().get(coordinate);
    double length =
        response.bend() > 0 ? Math.sqrt(2 * threshold / response.bend()) / PARTS : FIRST * width;
    double to = side.outwards(first.at(), Math.min(length, FIRST * GROWTH * width), bound);
    Vector start = space.clip(x.plus(to - first.at(), response.tangent())).with(coordinate, to);
    return side.with(new Step(start, null, 0, Lineage.PLACED));
  }

  boolean isOver() {
    return end.kind() != End.Kind.PENDING;
  }

  private double bound(SearchSpace space) {
    return direction > 0 ? space.upper().get(coordinate) : space.lower().get(coordinate);
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
    Step now = next();
    return new Proposal(
        id,
        direction > 0 ? "above" : "below",
        List.of(now.start()),
        new Work.Refine(
            now.isNewton() ? new SecantTrustRegion(settings.search(), hessian) : settings.search(),
            settings.slice(),
            now.resume(),
            now.lineage(),
            List.of(coordinate)));
  }

  /**
   * The side after a slice of its search.
   *
   * @param id of the proposal
   */
  Side after(long id, Refinement slice, Profile settings, SearchSpace space) {
    Step now = next();
    LocalState state = slice.resumable();
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
    double at = slice.point().get(coordinate);
    ProfilePoint point =
        new ProfilePoint(at, slice.point(), there.value(), there.gradient().get(coordinate));
    Matrix updated = slice.curvature();
    return knowing(updated == null || !now.isNewton() ? hessian : updated)
        .reached(point, settings.threshold(), space);
  }

  /** Halfway back, from the last point that could be evaluated. */
  private Side failed(Evaluation evaluation, SearchSpace space) {
    ProfilePoint last = last();
    double at = next().start().get(coordinate);
    double width = space.widths().get(coordinate);
    if (failures + 1 >= MOST_FAILURES || Math.abs(at - last.at()) <= BRINK * width) {
      String why =
          evaluation instanceof Evaluation.Failed failure
              ? failure.reason().words()
              : "there is no gradient";
      return ended(new End(End.Kind.FAILED, last.at(), rise(last), why));
    }
    double to = last.at() + (at - last.at()) / 2;
    Vector start = space.clip(last.point()).with(coordinate, to);
    return new Side(
        coordinate,
        direction,
        inside,
        outside,
        new Step(start, null, 0, Lineage.PLACED),
        hessian,
        failures + 1,
        crossings,
        end);
  }

  private Side reached(ProfilePoint point, double threshold, SearchSpace space) {
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
    Side side = new Side(coordinate, direction, within, beyond, null, hessian, 0, crossing, end);
    if (Math.abs(above) <= CROSSED * threshold) {
      double at = side.between(newton(point, threshold), space);
      return side.ended(new End(End.Kind.CROSSED, at, threshold, ""));
    }
    double bound = bound(space);
    if (isInside && point.at() == bound) {
      return side.ended(new End(End.Kind.BOUND, bound, rise(point), ""));
    }
    if (beyond != null
        && Math.abs(beyond.at() - side.last().at()) <= JUMP * space.widths().get(coordinate)) {
      return side.ended(new End(End.Kind.CROSSED, side.last().at(), rise(side.last()), ""));
    }
    double to = beyond == null ? side.farther(threshold, space) : side.crossing(beyond, threshold);
    return side.with(new Step(side.start(to, space), null, 0, Lineage.PLACED));
  }

  /** The next point outwards: where r is to have grown by a part of what it has to. */
  private double farther(double threshold, SearchSpace space) {
    ProfilePoint last = last();
    double width = space.widths().get(coordinate);
    double root = Math.sqrt(2 * threshold);
    double r = Math.sqrt(2 * Math.max(0, rise(last)));
    double target = root;
    for (int part = 1; part < PARTS; part++) {
      double level = root * part / PARTS;
      if (level > r + 0.1 * root / PARTS) {
        target = Math.min(target, level);
      }
    }
    double slope = r > 0 ? direction * last.slope() / r : 0;
    double taken = Math.abs(last.at() - inside.get(inside.size() - 2).at());
    double longest = Math.min(GROWTH * taken, 0.5 * width);
    // a little beyond, so that the crossing is soon between two points
    double length = slope > 0 ? 1.02 * (target - r) / slope : longest;
    return outwards(last.at(), Math.max(0.1 * taken, Math.min(length, longest)), bound(space));
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
    double farthest = outside == null ? bound(space) : outside.at();
    double near = last().at();
    if (Double.isNaN(at)) {
      return near;
    }
    return Math.min(Math.max(at, Math.min(near, farthest)), Math.max(near, farthest));
  }

  /** By the parabola through the nearest three points, or the line through the last two. */
  private Vector start(double to, SearchSpace space) {
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
    return space.clip(start).with(coordinate, to);
  }

  /** The point farthest out that is not above the threshold. */
  private ProfilePoint last() {
    return inside.get(inside.size() - 1);
  }

  private double rise(ProfilePoint point) {
    return point.value() - inside.get(0).value();
  }

  private Side with(Step other) {
    return new Side(
        coordinate, direction, inside, outside, other, hessian, failures, crossings, end);
  }

  private Side knowing(Matrix other) {
    return new Side(coordinate, direction, inside, outside, step, other, failures, crossings, end);
  }

  private Side ended(End where) {
    return new Side(coordinate, direction, inside, outside, null, hessian, 0, crossings, where);
  }
}
