package org.lamarck.worker.array.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.IndexTable;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Scan;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.array.Table;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;

/** Values of operations against their definitions, and what a plan promises. */
class ArrayPlanTest {
  private static double[] random(int count, long seed) {
    return new Random(seed).doubles(count, -1, 1).toArray();
  }

  private static double[] run(Graph graph, List<Node> inputs, Node output, double[]... values) {
    Workspace workspace = ArrayPlan.compile(graph.program(inputs, List.of(output))).newWorkspace();
    for (int i = 0; i < values.length; i++) {
      workspace.set(i, values[i]);
    }
    workspace.run();
    return workspace.get(0);
  }

  @ParameterizedTest
  @CsvSource({"1, 7, 5", "6, 1, 5", "7, 5, 1", "9, 3, 11"})
  void matrixProductsAddTheirProductsInOrder(int rows, int columns, int inner) {
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        Graph graph = new Graph();
        Node a = graph.input("a", transposeA ? Shape.of(1, inner, rows) : Shape.of(1, rows, inner));
        Node b =
            graph.input(
                "b", transposeB ? Shape.of(1, columns, inner) : Shape.of(1, inner, columns));
        double[] va = random(rows * inner, 1);
        double[] vb = random(inner * columns, 2);
        double[] product =
            run(graph, List.of(a, b), graph.matrixProduct(a, transposeA, b, transposeB), va, vb);
        for (int i = 0; i < rows; i++) {
          for (int j = 0; j < columns; j++) {
            double sum = 0;
            for (int l = 0; l < inner; l++) {
              sum +=
                  va[transposeA ? l * rows + i : i * inner + l]
                      * vb[transposeB ? j * inner + l : l * columns + j];
            }
            assertThat(product[i * columns + j]).isEqualTo(sum);
          }
        }
      }
    }
  }

  @Test
  void denseSystemsAreSolvedWhereAPivotIsZero() {
    Graph graph = new Graph();
    Node a = graph.input("a", Shape.of(1, 3, 3));
    Node r = graph.input("r", Shape.of(1, 3, 1));
    double[] x =
        run(
            graph,
            List.of(a, r),
            graph.solve(a, r),
            new double[] {0, 2, 1, 1, 0, 0, 3, 0, 1},
            new double[] {7, 1, 6}); // of (1, 2, 3)
    assertThat(x).containsExactly(new double[] {1, 2, 3}, within(1e-14));
  }

  @Test
  void treesAreSolved() {
    int[] parents = {-1, 0, 1, 1, 0, -1, 5};
    int n = parents.length;
    Graph graph = new Graph();
    List<Node> inputs = new ArrayList<>();
    for (String name : List.of("d", "u", "l", "r")) {
      inputs.add(graph.input(name, Shape.of(n)));
    }
    double[] d = Arrays.stream(random(n, 1)).map(v -> 3 + v).toArray();
    double[] u = random(n, 2);
    double[] l = random(n, 3);
    double[] r = random(n, 4);
    Node solution =
        graph.treeSolve(
            IndexTable.of(parents), inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3));
    double[] x = run(graph, inputs, solution, d, u, l, r);
    double[] product = new double[n];
    for (int i = 0; i < n; i++) {
      product[i] += d[i] * x[i];
      if (parents[i] >= 0) {
        product[i] += u[i] * x[parents[i]];
        product[parents[i]] += l[i] * x[i];
      }
    }
    assertThat(product).containsExactly(r, within(1e-14));
  }

  @Test
  void tablesAreReadBetweenAndBeyondTheirKnots() {
    double[] values = {1, 10, 3, 30, 2, 20};
    double[] times = {-1, 0, 0.5, 1, 2, 3, 4};
    double[] steps = {1, 1, 1, 3, 3, 2, 2};
    double[] lines = {1, 1, 2, 3, 2.5, 2, 2};
    for (int i = 0; i < times.length; i++) {
      assertThat(interpolated(Table.Between.STEPS, values, times[i])[0]).isEqualTo(steps[i]);
      assertThat(interpolated(Table.Between.LINES, values, times[i])[0]).isEqualTo(lines[i]);
      assertThat(interpolated(Table.Between.LINES, values, times[i])[1]).isEqualTo(10 * lines[i]);
    }
  }

  private static double[] interpolated(Table.Between between, double[] values, double time) {
    Graph graph = new Graph();
    Node table = graph.input("u", Shape.of(3, 2));
    Node t = graph.input("t", Shape.of());
    Node result = graph.interpolate(new Table(new double[] {0, 1, 3}, between), table, t);
    return run(graph, List.of(table, t), result, values, new double[] {time});
  }

  @Test
  void longFormulasAreDividedAmongMethods() {
    Graph graph = new Graph();
    ExpressionPool pool = graph.pool();
    Expression sum = pool.symbol("a");
    for (int i = 1; i < 3000; i++) {
      Expression part = pool.add(pool.symbol("a"), pool.constant(i));
      sum = pool.add(pool.apply(Operator.SIN, sum), pool.divide(pool.symbol("b"), part));
    }
    Node a = graph.input("a", Shape.of(3));
    Node b = graph.input("b", Shape.of(3));
    ArrayProgram program =
        graph.program(List.of(a, b), List.of(graph.map(sum, Map.of("a", a, "b", b))));
    ArrayPlan plan = ArrayPlan.compile(program);
    assertThat(plan.largestMethod()).isLessThan(8000);
    Workspace workspace = plan.newWorkspace();
    workspace.set(0, 0.1, 0.2, 0.3);
    workspace.set(1, 1, 2, 3);
    workspace.run();
    assertThat(workspace.get(0))
        .isEqualTo(Interpreter.run(program, new double[] {.1, .2, .3}, new double[] {1, 2, 3})[0]);
  }

  @Test
  void scansRunBothWays() {
    for (boolean reversed : new boolean[] {false, true}) {
      Graph body = new Graph();
      Node carried = body.input("c", Shape.of());
      Node slice = body.input("x", Shape.of());
      Node next = body.map("2*c+x", Map.of("c", carried, "x", slice));
      Scan scan =
          new Scan(body.program(List.of(carried, slice), List.of(next, next)), 3, 1, 1, reversed);
      Graph graph = new Graph();
      Node first = graph.input("c", Shape.of());
      Node slices = graph.input("x", Shape.of(3));
      Scan.Result result = graph.scan(scan, List.of(first, slices));
      double[] emitted =
          run(
              graph,
              List.of(first, slices),
              result.emitted().get(0),
              new double[] {1},
              new double[] {10, 20, 30});
      assertThat(emitted)
          .isEqualTo(reversed ? new double[] {178, 84, 32} : new double[] {12, 44, 118});
    }
  }

  @Test
  void segmentsSaveMemoryInReverseAndChangeNothing() {
    int steps = 2500;
    int states = 100;
    double[][][] found = new double[2][][];
    long[] sizes = new long[2];
    for (int k = 0; k < 2; k++) {
      Graph body = new Graph();
      Node carried = body.input("c", Shape.of(states));
      Node slice = body.input("x", Shape.of());
      Node rate = body.input("p", Shape.of());
      Node next = body.map("c+p*(sin(c)+x)", Map.of("c", carried, "x", slice, "p", rate));
      Scan scan =
          new Scan(
              body.program(List.of(carried, slice, rate), List.of(next, body.sum(next))),
              steps,
              1,
              1,
              false);
      Graph graph = new Graph();
      List<Node> inputs =
          List.of(
              graph.input("c", Shape.of(states)),
              graph.input("x", Shape.of(steps)),
              graph.input("p", Shape.of()));
      Scan.Result result = graph.scan(scan, k == 0 ? 1 : 50, inputs);
      Node loss = graph.sum(graph.multiply(result.emitted().get(0), result.emitted().get(0)));
      List<Node> outputs = new ArrayList<>(List.of(loss));
      outputs.addAll(graph.gradient(loss, inputs));
      ArrayPlan plan = ArrayPlan.compile(graph.program(inputs, outputs));
      Workspace workspace = plan.newWorkspace();
      workspace.set(0, random(states, 1));
      workspace.set(1, random(steps, 2));
      workspace.set(2, 1e-3);
      workspace.run();
      found[k] = new double[outputs.size()][];
      for (int i = 0; i < outputs.size(); i++) {
        found[k][i] = workspace.get(i);
      }
      sizes[k] = plan.size();
    }
    assertThat(found[1][0]).isEqualTo(found[0][0]);
    for (int i = 1; i < found[0].length; i++) {
      double size = Arrays.stream(found[0][i]).map(Math::abs).max().orElseThrow();
      // slopes by the constant are added up by segments
      assertThat(found[1][i]).containsExactly(found[0][i], within(1e-12 * size));
    }
    assertThat(sizes[0]).isGreaterThan(steps * (long) states);
    assertThat(sizes[1]).isLessThan(steps * (long) states / 5);
  }

  @Test
  void stoppedGradientsAreZero() {
    Graph graph = new Graph();
    Node x = graph.input("x", Shape.of(2));
    Node y = graph.sum(graph.multiply(x, graph.stopGradient(x)));
    double[] slope =
        run(graph, List.of(x), graph.gradient(y, List.of(x)).get(0), new double[] {3, 5});
    assertThat(slope).containsExactly(3, 5); // of x² it were 6 and 10
  }

  @Test
  void equalOperationsAreMadeOnce() {
    Graph graph = new Graph();
    Node x = graph.input("x", Shape.of(2));
    assertThat(graph.exp(x)).isSameAs(graph.map("exp(z)", Map.of("z", x)));
  }

  @Test
  void misfitsAreRefusedWhereTheyAreMade() {
    Graph graph = new Graph();
    Node a = graph.input("a", Shape.of(2));
    Node b = graph.input("b", Shape.of(3));
    assertThatThrownBy(() -> graph.add(a, b)).hasMessage("[2] and [3] do not fit");
    assertThatThrownBy(() -> graph.program(List.of(a), List.of(b)))
        .hasMessage("input b is not given");
    assertThatThrownBy(() -> graph.gather(a, IndexTable.of(2), Shape.of(1)))
        .hasMessage("no element 2 in an array of 2");
    assertThatThrownBy(() -> graph.map("a+q", Map.of("a", a)))
        .hasMessage("no array is given for q");
  }
}
