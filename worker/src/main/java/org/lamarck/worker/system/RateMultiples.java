package org.lamarck.worker.system;

import java.util.Arrays;

/**
 * Which rates are fixed multiples of others, as the same reaction is of amounts here and of
 * concentrations there: those of one group are their factors times a common rate, whatever the
 * states and the time. Factors depend on constants by which nothing is differentiated.
 */
public interface RateMultiples {
  /** No rate is a multiple of another. */
  static RateMultiples none(int rates) {
    int[] groups = new int[rates];
    Arrays.setAll(groups, r -> r);
    return new RateMultiples() {
      @Override
      public int[] groups() {
        return groups;
      }

      @Override
      public void factors(double[] p, double[] factors) {
        Arrays.fill(factors, 1.0);
      }
    };
  }

  /** By rate, its group, numbered from 0; not to be written to. */
  int[] groups();

  /**
   * The factors of all rates.
   *
   * @param p the constants
   */
  void factors(double[] p, double[] factors);
}
