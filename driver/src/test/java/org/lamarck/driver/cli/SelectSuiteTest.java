package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.driver.PublicData;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The public suite of PEtab Select, by the command that a user runs. */
class SelectSuiteTest {
  /**
   * The expected files were made by another optimizer, which ends within so much of the minimum.
   */
  private static final double VALUE = 1e-6;

  /** An optimum that is so near in value is √ of that near in its parameters. */
  private static final double ESTIMATE = 1e-3;

  @TempDir private Path folder;

  private static Map<?, ?> yaml(String text) {
    return (Map<?, ?>)
        Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static Map<?, ?> inner(Map<?, ?> object, String key) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(key), key);
  }

  private static double number(Map<?, ?> object, String key) {
    return ((Number) Objects.requireNonNull(object.get(key), key)).doubleValue();
  }

  private Map<?, ?> selected(String test, String... more) throws IOException {
    String out = folder.resolve(test).toString();
    String[] command = new String[4 + more.length];
    command[0] = "select";
    command[1] = PublicData.at("petab-select/test_cases/" + test) + "/petab_select_problem.yaml";
    command[2] = "--out";
    command[3] = out;
    System.arraycopy(more, 0, command, 4, more.length);
    Terminal terminal = lamarck(command);
    assertThat(terminal.code()).as(terminal.err()).isZero();
    return yaml(Files.readString(Path.of(out, "selected_model.yaml")));
  }

  private static Map<?, ?> expected(String test) throws IOException {
    Path file = PublicData.at("petab-select/test_cases/" + test + "/expected.yaml");
    return yaml(Files.readString(file));
  }

  private static Map<String, Object> settings(Map<?, ?> model) {
    Map<String, Object> settings = new LinkedHashMap<>();
    inner(model, "parameters")
        .forEach(
            (id, value) ->
                settings.put(
                    (String) id,
                    value instanceof Number number ? (Object) number.doubleValue() : value));
    return settings;
  }

  private static void check(Map<?, ?> model, Map<?, ?> expected, double value, double estimate) {
    for (String key : new String[] {"model_subspace_id", "model_subspace_indices", "model_hash"}) {
      assertThat(model.get(key)).as(key).isEqualTo(expected.get(key));
    }
    assertThat(settings(model)).isEqualTo(settings(expected));
    inner(expected, "criteria")
        .forEach(
            (criterion, known) ->
                assertThat(number(inner(model, "criteria"), (String) criterion))
                    .as("%s", criterion)
                    .isCloseTo(((Number) known).doubleValue(), within(value)));
    Map<?, ?> estimates = inner(model, "estimated_parameters");
    Map<?, ?> known = inner(expected, "estimated_parameters");
    assertThat(estimates.keySet()).isEqualTo(known.keySet());
    for (Object id : known.keySet()) {
      double target = number(known, (String) id);
      assertThat(number(estimates, (String) id))
          .as("%s", id)
          .isCloseTo(target, within(estimate * Math.abs(target)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"})
  void everyCaseHasItsModel(String test) throws IOException {
    Map<?, ?> model = selected(test, "--starts", "3");
    Map<?, ?> expected = expected(test);
    check(model, expected, VALUE, ESTIMATE);
    for (String key : new String[] {"iteration", "predecessor_model_hash"}) {
      assertThat(model.get(key)).as(key).isEqualTo(expected.get(key));
    }
  }

  /**
   * Of 2³² models, from the predecessor of the suite. The way is that of the expected summary up to
   * steps between models that are as good: methods, numbers of candidates, and values within what
   * such models differ by.
   */
  @Test
  @Tag("slow")
  void theLargeCaseHasItsModelAndItsWay() throws IOException {
    Map<?, ?> expected = expected("0009");
    Map<?, ?> model = selected("0009", "--starts", "0");
    check(model, expected, VALUE, ESTIMATE);
    assertThat(model.get("iteration")).isEqualTo(expected.get("iteration"));
    List<String> known =
        Files.readAllLines(PublicData.at("petab-select/test_cases/0009/expected_summary.tsv"));
    List<String> steps = Files.readAllLines(folder.resolve("0009").resolve("steps.tsv"));
    assertThat(steps).hasSize(known.size() - 1); // the reference looks once more at the end
    for (int i = 1; i < steps.size(); i++) {
      String[] step = steps.get(i).split("\t", -1);
      String[] row = known.get(i).split("\t", -1);
      assertThat(step[1]).as("method of row %d", i).isEqualTo(row[0]);
      assertThat(step[2]).as("candidates of row %d", i).isEqualTo(row[1]);
      if (i > 1) {
        assertThat(Double.parseDouble(step[4])).isCloseTo(Double.parseDouble(row[3]), within(2e-3));
      }
    }
  }
}
