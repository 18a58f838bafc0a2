package org.lamarck.worker.sparse;

/**
 * Linear combinations of stages that lie one after another in an array, and their transposes. A
 * pass goes over up to six stages; what is added first, and what together, does not depend on that.
 */
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
    int first = count % 6 == 0 ? 6 : count % 6;
    pass(first, out, start, w, u, 0, length);
    for (int j = first; j < count; j += 6) {
      pass(6, out, out, w, u, j, length);
    }
  }

  private static void pass(
      int count, double[] out, double[] start, double[] w, double[] u, int j, int length) {
    int from =
        StageKernel.suits(length)
            ? StageKernel.fastest().combine(count, out, start, w, u, j, length)
            : 0;
    switch (count) {
      case 1 -> one(out, start, w, u, length, from);
      case 2 -> two(out, start, w, u, length, from);
      case 3 -> three(out, start, w, u, length, from);
      case 4 -> four(out, start, w, u, length, from);
      case 5 -> five(out, start, w, u, length, from);
      default -> six(out, start, w, u, j, length, from);
    }
  }

  private static void one(
      double[] out, double[] start, double[] w, double[] u, int length, int from) {
    double w0 = w[0];
    for (int i = from; i < length; i++) {
      out[i] = start[i] + w0 * u[i];
    }
  }

  private static void two(
      double[] out, double[] start, double[] w, double[] u, int length, int from) {
    double w0 = w[0];
    double w1 = w[1];
    for (int i = from; i < length; i++) {
      out[i] = start[i] + w0 * u[i] + w1 * u[length + i];
    }
  }

  private static void three(
      double[] out, double[] start, double[] w, double[] u, int length, int from) {
    double w0 = w[0];
    double w1 = w[1];
    double w2 = w[2];
    int third = 2 * length;
    for (int i = from; i < length; i++) {
      out[i] = start[i] + (w0 * u[i] + w1 * u[length + i] + w2 * u[third + i]);
    }
  }

  private static void four(
      double[] out, double[] start, double[] w, double[] u, int length, int from) {
    double w0 = w[0];
    double w1 = w[1];
    double w2 = w[2];
    double w3 = w[3];
    int third = 2 * length;
    int fourth = 3 * length;
    for (int i = from; i < length; i++) {
      out[i] = start[i] + w0 * u[i] + (w1 * u[length + i] + w2 * u[third + i] + w3 * u[fourth + i]);
    }
  }

  private static void five(
      double[] out, double[] start, double[] w, double[] u, int length, int from) {
    double w0 = w[0];
    double w1 = w[1];
    double w2 = w[2];
    double w3 = w[3];
    double w4 = w[4];
    int third = 2 * length;
    int fourth = 3 * length;
    int fifth = 4 * length;
    for (int i = from; i < length; i++) {
      out[i] =
          start[i]
              + w0 * u[i]
              + w1 * u[length + i]
              + (w2 * u[third + i] + w3 * u[fourth + i] + w4 * u[fifth + i]);
    }
  }

  private static void six(
      double[] out, double[] start, double[] w, double[] u, int j, int length, int from) {
    double w0 = w[j];
    double w1 = w[j + 1];
    double w2 = w[j + 2];
    double w3 = w[j + 3];
    double w4 = w[j + 4];
    double w5 = w[j + 5];
    int first = j * length;
    int second = first + length;
    int third = second + length;
    int fourth = third + length;
    int fifth = fourth + length;
    int sixth = fifth + length;
    for (int i = from; i < length; i++) {
      out[i] =
          start[i]
              + (w0 * u[first + i] + w1 * u[second + i] + w2 * u[third + i])
              + (w3 * u[fourth + i] + w4 * u[fifth + i] + w5 * u[sixth + i]);
    }
  }
}
