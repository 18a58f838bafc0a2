package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;

/**
 * Solutions of small dense systems A·x = r, batch × n × n and batch × n × m, by elimination with
 * partial pivoting. Of a singular matrix they are not finite.
 *
 * @param transposed whether Aᵀ·x = r is solved
 */
record DenseSolve(boolean transposed) implements Operation.Kernel {
  @Override
  public Shape shape(Shape... arguments) {
    Shape a = arguments[0];
    Shape r = arguments[1];
    if (a.size(1) != a.size(2) || a.size(0) != r.size(0) || a.size(1) != r.size(1)) {
      throw new IllegalArgumentException("no systems of " + a + " with right-hand sides " + r);
    }
    return r;
  }

  /** A·ẋ = ṙ − Ȧ·x. */
  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Graph graph = self.graph();
    Node matrix = tangents[0];
    Node moved =
        matrix == null
            ? null
            : graph.negate(graph.apply(new MatrixProduct(transposed, false), matrix, self));
    Node right = graph.sumOf(tangents[1], moved);
    return right == null ? null : graph.apply(this, self.argument(0), right);
  }

  /** Aᵀ·ρ = λ is the adjoint of r, and −ρ·xᵀ that of A. */
  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    Graph graph = self.graph();
    Node right = graph.apply(new DenseSolve(!transposed), self.argument(0), adjoint);
    MatrixProduct outer = new MatrixProduct(false, true);
    Node matrix = transposed ? graph.apply(outer, self, right) : graph.apply(outer, right, self);
    return new Node[] {wanted[0] ? graph.negate(matrix) : null, right};
  }

  @Override
  public int scratch(Shape[] arguments) {
    return arguments[0].size(1) * arguments[0].size(1);
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    int n = shapes[0].size(1);
    int columns = shapes[1].size(2);
    for (int batch = 0; batch < shapes[0].size(0); batch++) {
      int a = from[0] + batch * n * n;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          m[scratch + i * n + j] = transposed ? m[a + j * n + i] : m[a + i * n + j];
        }
      }
      int x = to + batch * n * columns;
      System.arraycopy(m, from[1] + batch * n * columns, m, x, n * columns);
      eliminate(m, scratch, x, n, columns);
      substitute(m, scratch, x, n, columns);
    }
  }

  private static void eliminate(double[] m, int a, int x, int n, int columns) {
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(m[a + i * n + k]) > Math.abs(m[a + pivot * n + k])) {
          pivot = i;
        }
      }
      if (pivot != k) {
        swap(m, a + k * n, a + pivot * n, n);
        swap(m, x + k * columns, x + pivot * columns, columns);
      }
      for (int i = k + 1; i < n; i++) {
        double factor = m[a + i * n + k] / m[a + k * n + k];
        for (int j = k + 1; j < n; j++) {
          m[a + i * n + j] -= factor * m[a + k * n + j];
        }
        for (int j = 0; j < columns; j++) {
          m[x + i * columns + j] -= factor * m[x + k * columns + j];
        }
      }
    }
  }

  private static void substitute(double[] m, int a, int x, int n, int columns) {
    for (int i = n - 1; i >= 0; i--) {
      for (int j = 0; j < columns; j++) {
        double sum = m[x + i * columns + j];
        for (int l = i + 1; l < n; l++) {
          sum -= m[a + i * n + l] * m[x + l * columns + j];
        }
        m[x + i * columns + j] = sum / m[a + i * n + i];
      }
    }
  }

  private static void swap(double[] m, int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      double kept = m[one + i];
      m[one + i] = m[other + i];
      m[other + i] = kept;
    }
  }
}
