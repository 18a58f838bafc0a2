package org.lamarck.worker.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Workspace;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/** Networks of one layer, and one that has been run on random numbers. */
final class OneLayer {
  private final Map<String, double[]> parameters = new LinkedHashMap<>();
  private final List<double[]> noise = new ArrayList<>();
  private final List<double[]> inputs = new ArrayList<>();
  private final Shape shape;
  private final double[] output;

  private OneLayer(NetworkNodes nodes, List<Node> given, RandomStream random) {
    List<Node> all = new ArrayList<>(given);
    for (Node node : given) {
      inputs.add(numbers(node, random, -2, 2));
    }
    List<double[]> values = new ArrayList<>(inputs);
    for (NetworkNodes.Parameter parameter : nodes.parameters()) {
      all.add(parameter.node());
      values.add(numbers(parameter.node(), random, -1, 1));
      parameters.put(parameter.name(), values.get(values.size() - 1));
    }
    for (Node node : nodes.noise()) {
      all.add(node);
      noise.add(numbers(node, random, 0, 1));
      values.add(noise.get(noise.size() - 1));
    }
    Node y = nodes.outputs().get(0);
    Workspace workspace = ArrayPlan.compile(y.graph().program(all, List.of(y))).newWorkspace();
    for (int i = 0; i < values.size(); i++) {
      workspace.set(i, values.get(i));
    }
    workspace.run();
    shape = y.shape();
    output = workspace.get(0);
  }

  private static double[] numbers(Node node, RandomStream random, double from, double to) {
    double[] numbers = new double[node.shape().count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextDouble(from, to);
    }
    return numbers;
  }

  /** The YAML of a network of one layer named {@code one}, of one or two inputs. */
  static String yaml(String kind, String arguments, int inputs) {
    return """
    nn_model_id: net
    inputs:
    - input_id: x
    layers:
    - layer_id: one
      layer_type: %s
      args: {%s}
    forward:
    - {name: x, op: placeholder, target: x, args: [], kwargs: {}}
    %s- {name: y, op: call_module, target: one, args: [%s], kwargs: {}}
    - {name: output, op: output, target: output, args: [y], kwargs: {}}
    """
        .formatted(
            kind,
            arguments,
            inputs == 1 ? "" : "- {name: z, op: placeholder, target: z, args: [], kwargs: {}}\n",
            inputs == 1 ? "x" : "x, z");
  }

  static Network network(Path folder, String yaml, Findings findings) throws IOException {
    Path file = folder.resolve("net.yaml");
    Files.writeString(file, yaml);
    return NetworkReader.read(file, Place.of("problem.yaml"), findings)
        .orElseThrow(() -> new AssertionError(findings.all().toString()));
  }

  /** Runs a layer on arrays of these shapes. */
  static OneLayer run(
      Path folder, RandomStream random, String kind, String arguments, int[]... shapes)
      throws IOException {
    Findings findings = new Findings();
    Network network = network(folder, yaml(kind, arguments, shapes.length), findings);
    Graph graph = new Graph();
    List<Node> given = new ArrayList<>();
    for (int[] shape : shapes) {
      given.add(graph.input("x", Shape.of(shape)));
    }
    NetworkNodes nodes =
        NetworkNodes.build(network, graph, given, findings)
            .orElseThrow(() -> new AssertionError(findings.all().toString()));
    return new OneLayer(nodes, given, random);
  }

  /** The elements of the first input. */
  double[] x() {
    return inputs.get(0);
  }

  double[] input(int i) {
    return inputs.get(i);
  }

  double[] parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  boolean hasParameter(String name) {
    return parameters.containsKey(name);
  }

  double[] noise() {
    return noise.get(0);
  }

  int noises() {
    return noise.size();
  }

  double[] output() {
    return output;
  }

  int[] sizes() {
    return shape.sizes();
  }
}
