package org.lamarck.worker.direction;

import java.util.Arrays;
import org.lamarck.worker.sparse.SparsePattern;

/**
 * Directions in the space of the constants: the sparse m × P matrix ∂p/∂θ. Its pattern is fixed,
 * its values are the caller's to change between integrations.
 */
public final class Seeds {
  private final int constants;
  private final int directions;
  private final int[] start;
  private final int[] direction;
  private final int[] position;
  private final int[] constant; // by entry
  private final double[] values;
  private final int[] directionStart;
  private final int[] directionPlace; // by direction, the places of its entries by constant

  /**
   * A pattern, with zero values.
   *
   * @param constants m
   * @param directions P
   * @param constant for each entry the constant k it belongs to
   * @param direction for each entry the direction j
   */
  public Seeds(int constants, int directions, int[] constant, int[] direction) {
    if (constant.length != direction.length) {
      throw new IllegalArgumentException(
          constant.length + " constants and " + direction.length + " directions");
    }
    this.constants = constants;
    this.directions = directions;
    this.start = new int[constants + 1];
    for (int e = 0; e < constant.length; e++) {
      requireInside("constant", constant[e], constants);
      requireInside("direction", direction[e], directions);
      start[constant[e] + 1]++;
    }
    for (int k = 0; k < constants; k++) {
      start[k + 1] += start[k];
    }
    this.direction = new int[direction.length];
    this.position = new int[direction.length];
    int[] next = start.clone();
    for (int e = 0; e < constant.length; e++) {
      int place = next[constant[e]]++;
      this.direction[place] = direction[e];
      this.position[place] = e;
    }
    this.values = new double[constant.length];
    this.directionStart = new int[directions + 1];
    for (int j : direction) {
      directionStart[j + 1]++;
    }
    for (int j = 0; j < directions; j++) {
      directionStart[j + 1] += directionStart[j];
    }
    this.directionPlace = new int[direction.length];
    int[] free = directionStart.clone();
    for (int place = 0; place < direction.length; place++) {
      directionPlace[free[this.direction[place]]++] = place;
    }
    this.constant = new SparsePattern(start, this.direction).rows();
  }

  /** m. */
  public int constants() {
    return constants;
  }

  /** P. */
  public int directions() {
    return directions;
  }

  /** The values in the order of the constructor's lists, to be written by the caller. */
  public double[] values() {
    return values;
  }

  /** Entries of constant k are {@code start[k] … start[k + 1] − 1}. */
  public int[] start() {
    return start;
  }

  /** By entry, its direction. */
  public int[] direction() {
    return direction;
  }

  /** By entry, its place in {@link #values}. */
  public int[] position() {
    return position;
  }

  /** Writes one direction of ∂p/∂θ, m numbers. */
  public void copyDirection(int j, double[] out) {
    Arrays.fill(out, 0.0);
    for (int e = directionStart[j]; e < directionStart[j + 1]; e++) {
      int place = directionPlace[e];
      out[constant[place]] += values[position[place]];
    }
  }

  private static void requireInside(String what, int index, int size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(what + " " + index + " is not in 0 … " + (size - 1));
    }
  }
}
