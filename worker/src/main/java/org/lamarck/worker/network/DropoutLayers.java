package org.lamarck.worker.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;

/** Layers that leave out elements or channels, by uniform random numbers that are given. */
final class DropoutLayers {
  /** What units of self-normalising networks saturate at: −λα (Klambauer et al. 2017). */
  private static final double SATURATION = -1.0507009873554805 * 1.6732632423543772;

  private DropoutLayers() {}

  /** Keeps with the probability 1 − p, and divides by it; channels as wholes if it has axes. */
  static Node plain(NetworkNodes nodes, Network.Layer layer, List<Node> inputs, int axes) {
    Node x = inputs.get(0);
    double p = probability(layer);
    if (p == 0) {
      return x;
    }
    Node noise = nodes.noise(axes == 0 ? x.shape() : channels(x, axes));
    return with(nodes.graph(), "piecewise(x/(1-p), u>=p, 0)", x, noise, p);
  }

  static Node alpha(NetworkNodes nodes, Network.Layer layer, List<Node> inputs) {
    return alpha(nodes, layer, inputs.get(0), inputs.get(0).shape());
  }

  static Node featureAlpha(NetworkNodes nodes, Network.Layer layer, List<Node> inputs) {
    Node x = inputs.get(0);
    return alpha(nodes, layer, x, channels(x, Math.max(1, x.shape().rank() - 2)));
  }

  /** What is left out saturates; then mean 0 and variance 1 are restored. */
  private static Node alpha(NetworkNodes nodes, Network.Layer layer, Node x, Shape shape) {
    double p = probability(layer);
    if (p == 0) {
      return x;
    }
    Graph graph = nodes.graph();
    double a = 1 / Math.sqrt((1 - p) * (1 + p * SATURATION * SATURATION));
    double b = -a * p * SATURATION;
    Node kept =
        graph.map(
            "piecewise(x, u>=p, s)",
            Map.of(
                "x", x,
                "u", nodes.noise(shape),
                "p", graph.constant(p),
                "s", graph.constant(SATURATION)));
    return graph.map("a*x+b", Map.of("x", kept, "a", graph.constant(a), "b", graph.constant(b)));
  }

  private static Node with(Graph graph, String formula, Node x, Node noise, double p) {
    return graph.map(formula, Map.of("x", x, "u", noise, "p", graph.constant(p)));
  }

  /** The shape without the last axes, of which each channel has all. */
  private static Shape channels(Node x, int axes) {
    int[] sizes = x.shape().sizes();
    int first = Math.max(1, sizes.length - axes);
    Arrays.fill(sizes, Math.min(first, sizes.length), sizes.length, 1);
    return Shape.of(sizes);
  }

  private static double probability(Network.Layer layer) {
    double p = layer.arguments().number("p", 0.5);
    if (!(p >= 0 && p < 1)) {
      throw new NetworkMisfit(
          layer.arguments().place("p"), "p is " + p, "give a probability below 1");
    }
    return p;
  }
}
