package org.lamarck.worker.array.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.bytecode.Instructions;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.Operator;

/** Generated loops: every operator to the bit, and no method that HotSpot leaves uncompiled. */
class LoopCodeTest {
  private static final double[] NUMBERS = {
    -7.5, -2, -1, -0.4, -0.0, 0, 1e-300, 0.3, 1, 2, 3, 5.5, 700, 1e300, Double.MIN_VALUE
  };

  private static double[] run(ArrayProgram program, double[]... inputs) {
    Workspace workspace = ArrayPlan.compile(program).newWorkspace();
    for (int i = 0; i < inputs.length; i++) {
      workspace.set(i, inputs[i]);
    }
    workspace.run();
    return workspace.get(0);
  }

  private static long[] bits(double[] values) { // NaNs of one kind
    return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void loopsComputeTheBitsOfTheInterpreter(Operator operator) {
    for (int count = 1; count <= 3; count++) {
      if (!operator.accepts(count) || operator == Operator.CONSTANT) {
        continue;
      }
      if (List.of("SYMBOL", "TIME", "DELAY", "RATE_OF").contains(operator.name())) {
        continue; // of these arrays have no meaning
      }
      Graph graph = new Graph();
      ExpressionPool pool = graph.pool();
      Map<String, Node> given = new HashMap<>();
      List<Node> inputs = new ArrayList<>();
      List<Expression> symbols = new ArrayList<>();
      List<double[]> values = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int[] sizes = {1, 1, 1};
        sizes[i] = NUMBERS.length; // each number with each other one
        inputs.add(graph.input("x" + i, Shape.of(sizes)));
        given.put("x" + i, inputs.get(i));
        symbols.add(pool.symbol("x" + i));
        values.add(NUMBERS);
      }
      ArrayProgram program =
          graph.program(inputs, List.of(graph.map(pool.apply(operator, symbols), given)));
      double[][] x = values.toArray(double[][]::new);
      assertThat(bits(run(program, x)))
          .as("%s of %d", operator, count)
          .isEqualTo(bits(Interpreter.run(program, x)[0]));
    }
  }

  /** Exponents that the code writes out: 2, 3, 1/2, −1, and those that it does not. */
  @ParameterizedTest
  @ValueSource(doubles = {-2, -1, -0.5, 0.5, 1.5, 2, 3, 4, 0.1})
  void powersOfConstantExponentsComputeTheirBits(double exponent) {
    Graph graph = new Graph();
    Node x = graph.input("x", Shape.of(NUMBERS.length));
    Expression power = graph.pool().symbol("x").power(graph.pool().constant(exponent));
    ArrayProgram program = graph.program(List.of(x), List.of(graph.map(power, Map.of("x", x))));
    assertThat(bits(run(program, NUMBERS))).isEqualTo(bits(Interpreter.run(program, NUMBERS)[0]));
  }

  /** Sums of many repeated arrays: parts that pass between loops stand in arrays of the space. */
  @ParameterizedTest
  @ValueSource(ints = {50, 400, 1500})
  void longBodiesOfSeveralAxesAreDividedAndKeepTheirBits(int terms) {
    RandomStream random = RandomStream.of(terms);
    Graph graph = new Graph();
    ExpressionPool pool = graph.pool();
    Node a = graph.input("a", Shape.of(3, 1, 2));
    Node b = graph.input("b", Shape.of(4, 1));
    List<Expression> kept = new ArrayList<>(List.of(pool.symbol("a"), pool.symbol("b")));
    for (int i = 0; i < terms; i++) {
      Expression one = kept.get(random.nextInt(kept.size()));
      Expression other = kept.get(Math.max(0, kept.size() - 1 - random.nextInt(3)));
      kept.add(
          random.nextDouble() < 0.5
              ? pool.apply(Operator.SIN, one).plus(other.times(0.5))
              : one.times(0.25).over(other.times(other).plus(1 + i)));
    }
    Node first = graph.map(kept.get(kept.size() - 1), Map.of("a", a, "b", b));
    Node second = graph.map(kept.get(kept.size() / 2), Map.of("a", a, "b", b));
    ArrayProgram program = graph.program(List.of(a, b), List.of(first, second));
    ArrayPlan plan = ArrayPlan.compile(program);
    assertThat(plan.largestMethod()).isLessThan(Instructions.HUGE_METHOD);
    double[] ofA = {0.1, -0.2, 0.3, 0.7, -0.9, 1.1};
    double[] ofB = {-0.5, 0.25, 2, 0.01};
    Workspace workspace = plan.newWorkspace();
    workspace.set(0, ofA);
    workspace.set(1, ofB);
    workspace.run();
    double[][] expected = Interpreter.run(program, ofA, ofB);
    assertThat(workspace.get(0)).isEqualTo(expected[0]);
    assertThat(workspace.get(1)).isEqualTo(expected[1]);
  }

  /** More loops than one class takes: each of a shape of its own, so that none are joined. */
  /** Bodies that vector instructions can compute are divided into small ones. */
  @Test
  void longRowsOfArithmeticKeepTheirBits() {
    Graph graph = new Graph();
    List<Node> inputs = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    RandomStream random = RandomStream.of(5);
    for (int i = 0; i < 9; i++) {
      inputs.add(graph.input("x" + i, i == 8 ? Shape.of(3, 1) : Shape.of(3, 37)));
      double[] numbers = new double[inputs.get(i).shape().count()];
      Arrays.setAll(numbers, k -> random.nextGaussian());
      values.add(numbers);
    }
    List<Node> outputs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Node sum = inputs.get(8);
      for (int j = 0; j < 8; j++) {
        sum = graph.add(sum, graph.multiply(inputs.get(i), inputs.get(j)));
      }
      outputs.add(graph.divide(graph.negate(sum), inputs.get((i + 1) % 8)));
    }
    ArrayProgram program = graph.program(inputs, outputs);
    double[][] x = values.toArray(double[][]::new);
    double[][] expected = Interpreter.run(program, x);
    Workspace workspace = ArrayPlan.compile(program).newWorkspace();
    for (int i = 0; i < x.length; i++) {
      workspace.set(i, x[i]);
    }
    workspace.run();
    for (int i = 0; i < outputs.size(); i++) {
      assertThat(bits(workspace.get(i))).isEqualTo(bits(expected[i]));
    }
  }

  @Test
  void manyLoopsAreDividedAmongClasses() {
    Graph graph = new Graph();
    List<Node> inputs = new ArrayList<>();
    List<Node> outputs = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      Node x = graph.input("x", Shape.of(1 + i % 50 + 50 * (i / 50)));
      inputs.add(x);
      outputs.add(graph.map("sin(x)+c", Map.of("x", x, "c", graph.constant(i))));
    }
    Workspace workspace = ArrayPlan.compile(graph.program(inputs, outputs)).newWorkspace();
    workspace.run();
    for (int i = 0; i < outputs.size(); i++) {
      assertThat(workspace.get(i)).containsOnly(i);
    }
  }

  @Test
  void theLargestIndexOfAnArrayIsReached() {
    int size = 70_000; // beyond what short constants hold
    Graph graph = new Graph();
    Node x = graph.input("x", Shape.of(size));
    Node y = graph.map("x+x", Map.of("x", x));
    double[] values = new double[size];
    values[size - 1] = 4;
    double[] doubled = run(graph.program(List.of(x), List.of(y)), values);
    assertThat(doubled[size - 1]).isEqualTo(8);
    assertThat(Arrays.stream(doubled).sum()).isEqualTo(8);
  }
}
