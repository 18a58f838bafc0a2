package org.lamarck.strategies.linalg;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix: Householder reduction to tridiagonal
 * form, then the QL iteration with implicit Wilkinson shifts (Golub and Van Loan 2013, sections
 * 8.3.1 and 8.3.3). Works in place on arrays it was given and allocates nothing.
 */
public final class SymmetricEigen {
  /** QL needs about 1.7 iterations per eigenvalue; more than this means non-finite input. */
  private static final int MAX_ITERATIONS = 60;

  private SymmetricEigen() {}

  /**
   * Decomposes A = Q Λ Qᵀ.
   *
   * @param q on entry A, n × n, row-major; on return its columns are the eigenvectors
   * @param lambda on return the eigenvalues, in no particular order
   * @param work n numbers, overwritten
   * @return false when the iteration does not converge, which only non-finite input brings about
   */
  public static boolean decompose(int n, double[] q, double[] lambda, double[] work) {
    for (int i = 0; i < n * n; i++) {
      if (!Double.isFinite(q[i])) {
        return false;
      }
    }
    reduce(n, q, lambda, work);
    return iterate(n, q, lambda, work);
  }

  /** To tridiagonal form: diagonal d, subdiagonal e with e[i] between i and i + 1. */
  private static void reduce(int n, double[] q, double[] d, double[] e) {
    // Column k is cleared below its subdiagonal by the reflection I − β v vᵀ; v stays in column k
    // below the diagonal until Q is accumulated, β on the diagonal.
    for (int k = 0; k + 2 < n; k++) {
      double scale = 0;
      for (int i = k + 1; i < n; i++) {
        scale = Math.max(scale, Math.abs(q[i * n + k]));
      }
      d[k] = q[k * n + k];
      if (scale == 0) {
        e[k] = 0;
        q[k * n + k] = 0;
        continue;
      }
      double square = 0;
      for (int i = k + 1; i < n; i++) {
        double v = q[i * n + k] / scale;
        q[i * n + k] = v;
        square += v * v;
      }
      double head = q[(k + 1) * n + k];
      double norm = Math.copySign(Math.sqrt(square), head);
      double beta = 1 / (square + norm * head);
      q[(k + 1) * n + k] = head + norm;
      e[k] = -norm * scale;
      q[k * n + k] = beta;
      reflect(n, k, beta, q, d);
    }
    if (n > 1) {
      d[n - 2] = q[(n - 2) * n + n - 2];
      e[n - 2] = q[(n - 1) * n + n - 2];
    }
    d[n - 1] = q[(n - 1) * n + n - 1];
    e[n - 1] = 0;
    accumulate(n, q);
  }

  /** The trailing block becomes (I − β v vᵀ) A (I − β v vᵀ) = A − v wᵀ − w vᵀ. */
  private static void reflect(int n, int k, double beta, double[] q, double[] w) {
    double vw = 0;
    for (int i = k + 1; i < n; i++) {
      double sum = 0;
      for (int j = k + 1; j < n; j++) {
        sum += q[i * n + j] * q[j * n + k];
      }
      w[i] = beta * sum;
      vw += w[i] * q[i * n + k];
    }
    double half = 0.5 * beta * vw;
    for (int i = k + 1; i < n; i++) {
      w[i] -= half * q[i * n + k];
    }
    for (int i = k + 1; i < n; i++) {
      double v = q[i * n + k];
      for (int j = k + 1; j < n; j++) {
        q[i * n + j] -= v * w[j] + w[i] * q[j * n + k];
      }
    }
  }

  /** Q = H₀ H₁ …, from the last reflection to the first. */
  private static void accumulate(int n, double[] q) {
    for (int k = Math.max(0, n - 2); k < n; k++) {
      for (int j = Math.max(0, n - 2); j < n; j++) {
        q[k * n + j] = k == j ? 1 : 0;
      }
    }
    for (int k = n - 3; k >= 0; k--) {
      double beta = q[k * n + k];
      for (int j = k + 2; j < n; j++) {
        // Columns k + 2 … of the product so far; column k + 1 is still the unit vector.
        double sum = 0;
        for (int i = k + 2; i < n; i++) {
          sum += q[i * n + k] * q[i * n + j];
        }
        sum *= beta;
        q[(k + 1) * n + j] = -sum * q[(k + 1) * n + k];
        for (int i = k + 2; i < n; i++) {
          q[i * n + j] -= sum * q[i * n + k];
        }
      }
      double head = beta * q[(k + 1) * n + k];
      for (int i = k + 2; i < n; i++) {
        q[i * n + k + 1] = -head * q[i * n + k];
      }
      q[(k + 1) * n + k + 1] = 1 - head * q[(k + 1) * n + k];
      for (int i = k + 1; i < n; i++) {
        q[i * n + k] = 0;
        q[k * n + i] = 0;
      }
      q[k * n + k] = 1;
    }
  }

  private static boolean iterate(int n, double[] q, double[] d, double[] e) {
    for (int low = 0; low < n; low++) {
      int iteration = 0;
      while (true) {
        int high = low;
        while (high < n - 1
            && Math.abs(e[high]) > Math.ulp(1.0) * (Math.abs(d[high]) + Math.abs(d[high + 1]))) {
          high++;
        }
        if (high == low) {
          break;
        }
        if (iteration++ == MAX_ITERATIONS) {
          return false;
        }
        sweep(n, low, high, q, d, e);
      }
    }
    return true;
  }

  /** One implicit QL sweep on the unreduced block low … high. */
  private static void sweep(int n, int low, int high, double[] q, double[] d, double[] e) {
    // The eigenvalue of the leading 2 × 2 block that is nearer to d[low].
    double half = (d[low + 1] - d[low]) / (2 * e[low]);
    double shift = d[low] - e[low] / (half + Math.copySign(Math.sqrt(half * half + 1), half));
    double bulge = d[high] - shift;
    double c = 1;
    double s = 1;
    double carried = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = s * e[i];
      double b = c * e[i];
      double r = Math.hypot(f, bulge);
      e[i + 1] = r;
      if (r == 0) {
        // The block splits here; the next sweep sees it.
        d[i + 1] -= carried;
        e[high] = 0;
        return;
      }
      s = f / r;
      c = bulge / r;
      double diagonal = d[i + 1] - carried;
      double t = (d[i] - diagonal) * s + 2 * c * b;
      carried = s * t;
      d[i + 1] = diagonal + carried;
      bulge = c * t - b;
      for (int k = 0; k < n; k++) {
        double right = q[k * n + i + 1];
        double left = q[k * n + i];
        q[k * n + i + 1] = s * left + c * right;
        q[k * n + i] = c * left - s * right;
      }
    }
    d[low] -= carried;
    e[low] = bulge;
    e[high] = 0;
  }
}
