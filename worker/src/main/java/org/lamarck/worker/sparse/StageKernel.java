package org.lamarck.worker.sparse;

import org.lamarck.worker.elementary.VectorInstructions;

/**
 * Combinations of long stages and their transposes in vector instructions, as far as there are any;
 * {@link StageCombination} and {@link StageTranspose} go on from there, one number after another.
 * The bits are the same, as each number is computed in the same order.
 */
class StageKernel {
  /** Shorter stages are left to loops, whose beginning costs less. */
  private static final int LONG = 64;

  private static final StageKernel FASTEST = choose();

  /** Whether stages of a length are long. */
  static boolean suits(int length) {
    return length >= LONG;
  }

  static StageKernel fastest() {
    return FASTEST;
  }

  private static StageKernel choose() {
    return VectorInstructions.kernel(StageKernel.class, StageKernel::isSupported)
        .orElseGet(StageKernel::new);
  }

  /** Whether this processor has what the kernel is made for. */
  boolean isSupported() {
    return true;
  }

  /**
   * out ← start + Σ w_k u_k over {@code count} stages from {@code j} on, from one to six.
   *
   * @return how many of the first numbers are done
   */
  int combine(int count, double[] out, double[] start, double[] w, double[] u, int j, int length) {
    return 0;
  }

  /**
   * u_k ← u_k + a_k g for {@code count} stages from {@code j} on, one or four.
   *
   * @return how many of the first numbers are done
   */
  int transpose(int count, double[] u, int j, double[] a, double[] g, int length) {
    return 0;
  }

  /**
   * out ← start + w_k g_k + …, one after another, for {@code count} arrays from {@code k} on, one
   * or three, and the numbers of {@code start} from {@code at} on.
   *
   * @return how many of the first numbers are done
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // arrays and where to begin in them
  int gather(
      int count,
      double[] out,
      double[] start,
      int at,
      double[] w,
      double[][] g,
      int k,
      int length) {
    return 0;
  }
}
