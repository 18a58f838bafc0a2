package org.lamarck.worker.equations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lamarck.worker.array.ArrayProgram;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.problem.DenseFunction;

/**
 * Dense layers as an array program: y = W x + b, with tanh of all but the last. Its arguments are
 * the inputs and, layer by layer, W by rows and b.
 *
 * @param inputs how many
 * @param widths of the hidden layers and the last
 */
record LayerProgram(int inputs, List<Integer> widths) implements DenseFunction.Source {
  private static final long serialVersionUID = 1L;

  LayerProgram {
    widths = List.copyOf(widths);
  }

  private int weights() {
    return (int) SmallNetwork.size(inputs, widths);
  }

  @Override
  public ArrayProgram program() {
    Graph graph = new Graph();
    Node input = graph.input("x", Shape.of(inputs));
    Node weights = graph.input("w", Shape.of(weights()));
    Node x = input;
    int at = 0;
    for (int layer = 0; layer < widths.size(); layer++) {
      int in = x.shape().count();
      int out = widths.get(layer);
      Node product = graph.matrixVector(graph.slice(weights, at, Shape.of(out, in)), x);
      Node sum = graph.add(product, graph.slice(weights, at + out * in, Shape.of(out)));
      x = layer < widths.size() - 1 ? graph.tanh(sum) : sum;
      at += out * (in + 1);
    }
    return graph.program(List.of(input, weights), List.of(x));
  }

  @Override
  public Optional<List<Node>> columns(Graph graph, List<Node> given, Node weights) {
    int columns = given.get(0).shape().count();
    Node x = graph.concatenate(given, 0);
    int in = inputs;
    int at = 0;
    for (int layer = 0; layer < widths.size(); layer++) {
      int out = widths.get(layer);
      Node matrix = graph.slice(weights, at, Shape.of(1, out, in));
      Node product =
          graph.matrixProduct(matrix, false, graph.reshape(x, Shape.of(1, in, columns)), false);
      Node bias = graph.slice(weights, at + out * in, Shape.of(out, 1));
      Node sum = graph.add(graph.reshape(product, Shape.of(out, columns)), bias);
      x = layer < widths.size() - 1 ? graph.longTanh(sum) : sum;
      at += out * (in + 1);
      in = out;
    }
    List<Node> outputs = new ArrayList<>();
    for (int j = 0; j < in; j++) {
      outputs.add(graph.slice(x, j * columns, Shape.of(columns)));
    }
    return Optional.of(outputs);
  }
}
