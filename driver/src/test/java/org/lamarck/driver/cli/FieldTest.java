package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.PublicData;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Situations of public bug reports, rebuilt in small inputs beside their right answers: folders
 * with an {@code expected.json} each, which says how its values were had.
 */
class FieldTest {
  /** What a refusal says where one is as right as the values. */
  private static final Map<String, String> REFUSALS =
      Map.of(
          "no-stoichiometry", "the stoichiometry of A is missing",
          "bouncing-rest", "ever faster");

  private static final String LIMIT = "120s";

  @TempDir private Path folder;

  /** An input and what is expected of it. */
  private record Input(Path folder, Map<?, ?> expected) {
    static Input of(Path folder) throws IOException {
      Load load = new Load(LoadSettings.builder().build()); // JSON is YAML
      return new Input(
          folder,
          (Map<?, ?>) load.loadFromString(Files.readString(folder.resolve("expected.json"))));
    }

    String name() {
      return String.valueOf(folder.getFileName());
    }

    boolean has(String key) {
      return expected.get(key) != null;
    }

    double number(String key, double otherwise) {
      return expected.get(key) instanceof Number number ? number.doubleValue() : otherwise;
    }

    String file(String file) {
      return folder.resolve(file).toString();
    }

    boolean isFit() {
      return has("fit") || has("best_llh_at_least");
    }
  }

  private static Stream<DynamicTest> tests(boolean fits, Check check) throws IOException {
    Path field = PublicData.root().resolve("field");
    if (!Files.isDirectory(field)) {
      return Stream.of(
          dynamicTest(
              "inputs", () -> assumeTrue(false, "the inputs are not there; set lamarck.data")));
    }
    List<Input> inputs = new ArrayList<>();
    try (Stream<Path> folders = Files.list(field)) {
      for (Path one : folders.filter(Files::isDirectory).sorted().toList()) {
        inputs.add(Input.of(one));
      }
    }
    return inputs.stream()
        .filter(input -> input.isFit() == fits)
        .map(input -> dynamicTest(input.name(), () -> check.run(input)));
  }

  private interface Check {
    void run(Input input) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> everyInputGivesItsValuesOrIsRefusedWithItsReason() throws IOException {
    return tests(false, this::requireValues);
  }

  @TestFactory
  @Tag("slow")
  Stream<DynamicTest> everyFitEndsAtItsOptimum() throws IOException {
    return tests(true, this::requireFit);
  }

  private void requireValues(Input input) {
    if (input.has("simulate")) {
      requireCourse(input);
    } else if (input.has("archive")) {
      String archive = input.file(String.valueOf(input.expected().get("archive")));
      requireRefusalUnless(input, lamarck("evaluate", archive, "--json"));
    } else {
      Terminal evaluated =
          lamarck("evaluate", input.file("problem.yaml"), "--derivatives", "gradient", "--json");
      if (input.has("refuse")) {
        requireRefusalUnless(input, evaluated);
      } else {
        requireLikelihood(input, evaluated, input.number("llh", Double.NaN));
      }
    }
  }

  /** A refusal, or the value where that is as right. */
  private static void requireRefusalUnless(Input input, Terminal ran) {
    if (ran.code() == 0) {
      double llh = input.number("or_llh", input.number("llh", Double.NaN));
      double read = number(json(ran), "llh");
      assertThat(Double.isNaN(llh) || Math.abs(read - llh) <= 1e-6 * Math.abs(llh))
          .as("%s for %s", read, llh)
          .isTrue();
      return;
    }
    assertThat(ran.code()).isEqualTo((int) input.number("exit", ExitCode.BAD_INPUT));
    assertThat(ran.err()).contains(String.valueOf(input.expected().get("message")));
    assertThat(ran.err()).doesNotContain("\tat ");
  }

  private static double number(Map<?, ?> object, Object key) {
    return ((Number) Objects.requireNonNull(object.get(key))).doubleValue();
  }

