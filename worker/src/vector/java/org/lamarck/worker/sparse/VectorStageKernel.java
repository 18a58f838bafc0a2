package org.lamarck.worker.sparse;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Four numbers at a time, each in the order of {@link StageCombination}. */
final class VectorStageKernel extends StageKernel {
  private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
  private static final int LANES = 4;

  @Override
  boolean isSupported() {
    return DoubleVector.SPECIES_PREFERRED.length() >= LANES;
  }

  @Override
  int combine(int count, double[] out, double[] start, double[] w, double[] u, int j, int length) {
    int whole = length & -LANES;
    switch (count) {
      case 1 -> one(out, start, w, u, j, length, whole);
      case 2 -> two(out, start, w, u, j, length, whole);
      case 3 -> three(out, start, w, u, j, length, whole);
      case 4 -> four(out, start, w, u, j, length, whole);
      case 5 -> five(out, start, w, u, j, length, whole);
      default -> six(out, start, w, u, j, length, whole);
    }
    return whole;
  }

  private static void one(
      double[] out, double[] start, double[] w, double[] u, int j, int length, int whole) {
    double w0 = w[j];
    int first = j * length;
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p0 = DoubleVector.fromArray(FOUR, u, first + i).mul(w0);
      DoubleVector sum = DoubleVector.fromArray(FOUR, start, i);
      sum.add(p0).intoArray(out, i);
    }
  }

  private static void two(
      double[] out, double[] start, double[] w, double[] u, int j, int length, int whole) {
    double w0 = w[j];
    double w1 = w[j + 1];
    int first = j * length;
    int second = first + length;
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p0 = DoubleVector.fromArray(FOUR, u, first + i).mul(w0);
      DoubleVector p1 = DoubleVector.fromArray(FOUR, u, second + i).mul(w1);
      DoubleVector sum = DoubleVector.fromArray(FOUR, start, i);
      sum.add(p0).add(p1).intoArray(out, i);
    }
  }

  private static void three(
      double[] out, double[] start, double[] w, double[] u, int j, int length, int whole) {
    double w0 = w[j];
    double w1 = w[j + 1];
    double w2 = w[j + 2];
    int first = j * length;
    int second = first + length;
    int third = second + length;
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p0 = DoubleVector.fromArray(FOUR, u, first + i).mul(w0);
      DoubleVector p1 = DoubleVector.fromArray(FOUR, u, second + i).mul(w1);
      DoubleVector p2 = DoubleVector.fromArray(FOUR, u, third + i).mul(w2);
      DoubleVector sum = DoubleVector.fromArray(FOUR, start, i);
      sum.add(p0.add(p1).add(p2)).intoArray(out, i);
    }
  }

  private static void four(
      double[] out, double[] start, double[] w, double[] u, int j, int length, int whole) {
    double w0 = w[j];
    double w1 = w[j + 1];
    double w2 = w[j + 2];
    double w3 = w[j + 3];
    int first = j * length;
    int second = first + length;
    int third = second + length;
    int fourth = third + length;
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p0 = DoubleVector.fromArray(FOUR, u, first + i).mul(w0);
      DoubleVector p1 = DoubleVector.fromArray(FOUR, u, second + i).mul(w1);
      DoubleVector p2 = DoubleVector.fromArray(FOUR, u, third + i).mul(w2);
      DoubleVector p3 = DoubleVector.fromArray(FOUR, u, fourth + i).mul(w3);
      DoubleVector sum = DoubleVector.fromArray(FOUR, start, i);
      sum.add(p0).add(p1.add(p2).add(p3)).intoArray(out, i);
    }
  }

  private static void five(
      double[] out, double[] start, double[] w, double[] u, int j, int length, int whole) {
    double w0 = w[j];
    double w1 = w[j + 1];
    double w2 = w[j + 2];
    double w3 = w[j + 3];
    double w4 = w[j + 4];
    int first = j * length;
    int second = first + length;
    int third = second + length;
    int fourth = third + length;
    int fifth = fourth + length;
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p0 = DoubleVector.fromArray(FOUR, u, first + i).mul(w0);
      DoubleVector p1 = DoubleVector.fromArray(FOUR, u, second + i).mul(w1);
      DoubleVector p2 = DoubleVector.fromArray(FOUR, u, third + i).mul(w2);
      DoubleVector p3 = DoubleVector.fromArray(FOUR, u, fourth + i).mul(w3);
      DoubleVector p4 = DoubleVector.fromArray(FOUR, u, fifth + i).mul(w4);
      DoubleVector sum = DoubleVector.fromArray(FOUR, start, i);
      sum.add(p0).add(p1).add(p2.add(p3).add(p4)).intoArray(out, i);
    }
  }

  private static void six(
      double[] out, double[] start, double[] w, double[] u, int j, int length, int whole) {
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
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p0 = DoubleVector.fromArray(FOUR, u, first + i).mul(w0);
      DoubleVector p1 = DoubleVector.fromArray(FOUR, u, second + i).mul(w1);
      DoubleVector p2 = DoubleVector.fromArray(FOUR, u, third + i).mul(w2);
      DoubleVector p3 = DoubleVector.fromArray(FOUR, u, fourth + i).mul(w3);
      DoubleVector p4 = DoubleVector.fromArray(FOUR, u, fifth + i).mul(w4);
      DoubleVector p5 = DoubleVector.fromArray(FOUR, u, sixth + i).mul(w5);
      DoubleVector sum = DoubleVector.fromArray(FOUR, start, i);
      sum.add(p0.add(p1).add(p2)).add(p3.add(p4).add(p5)).intoArray(out, i);
    }
  }

  @Override
  int transpose(int count, double[] u, int j, double[] a, double[] g, int length) {
    int whole = length & -LANES;
    if (count == 4) {
      addFour(u, j, a, g, length, whole);
    } else {
      addOne(u, j, a, g, length, whole);
    }
    return whole;
  }

  private static void addOne(double[] u, int j, double[] a, double[] g, int length, int whole) {
    double a0 = a[j];
    int first = j * length;
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p = DoubleVector.fromArray(FOUR, g, i).mul(a0);
      DoubleVector.fromArray(FOUR, u, first + i).add(p).intoArray(u, first + i);
    }
  }

  private static void addFour(double[] u, int j, double[] a, double[] g, int length, int whole) {
    double a0 = a[j];
    double a1 = a[j + 1];
    double a2 = a[j + 2];
    double a3 = a[j + 3];
    int first = j * length;
    int second = first + length;
    int third = second + length;
    int fourth = third + length;
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector gs = DoubleVector.fromArray(FOUR, g, i);
      DoubleVector.fromArray(FOUR, u, first + i).add(gs.mul(a0)).intoArray(u, first + i);
      DoubleVector.fromArray(FOUR, u, second + i).add(gs.mul(a1)).intoArray(u, second + i);
      DoubleVector.fromArray(FOUR, u, third + i).add(gs.mul(a2)).intoArray(u, third + i);
      DoubleVector.fromArray(FOUR, u, fourth + i).add(gs.mul(a3)).intoArray(u, fourth + i);
    }
  }

  @Override
  @SuppressWarnings("checkstyle:ParameterNumber") // of the kernel
  int gather(
      int count,
      double[] out,
      double[] start,
      int at,
      double[] w,
      double[][] g,
      int k,
      int length) {
    int whole = length & -LANES;
    if (count == 3) {
      gatherThree(out, start, at, w, g, k, whole);
    } else {
      gatherOne(out, start, at, w[k], g[k], whole);
    }
    return whole;
  }

  private static void gatherOne(
      double[] out, double[] start, int at, double w0, double[] g0, int whole) {
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p0 = DoubleVector.fromArray(FOUR, g0, i).mul(w0);
      DoubleVector.fromArray(FOUR, start, at + i).add(p0).intoArray(out, i);
    }
  }

  private static void gatherThree(
      double[] out, double[] start, int at, double[] w, double[][] g, int k, int whole) {
    double w0 = w[k];
    double w1 = w[k + 1];
    double w2 = w[k + 2];
    double[] g0 = g[k];
    double[] g1 = g[k + 1];
    double[] g2 = g[k + 2];
    for (int i = 0; i < whole; i += LANES) {
      DoubleVector p0 = DoubleVector.fromArray(FOUR, g0, i).mul(w0);
      DoubleVector p1 = DoubleVector.fromArray(FOUR, g1, i).mul(w1);
      DoubleVector p2 = DoubleVector.fromArray(FOUR, g2, i).mul(w2);
      DoubleVector sum = DoubleVector.fromArray(FOUR, start, at + i);
      sum.add(p0).add(p1).add(p2).intoArray(out, i);
    }
  }
}
