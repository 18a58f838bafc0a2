package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;

/**
 * Where the local searches of an island began and ended, so that none is made twice.
 *
 * @param trails oldest first
 */
record Trails(List<Trail> trails) implements Serializable {
  static final Trails NONE = new Trails(List.of());

  /** Older ones are forgotten. */
  private static final int MOST = 300;

  /** A start this part of the way from an end that it could come to is taken to come to it. */
  private static final double CATCHMENT = 0.2;

  /** Starts that are nearer than this, as a root mean square over coordinates, are one. */
  private static final double SAME = 0.01;

  Trails {
    trails = List.copyOf(trails);
  }

  /** One local search, in the unit box. */
  record Trail(Vector start, Vector end) implements Serializable {}

  Trails with(Vector start, Vector end) {
    List<Trail> next = new ArrayList<>(trails);
    next.add(new Trail(start, end));
    return new Trails(next.size() > MOST ? next.subList(1, next.size()) : next);
  }

  boolean isEmpty() {
    return trails.isEmpty();
  }

  /** How far a point is from all of them. */
  double distance(Vector point) {
    double least = Double.POSITIVE_INFINITY;
    for (Trail trail : trails) {
      double start = point.minus(trail.start()).norm();
      least = Math.min(least, Math.min(start, point.minus(trail.end()).norm()));
    }
    return least;
  }

  /** Whether a local search from here would, as far as can be told, repeat one of them. */
  boolean repeats(Vector point) {
    double same = SAME * Math.sqrt(point.size());
    for (Trail trail : trails) {
      double way = trail.start().minus(trail.end()).norm();
      if (point.minus(trail.start()).norm() < same
          || point.minus(trail.end()).norm() < CATCHMENT * way) {
        return true;
      }
    }
    return false;
  }
}
