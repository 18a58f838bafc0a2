package org.lamarck.worker.cells;

import java.util.Arrays;

/** The pairs of cells that act on each other at some positions, side by side; for one thread. */
final class Nearby {
  int count;
  int[] first = new int[64];
  int[] second = new int[64];

  /** From the second cell to the first; 0 in the plane. */
  double[] dx = new double[64];

  double[] dy = new double[64];
  double[] dz = new double[64];

  /** The distance; before {@link #measure} its square. */
  double[] distance = new double[64];

  /** The sum of both radii. */
  double[] sigma = new double[64];

  /** The force over the distance. */
  double[] share = new double[64];

  /** Numbers of a force, by its names. */
  double[] depth = new double[64];

  double[] width = new double[64];
  double[] power = new double[64];

  /** ∂force/∂d, and by the sum of radii and those numbers. */
  double[] byDistance = new double[64];

  double[] bySize = new double[64];
  double[] byDepth = new double[64];
  double[] byWidth = new double[64];

  /** How much what is pulled back changes with each force. */
  double[] along = new double[64];

  /** Finds those of a list that are nearer than a distance and not at one place. */
  void find(Pairs pairs, double[] x, int dimensions, double cutoff) {
    int all = pairs.count();
    if (first.length < all) {
      grow(Math.max(all, 2 * first.length));
    }
    boolean isDeep = dimensions == 3;
    double reach = cutoff * cutoff;
    int[] ones = first;
    int[] others = second;
    double[] offX = dx;
    double[] offY = dy;
    double[] offZ = dz;
    double[] squares = distance;
    int n = 0;
    for (int pair = 0; pair < all; pair++) {
      int i = pairs.first(pair);
      int j = pairs.second(pair);
      int one = i * dimensions;
      int other = j * dimensions;
      ones[n] = i;
      others[n] = j;
      offX[n] = x[one] - x[other];
      offY[n] = x[one + 1] - x[other + 1];
      offZ[n] = isDeep ? x[one + 2] - x[other + 2] : 0;
      double square = offX[n] * offX[n] + offY[n] * offY[n] + offZ[n] * offZ[n];
      squares[n] = square;
      n += square < reach && square > 0 ? 1 : 0;
    }
    count = n;
  }

  /** Distances of their squares, and the sums of radii. */
  void measure(double[] radii) {
    for (int k = 0; k < count; k++) {
      distance[k] = Math.sqrt(distance[k]);
    }
    for (int k = 0; k < count; k++) {
      sigma[k] = radii[first[k]] + radii[second[k]];
    }
  }

  /** Adds the forces on each cell, one behind the other. */
  void addTo(double[] forces, int dimensions) {
    boolean isDeep = dimensions == 3;
    for (int k = 0; k < count; k++) {
      int one = first[k] * dimensions;
      int other = second[k] * dimensions;
      double f = share[k];
      forces[one] += f * dx[k];
      forces[other] -= f * dx[k];
      forces[one + 1] += f * dy[k];
      forces[other + 1] -= f * dy[k];
      if (isDeep) {
        forces[one + 2] += f * dz[k];
        forces[other + 2] -= f * dz[k];
      }
    }
  }

  /**
   * Adds factor · vᵀ ∂forces by positions and by radii, with shares and slopes that are known;
   * {@link #along} becomes factor · vᵀ ∂forces by each force. Offsets become those of length 1.
   */
  void pull(double[] v, double factor, double[] byX, double[] byRadii, int dimensions) {
    for (int k = 0; k < count; k++) {
      dx[k] /= distance[k];
    }
    for (int k = 0; k < count; k++) {
      dy[k] /= distance[k];
    }
    boolean isDeep = dimensions == 3;
    for (int k = 0; k < count && isDeep; k++) {
      dz[k] /= distance[k];
    }
    for (int k = 0; k < count; k++) {
      int one = first[k] * dimensions;
      int other = second[k] * dimensions;
      double vx = v[one] - v[other];
      double vy = v[one + 1] - v[other + 1];
      double vz = isDeep ? v[one + 2] - v[other + 2] : 0;
      double length = dx[k] * vx + dy[k] * vy + dz[k] * vz;
      double across = factor * share[k];
      double turn = (factor * byDistance[k] - across) * length;
      double pull = turn * dx[k] + across * vx;
      byX[one] += pull;
      byX[other] -= pull;
      pull = turn * dy[k] + across * vy;
      byX[one + 1] += pull;
      byX[other + 1] -= pull;
      if (isDeep) {
        pull = turn * dz[k] + across * vz;
        byX[one + 2] += pull;
        byX[other + 2] -= pull;
      }
      along[k] = factor * length;
      byRadii[first[k]] += along[k] * bySize[k];
      byRadii[second[k]] += along[k] * bySize[k];
    }
  }

  private void grow(int places) {
    first = Arrays.copyOf(first, places);
    second = Arrays.copyOf(second, places);
    dx = Arrays.copyOf(dx, places);
    dy = Arrays.copyOf(dy, places);
    dz = Arrays.copyOf(dz, places);
    distance = Arrays.copyOf(distance, places);
    sigma = Arrays.copyOf(sigma, places);
    share = Arrays.copyOf(share, places);
    depth = Arrays.copyOf(depth, places);
    width = Arrays.copyOf(width, places);
    power = Arrays.copyOf(power, places);
    byDistance = Arrays.copyOf(byDistance, places);
    bySize = Arrays.copyOf(bySize, places);
    byDepth = Arrays.copyOf(byDepth, places);
    byWidth = Arrays.copyOf(byWidth, places);
    along = Arrays.copyOf(along, places);
  }
}
