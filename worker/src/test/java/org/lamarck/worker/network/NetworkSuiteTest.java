package org.lamarck.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Workspace;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;
import org.lamarck.worker.petab.table.SourceText;
import org.lamarck.worker.petab.table.YamlMapping;

/** The 54 networks of the PEtab-SciML test suite, three parameter sets and inputs each. */
class NetworkSuiteTest {
  private static final Path SUITE =
      Path.of("../../shared/data/petab-sciml/test_cases/ml_model_import");

  /** The suite states no tolerance; this is the one of its other parts. */
  private static final double TOLERANCE = 1e-3;

  @TestFactory
  Stream<DynamicTest> networksGiveTheValuesOfTheSuite() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(SUITE), "the PEtab-SciML test suite is not there");
    try (Stream<Path> folders = Files.list(SUITE)) {
      List<Path> cases = folders.filter(Files::isDirectory).sorted().toList();
      assertThat(cases).hasSize(54);
      return cases.stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }
  }

  private static void check(Path folder) {
    Findings findings = new Findings();
    Network network =
        NetworkReader.read(folder.resolve("net.yaml"), Place.of("suite"), findings).orElseThrow();
    YamlMapping solutions =
        YamlMapping.read(text(folder.resolve("solutions.yaml")), findings).orElseThrow();
    List<List<String>> inputs = new ArrayList<>();
    for (String key : List.of("net_input", "net_input_arg0", "net_input_arg1")) {
      if (solutions.has(key)) {
        inputs.add(names(solutions, key));
      }
    }
    List<String> outputs = names(solutions, "net_output");
    assertThat(outputs).hasSize(3);
    List<String> parameters = names(solutions, "net_ps");
    int passes = solutions.has("dropout") ? 40_000 : 1;
    for (int i = 0; i < outputs.size(); i++) {
      List<ArrayData> given = new ArrayList<>();
      for (List<String> argument : inputs) {
        given.add(arrays(folder, argument.get(i)).get("inputs/input0/data"));
      }
      Map<String, ArrayData> values =
          parameters.isEmpty() ? Map.of() : arrays(folder, parameters.get(i));
      double[] expected =
          Objects.requireNonNull(arrays(folder, outputs.get(i)).get("outputs/output0/data"))
              .values();
      double[] found = mean(network, given, values, passes);
      // of 40,000 passes the mean has a standard deviation of 1/200 of one pass's
      double bound = passes == 1 ? TOLERANCE : 2e-2;
      assertThat(found).containsExactly(expected, within(bound));
    }
  }

  private static double[] mean(
      Network network, List<ArrayData> given, Map<String, ArrayData> values, int passes) {
    Graph graph = new Graph();
    List<Node> inputs = given.stream().map(data -> graph.input("input", data.shape())).toList();
    Findings findings = new Findings();
    NetworkNodes nodes =
        NetworkNodes.build(network, graph, inputs, findings)
            .orElseThrow(() -> new AssertionError(findings.all().toString()));
    List<Node> all = new ArrayList<>(inputs);
    nodes.parameters().forEach(parameter -> all.add(parameter.node()));
    all.addAll(nodes.noise());
    Workspace workspace = ArrayPlan.compile(graph.program(all, nodes.outputs())).newWorkspace();
    for (int i = 0; i < inputs.size(); i++) {
      workspace.set(i, given.get(i).values());
    }
    for (int i = 0; i < nodes.parameters().size(); i++) {
      String path = "parameters/net0/" + nodes.parameters().get(i).path();
      ArrayData data = Objects.requireNonNull(values.get(path), path);
      assertThat(data.shape()).isEqualTo(nodes.parameters().get(i).node().shape());
      workspace.set(inputs.size() + i, data.values());
    }
    SplittableRandom random = new SplittableRandom(1);
    double[] sum = new double[nodes.outputs().get(0).shape().count()];
    for (int pass = 0; pass < passes; pass++) {
      for (int i = inputs.size() + nodes.parameters().size(); i < all.size(); i++) {
        workspace.set(i, random.doubles(all.get(i).shape().count()).toArray());
      }
      workspace.run();
      double[] found = workspace.get(0);
      for (int j = 0; j < sum.length; j++) {
        sum[j] += found[j] / passes;
      }
    }
    return sum;
  }

  private static List<String> names(YamlMapping solutions, String key) {
    Findings findings = new Findings();
    return solutions.get(key).stream()
        .flatMap(value -> value.items().stream())
        .flatMap(item -> item.text(findings).stream())
        .toList();
  }

  private static Map<String, ArrayData> arrays(Path folder, String name) {
    Findings findings = new Findings();
    return ArrayFile.read(folder.resolve(name), Place.of("suite"), findings)
        .orElseThrow(() -> new AssertionError(findings.all().toString()))
        .arrays();
  }

  private static SourceText text(Path path) {
    try {
      return new SourceText(path.toString(), Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
