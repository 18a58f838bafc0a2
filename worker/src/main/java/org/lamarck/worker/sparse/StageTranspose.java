package org.lamarck.worker.sparse;

/**
 * The transpose of {@link StageCombination}: what a linear combination of stages passes back to
 * them. A pass goes over up to four stages.
 */
public final class StageTranspose {
  private StageTranspose() {}

  /**
   * u_j ← u_j + a_j g for each j, where u_j are the numbers of {@code u} from j · n on.
   *
   * @param count how many stages there are
   * @param length n
   */
  public static void add(double[] u, int count, double[] a, double[] g, int length) {
    boolean isLong = StageKernel.suits(length);
    StageKernel kernel = StageKernel.fastest();
    int j = 0;
    for (; j + 4 <= count; j += 4) {
      double a0 = a[j];
      double a1 = a[j + 1];
      double a2 = a[j + 2];
      double a3 = a[j + 3];
      int first = j * length;
      int second = first + length;
      int third = second + length;
      int fourth = third + length;
      int from = isLong ? kernel.transpose(4, u, j, a, g, length) : 0;
      for (int s = from; s < length; s++) {
        double gs = g[s];
        u[first + s] += a0 * gs;
        u[second + s] += a1 * gs;
        u[third + s] += a2 * gs;
        u[fourth + s] += a3 * gs;
      }
    }
    for (; j < count; j++) {
      double a0 = a[j];
      int first = j * length;
      int from = isLong ? kernel.transpose(1, u, j, a, g, length) : 0;
      for (int s = from; s < length; s++) {
        u[first + s] += a0 * g[s];
      }
    }
  }

  /**
   * out ← u + Σ_k w_k g_k, added one after another, where u are the numbers of {@code u} from
   * {@code at} on: what {@link #add(double[], int, double[], double[], int)} leaves of one stage,
   * to the bit, when it is asked for g_0, g_1 and so on in turn.
   *
   * @param count how many g there are
   * @param length n
   */
  public static void gather(
      double[] out, double[] u, int at, double[] w, double[][] g, int count, int length) {
    boolean isLong = StageKernel.suits(length);
    StageKernel kernel = StageKernel.fastest();
    double[] start = u;
    int first = at;
    int k = 0;
    for (; k + 3 <= count; k += 3) {
      double w0 = w[k];
      double w1 = w[k + 1];
      double w2 = w[k + 2];
      double[] g0 = g[k];
      double[] g1 = g[k + 1];
      double[] g2 = g[k + 2];
      int from = isLong ? kernel.gather(3, out, start, first, w, g, k, length) : 0;
      for (int s = from; s < length; s++) {
        out[s] = start[first + s] + w0 * g0[s] + w1 * g1[s] + w2 * g2[s];
      }
      start = out;
      first = 0;
    }
    for (; k < count; k++) {
      double w0 = w[k];
      double[] g0 = g[k];
      int from = isLong ? kernel.gather(1, out, start, first, w, g, k, length) : 0;
      for (int s = from; s < length; s++) {
        out[s] = start[first + s] + w0 * g0[s];
      }
      start = out;
      first = 0;
    }
    if (count == 0) {
      System.arraycopy(u, at, out, 0, length);
    }
  }

  /**
   * u_j ← u_j + (a_j g + c_j z) for each j.
   *
   * @param count how many stages there are
   * @param length n
   */
  public static void add(
      double[] u, int count, double[] a, double[] g, double[] c, double[] z, int length) {
    int j = 0;
    for (; j + 3 <= count; j += 3) {
      double a0 = a[j];
      double a1 = a[j + 1];
      double a2 = a[j + 2];
      double c0 = c[j];
      double c1 = c[j + 1];
      double c2 = c[j + 2];
      int first = j * length;
      int second = first + length;
      int third = second + length;
      for (int s = 0; s < length; s++) {
        double gs = g[s];
        double zs = z[s];
        u[first + s] += a0 * gs + c0 * zs;
        u[second + s] += a1 * gs + c1 * zs;
        u[third + s] += a2 * gs + c2 * zs;
      }
    }
    for (; j < count; j++) {
      double a0 = a[j];
      double c0 = c[j];
      int first = j * length;
      for (int s = 0; s < length; s++) {
        u[first + s] += a0 * g[s] + c0 * z[s];
      }
    }
  }
}
