package org.lamarck.worker.sparse;

/** Four columns at a time, in local variables. */
final class ScalarRowKernel extends RowKernel {
  @Override
  boolean isSupported() {
    return true;
  }

  @Override
  public void multiplyAdd(double[] values, SparseRows a, double[] x, double[] out, int width) {
    for (int j = 0; j < width; j += LANES) {
      for (int i = 0; i < a.rows(); i++) {
        int at = i * width + j;
        double s0 = out[at];
        double s1 = out[at + 1];
        double s2 = out[at + 2];
        double s3 = out[at + 3];
        for (int e = a.start[i]; e < a.start[i + 1]; e++) {
          double value = values[a.entry[e]];
          int from = a.column[e] * width + j;
          s0 += value * x[from];
          s1 += value * x[from + 1];
          s2 += value * x[from + 2];
          s3 += value * x[from + 3];
        }
        out[at] = s0;
        out[at + 1] = s1;
        out[at + 2] = s2;
        out[at + 3] = s3;
      }
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
    for (int j = 0; j < width; j += LANES) {
      for (int i = 0; i < a.rows(); i++) {
        subtract(values, a, i, target[i] * width + j, j, scale[factor[i]], x, width);
      }
    }
  }

  @SuppressWarnings("checkstyle:ParameterNumber") // one row of the innermost loop
  private static void subtract(
      double[] values, SparseRows a, int i, int at, int j, double scale, double[] x, int width) {
    double s0 = x[at];
    double s1 = x[at + 1];
    double s2 = x[at + 2];
    double s3 = x[at + 3];
    for (int e = a.start[i]; e < a.start[i + 1]; e++) {
      double value = values[a.entry[e]];
      int from = a.column[e] * width + j;
      s0 -= value * x[from];
      s1 -= value * x[from + 1];
      s2 -= value * x[from + 2];
      s3 -= value * x[from + 3];
    }
    x[at] = scale * s0;
    x[at + 1] = scale * s1;
    x[at + 2] = scale * s2;
    x[at + 3] = scale * s3;
  }
}
