package org.lamarck.worker.petab.sciml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.array.Unrolling;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.network.ArrayFiles;
import org.lamarck.worker.network.Network;
import org.lamarck.worker.network.NetworkNodes;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.DenseFunction;

/** A network of a problem: what goes in and out by its PEtab ids, and its weights. */
final class HybridNetwork {
  private final String id;
  private final List<Input> inputs;
  private final Map<String, Integer> outputs;
  private final Program source;
  private final ArrayProgram program;
  private final List<NetworkWeight> weights;

  /** The program of a network, which is made anew wherever it is run. */
  private record Program(Network network, ArrayList<Shape> inputs) implements DenseFunction.Source {
    @Override
    public ArrayProgram program() {
      return made(new Findings()).orElseThrow().program();
    }

    Optional<Made> made(Findings findings) {
      Graph graph = new Graph();
      List<Node> given = new ArrayList<>();
      inputs.forEach(shape -> given.add(graph.input("input", shape)));
      Optional<NetworkNodes> nodes = NetworkNodes.build(network, graph, given, findings);
      nodes.ifPresent(some -> some.parameters().forEach(one -> given.add(one.node())));
      boolean isRandom = nodes.isPresent() && !nodes.get().noise().isEmpty();
      if (isRandom) {
        findings.error(
            network.place(),
            "network \"" + network.id() + "\" leaves out by chance, but a likelihood has no chance",
            "remove the dropout layers");
      }
      return isRandom
          ? Optional.empty()
          : nodes.map(some -> new Made(some, graph.program(given, some.outputs())));
    }
  }

  private record Made(NetworkNodes nodes, ArrayProgram program) {}

  /**
   * An argument of the forward pass.
   *
   * @param elements the ids of its elements, or that of an array
   * @param isArray whether it is given as a whole
   */
  record Input(Shape shape, List<String> elements, boolean isArray) {}

  private HybridNetwork(
      String id,
      List<Input> inputs,
      Map<String, Integer> outputs,
      Program source,
      ArrayProgram program,
      List<NetworkWeight> weights) {
    this.id = id;
    this.inputs = inputs;
    this.outputs = outputs;
    this.source = source;
    this.program = program;
    this.weights = weights;
  }

  /**
   * Applies a network to what is mapped to it.
   *
   * @param id the network's in the problem
   * @param mapped what the mapping tables call by names
   * @param files with arrays
   * @return nothing when an error was found
   */
  static Optional<HybridNetwork> of(
      String id,
      Network network,
      Map<String, NetworkEntity> mapped,
      ArrayFiles files,
      Findings findings) {
    List<Input> inputs = new ArrayList<>();
    for (int argument = 0; isMapped(mapped, argument); argument++) {
      Optional<Input> input = input(id, network, argument, mapped, files, findings);
      if (input.isEmpty()) {
        return Optional.empty();
      }
      inputs.add(input.get());
    }
    ArrayList<Shape> shapes = new ArrayList<>();
    inputs.forEach(input -> shapes.add(input.shape()));
    Program source = new Program(network, shapes);
    Optional<Made> made = source.made(findings);
    if (made.isEmpty()) {
      return Optional.empty();
    }
    NetworkNodes nodes = made.get().nodes();
    List<NetworkWeight> weights = new ArrayList<>();
    for (NetworkNodes.Parameter parameter : nodes.parameters()) {
      Shape shape = parameter.node().shape();
      for (int i = 0; i < shape.count(); i++) {
        weights.add(new NetworkWeight(id, parameter.layer(), parameter.name(), shape, i));
      }
    }
    Map<String, Integer> outputs = new LinkedHashMap<>();
    if (!findOutputs(network, mapped, nodes.outputs(), outputs, findings)) {
      return Optional.empty();
    }
    ArrayProgram program = made.get().program();
    return Optional.of(new HybridNetwork(id, inputs, outputs, source, program, weights));
  }

  private static boolean isMapped(Map<String, NetworkEntity> mapped, int argument) {
    return mapped.values().stream()
        .anyMatch(one -> one.kind() == NetworkEntity.Kind.INPUT && one.argument() == argument);
  }

