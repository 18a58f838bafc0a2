package org.lamarck.worker.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.elementary.ElementaryKernel;

/**
 * Products of matrices, batch × rows × columns; either may be one matrix for the whole batch. Each
 * element is the sum of its products in their order, whatever way the loops go.
 *
 * @param transposeA whether the first is stored transposed
 * @param transposeB whether the second is
 */
record MatrixProduct(boolean transposeA, boolean transposeB) implements Operation.Kernel {
  /** Of these on it pays to transpose the second matrix. */
  private static final int MANY_ROWS = 8;

  @Override
  public Shape shape(Shape... arguments) {
    Shape a = arguments[0];
    Shape b = arguments[1];
    int inner = a.size(transposeA ? 1 : 2);
    if (inner != b.size(transposeB ? 2 : 1)
        || (a.size(0) != b.size(0) && a.size(0) != 1 && b.size(0) != 1)) {
      throw new IllegalArgumentException("matrices of " + a + " and " + b + " do not fit");
    }
    return Shape.of(
        Math.max(a.size(0), b.size(0)), a.size(transposeA ? 2 : 1), b.size(transposeB ? 1 : 2));
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    Graph graph = self.graph();
    Node first = tangents[0];
    Node second = tangents[1];
    return graph.sumOf(
        first == null ? null : graph.apply(this, first, self.argument(1)),
        second == null ? null : graph.apply(this, self.argument(0), second));
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    Graph graph = self.graph();
    Node a = self.argument(0);
    Node b = self.argument(1);
    @Nullable Node[] adjoints = new Node[2];
    if (wanted[0]) {
      Node slope =
          transposeA
              ? graph.apply(new MatrixProduct(transposeB, true), b, adjoint)
              : graph.apply(new MatrixProduct(false, !transposeB), adjoint, b);
      adjoints[0] = graph.reduceTo(slope, a.shape());
    }
    if (wanted[1]) {
      Node slope =
          transposeB
              ? graph.apply(new MatrixProduct(true, transposeA), adjoint, a)
              : graph.apply(new MatrixProduct(!transposeA, false), a, adjoint);
      adjoints[1] = graph.reduceTo(slope, b.shape());
    }
    return adjoints;
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    Shape a = shapes[0];
    Shape b = shapes[1];
    ElementaryKernel kernel = ElementaryKernel.fastest();
    int rows = a.size(transposeA ? 2 : 1);
    int inner = a.size(transposeA ? 1 : 2);
    int columns = b.size(transposeB ? 1 : 2);
    int batches = Math.max(a.size(0), b.size(0));
    int nextA = a.size(0) == 1 ? 0 : rows * inner;
    int nextB = b.size(0) == 1 ? 0 : inner * columns;
    boolean isTurned = isTurned(rows, columns);
    for (int batch = 0; batch < batches; batch++) {
      int atA = from[0] + batch * nextA;
      int atB = from[1] + batch * nextB;
      int atC = to + batch * rows * columns;
      int stepA = transposeA ? rows : 1;
      if (isTurned && (batch == 0 || nextB > 0)) {
        turn(m, atB, scratch, inner, columns);
      }
      if (columns == 1 && transposeA) {
        byColumns(m, atA, atB, atC, rows, inner);
      } else if (columns == 1) {
        dots(m, atA, inner, atB, 1, atC, rows);
      } else {
        int rowA = transposeA ? 1 : inner;
        boolean isDotted = transposeB && !isTurned;
        int second = isTurned ? scratch : atB;
        int i = 0;
        for (; i + 4 <= rows && !isDotted; i += 4) {
          int c = atC + i * columns;
          kernel.fourRows(m, atA + i * rowA, rowA, stepA, second, c, inner, columns);
        }
        for (; i < rows; i++) {
          int row = atA + i * rowA;
          int c = atC + i * columns;
          if (isDotted) {
            dots(m, atB, inner, row, stepA, c, columns);
          } else {
            kernel.row(m, row, stepA, second, c, inner, columns);
          }
        }
      }
    }
  }

  /** Whether the second matrix is transposed before, as more than a few rows are multiplied. */
  private boolean isTurned(int rows, int columns) {
    return transposeB && columns > 1 && rows >= MANY_ROWS;
  }

  @Override
  public int scratch(Shape[] arguments) {
    Shape product = shape(arguments);
    Shape b = arguments[1];
    return isTurned(product.size(1), product.size(2)) ? b.size(1) * b.size(2) : 0;
  }

  private static void turn(double[] m, int b, int turned, int inner, int columns) {
    for (int j = 0; j < columns; j++) {
      for (int l = 0; l < inner; l++) {
        m[turned + l * columns + j] = m[b + j * inner + l];
      }
    }
  }

  /** Aᵀ·b with A stored by rows, as a sum of these. */
  private static void byColumns(double[] m, int a, int b, int c, int rows, int inner) {
    Arrays.fill(m, c, c + rows, 0);
    for (int l = 0; l < inner; l++) {
      double factor = m[b + l];
      int row = a + l * rows;
      for (int i = 0; i < rows; i++) {
        m[c + i] += m[row + i] * factor;
      }
    }
  }

  /** The dot products of the rows of a matrix with a vector, four at a time. */
  private static void dots(
      double[] m, int matrix, int inner, int vector, int step, int c, int rows) {
    int i = 0;
    for (; i + 4 <= rows; i += 4) {
      int a0 = matrix + i * inner;
      int a1 = a0 + inner;
      int a2 = a1 + inner;
      int a3 = a2 + inner;
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int l = 0; l < inner; l++) {
        double factor = m[vector + l * step];
        s0 += m[a0 + l] * factor;
        s1 += m[a1 + l] * factor;
        s2 += m[a2 + l] * factor;
        s3 += m[a3 + l] * factor;
      }
      m[c + i] = s0;
      m[c + i + 1] = s1;
      m[c + i + 2] = s2;
      m[c + i + 3] = s3;
    }
    for (; i < rows; i++) {
      double sum = 0;
      for (int l = 0; l < inner; l++) {
        sum += m[matrix + i * inner + l] * m[vector + l * step];
      }
      m[c + i] = sum;
    }
  }
}
