package org.lamarck.strategies.evolution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * The refined points that recombine, as the reference set of scatter search (Egea et al. 2009,
 * Dynamic optimization of nonlinear processes with an enhanced scatter search method): a child
 * replaces nobody but its parent, so that the set stays diverse, and a parent whose children fail
 * too often makes room. Lamarckian: what replaces the parent is the child as it became by its local
 * search.
 *
 * @param members best first
 * @param capacity how many there are room for
 */
public record ReferenceSet(List<Elite> members, int capacity) implements Serializable {
  /** Points nearer than this in every coordinate of the unit box are one. */
  private static final double DUPLICATE = 1e-3;

  private static final int MOST_STAGNATION = 20;

  /** Part of the box by which a Gaussian child leaves the span of few elites. */
  private static final double NOISE = 0.02;

  public ReferenceSet {
    members = List.copyOf(members);
  }

  /**
   * One refined point.
   *
   * @param point in the unit box
   * @param stagnation children in a row that were no better
   */
  public record Elite(Vector point, double value, int stagnation) implements Serializable {}

  /** Room for b members with b² − b ≈ 10 n, as in scatter search, and at most 40. */
  public static ReferenceSet empty(int dimension) {
    int b = (int) Math.ceil((1 + Math.sqrt(1 + 40.0 * dimension)) / 2);
    return new ReferenceSet(List.of(), Math.min(40, Math.max(5, b)));
  }

  /** Whether there are enough to recombine. */
  public boolean fertile() {
    return members.size() >= 3;
  }

  /**
   * The elites after a search ended.
   *
   * @param parent the member it descends from
   * @param point where it ended, in the unit box
   */
  public ReferenceSet with(@Nullable Vector parent, Vector point, double value) {
    List<Elite> next = new ArrayList<>(members);
    int home = parent == null ? -1 : indexOf(next, parent);
    int twin = near(next, point);
    Elite elite = new Elite(point, value, 0);
    if (twin >= 0 && twin != home) {
      if (value < next.get(twin).value()) {
        next.set(twin, elite);
      }
      stagnate(next, home);
    } else if (home >= 0) {
      if (value < next.get(home).value()) {
        next.set(home, elite);
      } else {
        stagnate(next, home);
      }
    } else if (next.size() < capacity) {
      next.add(elite);
    } else if (value < next.get(next.size() - 1).value()) {
      next.set(next.size() - 1, elite);
    }
    next.sort(Comparator.comparingDouble(Elite::value));
    return new ReferenceSet(next, capacity);
  }

  /** The best stays however long its children fail. */
  private static void stagnate(List<Elite> elites, int home) {
    if (home < 0) {
      return;
    }
    Elite old = elites.get(home);
    if (old.stagnation() + 1 >= MOST_STAGNATION && home > 0 && elites.size() > 3) {
      elites.remove(home);
    } else {
      elites.set(home, new Elite(old.point(), old.value(), old.stagnation() + 1));
    }
  }

  private static int indexOf(List<Elite> elites, Vector point) {
    for (int i = 0; i < elites.size(); i++) {
      if (elites.get(i).point().equals(point)) {
        return i;
      }
    }
    return -1;
  }

  private static int near(List<Elite> elites, Vector point) {
    for (int i = 0; i < elites.size(); i++) {
      if (elites.get(i).point().minus(point).maxNorm() < DUPLICATE) {
        return i;
      }
    }
    return -1;
  }

  /** How far the middle of the elites is above the best; empty when there are fewer than two. */
  public Optional<Double> valueSpread() {
    return members.size() < 2
        ? Optional.empty()
        : Optional.of(members.get(members.size() / 2).value() - members.get(0).value());
  }

  /**
   * Points for a child of the {@code number}-th family, in the unit box. Members take turns as
   * parents. One half of the children is drawn from a hyper-rectangle between parent and mate that
   * is shifted to the better side, the other half from a normal distribution around the parent with
   * the covariance of all members.
   *
   * @param random for this family
   */
  public List<Vector> children(RandomStream random, long number, int count) {
    int parent = (int) (number % members.size());
    int mate = (parent + 1 + random.nextInt(members.size() - 1)) % members.size();
    boolean rectangle = random.nextInt(2) == 0;
    double sigma = 0.2 * StrictMath.pow(5, random.nextDouble());
    List<Vector> children = new ArrayList<>();
    while (children.size() < count) {
      Vector child = rectangle ? between(random, parent, mate) : around(random, parent, sigma);
      children.add(child.map(u -> Math.min(1, Math.max(0, u))));
    }
    return children;
  }

  public Vector parent(long number) {
    return members.get((int) (number % members.size())).point();
  }

  /** Egea et al. (2009), eq. 5–8: d = (x_mate − x_parent)/2, bias β by the distance in rank. */
  private Vector between(RandomStream random, int parent, int mate) {
    double[] x = members.get(parent).point().toArray();
    double alpha = parent < mate ? 1 : -1;
    double beta = (Math.abs(mate - parent) - 1.0) / Math.max(1, members.size() - 2);
    for (int i = 0; i < x.length; i++) {
      double d = (members.get(mate).point().get(i) - x[i]) / 2;
      double first = x[i] - d * (1 + alpha * beta);
      double second = x[i] + d * (1 - alpha * beta);
      x[i] = first + (second - first) * random.nextDouble();
    }
    return Vector.of(x);
  }

  /** A combination of all deviations from the mean with normal weights has their covariance. */
  private Vector around(RandomStream random, int parent, double sigma) {
    int n = members.get(0).point().size();
    Vector mean = Vector.zeros(n);
    for (Elite elite : members) {
      mean = mean.plus(1.0 / members.size(), elite.point());
    }
    Vector child = members.get(parent).point();
    double scale = sigma / Math.sqrt(members.size() - 1.0);
    for (Elite elite : members) {
      child = child.plus(scale * random.nextGaussian(), elite.point().minus(mean));
    }
    return child.map(u -> u + NOISE * random.nextGaussian());
  }
}
