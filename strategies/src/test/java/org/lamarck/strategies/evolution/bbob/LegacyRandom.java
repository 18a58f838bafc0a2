package org.lamarck.strategies.evolution.bbob;

/** The random numbers by which the instances of the BBOB functions were made in 2009. */
final class LegacyRandom {
  private LegacyRandom() {}

  /** Numbers in (0, 1): Park and Miller's generator, shuffled by Bays and Durham. */
  static double[] uniform(int count, long seed) {
    long current = Math.max(1, Math.abs(seed));
    long[] table = new long[32];
    for (int i = 39; i >= 0; i--) {
      current = next(current);
      if (i < 32) {
        table[i] = current;
      }
    }
    long drawn = table[0];
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      current = next(current);
      int place = (int) (drawn / 67108865);
      drawn = table[place];
      table[place] = current;
      numbers[i] = drawn == 0 ? 1e-99 : drawn / 2.147483647e9;
    }
    return numbers;
  }

  private static long next(long current) {
    long quotient = current / 127773;
    long next = 16807 * (current - quotient * 127773) - 2836 * quotient;
    return next < 0 ? next + 2147483647 : next;
  }

  static double[] gauss(int count, long seed) {
    double[] u = uniform(2 * count, seed);
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      double g = Math.sqrt(-2 * Math.log(u[i])) * Math.cos(2 * Math.PI * u[count + i]);
      numbers[i] = g == 0 ? 1e-99 : g;
    }
    return numbers;
  }

  /** An orthogonal matrix, by Gram and Schmidt. */
  static double[][] rotation(int n, long seed) {
    double[] g = gauss(n * n, seed);
    double[][] b = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        b[i][j] = g[j * n + i];
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double product = 0;
        for (int k = 0; k < n; k++) {
          product += b[k][i] * b[k][j];
        }
        for (int k = 0; k < n; k++) {
          b[k][i] -= product * b[k][j];
        }
      }
      double square = 0;
      for (int k = 0; k < n; k++) {
        square += b[k][i] * b[k][i];
      }
      for (int k = 0; k < n; k++) {
        b[k][i] /= Math.sqrt(square);
      }
    }
    return b;
  }

  /** In [−4, 4]ⁿ. */
  static double[] optimum(int n, long seed) {
    double[] x = uniform(n, seed);
    for (int i = 0; i < n; i++) {
      x[i] = 8 * Math.floor(1e4 * x[i]) / 1e4 - 4;
      x[i] = x[i] == 0 ? -1e-5 : x[i];
    }
    return x;
  }

  /** The value of the optimum. */
  static double value(long seed) {
    double ratio = gauss(1, seed)[0] / gauss(1, seed + 1)[0];
    // halves away from zero, as round of C
    double cents = Math.copySign(Math.floor(Math.abs(1e4 * ratio) + 0.5), ratio);
    return Math.min(1000, Math.max(-1000, cents / 100));
  }

  /** The ranks of uniform numbers, as sorting them yields places. */
  static int[] places(int count, long seed) {
    double[] numbers = uniform(count, seed);
    return java.util.stream.IntStream.range(0, count)
        .boxed()
        .sorted(java.util.Comparator.comparingDouble(i -> numbers[i]))
        .mapToInt(i -> i)
        .toArray();
  }
}
