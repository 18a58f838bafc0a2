package org.lamarck.worker.network;

import java.util.Arrays;
import java.util.List;
import org.lamarck.worker.array.Convolution;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;

/** Convolutions and transposed convolutions. */
final class ConvolutionLayers {
  private ConvolutionLayers() {}

  static Node convolution(NetworkNodes nodes, Network.Layer layer, List<Node> inputs, int axes) {
    LayerArguments arguments = layer.arguments();
    arguments.only("padding_mode", "zeros", "pad the input, or use zeros");
    Windows windows = Windows.of(layer, inputs.get(0), axes);
    int[] ones = filled(axes, 1);
    int[] kernel = arguments.axes("kernel_size", axes, null);
    int[] stride = arguments.axes("stride", axes, ones);
    int[] dilation = arguments.axes("dilation", axes, ones);
    Convolution.Axis[] spans = new Convolution.Axis[axes];
    int[] places = new int[axes];
    int[] padding = padding(arguments, axes, kernel, dilation);
    for (int axis = 0; axis < axes; axis++) {
      int extent = dilation[axis] * (kernel[axis] - 1);
      int total = arguments.isText("padding", "same") ? extent : 2 * padding[axis];
      places[axis] = (windows.sizes()[axis] + total - extent - 1) / stride[axis] + 1;
      spans[axis] =
          new Convolution.Axis(
              windows.sizes()[axis],
              kernel[axis],
              stride[axis],
              padding[axis],
              dilation[axis],
              places[axis]);
    }
    int out = arguments.size("out_channels");
    int groups = arguments.size("groups", 1);
    Convolution.Geometry geometry =
        geometry(layer, windows, groups, windows.channels() / groups, out / groups, spans);
    Node weight =
        nodes.parameter(layer, "weight", weights(out, windows.channels() / groups, kernel));
    Node y =
        nodes
            .graph()
            .convolution(
                geometry,
                Convolution.Role.OUTPUT,
                nodes.graph().reshape(inputs.get(0), geometry.shape(Convolution.Role.INPUT)),
                nodes.graph().reshape(weight, geometry.shape(Convolution.Role.WEIGHT)));
    return biased(nodes, layer, nodes.graph().reshape(y, windows.shape(out, places)), out, axes);
  }

  private static int[] padding(LayerArguments arguments, int axes, int[] kernel, int[] dilation) {
    if (arguments.isText("padding", "valid")) {
      return new int[axes];
    }
    if (!arguments.isText("padding", "same")) {
      return arguments.padding("padding", axes);
    }
    int[] padding = new int[axes];
    Arrays.setAll(padding, axis -> dilation[axis] * (kernel[axis] - 1) / 2);
    return padding;
  }

  /** The adjoint of a convolution in its input: what goes in here is the output there. */
  static Node transposed(NetworkNodes nodes, Network.Layer layer, List<Node> inputs, int axes) {
    LayerArguments arguments = layer.arguments();
    arguments.only("padding_mode", "zeros", "use zeros");
    Windows windows = Windows.of(layer, inputs.get(0), axes);
    int[] ones = filled(axes, 1);
    int[] kernel = arguments.axes("kernel_size", axes, null);
    int[] stride = arguments.axes("stride", axes, ones);
    int[] dilation = arguments.axes("dilation", axes, ones);
    int[] padding = arguments.padding("padding", axes);
    int[] more = arguments.padding("output_padding", axes);
    Convolution.Axis[] spans = new Convolution.Axis[axes];
    int[] places = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      int size = windows.sizes()[axis];
      places[axis] =
          (size - 1) * stride[axis]
              - 2 * padding[axis]
              + dilation[axis] * (kernel[axis] - 1)
              + more[axis]
              + 1;
      spans[axis] =
          new Convolution.Axis(
              places[axis], kernel[axis], stride[axis], padding[axis], dilation[axis], size);
    }
    int out = arguments.size("out_channels");
    int groups = arguments.size("groups", 1);
    Convolution.Geometry geometry =
        geometry(layer, windows, groups, out / groups, windows.channels() / groups, spans);
    Node weight =
        nodes.parameter(layer, "weight", weights(windows.channels(), out / groups, kernel));
    Graph graph = nodes.graph();
    Node x =
        graph.convolution(
            geometry,
            Convolution.Role.INPUT,
            graph.reshape(weight, geometry.shape(Convolution.Role.WEIGHT)),
            graph.reshape(inputs.get(0), geometry.shape(Convolution.Role.OUTPUT)));
    return biased(nodes, layer, graph.reshape(x, windows.shape(out, places)), out, axes);
  }

  private static Convolution.Geometry geometry(
      Network.Layer layer, Windows windows, int groups, int in, int out, Convolution.Axis[] spans) {
    int expected = layer.arguments().size("in_channels");
    if (windows.channels() != expected) {
      throw new NetworkMisfit(
          layer.place(),
          "layer \"%s\" takes %d channels and is given %d"
              .formatted(layer.id(), expected, windows.channels()),
          "correct its sizes or those of the input");
    }
    Convolution.Axis one = new Convolution.Axis(1, 1, 1, 0, 1, 1);
    Convolution.Axis[] three = {one, one, one};
    System.arraycopy(spans, 0, three, 3 - spans.length, spans.length);
    return new Convolution.Geometry(windows.batch(), groups, in, out, three[0], three[1], three[2]);
  }

  private static int[] weights(int first, int second, int[] kernel) {
    int[] sizes = new int[2 + kernel.length];
    sizes[0] = first;
    sizes[1] = second;
    System.arraycopy(kernel, 0, sizes, 2, kernel.length);
    return sizes;
  }

  private static Node biased(
      NetworkNodes nodes, Network.Layer layer, Node y, int channels, int axes) {
    if (!layer.arguments().flag("bias", true)) {
      return y;
    }
    int[] sizes = filled(axes + 1, 1);
    sizes[0] = channels;
    Node bias = nodes.parameter(layer, "bias", channels);
    return nodes.graph().add(y, nodes.graph().reshape(bias, Shape.of(sizes)));
  }

  private static int[] filled(int length, int value) {
    int[] filled = new int[length];
    Arrays.fill(filled, value);
    return filled;
  }
}
