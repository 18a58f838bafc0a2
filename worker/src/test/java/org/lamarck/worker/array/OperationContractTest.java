package org.lamarck.worker.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Interpreter;
import org.lamarck.worker.array.plan.Workspace;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;

/**
 * What holds for every operation: compiled = interpreted, and derivatives agree with each other.
 */
class OperationContractTest {
  private static final IndexTable PLACES = IndexTable.of(3, 0, 0, IndexTable.NONE, 5, 2, 3, 1);
  private static final IndexTable TREE =
      IndexTable.of(IndexTable.NONE, 0, 1, 1, IndexTable.NONE, 4);

  /**
   * An operation in use.
   *
   * @param shapes of the inputs
   * @param use makes the output of the inputs
   */
  private record Example(String name, List<Shape> shapes, Function<List<Node>, Node> use) {}

  private static Example example(String name, Function<List<Node>, Node> use, Shape... shapes) {
    return new Example(name, List.of(shapes), use);
  }

  private static List<Example> examples() {
    Convolution.Geometry geometry =
        new Convolution.Geometry(
            2,
            2,
            3,
            2,
            new Convolution.Axis(3, 2, 1, 0, 1, 2),
            new Convolution.Axis(5, 3, 2, 1, 1, 3),
            new Convolution.Axis(6, 2, 1, 2, 3, 7));
    Shape six = Shape.of(6);
    List<Example> examples = new ArrayList<>();
    examples.add(
        example(
            "map with repetition",
            x ->
                graph(x)
                    .map("a*exp(b)/(2+c^2)", Map.of("a", x.get(0), "b", x.get(1), "c", x.get(2))),
            Shape.of(2, 1, 3),
            Shape.of(4, 1),
            Shape.of()));
    examples.add(example("tanh", x -> graph(x).tanh(x.get(0)), six));
    examples.add(example("long exp", x -> graph(x).longExp(x.get(0)), Shape.of(3, 7)));
    examples.add(example("long tanh", x -> graph(x).longTanh(x.get(0)), Shape.of(3, 7)));
    examples.add(example("long logistic", x -> graph(x).longLogistic(x.get(0)), Shape.of(3, 7)));
    examples.add(
        example(
            "slope of long logistic", x -> graph(x).longLogisticSlope(x.get(0)), Shape.of(3, 7)));
    examples.add(
        example(
            "fused maps",
            x -> {
              Graph g = graph(x);
              Node t = g.tanh(g.multiply(x.get(0), x.get(1)));
              return g.add(g.multiply(t, g.exp(t)), g.divide(x.get(0), g.exp(x.get(1))));
            },
            Shape.of(3, 4),
            Shape.of(3, 4)));
    examples.add(
        example(
            "select",
            x ->
                graph(x)
                    .select(
                        graph(x).map("a>0", Map.of("a", x.get(0))),
                        graph(x).multiply(x.get(0), x.get(1)),
                        graph(x).exp(x.get(1))),
            six,
            six));
    examples.add(example("slice", x -> graph(x).slice(x.get(0), 2, Shape.of(3)), six));
    examples.add(
        example(
            "slices apart",
            x -> {
              Graph g = graph(x);
              Node row = g.slice(x.get(0), 1, Shape.of(2));
              Node column = g.slice(x.get(0), 4, Shape.of(2, 1));
              return g.add(g.multiply(row, column), g.exp(g.slice(x.get(0), 4, Shape.of(2))));
            },
            Shape.of(2, 4)));
    examples.add(
        example(
            "slices that overlap",
            x -> {
              Graph g = graph(x);
              Node first = g.slice(x.get(0), 0, Shape.of(4));
              return g.multiply(g.add(first, x.get(1)), g.slice(x.get(0), 2, Shape.of(4)));
            },
            six,
            Shape.of(4)));
    examples.add(
        example(
            "concatenation of what is computed, given and there twice",
            x -> {
              Graph g = graph(x);
              Node power = g.exp(x.get(0));
              Node inner = g.concatenate(List.of(power, x.get(0)), 0);
              return g.tanh(g.concatenate(List.of(inner, power, g.longTanh(inner), inner), 0));
            },
            Shape.of(3)));
    examples.add(example("gather", x -> graph(x).gather(x.get(0), PLACES, Shape.of(2, 4)), six));
    examples.add(
        example("scatter-add", x -> graph(x).scatterAdd(x.get(0), PLACES, six), Shape.of(8)));
    examples.add(example("sum", x -> graph(x).sum(x.get(0), 1), Shape.of(2, 3, 4)));
    examples.add(example("sum of all", x -> graph(x).sum(x.get(0)), Shape.of(2, 3)));
    examples.add(example("maximum", x -> graph(x).max(x.get(0), 1), Shape.of(2, 5, 3)));
    for (boolean a : new boolean[] {false, true}) {
      for (boolean b : new boolean[] {false, true}) {
        examples.add(
            example(
                "matrix product " + a + " " + b,
                x -> graph(x).matrixProduct(x.get(0), a, x.get(1), b),
                a ? Shape.of(2, 3, 5) : Shape.of(2, 5, 3),
                b ? Shape.of(2, 4, 3) : Shape.of(2, 3, 4)));
        examples.add(
            example(
                "matrix product of one and a batch " + a + " " + b,
                x -> graph(x).matrixProduct(x.get(0), a, x.get(1), b),
                a ? Shape.of(1, 3, 6) : Shape.of(1, 6, 3),
                b ? Shape.of(3, 1, 3) : Shape.of(3, 3, 1)));
      }
    }
    for (Convolution.Role role : Convolution.Role.values()) {
      List<Shape> shapes = new ArrayList<>();
      for (Convolution.Role other : Convolution.Role.values()) {
        if (other != role) {
          shapes.add(geometry.shape(other));
        }
      }
      examples.add(
          new Example(
              "convolution " + role,
              shapes,
              x -> graph(x).convolution(geometry, role, x.get(0), x.get(1))));
    }
    examples.add(
        example(
            "dense solve",
            x -> graph(x).solve(graph(x).map("a", Map.of("a", x.get(0))), x.get(1)),
            Shape.of(2, 3, 3),
            Shape.of(2, 3, 2)));
    examples.add(
        example(
            "tree solve",
            x ->
                graph(x)
                    .treeSolve(
                        TREE,
                        graph(x).add(x.get(0), graph(x).constant(4)),
                        x.get(1),
                        x.get(2),
                        x.get(3)),
            six,
            six,
            six,
            six));
    examples.add(
        example(
            "tridiagonal solve",
            x ->
                graph(x)
                    .tridiagonalSolve(
                        x.get(0), graph(x).add(x.get(1), graph(x).constant(4)), x.get(2), x.get(3)),
            six,
            six,
            six,
            six));
    for (Table.Between between : Table.Between.values()) {
      Table table = new Table(new double[] {-1.5, -0.4, 0.1, 2}, between);
      examples.add(
          example(
              "interpolation " + between,
              x -> graph(x).interpolate(table, x.get(0), x.get(1)),
              Shape.of(4, 3),
              Shape.of()));
    }
    examples.add(
        example(
            "custom derivative",
            x -> {
              Graph g = new Graph();
              Node a = g.input("a", six);
              Node t = g.input("t", six);
              ArrayProgram value = g.program(List.of(a), List.of(g.exp(a)));
              ArrayProgram slope = g.program(List.of(a, t), List.of(g.multiply(g.exp(a), t)));
              return graph(x).custom(value, slope, slope, List.of(x.get(0)));
            },
            six));
    examples.add(
        example(
            "scan",
            x -> {
              Graph g = new Graph();
              Node carried = g.input("c", Shape.of(2));
              Node slice = g.input("x", Shape.of(2));
              Node matrix = g.input("w", Shape.of(2, 2));
              Node next = g.tanh(g.add(g.matrixVector(matrix, carried), slice));
              ArrayProgram body =
                  g.program(
                      List.of(carried, slice, matrix), List.of(next, g.multiply(next, slice)));
              Scan.Result result = graph(x).scan(new Scan(body, 4, 1, 1, false), x);
              return graph(x)
                  .add(graph(x).sum(result.emitted().get(0), 0), result.carried().get(0));
            },
            Shape.of(2),
            Shape.of(4, 2),
            Shape.of(2, 2)));
    return examples;
  }

