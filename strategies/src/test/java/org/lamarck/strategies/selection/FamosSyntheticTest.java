package org.lamarck.strategies.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The synthetic FAMoS problem of petab_select 0.4.0, whose calibrations are a table: the way of the
 * search must be that of the reference, step by step.
 */
class FamosSyntheticTest {
  private static final String FOLDER = "unit/famos_synthetic/";

  /** Where the problem file begins. */
  private static final String FIRST = "1100110111000111";

  private static final List<Set<String>> SWAPS =
      List.of(
          Set.of("ro_A", "mu_BA", "mu_CA", "mu_DA"),
          Set.of("ro_B", "mu_AB", "mu_CB", "mu_DB"),
          Set.of("ro_C", "mu_AC", "mu_BC", "mu_DC"),
          Set.of("ro_D", "mu_AD", "mu_BD", "mu_CD"));

  /** Method and the numbers, from 1, of the parameters that changed: test_famos.py of 0.4.0. */
  private static final List<String> EXPECTED =
      List.of(
          "lateral",
          "lateral 4 15",
          "lateral 9 13",
          "forward",
          "forward 3",
          "forward 11",
          "backward",
          "backward 6",
          "backward 10",
          "backward 8",
          "backward 14",
          "backward 1",
          "backward 16",
          "backward 4",
          "forward",
          "lateral",
          "most_distant 2 3 4 5 6 7 9 11 12 13 15",
          "lateral 7 16",
          "lateral 5 12",
          "lateral 13 15",
          "lateral 1 6",
          "forward",
          "forward 3",
          "forward 7",
          "forward 2",
          "forward 11",
          "backward",
          "backward 7",
          "backward 16",
          "backward 4",
          "forward",
          "lateral",
          "lateral 9 15",
          "forward",
          "backward",
          "lateral");

  private static MethodScheme scheme() {
    return new MethodScheme(
        List.of(
            MethodScheme.Rule.of(Method.LATERAL, Method.BACKWARD, Method.FORWARD),
            MethodScheme.Rule.of(Method.LATERAL, Method.FORWARD, Method.BACKWARD),
            MethodScheme.Rule.of(null, Method.BACKWARD, Method.LATERAL),
            MethodScheme.Rule.of(null, Method.FORWARD, Method.LATERAL),
            MethodScheme.Rule.of(Method.BACKWARD, Method.FORWARD),
            MethodScheme.Rule.of(Method.FORWARD, Method.BACKWARD),
            MethodScheme.Rule.of(Method.FORWARD, Method.LATERAL),
            MethodScheme.Rule.of(Method.LATERAL, Method.MOST_DISTANT),
            MethodScheme.Rule.of(Method.LATERAL)));
  }

  private static Map<String, Double> values() throws IOException {
    Map<String, Double> values = new HashMap<>();
    List<String> lines =
        Files.readAllLines(Spaces.file(FOLDER + "test_files/calibration_results.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      values.put(cells[0], Double.valueOf(cells[1]));
    }
    return values;
  }

  private static ModelSearch searched() throws IOException {
    ModelSpace space = Spaces.read(Spaces.file(FOLDER + "select/model_space_FAMoS_2019.tsv"));
    Map<String, Double> values = values();
    CandidateModel first =
        space.subspaces().get(0).model(new ModelHash("model_subspace_1", FIRST).options());
    SelectionSettings settings =
        SelectionSettings.of(Criterion.AICC, new FamosSettings(scheme(), List.of(), SWAPS, 1, true))
            .from(first, 30332.80096997364); // predecessor_model.yaml
    ModelSearch search = ModelSearch.begin(settings, space);
    while (search.ending().isEmpty()) {
      List<Double> told = new ArrayList<>();
      for (CandidateModel model : search.candidates()) {
        assertThat(values)
            .as("a model that the reference calibrated")
            .containsKey(model.toString());
        told.add(values.get(model.toString()));
      }
      search = search.tell(told);
    }
    return search;
  }

  @Test
  void theWayIsThatOfTheReference() throws IOException {
    ModelSearch search = searched();
    List<String> parameters = List.copyOf(search.best().orElseThrow().model().settings().keySet());
    List<String> steps =
        search.steps().stream()
            .map(
                step ->
                    step.method().word()
                        + step.changes().stream()
                            .map(id -> 1 + parameters.indexOf(id))
                            .collect(Collectors.toCollection(TreeSet::new))
                            .stream()
                            .map(number -> " " + number)
                            .collect(Collectors.joining()))
            .toList();
    assertThat(steps).isEqualTo(EXPECTED);
    assertThat(search.ending()).contains(ModelSearch.Ending.FINISHED);
  }

  /** The model that made the data: 2, 3, 5, 11 and 13 of 16, with the least of all values known. */
  @Test
  void theModelThatMadeTheDataIsFound() throws IOException {
    Calibrated best = searched().best().orElseThrow();
    assertThat(best.model()).hasToString("model_subspace_1-0110100000101000");
    assertThat(best.value())
        .isEqualTo(values().values().stream().min(Double::compare).orElseThrow());
  }

  /** Only what was asked for is told; the reference's table has the first model beside them. */
  @Test
  void everyModelOfTheTableIsAskedForOnce() throws IOException {
    Set<String> asked =
        searched().calibrated().stream()
            .map(one -> one.model().toString())
            .collect(Collectors.toSet());
    assertThat(values().keySet()).containsAll(asked);
    assertThat(asked).hasSizeGreaterThan(values().size() - 10);
  }
}
