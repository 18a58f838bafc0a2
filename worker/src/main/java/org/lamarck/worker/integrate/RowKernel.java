package org.lamarck.worker.integrate;

/**
 * Sparse rows times a row-major matrix, eight columns at a time in registers. Widths are multiples
 * of four.
 */
public final class RowKernel {
  private RowKernel() {}

  /** The smallest width the kernel can do with that is at least {@code columns}. */
  public static int width(int columns) {
    return (columns + 3) & ~3;
  }

  /**
   * out_row ← out_row + Σ_e values_e · x_(column_e), where rows are of {@code width} numbers.
   *
   * @param row the place of the row in {@code out}
   * @param from the first entry
   * @param to the end of the entries
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // the innermost loop, called for each row
  public static void add(
      double[] values,
      int[] column,
      int from,
      int to,
      double[] x,
      double[] out,
      int row,
      int width) {
    int j = 0;
    for (; j + 8 <= width; j += 8) {
      int at = row + j;
      double s0 = out[at];
      double s1 = out[at + 1];
      double s2 = out[at + 2];
      double s3 = out[at + 3];
      double s4 = out[at + 4];
      double s5 = out[at + 5];
      double s6 = out[at + 6];
      double s7 = out[at + 7];
      for (int e = from; e < to; e++) {
        double a = values[e];
        int c = column[e] * width + j;
        s0 += a * x[c];
        s1 += a * x[c + 1];
        s2 += a * x[c + 2];
        s3 += a * x[c + 3];
        s4 += a * x[c + 4];
        s5 += a * x[c + 5];
        s6 += a * x[c + 6];
        s7 += a * x[c + 7];
      }
      out[at] = s0;
      out[at + 1] = s1;
      out[at + 2] = s2;
      out[at + 3] = s3;
      out[at + 4] = s4;
      out[at + 5] = s5;
      out[at + 6] = s6;
      out[at + 7] = s7;
    }
    if (j < width) {
      int at = row + j;
      double s0 = out[at];
      double s1 = out[at + 1];
      double s2 = out[at + 2];
      double s3 = out[at + 3];
      for (int e = from; e < to; e++) {
        double a = values[e];
        int c = column[e] * width + j;
        s0 += a * x[c];
        s1 += a * x[c + 1];
        s2 += a * x[c + 2];
        s3 += a * x[c + 3];
      }
      out[at] = s0;
      out[at + 1] = s1;
      out[at + 2] = s2;
      out[at + 3] = s3;
    }
  }

  /**
   * As {@link #add} with x and out the same matrix and the opposite sign: out_row ← scale (out_row
   * − Σ_e values_e · out_(column_e)), a row of a triangular solve.
   */
  @SuppressWarnings("checkstyle:ParameterNumber") // the innermost loop, called for each row
  public static void eliminate(
      double[] values,
      int[] column,
      int from,
      int to,
      double scale,
      double[] x,
      int row,
      int width) {
    int j = 0;
    for (; j + 8 <= width; j += 8) {
      int at = row + j;
      double s0 = x[at];
      double s1 = x[at + 1];
      double s2 = x[at + 2];
      double s3 = x[at + 3];
      double s4 = x[at + 4];
      double s5 = x[at + 5];
      double s6 = x[at + 6];
      double s7 = x[at + 7];
      for (int e = from; e < to; e++) {
        double a = values[e];
        int c = column[e] * width + j;
        s0 -= a * x[c];
        s1 -= a * x[c + 1];
        s2 -= a * x[c + 2];
        s3 -= a * x[c + 3];
        s4 -= a * x[c + 4];
        s5 -= a * x[c + 5];
        s6 -= a * x[c + 6];
        s7 -= a * x[c + 7];
      }
      x[at] = scale * s0;
      x[at + 1] = scale * s1;
      x[at + 2] = scale * s2;
      x[at + 3] = scale * s3;
      x[at + 4] = scale * s4;
      x[at + 5] = scale * s5;
      x[at + 6] = scale * s6;
      x[at + 7] = scale * s7;
    }
    if (j < width) {
      int at = row + j;
      double s0 = x[at];
      double s1 = x[at + 1];
      double s2 = x[at + 2];
      double s3 = x[at + 3];
      for (int e = from; e < to; e++) {
        double a = values[e];
        int c = column[e] * width + j;
        s0 -= a * x[c];
        s1 -= a * x[c + 1];
        s2 -= a * x[c + 2];
        s3 -= a * x[c + 3];
      }
      x[at] = scale * s0;
      x[at + 1] = scale * s1;
      x[at + 2] = scale * s2;
      x[at + 3] = scale * s3;
    }
  }
}
