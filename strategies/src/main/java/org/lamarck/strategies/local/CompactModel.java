package org.lamarck.strategies.local;

import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Lu;

/**
 * The quadratic model of L-BFGS in compact form, B = θI − W M Wᵀ, and its approximate minimiser in
 * a box: Byrd, Lu, Nocedal and Zhu (1995); equations and names are theirs. Coordinates are counted
 * from the point and in the box's units, so that nothing is lost in how far away zero is.
 */
final class CompactModel {
  private final int n;
  private final int k;
  private final double theta;

  /** W = [Y θS], n × 2k, row-major. */
  private final double[] w;

  /** M⁻¹ = [−D Lᵀ; L θSᵀS], eq. 3.4. */
  private final Lu middle;

  private final boolean regular;

  /**
   * The model of these pairs.
   *
   * @param unit of each coordinate; 0 where it is fixed
   */
  CompactModel(double[] unit, List<LbfgsbState.Pair> pairs) {
    n = unit.length;
    k = pairs.size();
    w = new double[n * 2 * k];
    middle = new Lu(2 * k);
    if (k == 0) {
      theta = 1;
      regular = true;
      return;
    }
    double[][] s = new double[k][];
    double[][] y = new double[k][];
    for (int j = 0; j < k; j++) {
      s[j] = pairs.get(j).steps(unit);
      y[j] = pairs.get(j).changes(unit);
    }
    theta = dot(y[k - 1], y[k - 1]) / dot(s[k - 1], y[k - 1]);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        w[i * 2 * k + j] = y[j][i];
        w[i * 2 * k + k + j] = theta * s[j][i];
      }
    }
    double[] inverse = new double[4 * k * k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double ss = theta * dot(s[i], s[j]);
        double sy = dot(s[i], y[j]);
        inverse[(k + i) * 2 * k + k + j] = ss;
        inverse[(k + j) * 2 * k + k + i] = ss;
        if (i == j) {
          inverse[i * 2 * k + i] = -sy;
        } else {
          inverse[(k + i) * 2 * k + j] = sy;
          inverse[j * 2 * k + k + i] = sy;
        }
      }
    }
    regular = middle.factor(inverse);
  }

  /** Whether the pairs determine a model; when not they should be forgotten. */
  boolean regular() {
    return regular;
  }

  /**
   * Writes to {@code target} the step to the minimiser of the model over the box as far as the two
   * stages of the method find it.
   *
   * @param low the way to the lower bound, at most 0
   * @param high the way to the upper bound, at least 0; a coordinate with no way at all is fixed
   * @param g the gradient
   * @return whether there is one; false when rounding has spoilt the model
   */
  boolean minimise(double[] low, double[] high, double[] g, double[] target) {
    double[] c = new double[2 * k];
    cauchyPoint(low, high, g, target, c);
    return k == 0 || subspace(low, high, g, target, c);
  }

  /** Algorithm CP: the first minimiser along the projected gradient path; c = Wᵀ target. */
  private void cauchyPoint(double[] low, double[] high, double[] g, double[] target, double[] c) {
    double[] t = new double[n];
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      target[i] = 0;
      if (low[i] == high[i] || g[i] == 0) {
        t[i] = Double.POSITIVE_INFINITY;
      } else {
        t[i] = -(g[i] < 0 ? high[i] : low[i]) / g[i];
        d[i] = t[i] > 0 ? -g[i] : 0;
      }
    }
    int[] order =
        IntStream.range(0, n)
            .filter(i -> t[i] > 0 && t[i] < Double.POSITIVE_INFINITY)
            .boxed()
            .sorted((i, j) -> Double.compare(t[i], t[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] p = new double[2 * k];
    double[] mp = new double[2 * k];
    double[] mw = new double[2 * k];
    double slope = 0;
    for (int i = 0; i < n; i++) {
      addRow(i, d[i], p);
      slope -= d[i] * d[i];
    }
    copySolved(p, mp);
    double bend = -theta * slope - dot(p, mp);
    double floor = Math.ulp(1.0) * Math.abs(bend);
    double ahead = -slope / bend;
    double before = 0;
    for (int b : order) {
      double dt = t[b] - before;
      if (!(ahead >= dt)) {
        break;
      }
      double gb = g[b];
      target[b] = d[b] > 0 ? high[b] : low[b];
      double zb = target[b];
      for (int j = 0; j < 2 * k; j++) {
        c[j] += dt * p[j];
      }
      rowSolved(b, mw);
      copySolved(p, mp);
      slope += dt * bend + gb * gb + theta * gb * zb - gb * dot(mw, c);
      bend -= theta * gb * gb + 2 * gb * rowDot(b, mp) + gb * gb * rowDot(b, mw);
      bend = Math.max(bend, floor);
      addRow(b, gb, p);
      d[b] = 0;
      ahead = -slope / bend;
      before = t[b];
    }
    double rest = ahead > 0 ? ahead : 0;
    for (int i = 0; i < n; i++) {
      if (d[i] != 0) {
        target[i] = Math.min(Math.max((before + rest) * d[i], low[i]), high[i]);
      }
    }
    for (int j = 0; j < 2 * k; j++) {
      c[j] += rest * p[j];
    }
  }

  /**
   * The direct primal method of section 5.1 in the coordinates that are free at the Cauchy point
   * {@code target}, which is moved to the minimiser. Where that leaves the box it is projected, as
   * Morales and Nocedal (2011) found better, unless the model then points uphill; then it is cut
   * short.
   */
  private boolean subspace(double[] low, double[] high, double[] g, double[] target, double[] c) {
    boolean[] free = new boolean[n];
    double[] r = new double[n];
    double[] v = new double[2 * k];
    double[] mc = new double[2 * k];
    copySolved(c, mc);
    for (int i = 0; i < n; i++) {
      free[i] = target[i] > low[i] && target[i] < high[i];
      if (free[i]) {
        r[i] = g[i] + theta * target[i] - rowDot(i, mc); // eq. 5.4
        addRow(i, r[i], v);
      }
    }
    middle.solve(v);
    Lu small = new Lu(2 * k);
    if (!small.factor(reducedMiddle(free))) {
      return false;
    }
    small.solve(v);
    double[] projected = target.clone();
    double cut = 1;
    double slope = 0;
    for (int i = 0; i < n; i++) {
      if (free[i]) {
        double d = -(r[i] + rowDot(i, v) / theta) / theta; // eq. 5.11
        if (!Double.isFinite(d)) {
          return false;
        }
        projected[i] = Math.min(Math.max(target[i] + d, low[i]), high[i]);
        double room = d > 0 ? high[i] - target[i] : target[i] - low[i];
        cut = d == 0 ? cut : Math.min(cut, room / Math.abs(d));
        r[i] = d;
      }
      slope += g[i] * projected[i];
    }
    for (int i = 0; i < n; i++) {
      if (free[i]) {
        target[i] =
            slope < 0 ? projected[i] : Math.min(Math.max(target[i] + cut * r[i], low[i]), high[i]);
      }
    }
    return true;
  }

  /** I − M WᵀZZᵀW / θ, row-major. */
  private double[] reducedMiddle(boolean[] free) {
    int size = 2 * k;
    double[] n2 = new double[size * size];
    for (int i = 0; i < n; i++) {
      if (free[i]) {
        for (int a = 0; a < size; a++) {
          for (int b = 0; b < size; b++) {
            n2[a * size + b] += w[i * size + a] * w[i * size + b];
          }
        }
      }
    }
    double[] reduced = new double[size * size];
    double[] column = new double[size];
    for (int b = 0; b < size; b++) {
      for (int a = 0; a < size; a++) {
        column[a] = n2[a * size + b] / theta;
      }
      middle.solve(column);
      for (int a = 0; a < size; a++) {
        reduced[a * size + b] = (a == b ? 1 : 0) - column[a];
      }
    }
    return reduced;
  }

  private void addRow(int i, double factor, double[] sum) {
    for (int j = 0; j < 2 * k; j++) {
      sum[j] += factor * w[i * 2 * k + j];
    }
  }

  private double rowDot(int i, double[] v) {
    double sum = 0;
    for (int j = 0; j < 2 * k; j++) {
      sum += w[i * 2 * k + j] * v[j];
    }
    return sum;
  }

  private void rowSolved(int i, double[] target) {
    System.arraycopy(w, i * 2 * k, target, 0, 2 * k);
    middle.solve(target);
  }

  private void copySolved(double[] v, double[] target) {
    System.arraycopy(v, 0, target, 0, 2 * k);
    middle.solve(target);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
