package org.lamarck.worker.noise;

/**
 * The complementary error function and its scaled form, to the last digits and without a loop, by
 * the rational approximations of Cody (1969), Math. Comp. 23(107), as in his CALERF.
 */
final class ComplementaryError {
  private static final double SMALL = 0.46875;
  private static final double LARGE = 4;
  private static final double ONE_BY_ROOT_PI = 0.5641895835477563;

  private static final double[] A = {
    3.1611237438705655,
    113.86415415105016,
    377.485237685302,
    3209.3775891384694,
    0.18577770618460315,
  };
  private static final double[] B = {
    23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171,
  };
  private static final double[] C = {
    0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
    2.1531153547440383e-08,
  };
  private static final double[] D = {
    15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903,
    3290.7992357334597, 4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  };
  private static final double[] P = {
    0.30532663496123236,
    0.36034489994980445,
    0.12578172611122926,
    0.016083785148742275,
    0.0006587491615298378,
    0.016315387137302097,
  };
  private static final double[] Q = {
    2.568520192289822,
    1.8729528499234673,
    0.5279051029514285,
    0.06051834131244132,
    0.0023352049762686918,
  };

  private ComplementaryError() {}

  /** e^{x²} erfc(x) of x ≥ 0. */
  static double scaled(double x) {
    if (x <= SMALL) {
      return Math.exp(x * x) * (1 - small(x));
    }
    if (x <= LARGE) {
      double numerator = C[8] * x;
      double denominator = x;
      for (int i = 0; i < 7; i++) {
        numerator = (numerator + C[i]) * x;
        denominator = (denominator + D[i]) * x;
      }
      return (numerator + C[7]) / (denominator + D[7]);
    }
    double y = 1 / (x * x);
    double numerator = P[5] * y;
    double denominator = y;
    for (int i = 0; i < 4; i++) {
      numerator = (numerator + P[i]) * y;
      denominator = (denominator + Q[i]) * y;
    }
    return (ONE_BY_ROOT_PI - y * (numerator + P[4]) / (denominator + Q[4])) / x;
  }

  /** erfc(x) of x ≥ 0. */
  static double of(double x) {
    return x <= SMALL ? 1 - small(x) : Math.exp(-x * x) * scaled(x);
  }

  /** erf(x). */
  private static double small(double x) {
    double y = x * x;
    double numerator = A[4] * y;
    double denominator = y;
    for (int i = 0; i < 3; i++) {
      numerator = (numerator + A[i]) * y;
      denominator = (denominator + B[i]) * y;
    }
    return x * (numerator + A[3]) / (denominator + B[3]);
  }
}
