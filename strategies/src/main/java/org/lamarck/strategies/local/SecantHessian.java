package org.lamarck.strategies.local;

import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

/** The damped BFGS update, which keeps a Hessian approximation positive definite. */
final class SecantHessian {
  /** Powell (1978): the curvature along s is let fall to no less than this part. */
  private static final double DAMPING = 0.2;

  private SecantHessian() {}

  /**
   * B after a step {@code s} over which the gradient changed by {@code y}; Nocedal and Wright
   * (2006), procedure 18.2.
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

  /**
   * What Gauss–Newton leaves out of the Hessian, after a step {@code s} over which the gradient
   * changed by {@code y}: symmetric, and (G + S) s = y. Dennis, Gay and Welsch (1981), with their
   * sizing; the y of their update is damped like Powell's where the value bends down.
   *
   * @param remainder S before the step
   * @param gaussNewton G after it
   */
  static Matrix remainder(Matrix remainder, Matrix gaussNewton, Vector s, Vector y) {
    Vector gs = gaussNewton.times(s);
    Vector rs = remainder.times(s);
    double sGs = s.dot(gs);
    double sy = s.dot(y);
    if (!(sGs > 0)) {
      return remainder;
    }
    Vector left = y.minus(gs);
    double sRs = Math.abs(s.dot(rs));
    double size = sRs > 0 ? Math.min(1, Math.abs(s.dot(left)) / sRs) : 0;
    Vector w = left.plus(-size, rs);
    double mix = sy >= DAMPING * sGs ? 1 : (1 - DAMPING) * sGs / (sGs - sy);
    Vector v = y.times(mix).plus(1 - mix, gs);
    double sv = s.dot(v);
    double sw = s.dot(w);
    int n = s.size();
    double[] next = remainder.toArray();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double cross = (w.get(i) * v.get(j) + v.get(i) * w.get(j)) / sv;
        next[i * n + j] = size * next[i * n + j] + cross - sw * v.get(i) / sv * (v.get(j) / sv);
      }
    }
    Matrix updated = Matrix.of(n, n, next);
    return updated.isFinite() ? updated : remainder;
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
