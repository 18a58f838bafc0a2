package org.lamarck.worker.sparse;

/** Linear combinations of stages that lie one after another in an array. */
public final class StageCombination {
  private StageCombination() {}

  /**
   * out ← start + Σ_j w_j u_j, where u_j are the {@code length} numbers of {@code u} from j ·
   * length on.
   *
   * @param count how many stages are combined
   */
  public static void of(
      double[] out, double[] start, double[] w, double[] u, int count, int length) {
    if (count == 0) {
      System.arraycopy(start, 0, out, 0, length);
      return;
    }
    int j = count % 3;
    if (j == 0) {
      three(out, start, w, u, 0, length);
      j = 3;
    } else if (j == 1) {
      double w0 = w[0];
      for (int i = 0; i < length; i++) {
        out[i] = start[i] + w0 * u[i];
      }
    } else {
      double w0 = w[0];
      double w1 = w[1];
      for (int i = 0; i < length; i++) {
        out[i] = start[i] + w0 * u[i] + w1 * u[length + i];
      }
    }
    for (; j < count; j += 3) {
      three(out, out, w, u, j, length);
    }
  }

  private static void three(
      double[] out, double[] start, double[] w, double[] u, int j, int length) {
    double w0 = w[j];
    double w1 = w[j + 1];
    double w2 = w[j + 2];
    int first = j * length;
    int second = first + length;
    int third = second + length;
    for (int i = 0; i < length; i++) {
      out[i] = start[i] + (w0 * u[first + i] + w1 * u[second + i] + w2 * u[third + i]);
    }
  }
}
