package org.lamarck.worker.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/** The arrays of a network in a graph: its parameters and noise as inputs, and what it gives. */
public final class NetworkNodes {
  private final Graph graph;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final List<Node> noise = new ArrayList<>();
  private final List<Node> outputs = new ArrayList<>();

  /**
   * A parameter array.
   *
   * @param layer the layer's name
   * @param name as PyTorch names it: {@code weight} or {@code bias}
   */
  public record Parameter(String layer, String name, Node node) {
    /** Its path among a network's parameters. */
    public String path() {
      return layer + "/" + name;
    }
  }

  private NetworkNodes(Graph graph) {
    this.graph = graph;
  }

  /**
   * Applies a network to arrays.
   *
   * @param inputs of the forward pass, in order
   * @return nothing when an error was found
   */
  public static Optional<NetworkNodes> build(
      Network network, Graph graph, List<Node> inputs, Findings findings) {
    NetworkNodes nodes = new NetworkNodes(graph);
    try {
      nodes.run(network, inputs);
      return Optional.of(nodes);
    } catch (NetworkMisfit e) {
      e.tell(findings);
      return Optional.empty();
    }
  }

  private void run(Network network, List<Node> inputs) {
    Map<String, Network.Layer> layers = new HashMap<>();
    network.layers().forEach(layer -> layers.put(layer.id(), layer));
    Map<String, Node> results = new HashMap<>();
    int input = 0;
    for (Network.Call call : network.forward()) {
      List<Node> given = new ArrayList<>();
      for (String argument : call.arguments()) {
        Node known = results.get(argument);
        given.add(known == null ? graph.constant(Double.parseDouble(argument)) : known);
      }
      switch (call.operation()) {
        case PLACEHOLDER -> {
          if (input >= inputs.size()) {
            throw new NetworkMisfit(
                call.place(),
                "the network takes more than the %d arrays it is given".formatted(inputs.size()),
                "map its input " + input);
          }
          results.put(call.name(), inputs.get(input++));
        }
        case LAYER -> {
          Network.Layer layer = layers.get(call.target());
          if (layer == null) {
            throw new IllegalArgumentException("no layer " + call.target());
          }
          Network.Layer used = layer.unread();
          results.put(
              call.name(),
              fitting(layer.place(), layer.id(), () -> LayerKinds.apply(this, used, given)));
          used.arguments().refuseOthers(layer.id());
          call.named().unread().refuseOthers(call.target());
        }
        case FUNCTION -> {
          LayerArguments named = call.named().unread();
          results.put(
              call.name(),
              fitting(
                  call.place(),
                  call.target(),
                  () -> Functions.apply(graph, call.target(), named, given)));
          named.refuseOthers(call.target());
        }
        case OUTPUT -> outputs.addAll(given);
      }
    }
    if (input < inputs.size()) {
      throw new NetworkMisfit(
          network.place(),
          "the network takes %d arrays and is given %d".formatted(input, inputs.size()),
          "remove the others");
    }
  }

  private static Node fitting(Place place, String what, Supplier<Node> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new NetworkMisfit(
          place,
          "\"%s\" does not fit to what it is given (%s)".formatted(what, e.getMessage()),
          "correct its sizes or those of the input");
    }
  }

  Graph graph() {
    return graph;
  }

  /** A parameter array of a layer; a layer that is used twice has it once. */
  Node parameter(Network.Layer layer, String name, int... sizes) {
    Shape shape = Shape.of(sizes);
    Parameter known =
        parameters.computeIfAbsent(
            layer.id() + "/" + name,
            path -> new Parameter(layer.id(), name, graph.input(layer.id() + "." + name, shape)));
    if (!known.node().shape().equals(shape)) {
      throw new NetworkMisfit(
          layer.place(),
          "layer \"%s\" is used with inputs of different sizes".formatted(layer.id()),
          "use two layers");
    }
    return known.node();
  }

  /** Uniform random numbers between 0 and 1, to be given. */
  Node noise(Shape shape) {
    Node node = graph.input("noise" + noise.size(), shape);
    noise.add(node);
    return node;
  }

  public List<Node> outputs() {
    return List.copyOf(outputs);
  }

  /** In the order in which the forward pass meets them. */
  public List<Parameter> parameters() {
    return List.copyOf(parameters.values());
  }

  /** What random numbers, uniform between 0 and 1, the network asks for. */
  public List<Node> noise() {
    return List.copyOf(noise);
  }
}