  private static Map<?, ?> map(Map<?, ?> object, Object key) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(key));
  }

  private static Map<?, ?> json(Terminal ran) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(ran.out());
  }

  private static void requireLikelihood(Input input, Terminal ran, double llh) {
    assertThat(ran.code()).as(ran.err()).isZero();
    Map<?, ?> json = json(ran);
    double rtol = input.number("rtol", 1e-6);
    assertThat(number(json, "llh")).isCloseTo(llh, within(rtol * Math.abs(llh)));
    if (input.expected().get("gradient") instanceof Map<?, ?> gradient) {
      Map<?, ?> own = map(json, "gradient");
      gradient.forEach(
          (id, slope) -> {
            double expected = ((Number) slope).doubleValue();
            assertThat(number(own, id))
                .as("slope by %s", id)
                .isCloseTo(expected, within(rtol * Math.abs(expected)));
          });
    }
  }

  private static void requireCourse(Input input) {
    Map<?, ?> simulate = map(input.expected(), "simulate");
    List<?> variables = (List<?>) Objects.requireNonNull(simulate.get("variables"));
    List<String> names = variables.stream().map(String::valueOf).toList();
    Terminal ran =
        lamarck(
            "simulate",
            input.file("model.xml"),
            "--end",
            String.valueOf(simulate.get("end")),
            "--steps",
            String.valueOf(simulate.get("steps")),
            "--variables",
            String.join(",", names));
    String refusal = REFUSALS.get(input.name());
    if (ran.code() != 0 && refusal != null && input.has("or_refuse")) {
      assertThat(ran.err()).contains(refusal).doesNotContain("\tat ");
      return;
    }
    assertThat(ran.code()).as(ran.err()).isZero();
    List<String> lines = ran.out().lines().toList();
    List<String> header = List.of(lines.get(0).split(",", -1));
    double rtol = input.number("rtol", 1e-7);
    double atol = input.number("atol", 0);
    Map<?, ?> values = map(input.expected(), "values");
    values.forEach(
        (id, course) -> {
          int column = header.indexOf(String.valueOf(id));
          List<?> expected = (List<?>) course;
          for (int k = 0; k < expected.size(); k++) {
            double right = ((Number) expected.get(k)).doubleValue();
            assertThat(Double.parseDouble(lines.get(k + 1).split(",", -1)[column]))
                .as("%s in row %s", id, k)
                .isCloseTo(right, within(atol + rtol * Math.abs(right)));
          }
        });
  }

  private void requireFit(Input input) throws IOException {
    Path run = folder.resolve(input.name());
    Map<?, ?> fit = input.expected().get("fit") instanceof Map<?, ?> map ? map : Map.of();
    double nllh =
        fit.get("nllh") instanceof Number number
            ? number.doubleValue()
            : -input.number("best_llh_at_least", Double.NaN);
    double margin = fit.get("atol_nllh") instanceof Number number ? number.doubleValue() : 0;
    List<String> arguments =
        new ArrayList<>(
            Arrays.asList(
                "fit", input.file("problem.yaml"), "--out", run.toString(), "--seed", "1"));
    arguments.addAll(List.of("--time-limit", LIMIT, "--quiet"));
    arguments.addAll(List.of("--target", Double.toString(-nllh - margin / 2)));
    if (input.expected().get("fit_options") instanceof List<?> options) {
      options.forEach(option -> arguments.add(String.valueOf(option)));
    }
    Terminal ran = lamarck(arguments.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    Map<?, ?> result =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(run.resolve("result.json")));
    Map<?, ?> best = map(result, "best");
    assertThat(number(best, "nllh")).isLessThanOrEqualTo(nllh + margin);
    if (fit.get("parameters") instanceof Map<?, ?> parameters) {
      Map<?, ?> own = map(best, "parameters");
      double rtol = number(fit, "rtol");
      parameters.forEach(
          (id, value) -> {
            double expected = ((Number) value).doubleValue();
            assertThat(number(own, id))
                .as(String.valueOf(id))
                .isCloseTo(expected, within(rtol * Math.abs(expected)));
          });
    }
  }
}
