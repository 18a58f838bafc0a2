package org.lamarck.worker.bytecode;

/**
 * Sums and products of array elements at fixed places, without loops and without tables of indices.
 * What {@link StraightLineWriter} generates extends it; it has no state.
 */
public abstract class StraightLine {
  /**
   * Runs a program of up to five arrays; what it does not name is not looked at.
   *
   * @param a array 0, whose places are counted from {@code offset} on
   * @param b array 1, and so on
   */
  public abstract void run(double[] a, int offset, double[] b, double[] c, double[] d, double[] e);
}
