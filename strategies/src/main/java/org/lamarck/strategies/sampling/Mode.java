package org.lamarck.strategies.sampling;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

/**
 * A place of high density at which chains may begin, such as a basin that a search has found.
 *
 * @param value the objective U there, minus the logarithm of the density
 * @param hessian ∂²U/∂x² there, n × n, symmetric and finite; rows of coordinates that cannot move
 *     have no meaning
 */
public record Mode(Vector point, double value, Matrix hessian) implements Serializable {
  /** In units of the widths: with less curvature the normal density is wider than the space. */
  private static final double LEAST = 2 * Math.PI;

  /**
   * The logarithm of the mass about it, ∫ exp(−U), were the density normal and the space without
   * bounds (Laplace): −U + ½ Σ log (2π/λ). Of a direction in which it is flat, the mass of the
   * space.
   */
  public double logMass(SearchSpace space) {
    double mass = -value;
    for (int i : space.free()) {
      mass += Math.log(space.widths().get(i));
    }
    for (double lambda : eigenvalues(space)) {
      mass += 0.5 * Math.log(2 * Math.PI / Math.max(lambda, LEAST));
    }
    return mass;
  }

  /**
   * Whether Laplace's mass means something: the point is inside of the space, and curved in every
   * direction.
   */
  public boolean isProper(SearchSpace space) {
    for (int i : space.free()) {
      if (!(point.get(i) > space.lower().get(i) && point.get(i) < space.upper().get(i))) {
        return false;
      }
    }
    for (double lambda : eigenvalues(space)) {
      if (!(lambda >= LEAST)) {
        return false;
      }
    }
    return true;
  }

  /** A draw of the normal density that has this curvature, clipped to the space. */
  public Vector draw(SearchSpace space, RandomStream random) {
    int[] free = space.free();
    int n = free.length;
    double[] q = inWidths(space);
    double[] lambda = decompose(q, n);
    double[] x = point.toArray();
    for (int e = 0; e < n; e++) {
      double way = random.nextGaussian() / Math.sqrt(Math.max(lambda[e], LEAST));
      for (int i = 0; i < n; i++) {
        x[free[i]] += space.widths().get(free[i]) * q[i * n + e] * way;
      }
    }
    return space.clip(Vector.of(x));
  }

  /** Of the curvature in units of the widths. */
  private double[] eigenvalues(SearchSpace space) {
    return decompose(inWidths(space), space.free().length);
  }

  private double[] inWidths(SearchSpace space) {
    int[] free = space.free();
    int n = free.length;
    double[] q = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        q[i * n + j] =
            hessian.get(free[i], free[j])
                * space.widths().get(free[i])
                * space.widths().get(free[j]);
      }
    }
    return q;
  }

  /** Eigenvalues; eigenvectors are in the columns then. */
  private double[] decompose(double[] q, int n) {
    double[] lambda = new double[n];
    if (!SymmetricEigen.decompose(n, q, lambda, new double[n])) {
      throw new IllegalArgumentException("a Hessian is not finite: " + hessian);
    }
    return lambda;
  }

  /** Laplace's log ∫ exp(−U) over all modes; empty where it means nothing at one that counts. */
  public static OptionalDouble logEvidence(List<Mode> modes, SearchSpace space) {
    double[] masses = modes.stream().mapToDouble(mode -> mode.logMass(space)).toArray();
    double most = IntStream.range(0, masses.length).mapToDouble(m -> masses[m]).max().orElse(0);
    double sum = 0;
    for (int m = 0; m < masses.length; m++) {
      sum += Math.exp(masses[m] - most);
      if (masses[m] > most - Math.log(1e3) && !modes.get(m).isProper(space)) {
        return OptionalDouble.empty();
      }
    }
    return modes.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(most + Math.log(sum));
  }

  /**
   * The mode in which each of some chains begins: as many in each as its mass asks for, by largest
   * remainders (Hamilton), so that a mode without mass has no chain. None where there are no modes.
   */
  static List<Mode> allotted(List<Mode> modes, int chains, SearchSpace space) {
    if (modes.isEmpty()) {
      return List.of();
    }
    double[] masses = modes.stream().mapToDouble(mode -> mode.logMass(space)).toArray();
    double most = IntStream.range(0, masses.length).mapToDouble(m -> masses[m]).max().orElse(0);
    double[] quota = new double[masses.length];
    double sum = 0;
    for (int m = 0; m < quota.length; m++) {
      quota[m] = Math.exp(masses[m] - most);
      sum += quota[m];
    }
    List<Integer> order = new ArrayList<>();
    int[] seats = new int[quota.length];
    int left = chains;
    for (int m = 0; m < quota.length; m++) {
      quota[m] *= chains / sum;
      seats[m] = (int) quota[m];
      left -= seats[m];
      order.add(m);
    }
    order.sort(Comparator.comparingDouble((Integer m) -> seats[m] - quota[m]));
    for (int k = 0; k < left; k++) {
      seats[order.get(k % order.size())]++;
    }
    List<Mode> allotted = new ArrayList<>();
    for (int m = 0; m < seats.length; m++) {
      for (int k = 0; k < seats[m]; k++) {
        allotted.add(modes.get(m));
      }
    }
    return allotted;
  }
}
