package org.lamarck.strategies.evolution.scatter;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * The reference set of an island.
 *
 * @param members best first
 */
record RefSet(List<Member> members) implements Serializable {
  static final RefSet EMPTY = new RefSet(List.of());

  /** Iterations without a better child after which a member makes room; the best one stays. */
  private static final int MOST_STAGNATION = 20;

  RefSet {
    members =
        members.stream().sorted(Comparator.comparingDouble(Member::value)).toList(); // and stable
  }

  /**
   * The first set: one half are the best points, the other half those that are farthest from all
   * that were chosen before (Egea et al. 2010).
   */
  static RefSet of(List<Member> found, int capacity) {
    List<Member> left = new ArrayList<>(new RefSet(found).members());
    List<Member> chosen = new ArrayList<>();
    while (!left.isEmpty() && chosen.size() < (capacity + 1) / 2) {
      chosen.add(left.remove(0));
    }
    while (!left.isEmpty() && chosen.size() < capacity) {
      int farthest = 0;
      double most = -1;
      for (int i = 0; i < left.size(); i++) {
        double distance = nearest(left.get(i).point(), chosen);
        if (distance > most) {
          most = distance;
          farthest = i;
        }
      }
      chosen.add(left.remove(farthest));
    }
    return new RefSet(chosen);
  }

  private static double nearest(Vector point, List<Member> others) {
    double least = Double.POSITIVE_INFINITY;
    for (Member other : others) {
      least = Math.min(least, point.minus(other.point()).norm());
    }
    return least;
  }

  int size() {
    return members.size();
  }

  Member get(int i) {
    return members.get(i);
  }

  /** The best value; +∞ when there is none. */
  double best() {
    return members.isEmpty() ? Double.POSITIVE_INFINITY : members.get(0).value();
  }

  /** How far the middle is above the best. */
  double spread() {
    return members.isEmpty() ? 0 : members.get(members.size() / 2).value() - best();
  }

  /** Without those that stagnate, and of twins without the worse one. */
  RefSet pruned() {
    List<Member> kept = new ArrayList<>();
    for (Member member : members) {
      boolean twin = kept.stream().anyMatch(other -> other.isTwinOf(member.point()));
      if (!twin && (kept.isEmpty() || member.stagnation() < MOST_STAGNATION)) {
        kept.add(member);
      }
    }
    return new RefSet(kept);
  }

  RefSet with(Member member) {
    List<Member> next = new ArrayList<>(members);
    next.add(member);
    return new RefSet(next);
  }

  /** With a member that came from elsewhere, in the place of the worst one where it is full. */
  RefSet taking(Member guest, int capacity) {
    int kept = Math.min(members.size(), capacity - 1);
    return new RefSet(members.subList(0, kept)).with(guest);
  }

  /**
   * The set after a local search. Its end takes the place of the parent when it is better, unless
   * another member is there already; that one then becomes what the search found.
   */
  RefSet refined(Vector parent, Vector end, double value) {
    List<Member> next = new ArrayList<>();
    boolean known = members.stream().anyMatch(m -> !m.point().equals(parent) && m.isTwinOf(end));
    for (Member member : members) {
      boolean home = member.point().equals(parent);
      boolean here = known ? !home && member.isTwinOf(end) : home;
      if (here && value < member.value()) {
        next.add(new Member(end, value, 0));
      } else {
        next.add(home ? member.stagnated() : member);
      }
    }
    return new RefSet(next);
  }

  /**
   * A child of a member and its mate, from the hyper-rectangle around the member that is shifted to
   * the better side, the farther the more their ranks differ.
   */
  Vector child(RandomStream random, int parent, int mate) {
    Vector x = get(parent).point();
    double alpha = parent < mate ? 1 : -1;
    double beta = (Math.abs(mate - parent) - 1.0) / Math.max(1, size() - 2);
    Vector half = get(mate).point().minus(x).times(0.5);
    return inside(random, x.plus(-(1 + alpha * beta), half), x.plus(1 - alpha * beta, half));
  }

  /** A point of the part of a hyper-rectangle that is in the unit box; corners in any order. */
  static Vector inside(RandomStream random, Vector one, Vector other) {
    double[] x = new double[one.size()];
    for (int i = 0; i < x.length; i++) {
      double from = clipped(one.get(i));
      x[i] = from + (clipped(other.get(i)) - from) * random.nextDouble();
    }
    return Vector.of(x);
  }

  private static double clipped(double u) {
    return Math.min(1, Math.max(0, u));
  }
}