  private static Graph graph(List<Node> nodes) {
    return nodes.get(0).graph();
  }

  private static double[][] random(List<Shape> shapes, long seed) {
    Random random = new Random(seed);
    return shapes.stream()
        .map(s -> random.doubles(s.count(), -1, 1).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] run(ArrayProgram program, double[]... inputs) {
    ArrayPlan plan = ArrayPlan.compile(program);
    assertThat(plan.largestMethod()).isLessThan(8000); // HotSpot's limit
    Workspace workspace = plan.newWorkspace();
    for (int i = 0; i < inputs.length; i++) {
      workspace.set(i, inputs[i]);
    }
    workspace.run();
    double[][] first = outputs(program, workspace);
    workspace.run(); // nothing is left over
    double[][] second = outputs(program, workspace);
    double[][] interpreted = Interpreter.run(program, inputs);
    for (int i = 0; i < first.length; i++) {
      assertThat(second[i]).isEqualTo(first[i]);
      assertThat(first[i]).as("compiled, to the bit").isEqualTo(interpreted[i]);
    }
    return first;
  }

  private static double[][] outputs(ArrayProgram program, Workspace workspace) {
    double[][] outputs = new double[program.outputs().size()][];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = workspace.get(i);
    }
    return outputs;
  }

  /** All derivatives of an example in one graph. */
  private static final class Derived {
    final Graph graph = new Graph();
    final List<Node> inputs = new ArrayList<>();
    final List<Node> directions = new ArrayList<>();
    final Node output;
    final Node seed;

