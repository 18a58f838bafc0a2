package org.lamarck.strategies.local;

/** How the rate of {@link Adam} changes over its steps. */
public enum Schedule {
  /** It does not. */
  CONSTANT {
    @Override
    double factor(double part) {
      return 1;
    }
  },
  /** From 1 to 0 along half a cosine (Loshchilov and Hutter 2017, without restarts). */
  COSINE {
    @Override
    double factor(double part) {
      return 0.5 * (1 + Math.cos(Math.PI * part));
    }
  },
  /** From 1 to 1/1000, by the same ratio in each step. */
  EXPONENTIAL {
    @Override
    double factor(double part) {
      return Math.pow(1000, -part);
    }
  };

  /**
   * By what the rate is multiplied.
   *
   * @param part of all steps that are made, from 0 to 1
   */
  abstract double factor(double part);
}
