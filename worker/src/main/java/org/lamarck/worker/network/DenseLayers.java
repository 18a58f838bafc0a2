package org.lamarck.worker.network;

import java.util.List;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;

/** Layers that connect all with all. */
final class DenseLayers {
  private DenseLayers() {}

  /** y = x·Wᵀ + b along the last axis. */
  static Node linear(NetworkNodes nodes, Network.Layer layer, List<Node> inputs) {
    Graph graph = nodes.graph();
    int in = layer.arguments().size("in_features");
    int out = layer.arguments().size("out_features");
    Node x = inputs.get(0);
    requireLast(layer, x, in);
    Node weight = nodes.parameter(layer, "weight", out, in);
    int rank = x.shape().rank();
    int rows = x.shape().count() / in;
    Node y =
        rows == 1
            ? graph.matrixVector(weight, graph.reshape(x, Shape.of(in)))
            : graph.matrixProduct(
                graph.reshape(x, Shape.of(1, rows, in)),
                false,
                graph.reshape(weight, Shape.of(1, out, in)),
                true);
    return biased(nodes, layer, graph.reshape(y, x.shape().with(rank - 1, out)), out);
  }

  /** yₖ = x₁ᵀ·Wₖ·x₂ + bₖ along the last axis. */
  static Node bilinear(NetworkNodes nodes, Network.Layer layer, List<Node> inputs) {
    Graph graph = nodes.graph();
    int first = layer.arguments().size("in1_features");
    int second = layer.arguments().size("in2_features");
    int out = layer.arguments().size("out_features");
    if (inputs.size() != 2) {
      throw new NetworkMisfit(
          layer.place(),
          "layer \"%s\" is given %d inputs, not 2".formatted(layer.id(), inputs.size()),
          "give it two");
    }
    Node x = inputs.get(0);
    requireLast(layer, x, first);
    requireLast(layer, inputs.get(1), second);
    int rows = x.shape().count() / first;
    Node weight = nodes.parameter(layer, "weight", out, first, second);
    Node right =
        graph.matrixProduct(
            graph.reshape(weight, Shape.of(1, out * first, second)),
            false,
            graph.reshape(inputs.get(1), Shape.of(rows, second, 1)),
            false);
    Node y =
        graph.matrixProduct(
            graph.reshape(right, Shape.of(rows, out, first)),
            false,
            graph.reshape(x, Shape.of(rows, first, 1)),
            false);
    Shape shape = x.shape().with(x.shape().rank() - 1, out);
    return biased(nodes, layer, graph.reshape(y, shape), out);
  }

  private static Node biased(NetworkNodes nodes, Network.Layer layer, Node y, int out) {
    return layer.arguments().flag("bias", true)
        ? nodes.graph().add(y, nodes.parameter(layer, "bias", out))
        : y;
  }

  private static void requireLast(Network.Layer layer, Node x, int size) {
    int rank = x.shape().rank();
    if (rank == 0 || x.shape().size(rank - 1) != size) {
      throw new NetworkMisfit(
          layer.place(),
          "layer \"%s\" takes %d features and is given an array of %s"
              .formatted(layer.id(), size, x.shape()),
          "correct its sizes or those of the input");
    }
  }

  static Node flatten(NetworkNodes nodes, Network.Layer layer, List<Node> inputs) {
    LayerArguments arguments = layer.arguments();
    return flattened(
        nodes.graph(),
        inputs.get(0),
        arguments.whole("start_dim", 1),
        arguments.whole("end_dim", -1));
  }

  /** The axes from one to another joined; −1 is the last. */
  static Node flattened(Graph graph, Node x, int start, int end) {
    Shape shape = x.shape();
    int rank = shape.rank();
    int first = start < 0 ? start + rank : start;
    int last = end < 0 ? end + rank : end;
    if (rank <= 1) {
      return x;
    }
    if (first < 0 || last < 0 || first >= rank || last >= rank) {
      throw new IllegalArgumentException("axes %d to %d of %s".formatted(start, end, shape));
    }
    if (first >= last) {
      return x;
    }
    int[] sizes = new int[rank - (last - first)];
    for (int axis = 0; axis < rank; axis++) {
      if (axis <= first) {
        sizes[axis] = shape.size(axis);
      } else if (axis <= last) {
        sizes[first] *= shape.size(axis);
      } else {
        sizes[axis - (last - first)] = shape.size(axis);
      }
    }
    return graph.reshape(x, Shape.of(sizes));
  }
}
