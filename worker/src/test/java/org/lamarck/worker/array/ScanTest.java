package org.lamarck.worker.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Interpreter;
import org.lamarck.worker.array.plan.Workspace;

/** Repeated programs against the same program written out, with all their derivatives. */
class ScanTest {
  private static final int STEPS = 6;

  /** Two carried arrays, two sliced ones, two that stay; two arrays are emitted. */
  private static ArrayProgram body() {
    Graph g = new Graph();
    Node c = g.input("c", Shape.of(2));
    Node d = g.input("d", Shape.of());
    Node u = g.input("u", Shape.of(2));
    Node v = g.input("v", Shape.of());
    Node w = g.input("w", Shape.of(2, 2));
    Node b = g.input("b", Shape.of());
    Node next = g.tanh(g.add(g.matrixVector(w, c), g.multiply(u, d)));
    Node other = g.map("d+b*sin(v)", Map.of("d", d, "b", b, "v", v));
    return g.program(
        List.of(c, d, u, v, w, b),
        List.of(next, other, g.multiply(next, other), g.sum(g.multiply(next, u))));
  }

  private static List<Shape> shapes() {
    return List.of(
        Shape.of(2), Shape.of(), Shape.of(STEPS, 2), Shape.of(STEPS), Shape.of(2, 2), Shape.of());
  }

  private static List<Node> inputs(Graph graph) {
    return shapes().stream().map(shape -> graph.input("x", shape)).toList();
  }

  /** All results of a scan one after the other. */
  private static List<Node> scanned(Graph graph, List<Node> inputs, int segments, boolean back) {
    Scan.Result result = graph.scan(new Scan(body(), STEPS, 2, 2, back), segments, inputs);
    List<Node> all = new ArrayList<>(result.carried());
    all.addAll(result.emitted());
    return all;
  }

  /** The same by its body made anew for each step. */
  private static List<Node> writtenOut(Graph graph, List<Node> inputs, boolean back) {
    Node c = inputs.get(0);
    Node d = inputs.get(1);
    Node[] first = new Node[STEPS];
    Node[] second = new Node[STEPS];
    for (int k = 0; k < STEPS; k++) {
      int place = back ? STEPS - 1 - k : k;
      List<Node> results =
          graph.inline(
              body(),
              List.of(
                  c,
                  d,
                  graph.slice(inputs.get(2), 2 * place, Shape.of(2)),
                  graph.slice(inputs.get(3), place, Shape.of()),
                  inputs.get(4),
                  inputs.get(5)));
      c = results.get(0);
      d = results.get(1);
      first[place] = graph.reshape(results.get(2), Shape.of(1, 2));
      second[place] = graph.reshape(results.get(3), Shape.of(1));
    }
    return List.of(
        c, d, graph.concatenate(List.of(first), 0), graph.concatenate(List.of(second), 0));
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, false", "3, true", "6, false"})
  void scansAreTheirBodyOverAndOverWithTheSameDerivatives(int segments, boolean back) {
    Graph graph = new Graph();
    List<Node> inputs = inputs(graph);
    List<Node> directions = inputs(graph);
    List<List<Node>> ways =
        List.of(scanned(graph, inputs, segments, back), writtenOut(graph, inputs, back));
    List<Node> seeds = ways.get(0).stream().map(node -> graph.input("w", node.shape())).toList();
    List<Node> given = new ArrayList<>(inputs);
    given.addAll(directions);
    given.addAll(seeds);
    double[][] values = RandomPrograms.elements(RandomStream.of(19), given);
    double[][][] found = new double[2][][];
    for (int way = 0; way < 2; way++) {
      List<Node> outputs = ways.get(way);
      List<Node> adjoints = graph.adjoints(outputs, seeds, inputs);
      List<Node> all = new ArrayList<>(outputs);
      all.addAll(graph.tangents(outputs, inputs, directions));
      all.addAll(adjoints);
      all.addAll(graph.tangents(adjoints, inputs, directions));
      Workspace workspace = ArrayPlan.compile(graph.program(given, all)).newWorkspace();
      for (int i = 0; i < values.length; i++) {
        workspace.set(i, values[i]);
      }
      workspace.run();
      found[way] = new double[all.size()][];
      for (int i = 0; i < found[way].length; i++) {
        found[way][i] = workspace.get(i);
      }
    }
    for (int i = 0; i < found[0].length; i++) {
      // sums over steps in another order
      assertThat(found[0][i]).as("array %d", i).containsExactly(found[1][i], within(1e-12));
    }
  }

  @Test
  void derivativesByAFewInputsAreThoseByAll() {
    Graph graph = new Graph();
    List<Node> inputs = inputs(graph);
    Node loss = graph.sum(scanned(graph, inputs, 1, false).get(2));
    List<Node> all = graph.gradient(loss, inputs);
    for (int i = 0; i < inputs.size(); i++) {
      Node alone = graph.gradient(loss, List.of(inputs.get(i))).get(0);
      double[][] x = RandomPrograms.elements(RandomStream.of(i), inputs);
      double[][] both = Interpreter.run(graph.program(inputs, List.of(alone, all.get(i))), x);
      assertThat(both[0]).containsExactly(both[1], within(1e-14));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Graph graph = new Graph();
    List<Node> inputs = inputs(graph);
    assertThatThrownBy(() -> new Scan(body(), 0, 2, 2, false))
        .hasMessage("a scan needs a step, not 0");
    assertThatThrownBy(() -> graph.scan(new Scan(body(), 6, 2, 2, false), 4, inputs))
        .hasMessage("6 steps cannot be divided into 4 segments");
    assertThatThrownBy(() -> graph.scan(new Scan(body(), 5, 2, 2, false), inputs))
        .hasMessage("argument 2 of a scan is [6, 2], not [5, 2]");
    assertThatThrownBy(() -> graph.scan(new Scan(body(), 6, 2, 2, false), inputs.subList(0, 5)))
        .hasMessage("5 arrays for a body of 6");
    Graph growing = new Graph();
    Node c = growing.input("c", Shape.of(2));
    ArrayProgram sum = growing.program(List.of(c), List.of(growing.sum(c)));
    assertThatThrownBy(() -> new Scan(sum, 6, 1, 0, false))
        .hasMessage("carried array 0 is [2] before a step and [] behind it");
  }
}
