package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

/** The damped BFGS update, which keeps a Hessian approximation positive definite. */
final class SecantHessian {
  /** Powell (1978): the curvature along s is let fall to no less than this part. */
  private static final double DAMPING = 0.2;

  private SecantHessian() {}

  /**
   * B after a step {@code s} over which the gradient changed by {@code y}; Nocedal & Wright (2006),
   * procedure 18.2.
   */
  static Matrix update(Matrix b, Vector s, Vector y) {
    Vector bs = b.times(s);
    double sBs = s.dot(bs);
    double sy = s.dot(y);
    if (!(sBs > 0)) {
      return b;
    }
    double mix = sy >= DAMPING * sBs ? 1 : (1 - DAMPING) * sBs / (sBs - sy);
    Vector r = y.times(mix).plus(1 - mix, bs);
    double sr = s.dot(r);
    int n = s.size();
    double[] next = b.toArray();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        next[i * n + j] += r.get(i) * r.get(j) / sr - bs.get(i) * bs.get(j) / sBs;
      }
    }
    Matrix updated = Matrix.of(n, n, next);
    return updated.isFinite() ? updated : b;
  }

  /** {@code scale}/w² on the diagonal: the identity in units of w. */
  static Matrix diagonal(double scale, double[] unit) {
    int n = unit.length;
    double[] values = new double[n * n];
    for (int i = 0; i < n; i++) {
      values[i * n + i] = unit[i] > 0 ? scale / unit[i] / unit[i] : 1;
    }
    return Matrix.of(n, n, values);
  }
}
