package org.lamarck.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.problem.Finding;

/** What is wrong with networks and their arrays is told in one line, with its place. */
class NetworkReaderTest {
  private static final String NETWORK =
      """
      nn_model_id: net
      inputs:
      - input_id: x
      layers:
      - layer_id: one
        layer_type: Linear
        args: {in_features: 2, out_features: 3}
      - layer_id: two
        layer_type: Linear
        args: {in_features: 3, out_features: 1}
      forward:
      - {name: x, op: placeholder, target: x, args: []}
      - {name: a, op: call_module, target: one, args: [x]}
      - {name: b, op: call_method, target: tanh, args: [a]}
      - {name: y, op: call_module, target: two, args: [b]}
      - {name: output, op: output, target: output, args: [y]}
      """;

  @TempDir Path folder;

  private List<String> told(String text, int... inputs) throws IOException {
    Path file = folder.resolve("net.yaml");
    Files.writeString(file, text);
    Findings findings = new Findings();
    NetworkReader.read(file, Place.of("problem.yaml"), findings)
        .ifPresent(
            network -> {
              Graph graph = new Graph();
              NetworkNodes.build(
                  network, graph, List.of(graph.input("x", Shape.of(inputs))), findings);
            });
    return findings.all().stream()
        .map(Finding::toString)
        .map(line -> line.replace(folder + "/", ""))
        .toList();
  }

  @Test
  void aNetworkThatFitsIsReadWithoutFindings() throws IOException {
    assertThat(told(NETWORK, 2)).isEmpty();
  }

  /** That the other name is then missing is no second fault. */
  @Test
  void twoOfOneNameAreToldOnce() throws IOException {
    assertThat(told(NETWORK.replace("layer_id: two", "layer_id: one"), 2))
        .containsExactly("net.yaml:8:3: error: there are two layers \"one\"; rename one of them");
    assertThat(told(NETWORK.replace("name: b", "name: a"), 2))
        .containsExactly("net.yaml:14:38: error: there are two \"a\"; rename one of them");
  }

  @Test
  void unknownLayersAndFunctionsAreTold() throws IOException {
    assertThat(
            told(
                NETWORK.replace(
                    "layer_type: Linear\n  args: {in_features: 3",
                    "layer_type: Linaer\n  args: {in_features: 3"),
                2))
        .first()
        .asString()
        .startsWith("net.yaml:9:15: error: layer \"two\" is of an unknown kind, \"Linaer\"; ")
        .contains("Linear");
    assertThat(told(NETWORK.replace("target: tanh", "target: tanj"), 2))
        .singleElement()
        .asString()
        .startsWith("net.yaml:14:38: error: \"tanj\" is no known function; ")
        .contains("tanh");
  }

  @Test
  void cyclesAndMissingResultsAreTold() throws IOException {
    assertThat(told(NETWORK.replace("target: one, args: [x]", "target: one, args: [b]"), 2))
        .containsExactly(
            "net.yaml:13:38: error: \"a\" needs \"b\", which stands behind it or needs it in turn;"
                + " write it before, without a cycle");
    assertThat(told(NETWORK.replace("target: one, args: [x]", "target: one, args: [q]"), 2))
        .singleElement()
        .asString()
        .startsWith("net.yaml:13:38: error: \"a\" needs \"q\", which is not there; ");
  }

  @Test
  void wrongShapesAreTold() throws IOException {
    assertThat(told(NETWORK, 5))
        .containsExactly(
            "net.yaml:6:15: error: layer \"one\" takes 2 features and is given an array of [5];"
                + " correct its sizes or those of the input");
    assertThat(told(NETWORK.replace("out_features: 3", "out_features: x"), 2))
        .containsExactly(
            "net.yaml:7:40: error: out_features \"x\" is not a number; write a number");
  }

  @Test
  void argumentsThatNothingTakesAreTold() throws IOException {
    assertThat(told(NETWORK.replace("out_features: 1}", "out_features: 1, baes: false}"), 2))
        .containsExactly(
            "net.yaml:10:49: error: \"two\" takes no \"baes\"; it takes bias, in_features,"
                + " out_features");
    assertThat(told(NETWORK.replace("args: [a]}", "args: [a], kwargs: {alpha: 2}}"), 2))
        .containsExactly("net.yaml:14:71: error: \"tanh\" takes no \"alpha\"; remove it");
    assertThat(told(NETWORK.replace("args: [b]}", "args: [b], kwargs: {scale: 2}}"), 2))
        .containsExactly("net.yaml:15:70: error: \"two\" takes no \"scale\"; remove it");
    assertThat(told(NETWORK.replace("args: [a]}", "args: [a], kwargs: {inplace: true}}"), 2))
        .isEmpty();
  }

  @Test
  void arraysAreReadAsTheyWereWritten() throws IOException {
    Map<String, ArrayData> arrays = new TreeMap<>();
    arrays.put(
        "parameters/net/one/weight",
        new ArrayData(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}));
    arrays.put("parameters/net/one/bias", new ArrayData(Shape.of(2), new double[] {-1, 1e-300}));
    arrays.put(
        "parameters/net/two/weight",
        new ArrayData(Shape.of(1, 1, 2, 2), new double[] {.1, .2, .3, .4}));
    arrays.put("inputs/x/0", new ArrayData(Shape.of(1), new double[] {Math.PI}));
    Path file = folder.resolve("arrays.hdf5");
    ArrayFile.write(file, arrays);
    Findings findings = new Findings();
    Map<String, ArrayData> read =
        ArrayFile.read(file, Place.of("problem.yaml"), findings).orElseThrow().arrays();
    assertThat(read.keySet()).isEqualTo(arrays.keySet());
    read.forEach(
        (path, data) -> {
          ArrayData written = Objects.requireNonNull(arrays.get(path));
          assertThat(data.shape()).isEqualTo(written.shape());
          assertThat(data.values()).isEqualTo(written.values());
        });
  }

  private List<String> toldOfArrays(Path file) {
    Findings findings = new Findings();
    assertThat(ArrayFile.read(file, new Place("problem.yaml", 7, 3), findings)).isEmpty();
    return findings.all().stream()
        .map(Finding::toString)
        .map(line -> line.replace(folder + "/", ""))
        .toList();
  }

  @Test
  void brokenAndMissingArrayFilesAreTold() throws IOException {
    Path file = folder.resolve("arrays.hdf5");
    assertThat(toldOfArrays(file))
        .containsExactly(
            "problem.yaml:7:3: error: file \"arrays.hdf5\" does not exist; correct the name or add"
                + " the file");
    Files.writeString(file, "no HDF5");
    assertThat(toldOfArrays(file))
        .singleElement()
        .asString()
        .startsWith("arrays.hdf5: error: not a readable HDF5 file (");
    ArrayFile.write(
        file, Map.of("parameters/net/a/weight", new ArrayData(Shape.of(50), new double[50])));
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length += 37) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThat(toldOfArrays(file)).hasSize(1);
    }
  }

  @Test
  void weightsThatAreNoNumbersAreTold() {
    Path file = folder.resolve("arrays.hdf5");
    ArrayFile.write(
        file,
        Map.of("parameters/net/a/bias", new ArrayData(Shape.of(2), new double[] {1, Double.NaN})));
    assertThat(toldOfArrays(file))
        .containsExactly(
            "arrays.hdf5: error: element 1 of array parameters/net/a/bias is NaN; give a finite"
                + " number");
  }
}
