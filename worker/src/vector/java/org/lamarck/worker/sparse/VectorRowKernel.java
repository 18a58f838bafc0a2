package org.lamarck.worker.sparse;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sixteen, eight or four columns at a time, in vectors of four. Products and sums are rounded one
 * by one, as in {@link ScalarRowKernel}: a fused multiplication would be no faster here, where
 * loads are the limit, and would give other bits.
 */
final class VectorRowKernel extends RowKernel {
  private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;

  @Override
  boolean isSupported() {
    return DoubleVector.SPECIES_PREFERRED.length() >= LANES;
  }

  @Override
  public void multiplyAdd(double[] values, SparseRows a, double[] x, double[] out, int width) {
    int j = 0;
    for (; j + 4 * LANES <= width; j += 4 * LANES) {
      multiplyAdd16(values, a, x, out, j, width);
    }
    for (; j + 2 * LANES <= width; j += 2 * LANES) {
      multiplyAdd8(values, a, x, out, j, width);
    }
    if (j < width) {
      multiplyAdd4(values, a, x, out, j, width);
    }
  }

  private static void multiplyAdd16(
      double[] values, SparseRows a, double[] x, double[] out, int j, int width) {
    for (int i = 0; i < a.rows(); i++) {
      int at = i * width + j;
      DoubleVector s0 = DoubleVector.fromArray(FOUR, out, at);
      DoubleVector s1 = DoubleVector.fromArray(FOUR, out, at + LANES);
      DoubleVector s2 = DoubleVector.fromArray(FOUR, out, at + 2 * LANES);
      DoubleVector s3 = DoubleVector.fromArray(FOUR, out, at + 3 * LANES);
      for (int e = a.start[i]; e < a.start[i + 1]; e++) {
        double value = values[a.entry[e]];
        int from = a.column[e] * width + j;
        s0 = s0.add(DoubleVector.fromArray(FOUR, x, from).mul(value));
        s1 = s1.add(DoubleVector.fromArray(FOUR, x, from + LANES).mul(value));
        s2 = s2.add(DoubleVector.fromArray(FOUR, x, from + 2 * LANES).mul(value));
        s3 = s3.add(DoubleVector.fromArray(FOUR, x, from + 3 * LANES).mul(value));
      }
      s0.intoArray(out, at);
      s1.intoArray(out, at + LANES);
      s2.intoArray(out, at + 2 * LANES);
      s3.intoArray(out, at + 3 * LANES);
    }
  }

  private static void multiplyAdd8(
      double[] values, SparseRows a, double[] x, double[] out, int j, int width) {
    for (int i = 0; i < a.rows(); i++) {
      int at = i * width + j;
      DoubleVector s0 = DoubleVector.fromArray(FOUR, out, at);
      DoubleVector s1 = DoubleVector.fromArray(FOUR, out, at + LANES);
      for (int e = a.start[i]; e < a.start[i + 1]; e++) {
        double value = values[a.entry[e]];
        int from = a.column[e] * width + j;
        s0 = s0.add(DoubleVector.fromArray(FOUR, x, from).mul(value));
        s1 = s1.add(DoubleVector.fromArray(FOUR, x, from + LANES).mul(value));
      }
      s0.intoArray(out, at);
      s1.intoArray(out, at + LANES);
    }
  }

  private static void multiplyAdd4(
      double[] values, SparseRows a, double[] x, double[] out, int j, int width) {
    for (int i = 0; i < a.rows(); i++) {
      int at = i * width + j;
      DoubleVector sum = DoubleVector.fromArray(FOUR, out, at);
      for (int e = a.start[i]; e < a.start[i + 1]; e++) {
        DoubleVector row = DoubleVector.fromArray(FOUR, x, a.column[e] * width + j);
        sum = sum.add(row.mul(values[a.entry[e]]));
      }
      sum.intoArray(out, at);
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
    int j = 0;
    for (; j + 4 * LANES <= width; j += 4 * LANES) {
      for (int i = 0; i < a.rows(); i++) {
        subtract16(values, a, i, target[i] * width + j, j, scale[factor[i]], x, width);
      }
    }
    for (; j + 2 * LANES <= width; j += 2 * LANES) {
      for (int i = 0; i < a.rows(); i++) {
        subtract8(values, a, i, target[i] * width + j, j, scale[factor[i]], x, width);
      }
    }
    if (j < width) {
      for (int i = 0; i < a.rows(); i++) {
        subtract4(values, a, i, target[i] * width + j, j, scale[factor[i]], x, width);
      }
    }
  }

  @SuppressWarnings("checkstyle:ParameterNumber") // one row of the innermost loop
  private static void subtract16(
      double[] values, SparseRows a, int i, int at, int j, double scale, double[] x, int width) {
    DoubleVector s0 = DoubleVector.fromArray(FOUR, x, at);
    DoubleVector s1 = DoubleVector.fromArray(FOUR, x, at + LANES);
    DoubleVector s2 = DoubleVector.fromArray(FOUR, x, at + 2 * LANES);
    DoubleVector s3 = DoubleVector.fromArray(FOUR, x, at + 3 * LANES);
    for (int e = a.start[i]; e < a.start[i + 1]; e++) {
      double value = values[a.entry[e]];
      int from = a.column[e] * width + j;
      s0 = s0.sub(DoubleVector.fromArray(FOUR, x, from).mul(value));
      s1 = s1.sub(DoubleVector.fromArray(FOUR, x, from + LANES).mul(value));
      s2 = s2.sub(DoubleVector.fromArray(FOUR, x, from + 2 * LANES).mul(value));
      s3 = s3.sub(DoubleVector.fromArray(FOUR, x, from + 3 * LANES).mul(value));
    }
    s0.mul(scale).intoArray(x, at);
    s1.mul(scale).intoArray(x, at + LANES);
    s2.mul(scale).intoArray(x, at + 2 * LANES);
    s3.mul(scale).intoArray(x, at + 3 * LANES);
  }

  @SuppressWarnings("checkstyle:ParameterNumber") // one row of the innermost loop
  private static void subtract8(
      double[] values, SparseRows a, int i, int at, int j, double scale, double[] x, int width) {
    DoubleVector s0 = DoubleVector.fromArray(FOUR, x, at);
    DoubleVector s1 = DoubleVector.fromArray(FOUR, x, at + LANES);
    for (int e = a.start[i]; e < a.start[i + 1]; e++) {
      double value = values[a.entry[e]];
      int from = a.column[e] * width + j;
      s0 = s0.sub(DoubleVector.fromArray(FOUR, x, from).mul(value));
      s1 = s1.sub(DoubleVector.fromArray(FOUR, x, from + LANES).mul(value));
    }
    s0.mul(scale).intoArray(x, at);
    s1.mul(scale).intoArray(x, at + LANES);
  }

  @SuppressWarnings("checkstyle:ParameterNumber") // one row of the innermost loop
  private static void subtract4(
      double[] values, SparseRows a, int i, int at, int j, double scale, double[] x, int width) {
    DoubleVector sum = DoubleVector.fromArray(FOUR, x, at);
    for (int e = a.start[i]; e < a.start[i + 1]; e++) {
      DoubleVector row = DoubleVector.fromArray(FOUR, x, a.column[e] * width + j);
      sum = sum.sub(row.mul(values[a.entry[e]]));
    }
    sum.mul(scale).intoArray(x, at);
  }
}
