package org.lamarck.worker.integrate;

import org.lamarck.worker.sparse.SparsePattern;

/**
 * An estimate of the spectral radius of J along an integration: the power iteration, one
 * multiplication for each estimate, goes on from step to step. States are measured by their
 * tolerances, so that amounts of any size count alike.
 */
final class SpectralRadius {
  /** Multiplications for the first estimate. */
  private static final int FIRST = 4;

  /** What each iteration takes of the first vector, so that no eigenvector is lost. */
  private static final double FRESH = 0.01;

  private final SparsePattern pattern;
  private final int states;
  private final double[] origin;
  private final double[] x;
  private final double[] product;
  private double ratioBefore;
  private boolean isFresh;

  SpectralRadius(SparsePattern pattern, int states) {
    this.pattern = pattern;
    this.states = states;
    this.origin = new double[states];
    this.x = new double[states];
    this.product = new double[states];
    double sum = 0;
    for (int s = 0; s < states; s++) {
      origin[s] = s % 3 - 0.8 + 0.1 * (s % 7); // neither equal nor of one sign
      sum += origin[s] * origin[s];
    }
    for (int s = 0; s < states; s++) {
      origin[s] /= Math.sqrt(sum);
    }
  }

  /** Forgets what came before. */
  void begin() {
    System.arraycopy(origin, 0, x, 0, states);
    isFresh = true;
  }

  /**
   * The estimate for a matrix: the geometric mean of the growth in two multiplications, as complex
   * eigenvalues let single ones oscillate.
   *
   * @param jacobian J in the order of the pattern
   * @param scale by state, what it is compared with
   */
  double estimate(double[] jacobian, double[] scale) {
    for (int i = 1; isFresh && i < FIRST; i++) {
      ratioBefore = multiply(jacobian, scale);
    }
    isFresh = false;
    double ratio = multiply(jacobian, scale);
    double mean = Math.sqrt(ratio * ratioBefore);
    ratioBefore = ratio;
    return mean;
  }

  /** x ← J x / |J x|, in the units of the scale; |J x|. */
  private double multiply(double[] jacobian, double[] scale) {
    int[] start = pattern.start();
    int[] column = pattern.column();
    double squares = 0;
    for (int i = 0; i < states; i++) {
      double sum = 0;
      for (int e = start[i]; e < start[i + 1]; e++) {
        sum += jacobian[e] * (x[column[e]] * scale[column[e]]);
      }
      product[i] = scale[i] > 0 ? sum / scale[i] : 0;
      squares += product[i] * product[i];
    }
    double norm = Math.sqrt(squares);
    double factor = norm > 0 && Double.isFinite(norm) ? (1 - FRESH) / norm : 0;
    double fresh = factor == 0 ? 1 : FRESH;
    for (int i = 0; i < states; i++) {
      x[i] = factor * product[i] + fresh * origin[i];
    }
    return norm;
  }
}