    Derived(Example example) {
      for (Shape shape : example.shapes()) {
        inputs.add(graph.input("x", shape));
      }
      for (Shape shape : example.shapes()) {
        directions.add(graph.input("v", shape));
      }
      output = example.use().apply(inputs);
      seed = graph.input("w", output.shape());
    }

    List<Node> with(List<Node> first, List<Node> second) {
      List<Node> all = new ArrayList<>(first);
      all.addAll(second);
      return all;
    }
  }

  private static double[][] join(double[][] first, double[]... second) {
    List<double[]> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(second));
    return all.toArray(double[][]::new);
  }

  private static double[][] moved(double[][] x, double[][] v, double h) {
    double[][] moved = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      moved[i] = x[i].clone();
      for (int j = 0; j < moved[i].length; j++) {
        moved[i][j] += h * v[i][j];
      }
    }
    return moved;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @TestFactory
  List<DynamicTest> formulasWrittenOutHaveTheSameValues() {
    List<String> others = List.of("solve", "interpolation", "scan", "INPUT", "scatter");
    return examples().stream()
        .filter(e -> others.stream().noneMatch(e.name()::contains) || e.name().contains("convol"))
        .map(e -> DynamicTest.dynamicTest(e.name(), () -> writtenOutHasTheSameValues(e)))
        .toList();
  }

  private static void writtenOutHasTheSameValues(Example example) {
    Derived d = new Derived(example);
    ArrayProgram program = d.graph.program(d.inputs, List.of(d.output));
    double[][] x = random(example.shapes(), 9);
    ExpressionPool pool = new ExpressionPool();
    List<Expression[]> symbols = new ArrayList<>();
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < x.length; i++) {
      Expression[] its = new Expression[x[i].length];
      for (int j = 0; j < its.length; j++) {
        its[j] = pool.symbol("s" + i + "_" + j);
        values.put(its[j].name(), x[i][j]);
      }
      symbols.add(its);
    }
    Expression[] formulas = Unrolling.unroll(program, pool, symbols).get(0);
    double[] expected = run(program, x)[0];
    assertThat(formulas).hasSize(expected.length);
    for (int j = 0; j < expected.length; j++) {
      // products by constants may round once more or less
      assertThat(Evaluator.evaluate(formulas[j], values, 0)).isCloseTo(expected[j], within(1e-13));
    }
  }

  @TestFactory
  List<DynamicTest> tangentsAgreeWithDifferences() {
    return examples().stream()
        .map(e -> DynamicTest.dynamicTest(e.name(), () -> tangentAgreesWithDifferences(e)))
        .toList();
  }

  private static void tangentAgreesWithDifferences(Example example) {
    Derived d = new Derived(example);
    List<Node> tangent = d.graph.tangents(List.of(d.output), d.inputs, d.directions);
    ArrayProgram value = d.graph.program(d.inputs, List.of(d.output));
    double[][] x = random(example.shapes(), 1);
    double[][] v = random(example.shapes(), 2);
    double h = 1e-5; // truncation and rounding of central differences are both about 1e-10
    double[] above = run(value, moved(x, v, h))[0];
    double[] below = run(value, moved(x, v, -h))[0];
    double[] found = run(d.graph.program(d.with(d.inputs, d.directions), tangent), join(x, v))[0];
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo((above[i] - below[i]) / (2 * h), within(1e-7));
    }
  }

  @TestFactory
  List<DynamicTest> adjointsAgreeWithTangents() {
    return examples().stream()
        .map(e -> DynamicTest.dynamicTest(e.name(), () -> adjointAgreesWithTangent(e)))
        .toList();
  }

  private static void adjointAgreesWithTangent(Example example) {
    Derived d = new Derived(example);
    List<Node> all = d.with(d.with(d.inputs, d.directions), List.of(d.seed));
    List<Node> outputs = new ArrayList<>();
    outputs.addAll(d.graph.tangents(List.of(d.output), d.inputs, d.directions));
    outputs.addAll(d.graph.adjoints(List.of(d.output), List.of(d.seed), d.inputs));
    double[][] x = random(example.shapes(), 3);
    double[][] v = random(example.shapes(), 4);
    double[] w = random(List.of(d.output.shape()), 5)[0];
    double[][] found = run(d.graph.program(all, outputs), join(join(x, v), w));
    double reverse = 0;
    for (int i = 0; i < x.length; i++) {
      reverse += dot(found[1 + i], v[i]);
    }
    // both are sums of the same few hundred products of numbers of order 1 to 100
    assertThat(reverse).isCloseTo(dot(found[0], w), within(1e-10));
  }

  @TestFactory
  List<DynamicTest> secondDerivativesAgreeWithDifferencesOfAdjoints() {
    return examples().stream()
        .map(e -> DynamicTest.dynamicTest(e.name(), () -> secondAgreesWithDifferences(e)))
        .toList();
  }

  private static void secondAgreesWithDifferences(Example example) {
    Derived d = new Derived(example);
    List<Node> adjoints = d.graph.adjoints(List.of(d.output), List.of(d.seed), d.inputs);
    List<Node> second = d.graph.tangents(adjoints, d.inputs, d.directions);
    double[][] x = random(example.shapes(), 6);
    double[][] v = random(example.shapes(), 7);
    double[] w = random(List.of(d.output.shape()), 8)[0];
    double h = 1e-5;
    ArrayProgram first = d.graph.program(d.with(d.inputs, List.of(d.seed)), adjoints);
    double[][] above = run(first, join(moved(x, v, h), w));
    double[][] below = run(first, join(moved(x, v, -h), w));
    List<Node> all = d.with(d.with(d.inputs, d.directions), List.of(d.seed));
    double[][] found = run(d.graph.program(all, second), join(join(x, v), w));
    for (int i = 0; i < found.length; i++) {
      for (int j = 0; j < found[i].length; j++) {
        double difference = (above[i][j] - below[i][j]) / (2 * h);
        assertThat(found[i][j]).isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
      }
    }
  }
}
