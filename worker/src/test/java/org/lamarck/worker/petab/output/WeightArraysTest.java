package org.lamarck.worker.petab.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.worker.array.Shape;
import org.lamarck.worker.network.ArrayData;
import org.lamarck.worker.network.ArrayFile;
import org.lamarck.worker.petab.table.Findings;
import org.lamarck.worker.petab.table.Place;

/** Array files of networks, written with other weights and read again. */
class WeightArraysTest {
  private static final String WEIGHT = "parameters/net/layer/weight";
  private static final String BIAS = "parameters/net/layer/bias";
  private static final String INPUT = "inputs/net_input";

  @TempDir Path folder;

  private final Findings findings = new Findings();
  private Path file = Path.of("");

  @BeforeEach
  void writeArrays() {
    file = folder.resolve("net.hdf5");
    Map<String, ArrayData> arrays = new LinkedHashMap<>();
    arrays.put(WEIGHT, new ArrayData(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}));
    arrays.put(BIAS, new ArrayData(Shape.of(2), new double[] {0.1, 1.0 / 3}));
    arrays.put(INPUT, new ArrayData(Shape.of(2), new double[] {7, 8}));
    ArrayFile.write(file, arrays);
  }

  private Map<String, ArrayData> read(Path path) {
    return ArrayFile.read(path, Place.of(path.toString()), findings).orElseThrow().arrays();
  }

  private double[] written(WeightArrays weights, String array) {
    Path copy = folder.resolve("copy.hdf5");
    weights.write(copy);
    ArrayData data = Objects.requireNonNull(read(copy).get(array));
    return data.values();
  }

  private WeightArrays replaced(Map<String, Double> values, Set<String> left) {
    return new WeightArrays(file, values, left, findings);
  }

  @Test
  void aWeightIsFoundByItsIndicesLastVaryingFastest() {
    Set<String> left = new LinkedHashSet<>(List.of("net_layer_weight_1_0", "net_layer_weight_0_2"));
    WeightArrays weights =
        replaced(Map.of("net_layer_weight_1_0", -4.0, "net_layer_weight_0_2", 0.1 + 0.2), left);
    assertThat(weights.isChanged()).isTrue();
    assertThat(left).isEmpty();
    assertThat(written(weights, WEIGHT)).containsExactly(1, 2, 0.1 + 0.2, -4, 5, 6);
  }

  @Test
  void otherArraysAreWrittenAsTheyAre() {
    WeightArrays weights =
        replaced(
            Map.of("net_layer_weight_0_0", 9.0),
            new LinkedHashSet<>(Set.of("net_layer_weight_0_0")));
    assertThat(written(weights, BIAS)).containsExactly(0.1, 1.0 / 3);
    assertThat(written(weights, INPUT)).containsExactly(7, 8);
    assertThat(read(folder.resolve("copy.hdf5"))).containsOnlyKeys(WEIGHT, BIAS, INPUT);
    assertThat(findings.all()).isEmpty();
  }

  /** Inputs of networks are data: they have no parameters, whatever their names are. */
  @Test
  void whatIsNoWeightIsLeftToOthers() {
    Set<String> left = new LinkedHashSet<>(List.of("net_input_0", "k", "net_layer_weight_2_0"));
    WeightArrays weights =
        replaced(Map.of("net_input_0", 1.0, "k", 2.0, "net_layer_weight_2_0", 3.0), left);
    assertThat(weights.isChanged()).isFalse();
    assertThat(left).containsExactly("net_input_0", "k", "net_layer_weight_2_0");
    assertThat(written(weights, INPUT)).containsExactly(7, 8);
  }

  /** Of two files with the same array only the first is changed: the second finds nothing left. */
  @Test
  void aWeightThatWasTakenIsNotTakenAgain() {
    Map<String, Double> values = Map.of("net_layer_bias_1", 5.0);
    Set<String> left = new LinkedHashSet<>(values.keySet());
    assertThat(replaced(values, left).isChanged()).isTrue();
    assertThat(replaced(values, left).isChanged()).isFalse();
  }

  @Test
  void aFileThatIsNoneIsAFinding() {
    Path missing = folder.resolve("missing.hdf5");
    WeightArrays weights = new WeightArrays(missing, Map.of(), new LinkedHashSet<>(), findings);
    assertThat(weights.isChanged()).isFalse();
    assertThat(findings.all()).hasSize(1);
    assertThat(findings.all().get(0).toString()).startsWith(missing + ": error: ");
  }
}
