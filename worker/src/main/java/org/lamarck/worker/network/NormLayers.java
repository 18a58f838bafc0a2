package org.lamarck.worker.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;

/** Layers that bring means to 0 and variances to 1, in training mode: of what they are given. */
final class NormLayers {
  private NormLayers() {}

  /** Over the batch and all places, for each channel. */
  static Node batch(NetworkNodes nodes, Network.Layer layer, List<Node> inputs, int axes) {
    Node x = inputs.get(0);
    int rank = x.shape().rank();
    if (rank != axes + 2 && !(axes == 1 && rank == 2)) {
      throw new NetworkMisfit(
          layer.place(),
          "layer \"%s\" is given an array of %s, which has no batch"
              .formatted(layer.id(), x.shape()),
          "give it a batch, channels and %d axes".formatted(axes));
    }
    List<Integer> over = new ArrayList<>(List.of(0));
    for (int axis = 2; axis < rank; axis++) {
      over.add(axis);
    }
    Node scaled = normalised(nodes.graph(), layer, x, over);
    return channelwise(nodes, layer, scaled, 1, true);
  }

  /** Over all places, for each channel of each of the batch. */
  static Node instance(NetworkNodes nodes, Network.Layer layer, List<Node> inputs, int axes) {
    Node x = inputs.get(0);
    Windows windows = Windows.of(layer, x, axes);
    List<Integer> over = new ArrayList<>();
    for (int axis = windows.batched() ? 2 : 1; axis < x.shape().rank(); axis++) {
      over.add(axis);
    }
    Node scaled = normalised(nodes.graph(), layer, x, over);
    return channelwise(nodes, layer, scaled, windows.batched() ? 1 : 0, false);
  }

  /** Over the last axes, each element with a weight of its own. */
  static Node layer(NetworkNodes nodes, Network.Layer layer, List<Node> inputs) {
    Node x = inputs.get(0);
    int[] shape = layer.arguments().list("normalized_shape");
    int first = x.shape().rank() - shape.length;
    List<Integer> over = new ArrayList<>();
    for (int axis = 0; axis < shape.length; axis++) {
      if (first < 0 || x.shape().size(first + axis) != shape[axis]) {
        throw new NetworkMisfit(
            layer.place(),
            "layer \"%s\" takes arrays of %s and is given %s"
                .formatted(layer.id(), Arrays.toString(shape), x.shape()),
            "correct its shape or that of the input");
      }
      over.add(first + axis);
    }
    Node scaled = normalised(nodes.graph(), layer, x, over);
    boolean biased = layer.arguments().flag("bias", true);
    if (!layer.arguments().flag("elementwise_affine", true)) {
      return scaled;
    }
    Graph graph = nodes.graph();
    Node weighted = graph.multiply(scaled, nodes.parameter(layer, "weight", shape));
    return biased ? graph.add(weighted, nodes.parameter(layer, "bias", shape)) : weighted;
  }

  /** (x − mean)/√(variance + ε) over some axes; the variance is that of the sample, over n. */
  private static Node normalised(Graph graph, Network.Layer layer, Node x, List<Integer> over) {
    Node mean = mean(graph, x, over);
    Node centred = graph.subtract(x, mean);
    Node variance = mean(graph, graph.multiply(centred, centred), over);
    Node epsilon = graph.constant(layer.arguments().number("eps", 1e-5));
    return graph.map("c/sqrt(v+e)", Map.of("c", centred, "v", variance, "e", epsilon));
  }

  private static Node mean(Graph graph, Node x, List<Integer> over) {
    Node sum = x;
    int count = 1;
    for (int axis : over) {
      count *= x.shape().size(axis);
      sum = graph.sum(sum, axis);
    }
    return graph.divide(sum, graph.constant(count));
  }

  private static Node channelwise(
      NetworkNodes nodes, Network.Layer layer, Node x, int axis, boolean affine) {
    int channels = layer.arguments().size("num_features");
    if (x.shape().size(axis) != channels) {
      throw new NetworkMisfit(
          layer.place(),
          "layer \"%s\" takes %d channels and is given %d"
              .formatted(layer.id(), channels, x.shape().size(axis)),
          "correct its sizes or those of the input");
    }
    boolean biased = layer.arguments().flag("bias", true);
    if (!layer.arguments().flag("affine", affine)) {
      return x;
    }
    int[] sizes = new int[x.shape().rank() - axis];
    Arrays.fill(sizes, 1);
    sizes[0] = channels;
    Shape shape = Shape.of(sizes);
    Graph graph = nodes.graph();
    Node weighted =
        graph.multiply(x, graph.reshape(nodes.parameter(layer, "weight", channels), shape));
    return biased
        ? graph.add(weighted, graph.reshape(nodes.parameter(layer, "bias", channels), shape))
        : weighted;
  }
}
