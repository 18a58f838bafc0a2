package org.lamarck.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.Finding;

/**
 * Files of networks with one value spoilt: either they are networks, or a line says what is wrong.
 */
class NetworkFuzzTest {
  private static final List<String> ODD =
      List.of("", "0", "-1", "99999999999", "2147483647", "nan", "[1, 2, 3, 4]", "{a: 1}");

  private static final Pattern VALUE = Pattern.compile("(?<=[:,\\[] )[^ ,{}\\[\\]]+(?=[,}\\]\\n])");

  @TempDir private Path folder;

  private Findings read(String yaml, int... input) throws IOException {
    Path file = Files.writeString(folder.resolve("net.yaml"), yaml);
    Findings findings = new Findings();
    Optional<Network> network = NetworkReader.read(file, Place.of("problem.yaml"), findings);
    if (network.isPresent()) {
      Graph graph = new Graph();
      Node x = graph.input("x", Shape.of(input));
      Optional<NetworkNodes> nodes = NetworkNodes.build(network.get(), graph, List.of(x), findings);
      assertThat(nodes.isPresent()).as(findings.all().toString()).isEqualTo(!findings.hasErrors());
    } else {
      assertThat(findings.hasErrors()).isTrue();
    }
    return findings;
  }

  private void requireNoSurprise(String yaml, int... input) throws IOException {
    assertThat(read(yaml, input).all()).as("the file as it is").isEmpty();
    Matcher values = VALUE.matcher(yaml);
    int spoilt = 0;
    while (values.find()) {
      for (String odd : ODD) {
        String other = yaml.substring(0, values.start()) + odd + yaml.substring(values.end());
        for (Finding finding : read(other, input).all()) {
          // a place in the file, what is wrong and what to do
          assertThat(finding.toString())
              .matches("(?s).*net\\.yaml(:\\d+:\\d+)?: (error|warning): .+; .+");
        }
        spoilt++;
      }
    }
    assertThat(spoilt).isGreaterThan(70);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Linear|in_features: 3, out_features: 4, bias: false|5 3",
        "Flatten|start_dim: 1, end_dim: 2|2 3 4 5",
        "LayerNorm|normalized_shape: [3, 4], eps: 1e-3|2 3 4",
        "Conv1d|in_channels: 4, out_channels: 6, kernel_size: 3, stride: 2, padding: 1, groups: 2|4"
            + " 9",
        "Conv2d|in_channels: 2, out_channels: 3, kernel_size: [3, 2], dilation: [2, 1]|2 7 6",
        "ConvTranspose1d|in_channels: 2, out_channels: 4, kernel_size: 3, stride: 2,"
            + " output_padding: 1|2 5",
        "MaxPool1d|kernel_size: 3, stride: 2, padding: 1, dilation: 1, ceil_mode: true|2 7",
        "AvgPool2d|kernel_size: 2, count_include_pad: false, divisor_override: 3|2 5 4",
        "LPPool1d|norm_type: 2, kernel_size: 2|3 6",
        "AdaptiveAvgPool2d|output_size: 2|3 2 5 4",
        "BatchNorm1d|num_features: 3, eps: 0.1, affine: true|4 3",
        "AlphaDropout|p: 0.3|5",
        "Softmax|dim: 1|2 3",
        "Softplus|beta: 2, threshold: 1|7",
        "Hardtanh|min_val: -0.5, max_val: 0.7|7",
        "GELU|approximate: none|7"
      })
  void spoiltLayersAreNetworksOrAreTold(String kind, String arguments, String sizes)
      throws IOException {
    int[] input = Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray();
    requireNoSurprise(OneLayer.yaml(kind, arguments, 1), input);
  }

  @Test
  void spoiltFunctionsAreNetworksOrAreTold() throws IOException {
    List<String> calls = new ArrayList<>();
    calls.add("- {name: x, op: placeholder, target: x, args: [], kwargs: {}}");
    calls.add("- {name: a, op: call_function, target: add, args: [ x, 2 ], kwargs: {}}");
    calls.add("- {name: b, op: call_method, target: softmax, args: [ a ], kwargs: {dim: 0}}");
    calls.add("- {name: c, op: call_function, target: cat, args: [ a, b ], kwargs: {dim: 0}}");
    calls.add("- {name: d, op: call_function, target: truediv, args: [ c, a ], kwargs: {}}");
    calls.add("- {name: output, op: output, target: output, args: [ b ], kwargs: {}}");
    calls.remove(4); // six elements over three do not fit
    requireNoSurprise(
        "nn_model_id: net\ninputs:\n- {input_id: x}\nlayers: []\nforward:\n"
            + String.join("\n", calls)
            + "\n",
        3);
  }
}
