package org.lamarck.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.problem.Finding;

/** Layers whose arguments are wrong or do not fit to their input: one finding in its row. */
class LayerMisfitsTest {
  @TempDir private Path folder;

  private List<String> told(String kind, String arguments, String sizes) throws IOException {
    Findings findings = new Findings();
    Network network =
        OneLayer.network(
            folder, OneLayer.yaml(kind, arguments == null ? "" : arguments, 1), findings);
    Graph graph = new Graph();
    int[] input = Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertThat(
            NetworkNodes.build(
                network, graph, List.of(graph.input("x", Shape.of(input))), findings))
        .isEmpty();
    return findings.all().stream()
        .map(Finding::toString)
        .map(line -> line.substring(line.indexOf("net.yaml")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Linear|in_features: 3|3|7|\"out_features\" is missing; add it",
        "Linear|in_features: 3, out_features: 0|3|7|out_features is 0; write a number of at"
            + " least 1",
        "Linear|in_features: 3.5, out_features: 1|3|7|in_features \"3.5\" is not a whole number",
        "Linear|in_features: 3, out_features: 2, bias: maybe|3|7|bias \"maybe\" is neither true",
        "Linear|in_features: [3, 3], out_features: 2|3|7|in_features must be a single value",
        "Linear|in_features: 3, out_features: 2|2 4|6|layer \"one\" takes 3 features and is"
            + " given",
        "Conv1d|in_channels: 1, out_channels: 1|1 5|7|\"kernel_size\" is missing; add it",
        "Conv1d|in_channels: 1, out_channels: 1, kernel_size: 2, stride: 0|1 5|7|stride is 0;"
            + " write",
        "Conv1d|in_channels: 1, out_channels: 1, kernel_size: 2, groups: 0|1 5|7|groups is 0;"
            + " write",
        "Conv1d|in_channels: 1, out_channels: 1, kernel_size: -2|1 5|7|kernel_size is -2; write",
        "Conv1d|in_channels: 1, out_channels: 1, kernel_size: 2, padding: -1|1 5|7|padding is"
            + " -1; write",
        "Conv1d|in_channels: 1, out_channels: 1, kernel_size: 2, dilation: 0|1 5|7|dilation is"
            + " 0; write",
        "Conv1d|in_channels: 2, out_channels: 1, kernel_size: 2|1 5|6|layer \"one\" takes 2"
            + " channels",
        "Conv1d|in_channels: 1, out_channels: 1, kernel_size: 7|1 5|6|\"one\" does not fit to"
            + " what it",
        "Conv1d|in_channels: 3, out_channels: 4, groups: 2, kernel_size: 2|3 5|6|\"one\" does"
            + " not fit",
        "Conv2d|in_channels: 1, out_channels: 1, kernel_size: [2, 2, 2]|1 5 5|7|kernel_size has"
            + " 3 numbers, not 2",
        "Conv2d|in_channels: 1, out_channels: 1, kernel_size: 2|5 5|6|layer \"one\" of 2 axes is"
            + " given",
        "Conv1d|in_channels: 1, out_channels: 1, kernel_size: 2, padding_mode: reflect|1"
            + " 5|7|padding_mode is reflect, which is not supported",
        "MaxPool1d|kernel_size: 9|1 5|6|the window of layer \"one\" is larger than its input",
        "MaxPool1d|kernel_size: 2, return_indices: true|1 5|7|return_indices is true, which is"
            + " not",
        "LPPool1d|kernel_size: 2, norm_type: 0|1 5|7|norm_type must be above 0",
        "AdaptiveMaxPool1d|output_size: -1|1 5|7|output_size is -1; write a number of at least"
            + " 1",
        "BatchNorm1d|num_features: 2|3|6|layer \"one\" is given an array of [3], which has no"
            + " batch",
        "BatchNorm1d|num_features: 2|4 3|6|layer \"one\" takes 2 channels and is given 3",
        "LayerNorm|normalized_shape: [3]|2 4|6|layer \"one\" takes arrays of [3] and is given"
            + " [2, 4]",
        "Dropout|p: 1|3|7|p is 1.0; give a probability below 1",
        "Softmax|dim: 2|2 3|7|dim is 2, of an array of [2, 3]; give one of its axes, from 0",
        "Bilinear|in1_features: 1, in2_features: 1, out_features: 1|1|6|layer \"one\" is given 1"
            + " inputs, not 2"
      })
  void misfitsAreToldInTheirRow(String kind, String arguments, String sizes, int row, String what)
      throws IOException {
    List<String> told = told(kind, arguments, sizes);
    assertThat(told).hasSize(1);
    String line = told.get(0);
    assertThat(line).contains(": error: " + what);
    assertThat(line).startsWith("net.yaml:" + row + ":");
  }

  @Test
  void inputsThatAreTooFewOrTooManyAreTold() throws IOException {
    for (int given : new int[] {0, 2}) {
      Findings findings = new Findings();
      Network network = OneLayer.network(folder, OneLayer.yaml("Tanh", "", 1), findings);
      Graph graph = new Graph();
      assertThat(
              NetworkNodes.build(
                  network,
                  graph,
                  Collections.nCopies(given, graph.input("x", Shape.of(1))),
                  findings))
          .isEmpty();
      assertThat(findings.all())
          .singleElement()
          .asString()
          .contains(
              given == 0
                  ? "the network takes more than the 0 arrays it is given; map its input 0"
                  : "the network takes 1 arrays and is given 2; remove the others");
    }
  }
}
