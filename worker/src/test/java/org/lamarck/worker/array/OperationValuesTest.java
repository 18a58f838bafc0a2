package org.lamarck.worker.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Interpreter;
import org.lamarck.worker.array.plan.Workspace;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;

/** What each operation computes, on arrays that can be read, and what it refuses. */
class OperationValuesTest {
  private final Graph graph = new Graph();

  private static double[] counted(int count) {
    double[] elements = new double[count];
    Arrays.setAll(elements, i -> i);
    return elements;
  }

  private double[] of(Node output, List<Node> inputs, double[]... values) {
    return Interpreter.run(graph.program(inputs, List.of(output)), values)[0];
  }

  @Test
  void placesAreGatheredAndAddedUp() {
    Node a = graph.input("a", Shape.of(4));
    IndexTable table = IndexTable.of(3, 3, IndexTable.NONE, 0, 1, 3);
    double[] gathered = of(graph.gather(a, table, Shape.of(2, 3)), List.of(a), counted(4));
    assertThat(gathered).containsExactly(3, 3, 0, 0, 1, 3);
    Node b = graph.input("b", Shape.of(6));
    double[] added =
        of(graph.scatterAdd(b, table, Shape.of(4)), List.of(b), new double[] {1, 2, 4, 8, 16, 32});
    assertThat(added).containsExactly(8, 16, 0, 1 + 2 + 32);
  }

