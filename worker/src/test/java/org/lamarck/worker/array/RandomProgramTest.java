package org.lamarck.worker.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Interpreter;
import org.lamarck.worker.array.plan.Workspace;

/** What holds of operations one by one holds of any program of them. */
class RandomProgramTest {
  private static final int PROGRAMS = 60;

  private static double[][] run(ArrayProgram program, double[][] inputs) {
    Workspace workspace = ArrayPlan.compile(program).newWorkspace();
    for (int i = 0; i < inputs.length; i++) {
      workspace.set(i, inputs[i]);
    }
    workspace.run();
    double[][] outputs = new double[program.outputs().size()][];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = workspace.get(i);
    }
    return outputs;
  }

  private static List<Node> inputsLike(Graph graph, String name, List<Node> nodes) {
    return nodes.stream().map(node -> graph.input(name, node.shape())).toList();
  }

  @SafeVarargs
  private static List<Node> all(List<Node>... lists) {
    List<Node> all = new ArrayList<>();
    for (List<Node> list : lists) {
      all.addAll(list);
    }
    return all;
  }

  private static double[][] all(double[][]... arrays) {
    return Arrays.stream(arrays).flatMap(Arrays::stream).toArray(double[][]::new);
  }

  private static double dot(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        sum += a[i][j] * b[i][j];
      }
    }
    return sum;
  }

  private static double[][] plus(double[][] a, double factor, double[][] b) {
    double[][] sum = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      sum[i] = new double[a[i].length];
      for (int j = 0; j < a[i].length; j++) {
        sum[i][j] = a[i][j] + factor * b[i][j];
      }
    }
    return sum;
  }

  @Test
  void compiledProgramsComputeTheBitsOfTheInterpreter() {
    RandomStream random = RandomStream.of(41);
    for (int n = 0; n < PROGRAMS; n++) {
      RandomPrograms made = new RandomPrograms(random, 6 + random.nextInt(25));
      List<Node> outputs = made.outputs();
      ArrayProgram program = made.graph().program(made.inputs(), outputs);
      double[][] x = RandomPrograms.elements(random, made.inputs());
      assertThat(run(program, x)).as("program %d", n).isDeepEqualTo(Interpreter.run(program, x));
    }
  }

  /** A fault of fusion or of places shows where derivatives share arrays with values. */
  @Test
  void compiledDerivativesComputeTheBitsOfTheInterpreter() {
    RandomStream random = RandomStream.of(42);
    for (int n = 0; n < PROGRAMS; n++) {
      RandomPrograms made = new RandomPrograms(random, 6 + random.nextInt(12));
      Graph graph = made.graph();
      List<Node> outputs = made.outputs();
      List<Node> seeds = inputsLike(graph, "w", outputs);
      List<Node> directions = inputsLike(graph, "v", made.inputs());
      List<Node> slopes = graph.adjoints(outputs, seeds, made.inputs());
      List<Node> computed = all(outputs, slopes, graph.tangents(slopes, made.inputs(), directions));
      ArrayProgram program = graph.program(all(made.inputs(), directions, seeds), computed);
      double[][] x = RandomPrograms.elements(random, program.inputs());
      assertThat(run(program, x)).as("program %d", n).isDeepEqualTo(Interpreter.run(program, x));
    }
  }

  @Test
  void adjointsAreTransposedTangentsAndTangentsAreSlopes() {
    RandomStream random = RandomStream.of(43);
    for (int n = 0; n < PROGRAMS; n++) {
      RandomPrograms made = new RandomPrograms(random, 5 + random.nextInt(10));
      Graph graph = made.graph();
      List<Node> outputs = made.outputs();
      List<Node> seeds = inputsLike(graph, "w", outputs);
      List<Node> directions = inputsLike(graph, "v", made.inputs());
      List<Node> tangents = graph.tangents(outputs, made.inputs(), directions);
      List<Node> adjoints = graph.adjoints(outputs, seeds, made.inputs());
      ArrayProgram derivatives =
          graph.program(all(made.inputs(), directions, seeds), all(tangents, adjoints));
      double[][] x = RandomPrograms.elements(random, made.inputs());
      double[][] v = RandomPrograms.elements(random, directions);
      double[][] w = RandomPrograms.elements(random, seeds);
      double[][] found = run(derivatives, all(x, v, w));
      double[][] forward = Arrays.copyOf(found, outputs.size());
      double[][] reverse = Arrays.copyOfRange(found, outputs.size(), found.length);
      double expected = dot(forward, w);
      double size = Math.sqrt(dot(forward, forward) * dot(w, w)) + Math.sqrt(dot(reverse, reverse));
      // sums of the same products in another order
      assertThat(dot(reverse, v)).as("program %d", n).isCloseTo(expected, within(1e-11 * size));

      ArrayProgram values = graph.program(made.inputs(), outputs);
      double h = 1e-6;
      double[][] above = run(values, plus(x, h, v));
      double[][] below = run(values, plus(x, -h, v));
      double[][] differences = plus(above, -1, below);
      double difference = dot(differences, w) / (2 * h);
      double magnitude = Math.sqrt(dot(above, above) * dot(w, w)) + size;
      // truncation h² times third derivatives, rounding 1e-16/h
      assertThat(expected).as("program %d", n).isCloseTo(difference, within(1e-7 * magnitude));
    }
  }

  @Test
  void threadsShareAPlanAndNotTheirMemory() {
    RandomStream random = RandomStream.of(44);
    RandomPrograms made = new RandomPrograms(random, 20);
    ArrayProgram program = made.graph().program(made.inputs(), made.outputs());
    ArrayPlan plan = ArrayPlan.compile(program);
    Workspace one = plan.newWorkspace();
    Workspace other = plan.newWorkspace();
    double[][] x = RandomPrograms.elements(random, made.inputs());
    for (int i = 0; i < x.length; i++) {
      one.set(i, x[i]);
      other.set(i, new double[x[i].length]);
    }
    one.run();
    double[] before = one.get(0);
    other.run();
    one.run();
    assertThat(one.get(0)).isEqualTo(before);
    assertThat(plan.size()).isEqualTo(one.memory().length);
  }

  @Test
  void aProgramIsInlinedAsItIs() {
    RandomStream random = RandomStream.of(45);
    for (int n = 0; n < 20; n++) {
      RandomPrograms made = new RandomPrograms(random, 12);
      ArrayProgram program = made.graph().program(made.inputs(), made.outputs());
      Graph graph = new Graph();
      List<Node> inputs = inputsLike(graph, "x", made.inputs());
      ArrayProgram again = graph.program(inputs, graph.inline(program, inputs));
      double[][] x = RandomPrograms.elements(random, inputs);
      assertThat(run(again, x)).isDeepEqualTo(run(program, x));
    }
  }
}
