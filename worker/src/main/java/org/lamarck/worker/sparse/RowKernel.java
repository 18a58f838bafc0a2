package org.lamarck.worker.sparse;

import java.util.Optional;
import org.lamarck.worker.elementary.VectorInstructions;

/**
 * Sparse matrices times row-major matrices, whose widths are multiples of {@link #LANES}: some
 * columns at a time stay in registers. All kernels give the same bits: each number is the sum, in
 * the order of the entries, of products rounded one by one.
 */
public abstract class RowKernel {
  /** Columns that are computed together. */
  static final int LANES = 4;

  private static final RowKernel FASTEST = choose();

  /** For the kernels of this package alone. */
  RowKernel() {}

  /**
   * The kernel of this Java: where the module {@code jdk.incubator.vector} is there (Spark adds it;
   * else {@code --add-modules}) and the processor has vectors of four numbers, the one with vector
   * instructions as soon as there was enough to do to be worth their compilation.
   */
  public static RowKernel fastest() {
    return FASTEST;
  }

  private static RowKernel choose() {
    RowKernel scalar = new ScalarRowKernel();
    return VectorInstructions.areThere()
        ? new WarmingRowKernel(scalar, () -> vectors().orElse(scalar))
        : scalar;
  }

  /** The kernel with vector instructions, where there is one for this processor. */
  static Optional<RowKernel> vectors() {
    return VectorInstructions.kernel(RowKernel.class, RowKernel::isSupported);
  }

  /** The smallest width the kernels can do with that is at least {@code columns}. */
  public static int width(int columns) {
    return (columns + LANES - 1) / LANES * LANES;
  }

  /** Whether this processor has what the kernel is made for. */
  abstract boolean isSupported();

  /** out ← out + A x, for x and out with rows of {@code width} numbers. */
  public abstract void multiplyAdd(
      double[] values, SparseRows a, double[] x, double[] out, int width);

  /**
   * A triangular solve, in place: for each row i of A in turn x_t ← scale (x_t − Σ_e values_e
   * x_column(e)), with t = target(i).
   *
   * @param scale of all rows
   * @param factor by row, the place of its scale
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // the innermost loop of all tangents
  abstract void eliminate(
      double[] values,
      SparseRows a,
      int[] target,
      double[] scale,
      int[] factor,
      double[] x,
      int width);
}
