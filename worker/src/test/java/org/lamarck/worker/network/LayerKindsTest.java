package org.lamarck.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Workspace;
import org.lamarck.worker.petab.table.Findings;

/** Shapes of PyTorch's formulas, and gradients of every kind of layer against differences. */
class LayerKindsTest {
  @TempDir Path folder;

  private Network network(String kind, String arguments) throws IOException {
    return OneLayer.network(folder, OneLayer.yaml(kind, arguments, 1), new Findings());
  }

  private static int[] sizes(String text) {
    return Arrays.stream(text.trim().split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Identity||2 3|2 3",
        "Linear|in_features: 3, out_features: 4, bias: false|5 3|5 4",
        "Flatten|start_dim: 1, end_dim: 2|2 3 4 5|2 12 5",
        "LayerNorm|normalized_shape: [3, 4]|2 3 4|2 3 4",
        "Dropout|p: 0.3|2 3|2 3",
        "Dropout1d|p: 0.3|4 3|4 3",
        "Dropout2d|p: 0.3|2 4 3 2|2 4 3 2",
        "Dropout3d|p: 0.3|4 3 2 2|4 3 2 2",
        "AlphaDropout|p: 0.3|5|5",
        "FeatureAlphaDropout|p: 0.3|2 4 3|2 4 3",
        "Conv1d|in_channels: 4, out_channels: 6, kernel_size: 3, stride: 2, padding: 1, groups: 2|4"
            + " 9|6 5",
        "Conv1d|in_channels: 1, out_channels: 2, kernel_size: 4, padding: same|2 1 7|2 2 7",
        "Conv2d|in_channels: 2, out_channels: 3, kernel_size: [3, 2], dilation: [2, 1]|2 7 6|3 3 5",
        "Conv3d|in_channels: 1, out_channels: 2, kernel_size: 2, padding: valid|1 3 4 3|2 2 3 2",
        "ConvTranspose1d|in_channels: 2, out_channels: 4, kernel_size: 3, stride: 2, padding: 1,"
            + " output_padding: 1, groups: 2|2 5|4 10",
        "ConvTranspose2d|in_channels: 2, out_channels: 1, kernel_size: [3, 2], stride: [1, 3]|1 2 3"
            + " 2|1 1 5 5",
        "ConvTranspose3d|in_channels: 1, out_channels: 2, kernel_size: 2, dilation: 2|1 2 2 3|2 4 4"
            + " 5",
        "MaxPool1d|kernel_size: 3, stride: 2, padding: 1|2 7|2 4",
        "MaxPool2d|kernel_size: 2, ceil_mode: true|1 2 5 4|1 2 3 2",
        "MaxPool3d|kernel_size: 2, stride: 1, dilation: [1, 2, 1]|2 3 4 3|2 2 2 2",
        "AvgPool1d|kernel_size: 3, stride: 2, padding: 1, count_include_pad: false|2 7|2 4",
        "AvgPool2d|kernel_size: 2, ceil_mode: true, divisor_override: 3|2 5 4|2 3 2",
        "AvgPool3d|kernel_size: [2, 1, 2]|2 4 3 2|2 2 3 1",
        "LPPool1d|norm_type: 2, kernel_size: 2|3 6|3 3",
        "LPPool2d|norm_type: 2, kernel_size: 2, stride: 1|2 3 4|2 2 3",
        "LPPool3d|norm_type: 4, kernel_size: 2|1 2 4 2|1 1 2 1",
        "AdaptiveMaxPool1d|output_size: 3|2 7|2 3",
        "AdaptiveMaxPool2d|output_size: [2, 3]|2 5 4|2 2 3",
        "AdaptiveMaxPool3d|output_size: 2|1 3 4 2|1 2 2 2",
        "AdaptiveAvgPool1d|output_size: 4|2 7|2 4",
        "AdaptiveAvgPool2d|output_size: 2|3 2 5 4|3 2 2 2",
        "AdaptiveAvgPool3d|output_size: [1, 2, 3]|1 3 4 5|1 1 2 3",
        "BatchNorm1d|num_features: 3|4 3|4 3",
        "BatchNorm2d|num_features: 2, affine: false|2 2 3 2|2 2 3 2",
        "BatchNorm3d|num_features: 2|2 2 2 3 2|2 2 2 3 2",
        "InstanceNorm1d|num_features: 2, affine: true|2 5|2 5",
        "InstanceNorm2d|num_features: 2|3 2 2 3|3 2 2 3",
        "InstanceNorm3d|num_features: 1, affine: true|1 2 2 3|1 2 2 3",
        "ReLU||7|7",
        "ReLU6||7|7",
        "Hardtanh|min_val: -0.5, max_val: 0.7|7|7",
        "Hardswish||7|7",
        "Hardsigmoid||7|7",
        "SELU||7|7",
        "LeakyReLU|negative_slope: 0.1|7|7",
        "GELU||7|7",
        "GELU|approximate: none|7|7",
        "LogSigmoid||7|7",
        "Tanhshrink||7|7",
        "Softsign||7|7",
        "Softplus|beta: 2, threshold: 1|7|7",
        "Tanh||7|7",
        "Sigmoid||7|7",
        "Mish||7|7",
        "ELU|alpha: 2|7|7",
        "CELU|alpha: 0.5|7|7",
        "Softmax|dim: 1|2 3|2 3",
        "LogSoftmax|dim: 0|5|5",
        "SiLU||7|7"
      })
  void layersHaveTheirShapesAndGradients(String kind, String arguments, String input, String output)
      throws IOException {
    Graph graph = new Graph();
    Node x = graph.input("x", Shape.of(sizes(input)));
    Findings findings = new Findings();
    NetworkNodes nodes =
        NetworkNodes.build(
                network(kind, arguments == null ? "" : arguments), graph, List.of(x), findings)
            .orElseThrow(() -> new AssertionError(findings.all().toString()));
    Node y = nodes.outputs().get(0);
    assertThat(y.shape()).isEqualTo(Shape.of(sizes(output)));

    List<Node> differentiated = new ArrayList<>(List.of(x));
    nodes.parameters().forEach(parameter -> differentiated.add(parameter.node()));
    List<Node> inputs = new ArrayList<>(differentiated);
    inputs.addAll(nodes.noise());
    Node weights = graph.input("w", y.shape());
    inputs.add(weights);
    Node loss = graph.sum(graph.multiply(y, weights));
    List<Node> outputs = new ArrayList<>(List.of(loss));
    outputs.addAll(graph.gradient(loss, differentiated));
    Workspace workspace = ArrayPlan.compile(graph.program(inputs, outputs)).newWorkspace();
    Random random = new Random(7);
    List<double[]> values = new ArrayList<>();
    for (Node node : inputs) {
      boolean isNoise = nodes.noise().contains(node);
      values.add(random.doubles(node.shape().count(), isNoise ? 0 : -2, isNoise ? 1 : 2).toArray());
    }
    double h = 1e-6;
    for (int i = 0; i < differentiated.size(); i++) {
      double[] gradient = gradient(workspace, values, i);
      for (int j = 0; j < gradient.length; j++) {
        double difference =
            (loss(workspace, values, i, j, h) - loss(workspace, values, i, j, -h)) / (2 * h);
        // truncation h², rounding 1e-16/h, both times values of order 100
        assertThat(gradient[j]).isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
      }
    }
  }

  private static double[] gradient(Workspace workspace, List<double[]> values, int input) {
    for (int i = 0; i < values.size(); i++) {
      workspace.set(i, values.get(i));
    }
    workspace.run();
    return workspace.get(1 + input);
  }

  private static double loss(
      Workspace workspace, List<double[]> values, int input, int element, double h) {
    double[] moved = values.get(input).clone();
    moved[element] += h;
    workspace.set(input, moved);
    workspace.run();
    workspace.set(input, values.get(input));
    return workspace.get(0, 0);
  }

  @Test
  void everyKindIsTested() throws NoSuchMethodException {
    CsvSource source =
        LayerKindsTest.class
            .getDeclaredMethod(
                "layersHaveTheirShapesAndGradients",
                String.class,
                String.class,
                String.class,
                String.class)
            .getAnnotation(CsvSource.class);
    TreeSet<String> tested = new TreeSet<>(List.of("Bilinear")); // two inputs: in the suite
    for (String line : source.value()) {
      tested.add(line.substring(0, line.indexOf('|')));
    }
    assertThat(tested).isEqualTo(LayerKinds.names());
  }
}
