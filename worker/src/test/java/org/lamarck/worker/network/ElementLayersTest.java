package org.lamarck.worker.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.array.Graph;
import org.lamarck.worker.array.Node;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.array.plan.ArrayPlan;
import org.lamarck.worker.array.plan.Workspace;
import org.lamarck.worker.petab.table.Findings;

/** Activations, dense and norm layers, and dropouts against formulas written directly. */
class ElementLayersTest {
  private static final double[] POINTS = {-40, -7, -3, -1, -0.3, 0, 0.2, 1, 2.9, 3, 6, 6.5, 19, 40};

  /** Some roundings of values of order 1. */
  private static final double ROUNDING = 1e-13;

  @TempDir private Path folder;

  private final RandomStream random = RandomStream.of(17);

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static Arguments one(String kind, String arguments, DoubleUnaryOperator formula) {
    return Arguments.of(kind, arguments, formula);
  }

  /** From PyTorch's documentation, with other functions of Java where that has them. */
  static Stream<Arguments> activations() {
    double lambda = 1.0507009873554805;
    double alpha = 1.6732632423543772;
    return Stream.of(
        one("ReLU", "", x -> Math.max(x, 0)),
        one("ReLU6", "", x -> Math.min(Math.max(x, 0), 6)),
        one("Hardtanh", "", x -> Math.min(Math.max(x, -1), 1)),
        one("Hardtanh", "min_val: -0.5, max_val: 2", x -> Math.min(Math.max(x, -0.5), 2)),
        one("Hardsigmoid", "", x -> Math.min(Math.max(x + 3, 0), 6) / 6),
        one("Hardswish", "", x -> x * Math.min(Math.max(x + 3, 0), 6) / 6),
        one("SELU", "", x -> lambda * (x > 0 ? x : alpha * Math.expm1(x))),
        one("ELU", "alpha: 2", x -> x > 0 ? x : 2 * Math.expm1(x)),
        one("CELU", "alpha: 0.5", x -> Math.max(x, 0) + Math.min(0, 0.5 * Math.expm1(x / 0.5))),
        one("LeakyReLU", "", x -> x > 0 ? x : 0.01 * x),
        one("LeakyReLU", "negative_slope: 0.2", x -> x > 0 ? x : 0.2 * x),
        one("Softsign", "", x -> x / (1 + Math.abs(x))),
        one("Softplus", "", ElementLayersTest::softplus),
        one("Softplus", "beta: 3", x -> softplus(3 * x) / 3),
        one("Tanh", "", Math::tanh),
        one("Tanhshrink", "", x -> x - Math.tanh(x)),
        one("Sigmoid", "", ElementLayersTest::logistic),
        one("SiLU", "", x -> x * logistic(x)),
        one("LogSigmoid", "", x -> -softplus(-x)),
        one("Mish", "", x -> x * Math.tanh(softplus(x))),
        one("GELU", "approximate: none", x -> x / 2 * (1 + Erf.erf(x / Math.sqrt(2)))),
        one(
            "GELU",
            "",
            x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))));
  }

  private Workspace compiled(String kind, String arguments, int count, boolean slopes)
      throws IOException {
    Findings findings = new Findings();
    Graph graph = new Graph();
    Node x = graph.input("x", Shape.of(count));
    Network network = OneLayer.network(folder, OneLayer.yaml(kind, arguments, 1), findings);
    Node y =
        NetworkNodes.build(network, graph, List.of(x), findings).orElseThrow().outputs().get(0);
    Node result = slopes ? graph.gradient(graph.sum(y), List.of(x)).get(0) : y;
    return ArrayPlan.compile(graph.program(List.of(x), List.of(result))).newWorkspace();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsAreTheirFormulas(String kind, String arguments, DoubleUnaryOperator formula)
      throws IOException {
    Workspace workspace = compiled(kind, arguments, POINTS.length, false);
    workspace.set(0, POINTS);
    workspace.run();
    for (int i = 0; i < POINTS.length; i++) {
      double expected = formula.applyAsDouble(POINTS[i]);
      // differences such as exp(x) − 1 lose digits where they are small
      assertThat(workspace.get(0, i))
          .as("at %s", POINTS[i])
          .isCloseTo(expected, within(1e-15 + ROUNDING * Math.abs(expected)));
    }
  }

  /** A weight that has run away is a large value or slope, no missing one. */
  @ParameterizedTest
  @MethodSource("activations")
  void activationsAndTheirSlopesAreFiniteFarOut(
      String kind, String arguments, DoubleUnaryOperator formula) throws IOException {
    double[] far = {-1e4, -800, 800, 1e4};
    for (boolean slopes : new boolean[] {false, true}) {
      Workspace workspace = compiled(kind, arguments, far.length, slopes);
      workspace.set(0, far);
      workspace.run();
      for (int i = 0; i < far.length; i++) {
        assertThat(workspace.get(0, i)).as("%s at %s", slopes, far[i]).isFinite();
        if (!slopes) {
          assertThat(workspace.get(0, i))
              .isCloseTo(formula.applyAsDouble(far[i]), within(1e-9 * Math.abs(far[i])));
        }
      }
    }
  }

  @Test
  void linearLayersMultiplyTheLastAxis() throws IOException {
    OneLayer run =
        OneLayer.run(
            folder, random, "Linear", "in_features: 3, out_features: 4", new int[] {2, 5, 3});
    assertThat(run.sizes()).containsExactly(2, 5, 4);
    for (int e = 0; e < run.output().length; e++) {
      double sum = run.parameter("bias")[e % 4];
      for (int j = 0; j < 3; j++) {
        sum += run.parameter("weight")[e % 4 * 3 + j] * run.x()[e / 4 * 3 + j];
      }
      assertThat(run.output()[e]).isCloseTo(sum, within(ROUNDING));
    }
  }

  @Test
  void bilinearLayersMultiplyBothInputs() throws IOException {
    OneLayer run =
        OneLayer.run(
            folder,
            random,
            "Bilinear",
            "in1_features: 3, in2_features: 2, out_features: 4",
            new int[] {5, 3},
            new int[] {5, 2});
    assertThat(run.sizes()).containsExactly(5, 4);
    for (int e = 0; e < run.output().length; e++) {
      double sum = run.parameter("bias")[e % 4];
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 2; j++) {
          sum +=
              run.input(0)[e / 4 * 3 + i]
                  * run.parameter("weight")[(e % 4 * 3 + i) * 2 + j]
                  * run.input(1)[e / 4 * 2 + j];
        }
      }
      assertThat(run.output()[e]).isCloseTo(sum, within(ROUNDING));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"Softmax|dim: 0", "Softmax|dim: -1", "LogSoftmax|dim: 1", "LogSoftmax|dim: -2"})
  void softmaxIsAShareOfPowers(String kind, String arguments) throws IOException {
    OneLayer run = OneLayer.run(folder, random, kind, arguments, new int[] {3, 4});
    boolean alongRows = arguments.endsWith(" 1") || arguments.endsWith("-1");
    for (int e = 0; e < 12; e++) {
      double total = 0;
      for (int other = 0; other < 12; other++) {
        boolean together = alongRows ? other / 4 == e / 4 : other % 4 == e % 4;
        total += together ? Math.exp(run.x()[other]) : 0;
      }
      double share = Math.exp(run.x()[e]) / total;
      assertThat(run.output()[e])
          .isCloseTo(kind.equals("Softmax") ? share : Math.log(share), within(ROUNDING));
    }
  }

  @Test
  void softmaxOfLargeNumbersIsThatOfTheirDifferences() throws IOException {
    Workspace workspace = compiled("Softmax", "dim: 0", 3, false);
    workspace.set(0, 1000, 1000 + Math.log(2), -1e5);
    workspace.run();
    // ln 2 has lost three digits beside 1000
    assertThat(workspace.get(0)).containsExactly(new double[] {1 / 3.0, 2 / 3.0, 0}, within(1e-12));
  }

  /** Which elements share a mean: by the indices of an element, a key. */
  private static Map<String, List<Integer>> groups(int[] sizes, boolean... kept) {
    Map<String, List<Integer>> groups = new TreeMap<>();
    int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    for (int e = 0; e < count; e++) {
      StringBuilder key = new StringBuilder();
      int left = e;
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        key.append(kept[axis] ? left % sizes[axis] : "").append(',');
        left /= sizes[axis];
      }
      groups.computeIfAbsent(key.toString(), k -> new ArrayList<>()).add(e);
    }
    return groups;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BatchNorm2d|num_features: 3, eps: 0.01|false true false false|1",
        "InstanceNorm2d|num_features: 3, affine: true, eps: 0.01|true true false false|1",
        "LayerNorm|normalized_shape: [4, 2], eps: 0.01|true true false false|2"
      })
  void normsBringMeansToZeroAndVariancesToOne(
      String kind, String arguments, String kept, int firstWeighted) throws IOException {
    int[] sizes = {2, 3, 4, 2};
    OneLayer run = OneLayer.run(folder, random, kind, arguments, sizes);
    boolean[] axes = new boolean[4];
    for (int axis = 0; axis < 4; axis++) {
      axes[axis] = kept.split(" ", -1)[axis].equals("true");
    }
    for (List<Integer> group : groups(sizes, axes).values()) {
      double mean = group.stream().mapToDouble(e -> run.x()[e]).average().orElseThrow();
      double variance =
          group.stream()
              .mapToDouble(e -> (run.x()[e] - mean) * (run.x()[e] - mean))
              .average()
              .orElseThrow();
      for (int e : group) {
        int weight = firstWeighted == 1 ? e / 8 % 3 : e % 8; // of a channel, or an element
        double expected =
            (run.x()[e] - mean) / Math.sqrt(variance + 0.01) * run.parameter("weight")[weight]
                + run.parameter("bias")[weight];
        assertThat(run.output()[e]).isCloseTo(expected, within(ROUNDING));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"Dropout, 24", "Dropout1d, 8", "Dropout2d, 2"}) // of 2 × 4 × 3
  void dropoutsLeaveOutWhereTheNoiseIsBelow(String kind, int draws) throws IOException {
    OneLayer run = OneLayer.run(folder, random, kind, "p: 0.3", new int[] {2, 4, 3});
    assertThat(run.noise()).hasSize(draws);
    for (int e = 0; e < 24; e++) {
      boolean kept = run.noise()[e / (24 / draws)] >= 0.3;
      assertThat(run.output()[e]).isCloseTo(kept ? run.x()[e] / 0.7 : 0, within(ROUNDING));
    }
  }

  @Test
  void dropoutOfNothingAsksForNoNoise() throws IOException {
    OneLayer run = OneLayer.run(folder, random, "Dropout", "p: 0", new int[] {2, 3});
    assertThat(run.noises()).isZero();
    assertThat(run.output()).isEqualTo(run.x());
  }

  /** Numbers of mean 0 and variance 1 stay so: the mean over what is left out and what is kept. */
  @ParameterizedTest
  @CsvSource({"0.1", "0.5", "0.8"})
  void alphaDropoutsKeepMeanAndVariance(double p) throws IOException {
    OneLayer run = OneLayer.run(folder, random, "AlphaDropout", "p: " + p, new int[] {200});
    double saturated = -1.0507009873554805 * 1.6732632423543772;
    int kept = IntStream.range(0, 200).filter(e -> run.noise()[e] >= p).findFirst().orElseThrow();
    int left = IntStream.range(0, 200).filter(e -> run.noise()[e] < p).findFirst().orElseThrow();
    double b = run.output()[left];
    int other =
        IntStream.range(kept + 1, 200).filter(e -> run.noise()[e] >= p).findFirst().orElseThrow();
    double a = (run.output()[kept] - run.output()[other]) / (run.x()[kept] - run.x()[other]);
    double offset = run.output()[kept] - a * run.x()[kept];
    assertThat(b).isCloseTo(a * saturated + offset, within(1e-11));
    // E = (1 − p)(a·0 + offset) + p b, E² likewise with a² + offset²
    assertThat((1 - p) * offset + p * b).isCloseTo(0, within(1e-11));
    assertThat((1 - p) * (a * a + offset * offset) + p * b * b).isCloseTo(1, within(1e-11));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"|2 3 4 5|2 60", "start_dim: 0|2 3 4|24", "start_dim: 2, end_dim: 3|2 3 4 5|2 3 20"})
  void flatteningChangesTheShapeAlone(String arguments, String before, String after)
      throws IOException {
    int[] sizes = Arrays.stream(before.split(" ")).mapToInt(Integer::parseInt).toArray();
    OneLayer run =
        OneLayer.run(folder, random, "Flatten", arguments == null ? "" : arguments, sizes);
    assertThat(run.sizes())
        .isEqualTo(Arrays.stream(after.split(" ")).mapToInt(Integer::parseInt).toArray());
    assertThat(run.output()).isEqualTo(run.x());
  }
}
