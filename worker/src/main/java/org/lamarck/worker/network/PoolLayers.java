package org.lamarck.worker.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.IndexTable;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;

/** Pools: a reduction over windows, which are gathered. */
final class PoolLayers {
  private PoolLayers() {}

  /**
   * The places of a window along one axis.
   *
   * @param from of each place of the output: the first tap, perhaps before the input
   * @param taps how many, of each place of the output
   * @param step from tap to tap
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Span(int size, int[] from, int[] taps, int step) {
    int places() {
      return from.length;
    }

    int most() {
      return Arrays.stream(taps).max().orElse(1);
    }

    /** The place of a tap, or NONE. */
    int place(int output, int tap) {
      int place = from[output] + tap * step;
      return tap < taps[output] && place >= 0 && place < size ? place : IndexTable.NONE;
    }
  }

  static Node max(NetworkNodes nodes, Network.Layer layer, List<Node> inputs, int axes) {
    layer.arguments().only("return_indices", "false", "leave it out");
    Windows windows = Windows.of(layer, inputs.get(0), axes);
    return maximum(nodes.graph(), inputs.get(0), windows, spans(layer, windows, true));
  }

  static Node average(NetworkNodes nodes, Network.Layer layer, List<Node> inputs, int axes) {
    LayerArguments arguments = layer.arguments();
    Windows windows = Windows.of(layer, inputs.get(0), axes);
    Span[] spans = spans(layer, windows, false);
    boolean padded = arguments.flag("count_include_pad", true);
    int[] padding = arguments.padding("padding", axes);
    double divisor = arguments.number("divisor_override", 0);
    double[] factors = new double[product(spans)];
    for (int output = 0; output < factors.length; output++) {
      int count = 1;
      int left = output;
      for (int axis = axes - 1; axis >= 0; axis--) {
        Span span = spans[axis];
        int place = left % span.places();
        left /= span.places();
        int from = span.from[place];
        int end = from + span.taps[place];
        count *=
            padded
                ? Math.min(end, span.size + padding[axis]) - from
                : Math.min(end, span.size) - Math.max(from, 0);
      }
      factors[output] = 1 / (divisor == 0 ? count : divisor);
    }
    return scaledSum(nodes.graph(), inputs.get(0), windows, spans, factors);
  }

  /** (Σ xᵖ)^(1/p). */
  static Node norm(NetworkNodes nodes, Network.Layer layer, List<Node> inputs, int axes) {
    Graph graph = nodes.graph();
    Windows windows = Windows.of(layer, inputs.get(0), axes);
    double p = layer.arguments().number("norm_type", Double.NaN);
    if (!(p > 0)) {
      throw new NetworkMisfit(
          layer.arguments().place("norm_type"), "norm_type must be above 0", "give it");
    }
    Node powers = power(graph, inputs.get(0), p);
    Span[] spans = spans(layer, windows, false);
    double[] ones = new double[product(spans)];
    Arrays.fill(ones, 1);
    return power(graph, scaledSum(graph, powers, windows, spans, ones), 1 / p);
  }

  private static Node power(Graph graph, Node x, double exponent) {
    return graph.map(
        graph.pool().power(graph.pool().symbol("x"), graph.pool().constant(exponent)),
        Map.of("x", x));
  }

  static Node adaptive(
      NetworkNodes nodes, Network.Layer layer, List<Node> inputs, int axes, boolean max) {
    layer.arguments().only("return_indices", "false", "leave it out");
    Windows windows = Windows.of(layer, inputs.get(0), axes);
    int[] outputs = layer.arguments().axes("output_size", axes, windows.sizes());
    Span[] spans = new Span[axes];
    for (int axis = 0; axis < axes; axis++) {
      int size = windows.sizes()[axis];
      int places = outputs[axis];
      int[] from = new int[places];
      int[] taps = new int[places];
      for (int i = 0; i < places; i++) {
        from[i] = i * size / places;
        taps[i] = ((i + 1) * size + places - 1) / places - from[i];
      }
      spans[axis] = new Span(size, from, taps, 1);
    }
    if (max) {
      return maximum(nodes.graph(), inputs.get(0), windows, spans);
    }
    double[] factors = new double[product(spans)];
    for (int output = 0; output < factors.length; output++) {
      int count = 1;
      int left = output;
      for (int axis = axes - 1; axis >= 0; axis--) {
        count *= spans[axis].taps[left % spans[axis].places()];
        left /= spans[axis].places();
      }
      factors[output] = 1.0 / count;
    }
    return scaledSum(nodes.graph(), inputs.get(0), windows, spans, factors);
  }

  /** The windows of a layer; a last one that begins within the input may be cut. */
  private static Span[] spans(Network.Layer layer, Windows windows, boolean dilated) {
    LayerArguments arguments = layer.arguments();
    int axes = windows.axes();
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    int[] kernel = arguments.axes("kernel_size", axes, null);
    int[] stride = arguments.axes("stride", axes, kernel);
    int[] padding = arguments.padding("padding", axes);
    int[] dilation = dilated ? arguments.axes("dilation", axes, ones) : ones;
    boolean ceiling = arguments.flag("ceil_mode", false);
    Span[] spans = new Span[axes];
    for (int axis = 0; axis < axes; axis++) {
      int size = windows.sizes()[axis];
      int room = size + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1;
      int places = Math.floorDiv(room + (ceiling ? stride[axis] - 1 : 0), stride[axis]) + 1;
      if (ceiling && (places - 1) * stride[axis] >= size + padding[axis]) {
        places--;
      }
      if (places < 1) {
        throw new NetworkMisfit(
            layer.place(),
            "the window of layer \"%s\" is larger than its input".formatted(layer.id()),
            "make it smaller");
      }
      int[] from = new int[places];
      int[] taps = new int[places];
      for (int i = 0; i < places; i++) {
        from[i] = i * stride[axis] - padding[axis];
        taps[i] = kernel[axis];
      }
      spans[axis] = new Span(size, from, taps, dilation[axis]);
    }
    return spans;
  }

  private static int product(Span[] spans) {
    return Arrays.stream(spans).mapToInt(Span::places).reduce(1, (a, b) -> a * b);
  }

  /** What lies in the windows, channels × places × taps. */
  private static Node windows(
      Graph graph, Node x, Windows windows, Span[] spans, boolean repeated) {
    int images = windows.batch() * windows.channels();
    int places = product(spans);
    int taps = Arrays.stream(spans).mapToInt(Span::most).reduce(1, (a, b) -> a * b);
    int size = Arrays.stream(windows.sizes()).reduce(1, (a, b) -> a * b);
    int[] table = new int[images * places * taps];
    for (int place = 0; place < places; place++) {
      int first = IndexTable.NONE;
      int[] inWindow = new int[taps];
      for (int tap = 0; tap < taps; tap++) {
        inWindow[tap] = element(spans, place, tap);
        first = first == IndexTable.NONE ? inWindow[tap] : first;
      }
      for (int image = 0; image < images; image++) {
        for (int tap = 0; tap < taps; tap++) {
          int found = inWindow[tap] == IndexTable.NONE && repeated ? first : inWindow[tap];
          table[(image * places + place) * taps + tap] =
              found == IndexTable.NONE ? found : image * size + found;
        }
      }
    }
    return graph.gather(x, IndexTable.of(table), Shape.of(images, places, taps));
  }

  private static int element(Span[] spans, int place, int tap) {
    int element = 0;
    int stride = 1;
    int placeLeft = place;
    int tapLeft = tap;
    for (int axis = spans.length - 1; axis >= 0; axis--) {
      Span span = spans[axis];
      int its = span.place(placeLeft % span.places(), tapLeft % span.most());
      if (its == IndexTable.NONE) {
        return its;
      }
      element += its * stride;
      stride *= span.size;
      placeLeft /= span.places();
      tapLeft /= span.most();
    }
    return element;
  }

  private static Shape output(Windows windows, Span[] spans) {
    return windows.shape(windows.channels(), Arrays.stream(spans).mapToInt(Span::places).toArray());
  }

  private static Node maximum(Graph graph, Node x, Windows windows, Span[] spans) {
    Node largest = graph.max(windows(graph, x, windows, spans, true), 2);
    return graph.reshape(largest, output(windows, spans));
  }

  private static Node scaledSum(
      Graph graph, Node x, Windows windows, Span[] spans, double[] factors) {
    Node sum = graph.sum(windows(graph, x, windows, spans, false), 2);
    Node scaled = graph.multiply(sum, graph.constant(Shape.of(factors.length, 1), factors));
    return graph.reshape(scaled, output(windows, spans));
  }
}
