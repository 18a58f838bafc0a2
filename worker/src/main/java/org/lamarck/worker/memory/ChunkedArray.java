package org.lamarck.worker.memory;

import java.util.Arrays;

/**
 * Blocks of equally many numbers, made when they are first asked for and kept. They never move: a
 * long integration copies none of them when it needs more.
 */
public final class ChunkedArray {
  /** Blocks in an array, at most. */
  private static final int MOST = 64;

  /** Numbers in an array, at most, unless a block is longer: 1 MB. */
  private static final int NUMBERS = 1 << 17;

  private final int length;
  private final int perArray;
  private double[][] arrays = {};

  /** Blocks of so many numbers. */
  public ChunkedArray(int length) {
    this.length = length;
    this.perArray = Math.min(MOST, Math.max(1, NUMBERS / Math.max(1, length)));
  }

  /** The array that block {@code k} is in; at most one array further than asked for before. */
  public double[] array(int k) {
    int index = k / perArray;
    if (index == arrays.length) {
      arrays = Arrays.copyOf(arrays, index + 1);
      arrays[index] = new double[perArray * length];
    }
    return arrays[index];
  }

  /** Whether block {@code k} is in an array that was made before. */
  public boolean isMade(int k) {
    return k / perArray < arrays.length;
  }

  /** The size of an array. */
  public long bytes() {
    return (long) perArray * length * Double.BYTES;
  }

  /** Where block {@code k} begins in its array. */
  public int offset(int k) {
    return k % perArray * length;
  }
}
