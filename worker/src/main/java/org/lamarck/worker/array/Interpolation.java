package org.lamarck.worker.array;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values at a time of functions given by a table, knots × functions, or their derivative in
 * time.
 *
 * @param derivative of this order
 */
record Interpolation(Table table, int derivative) implements Operation.Kernel {
  @Override
  public Shape shape(Shape... arguments) {
    if (arguments[0].rank() != 2 || arguments[0].size(0) != table.length()) {
      throw new IllegalArgumentException(
          "a table of " + table.length() + " knots is given " + arguments[0]);
    }
    requireTime(arguments[1]);
    return Shape.of(arguments[0].size(1));
  }

  private static void requireTime(Shape time) {
    if (time.count() != 1) {
      throw new IllegalArgumentException("a time is a number, not " + time);
    }
  }

  @Override
  public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
    return tangent(self, tangents, this, slope());
  }

  @Override
  public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
    return adjoints(self, adjoint, wanted, new Spread(table, derivative), slope());
  }

  /** The derivative in time of the next order; absent where it vanishes. */
  private @Nullable Operation slope() {
    return table.vanishes(derivative + 1) ? null : new Interpolation(table, derivative + 1);
  }

  /** The tangent of what is linear in its first argument and has a slope in the second, time. */
  private static @Nullable Node tangent(
      Node self, @Nullable Node[] tangents, Operation linear, @Nullable Operation slope) {
    Graph graph = self.graph();
    Node values = tangents[0];
    Node time = tangents[1];
    return graph.sumOf(
        values == null ? null : graph.apply(linear, values, self.argument(1)),
        time == null || slope == null
            ? null
            : graph.multiply(at(self, slope), graph.reshape(time, Shape.of())));
  }

  private static @Nullable Node[] adjoints(
      Node self, Node adjoint, boolean[] wanted, Operation transposed, @Nullable Operation slope) {
    Graph graph = self.graph();
    @Nullable Node[] adjoints = new Node[2];
    if (wanted[0]) {
      adjoints[0] = graph.apply(transposed, adjoint, self.argument(1));
    }
    if (wanted[1] && slope != null) {
      Node sum = graph.sum(graph.multiply(at(self, slope), adjoint));
      adjoints[1] = graph.reshape(sum, self.argument(1).shape());
    }
    return adjoints;
  }

  private static Node at(Node self, Operation slope) {
    return self.graph().apply(slope, self.argument(0), self.argument(1));
  }

  @Override
  public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
    double time = m[from[1]];
    int functions = shapes[0].size(1);
    int row = from[0] + table.row(time) * functions;
    int next = table.length() == 1 ? row : row + functions;
    double weight = table.weight(time, derivative);
    double nextWeight = table.nextWeight(time, derivative);
    for (int j = 0; j < functions; j++) {
      m[to + j] = weight * m[row + j] + nextWeight * m[next + j];
    }
  }

  /** The adjoint of an interpolation in its table. */
  record Spread(Table table, int derivative) implements Operation.Kernel {
    @Override
    public Shape shape(Shape... arguments) {
      requireTime(arguments[1]);
      return Shape.of(table.length(), arguments[0].count());
    }

    @Override
    public @Nullable Node tangent(Node self, @Nullable Node[] tangents) {
      return Interpolation.tangent(self, tangents, this, slope());
    }

    @Override
    public @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted) {
      Interpolation values = new Interpolation(table, derivative);
      return Interpolation.adjoints(self, adjoint, wanted, values, slope());
    }

    private @Nullable Operation slope() {
      return table.vanishes(derivative + 1) ? null : new Spread(table, derivative + 1);
    }

    @Override
    public void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes) {
      double time = m[from[1]];
      int functions = shapes[0].count();
      Arrays.fill(m, to, to + table.length() * functions, 0);
      int row = to + table.row(time) * functions;
      double weight = table.weight(time, derivative);
      double nextWeight = table.nextWeight(time, derivative);
      for (int j = 0; j < functions; j++) {
        m[row + j] += weight * m[from[0] + j];
        if (table.length() > 1) {
          m[row + functions + j] += nextWeight * m[from[0] + j];
        }
      }
    }
  }
}