  private static Optional<Input> input(
      String id,
      Network network,
      int argument,
      Map<String, NetworkEntity> mapped,
      ArrayFiles files,
      Findings findings) {
    Map<List<Integer>, String> elements = new LinkedHashMap<>();
    int[] sizes = {};
    for (Map.Entry<String, NetworkEntity> one : mapped.entrySet()) {
      int[] index = one.getValue().index();
      if (one.getValue().kind() != NetworkEntity.Kind.INPUT
          || one.getValue().argument() != argument) {
        continue;
      }
      if (index == null) {
        return arrayInput(one.getKey(), network, files, findings);
      }
      sizes = sizes.length == index.length ? sizes : new int[index.length];
      List<Integer> key = new ArrayList<>();
      for (int axis = 0; axis < index.length; axis++) {
        sizes[axis] = Math.max(sizes[axis], index[axis] + 1);
        key.add(index[axis]);
      }
      elements.put(key, one.getKey());
    }
    double count = Arrays.stream(sizes).mapToDouble(size -> size).reduce(1, (a, b) -> a * b);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) { // ends at the first that is missing, however many there are
      List<Integer> key = key(i, sizes);
      String name = elements.get(key);
      if (name == null) {
        findings.error(
            network.place(),
            "element %s of input %d of network \"%s\" is not mapped".formatted(key, argument, id),
            "map it to an id");
        return Optional.empty();
      }
      names.add(name);
    }
    return Optional.of(new Input(Shape.of(sizes), names, false));
  }

  /** The indices of an element, the last varying fastest. */
  private static List<Integer> key(int element, int[] sizes) {
    Integer[] key = new Integer[sizes.length];
    int left = element;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      key[axis] = left % sizes[axis];
      left /= sizes[axis];
    }
    return List.of(key);
  }

  private static Optional<Input> arrayInput(
      String id, Network network, ArrayFiles files, Findings findings) {
    Set<Shape> shapes = new LinkedHashSet<>();
    files
        .arrays()
        .forEach(
            (path, data) -> {
              if (path.startsWith("inputs/" + id + "/")) {
                shapes.add(data.shape());
              }
            });
    if (shapes.isEmpty() && !files.areRead()) {
      return Optional.empty();
    }
    if (shapes.size() != 1) {
      findings.error(
          network.place(),
          shapes.isEmpty()
              ? "no array file has the input \"" + id + "\""
              : "the input \"" + id + "\" has arrays of several shapes: " + shapes,
          "give arrays of one shape under inputs/" + id);
      return Optional.empty();
    }
    return Optional.of(new Input(shapes.iterator().next(), List.of(id), true));
  }

  /** The places of outputs in all outputs written out one behind the other. */
  private static boolean findOutputs(
      Network network,
      Map<String, NetworkEntity> mapped,
      List<Node> nodes,
      Map<String, Integer> outputs,
      Findings findings) {
    for (Map.Entry<String, NetworkEntity> one : mapped.entrySet()) {
      NetworkEntity entity = one.getValue();
      if (entity.kind() != NetworkEntity.Kind.OUTPUT) {
        continue;
      }
      int[] index = entity.index();
      Shape shape =
          entity.argument() < nodes.size() ? nodes.get(entity.argument()).shape() : Shape.of();
      int place = index == null ? 0 : place(shape, index);
      if (entity.argument() >= nodes.size() || place < 0 || (index == null && shape.count() != 1)) {
        findings.error(
            network.place(),
            "the network has no output that \"%s\" could be".formatted(one.getKey()),
            "map it to an element of its outputs, which are of "
                + nodes.stream().map(node -> node.shape().toString()).toList());
        return false;
      }
      for (int before = 0; before < entity.argument(); before++) {
        place += nodes.get(before).shape().count();
      }
      outputs.put(one.getKey(), place);
    }
    return true;
  }

  /** Axes of size 1 may be left out before; −1 when there is no such element. */
  private static int place(Shape shape, int[] index) {
    int missing = shape.rank() - index.length;
    if (missing < 0 || shape.count(0, missing) != 1) {
      return -1;
    }
    int place = 0;
    for (int axis = 0; axis < index.length; axis++) {
      int size = shape.size(missing + axis);
      if (index[axis] >= size) {
        return -1;
      }
      place = place * size + index[axis];
    }
    return place;
  }

  String id() {
    return id;
  }

  List<Input> inputs() {
    return inputs;
  }

  /** All names of single inputs and of arrays. */
  Set<String> inputNames() {
    Set<String> names = new TreeSet<>();
    inputs.forEach(input -> names.addAll(input.elements()));
    return names;
  }

  Set<String> outputNames() {
    return outputs.keySet();
  }

  List<NetworkWeight> weights() {
    return weights;
  }

  /**
   * The outputs as what the program computes.
   *
   * @param given the elements of each input
   * @param values of the weights, in their order
   */
  DenseFunction dense(List<Expression[]> given, List<Expression> values) {
    List<Expression> arguments = new ArrayList<>();
    given.forEach(input -> arguments.addAll(List.of(input)));
    arguments.addAll(values);
    return new DenseFunction(
        List.copyOf(outputs.keySet()), List.copyOf(outputs.values()), arguments, source);
  }

  /**
   * The outputs by name as formulas.
   *
   * @param given the elements of each input
   * @param values of the weights, in their order
   */
  Map<String, Expression> formulas(
      ExpressionPool pool, List<Expression[]> given, List<Expression> values) {
    List<Expression[]> all = new ArrayList<>(given);
    int weight = 0;
    for (int i = inputs.size(); i < program.inputs().size(); i++) {
      int count = program.inputs().get(i).shape().count();
      all.add(values.subList(weight, weight + count).toArray(Expression[]::new));
      weight += count;
    }
    List<Expression> elements = new ArrayList<>();
    Unrolling.unroll(program, pool, all).forEach(output -> elements.addAll(List.of(output)));
    Map<String, Expression> formulas = new LinkedHashMap<>();
    outputs.forEach((name, place) -> formulas.put(name, elements.get(place)));
    return formulas;
  }
}