  @Test
  void axesAreExchanged() {
    Node a = graph.input("a", Shape.of(2, 3, 2));
    Node moved = graph.transpose(a, 2, 0, 1);
    assertThat(moved.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(of(moved, List.of(a), counted(12)))
        .containsExactly(0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11);
    Node back = graph.transpose(moved, 1, 2, 0);
    assertThat(of(back, List.of(a), counted(12))).isEqualTo(counted(12));
  }

  @Test
  void arraysStandBehindEachOtherAlongAnAxis() {
    Node a = graph.input("a", Shape.of(2, 1, 2));
    Node b = graph.input("b", Shape.of(2, 2, 2));
    Node joined = graph.concatenate(List.of(a, b, a), 1);
    assertThat(joined.shape()).isEqualTo(Shape.of(2, 4, 2));
    double[] tens = Arrays.stream(counted(8)).map(v -> 10 + v).toArray();
    assertThat(of(joined, List.of(a, b), counted(4), tens))
        .containsExactly(0, 1, 10, 11, 12, 13, 0, 1, 2, 3, 14, 15, 16, 17, 2, 3);
    assertThatThrownBy(() -> graph.concatenate(List.of(a, graph.input("c", Shape.of(3, 1, 2))), 1))
        .hasMessage("[2, 1, 2] and [3, 1, 2] do not fit");
  }

  @Test
  void reductionsKeepTheirAxisWithTheSizeOne() {
    Node a = graph.input("a", Shape.of(2, 3, 2));
    double[] values = {5, -1, 2, 0, 2, 8, -3, 1, -2, 1, -9, 1};
    Node sum = graph.sum(a, 1);
    assertThat(sum.shape()).isEqualTo(Shape.of(2, 1, 2));
    assertThat(of(sum, List.of(a), values)).containsExactly(9, 7, -14, 3);
    assertThat(of(graph.max(a, 1), List.of(a), values)).containsExactly(5, 8, -2, 1);
    assertThat(of(graph.max(a, 0), List.of(a), values)).containsExactly(5, 1, 2, 1, 2, 8);
    assertThat(of(graph.sum(a), List.of(a), values)).containsExactly(5);
  }

  @Test
  void theSlopeOfALargestElementBelongsToTheFirstOfEqualOnes() {
    Node a = graph.input("a", Shape.of(4));
    Node slope = graph.gradient(graph.sum(graph.max(a, 0)), List.of(a)).get(0);
    assertThat(of(slope, List.of(a), new double[] {1, 3, 3, 2})).containsExactly(0, 1, 0, 0);
  }

  @Test
  void aSliceIsAPartAndASliceOfASliceAPartOfThat() {
    Node a = graph.input("a", Shape.of(10));
    Node part = graph.slice(a, 2, Shape.of(2, 3));
    Node inner = graph.slice(part, 3, Shape.of(2));
    assertThat(of(inner, List.of(a), counted(10))).containsExactly(5, 6);
    assertThat(graph.slice(a, 5, Shape.of(2))).isSameAs(inner);
    assertThat(graph.reshape(a, Shape.of(10))).isSameAs(a);
    assertThatThrownBy(() -> graph.reshape(a, Shape.of(3, 3)))
        .hasMessage("a shape of [10] is not one of [3, 3]");
    assertThatThrownBy(() -> graph.slice(a, 7, Shape.of(4))).hasMessage("elements 7 to 11 of [10]");
  }

  @Test
  void conditionsSelectElementByElement() {
    Node c = graph.input("c", Shape.of(3));
    Node a = graph.input("a", Shape.of(2, 1));
    Node chosen = graph.select(c, a, graph.constant(-1));
    assertThat(of(chosen, List.of(c, a), new double[] {0, 1, -2}, new double[] {7, 8}))
        .containsExactly(-1, 7, 7, -1, 8, 8);
  }

  /** Slopes that are given stand in the place of those of the formula. */
  @Test
  void aFunctionMayBringItsOwnSlope() {
    ExpressionPool pool = graph.pool();
    Node x = graph.input("x", Shape.of(2));
    Node y =
        graph.map(
            x, pool.symbol("x0").power(2), pool.symbol("y").times(10).plus(pool.symbol("x0")));
    Node slope = graph.gradient(graph.sum(y), List.of(x)).get(0);
    assertThat(of(y, List.of(x), new double[] {2, 3})).containsExactly(4, 9);
    assertThat(of(slope, List.of(x), new double[] {2, 3})).containsExactly(42, 93);
  }

  @Test
  void constantsBecomePartsOfFormulas() {
    Node x = graph.input("x", Shape.of(2));
    Node y = graph.multiply(x, graph.constant(0));
    assertThat(graph.add(x, graph.constant(2)).arity()).isEqualTo(1);
    assertThat(graph.multiply(x, graph.constant(1))).isSameAs(x);
    assertThat(of(y, List.of(x), new double[] {2, 3})).containsExactly(0, 0);
    assertThatThrownBy(() -> graph.constant(Shape.of(2), 1)).hasMessage("1 numbers for [2]");
  }

  @Test
  void arraysOfOtherGraphsAreRefused() {
    Node foreign = new Graph().input("f", Shape.of(2));
    assertThatThrownBy(() -> graph.gather(foreign, IndexTable.of(0), Shape.of(1)))
        .hasMessageContaining("belongs to another graph");
  }

  @Test
  void programsAreInlinedWithArraysThatFitOnly() {
    Node x = graph.input("x", Shape.of(2));
    ArrayProgram program = graph.program(List.of(x), List.of(graph.exp(x)));
    Graph other = new Graph();
    assertThatThrownBy(() -> other.inline(program, List.of()))
        .hasMessage("0 arrays for a program of 1");
    assertThatThrownBy(() -> other.inline(program, List.of(other.input("y", Shape.of(3)))))
        .hasMessageContaining("is given for");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 19}) // from eight rows on the second matrix is transposed before
  void elementsOfProductsAreSumsInTheirOrder(int rows) {
    RandomStream random = RandomStream.of(rows);
    Node a = graph.input("a", Shape.of(2, rows, 5));
    Node b = graph.input("b", Shape.of(2, 6, 5));
    double[][] given = RandomPrograms.elements(random, List.of(a, b));
    double[] c = of(graph.matrixProduct(a, false, b, true), List.of(a, b), given);
    for (int batch = 0; batch < 2; batch++) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < 6; j++) {
          double sum = 0;
          for (int l = 0; l < 5; l++) {
            sum += given[0][(batch * rows + i) * 5 + l] * given[1][(batch * 6 + j) * 5 + l];
          }
          assertThat(c[(batch * rows + i) * 6 + j]).isEqualTo(sum);
        }
      }
    }
  }

  @Test
  void misfitsOfSolvesAndProductsNameTheShapes() {
    Node a = graph.input("a", Shape.of(1, 2, 3));
    Node b = graph.input("b", Shape.of(1, 2, 3));
    assertThatThrownBy(() -> graph.matrixProduct(a, false, b, false))
        .hasMessage("matrices of [1, 2, 3] and [1, 2, 3] do not fit");
    assertThatThrownBy(() -> graph.solve(a, b))
        .hasMessage("no systems of [1, 2, 3] with right-hand sides [1, 2, 3]");
    Node n = graph.input("n", Shape.of(2));
    assertThatThrownBy(() -> graph.treeSolve(IndexTable.of(1, -1), n, n, n, n))
        .hasMessage("node 0 stands before its parent");
    assertThatThrownBy(() -> graph.treeSolve(IndexTable.of(-1), n, n, n, n))
        .hasMessage("a tree of 1 nodes is given [2]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void denseSystemsOfABatchAreSolvedEachForItself(int size) {
    RandomStream random = RandomStream.of(size);
    Node a = graph.input("a", Shape.of(3, size, size));
    Node r = graph.input("r", Shape.of(3, size, 2));
    double[][] given = RandomPrograms.elements(random, List.of(a, r));
    double[] x = of(graph.solve(a, r), List.of(a, r), given);
    for (int batch = 0; batch < 3; batch++) {
      for (int i = 0; i < size; i++) {
        for (int column = 0; column < 2; column++) {
          double sum = 0;
          for (int j = 0; j < size; j++) {
            sum += given[0][(batch * size + i) * size + j] * x[(batch * size + j) * 2 + column];
          }
          // condition numbers of random matrices of this size are below some hundreds
          assertThat(sum).isCloseTo(given[1][(batch * size + i) * 2 + column], within(1e-11));
        }
      }
    }
  }

  @Test
  void solutionsOfASingularSystemAreNotFinite() {
    Node a = graph.input("a", Shape.of(1, 2, 2));
    Node r = graph.input("r", Shape.of(1, 2, 1));
    double[] x =
        of(graph.solve(a, r), List.of(a, r), new double[] {1, 2, 2, 4}, new double[] {1, 1});
    assertThat(Arrays.stream(x).filter(Double::isFinite).count()).isZero();
  }

  /** Thomas' algorithm on the heat equation's matrix, whose solution is a parabola. */
  @Test
  void tridiagonalSystemsAreSolved() {
    int n = 9;
    List<Node> inputs = new ArrayList<>();
    for (String name : List.of("below", "diagonal", "above", "right")) {
      inputs.add(graph.input(name, Shape.of(n)));
    }
    Node solved =
        graph.tridiagonalSolve(inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3));
    double[] minus = new double[n];
    Arrays.fill(minus, -1);
    double[] two = new double[n];
    Arrays.fill(two, 2);
    double[] one = new double[n];
    Arrays.fill(one, 1);
    minus[0] = Double.NaN; // has no effect
    double[] x = of(solved, inputs, minus, two, minus, one);
    for (int i = 0; i < n; i++) {
      // −u″ = 1 of zero ends: u = (i + 1)(n − i)/2
      assertThat(x[i]).isCloseTo(0.5 * (i + 1) * (n - i), within(1e-12));
    }
  }

  @Test
  void inputsKeepTheirValuesUntilTheyAreSetAgain() {
    Node x = graph.input("x", Shape.of(2));
    Node y = graph.input("y", Shape.of());
    Workspace workspace =
        ArrayPlan.compile(graph.program(List.of(x, y), List.of(graph.multiply(x, y))))
            .newWorkspace();
    workspace.set(0, 3, 4);
    workspace.set(1, 2);
    workspace.run();
    assertThat(workspace.get(0)).containsExactly(6, 8);
    workspace.set(1, -1);
    workspace.run();
    assertThat(workspace.get(0)).containsExactly(-3, -4);
    assertThat(workspace.get(0, 1)).isEqualTo(-4);
    assertThatThrownBy(() -> workspace.set(0, 1.0, 2, 3)).hasMessage("3 numbers for input 0 of 2");
  }

  @Test
  void anInputThatNobodyReadsAndAnOutputThatIsAnInputAreNoProblem() {
    Node x = graph.input("x", Shape.of(2));
    Node unused = graph.input("u", Shape.of(1));
    ArrayProgram program = graph.program(List.of(unused, x), List.of(x, graph.constant(5)));
    assertThat(Interpreter.run(program, new double[] {9}, new double[] {1, 2}))
        .isDeepEqualTo(new double[][] {{1, 2}, {5}});
  }

  @Test
  void whatIsNotWrittenOutAsFormulasSaysSo() {
    Node a = graph.input("a", Shape.of(1, 1, 1));
    ArrayProgram program = graph.program(List.of(a), List.of(graph.solve(a, a)));
    ExpressionPool pool = new ExpressionPool();
    assertThatThrownBy(
            () ->
                Unrolling.unroll(
                    program, pool, List.<Expression[]>of(new Expression[] {pool.symbol("s")})))
        .hasMessageContaining("DenseSolve[1, 1, 1] cannot be written out as formulas");
  }

  @Test
  void formulasThatCannotBeReadNameThemselves() {
    Node a = graph.input("a", Shape.of(1));
    assertThatThrownBy(() -> graph.map("a+*", Map.of("a", a)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a+*: ");
  }

  @Test
  void knotsMustIncrease() {
    assertThatThrownBy(() -> new Table(new double[] {0, 1, 1}, Table.Between.LINES))
        .hasMessage("knot 2 (1.0) does not increase");
    assertThatThrownBy(() -> new Table(new double[] {Double.NaN}, Table.Between.LINES))
        .hasMessage("knot 0 (NaN) does not increase");
    assertThatThrownBy(() -> new Table(new double[0], Table.Between.STEPS))
        .hasMessage("a table needs a knot");
  }
}
