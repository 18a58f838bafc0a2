package org.lamarck.worker.sparse;

import java.util.function.Supplier;

/**
 * Another kernel from the moment on at which enough has been multiplied. As long as it is
 * interpreted a vector instruction takes a thousand times as long as once it is compiled, and its
 * classes take 60 ms to load: more than the whole of a short search. Both kernels give the same
 * bits, so the moment, which differs between runs of several threads, changes nothing.
 */
final class WarmingRowKernel extends RowKernel {
  /**
   * Products of two numbers, some 0.2 s without vectors; about what it takes until those are
   * compiled.
   */
  static final long ENOUGH = 200_000_000;

  private final RowKernel first;
  private final Supplier<RowKernel> later;

  // Threads share both without a lock: a count that is lost puts the moment off a little.
  private RowKernel now;
  private long left = ENOUGH;

  WarmingRowKernel(RowKernel first, Supplier<RowKernel> later) {
    this.first = first;
    this.later = later;
    now = first;
  }

  @Override
  boolean isSupported() {
    return first.isSupported();
  }

  @Override
  public void multiplyAdd(double[] values, SparseRows a, double[] x, double[] out, int width) {
    RowKernel kernel = now;
    kernel.multiplyAdd(values, a, x, out, width);
    if (kernel == first) {
      count(a, width);
    }
  }

  @Override
  void eliminate(
      double[] values,
      SparseRows a,
      int[] target,
      double[] scale,
      int[] factor,
      double[] x,
      int width) {
    RowKernel kernel = now;
    kernel.eliminate(values, a, target, scale, factor, x, width);
    if (kernel == first) {
      count(a, width);
    }
  }

  private void count(SparseRows a, int width) {
    long before = left;
    if (before >= 0) {
      long after = before - (long) a.entry.length * width;
      left = after;
      if (after < 0) {
        now = later.get();
      }
    }
  }
}
