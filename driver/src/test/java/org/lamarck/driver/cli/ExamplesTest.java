package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples do what their pages say. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @TempDir private Path folder;

  private static Map<?, ?> json(String text) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Map<?, ?> inner(Map<?, ?> object, String key) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(key), key);
  }

  private static double number(Map<?, ?> object, String key) {
    return ((Number) Objects.requireNonNull(object.get(key), key)).doubleValue();
  }

  private Map<?, ?> fit(String example, String... more) throws IOException {
    String run = folder.resolve("run" + more.length).toString();
    String problem = EXAMPLES.resolve(example).resolve("problem.yaml").toString();
    Terminal terminal =
        lamarck(
            Stream.concat(
                    Stream.of("fit", problem, "--start", "nominal", "--quiet", "--out", run),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(terminal.code()).as(terminal.err()).isZero();
    return json(Files.readString(Path.of(run, "result.json")));
  }

  /**
   * The nominal values made the data: χ² is the number of data within four of its standard
   * deviations, √(2n), and the optimum is near.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mapk", "doses", "receptor", "blots", "blood", "binding"})
  void theTruthDescribesTheDataAndTheFitIsBetter(String example) throws IOException {
    String problem = EXAMPLES.resolve(example).resolve("problem.yaml").toString();
    assertThat(lamarck("lint", problem).out()).isEmpty();
    Map<?, ?> there = json(lamarck("evaluate", problem, "--json").out());
    Map<?, ?> result = fit(example, "--evaluations", "150");
    double n = number(result, "measurements");
    assertThat(number(there, "chi2")).isBetween(n - 4 * Math.sqrt(2 * n), n + 4 * Math.sqrt(2 * n));
    double gained =
        number(inner(result, "start"), "objective") - number(inner(result, "best"), "objective");
    int estimated = inner(inner(result, "best"), "parameters").size();
    assertThat(gained).as("half a χ² of as many degrees").isBetween(0.0, 3.0 * estimated);
    assertThat(Files.readString(EXAMPLES.resolve(example).resolve("README.md")))
        .contains("lamarck fit examples/" + example + "/problem.yaml");
  }

  @Test
  void whereTheDataAreSilentThePriorSpeaks() throws IOException {
    Map<?, ?> posterior =
        inner(inner(fit("binding", "--evaluations", "150"), "uncertainty"), "parameters");
    Map<?, ?> likelihood =
        inner(
            inner(
                fit("binding", "--evaluations", "150", "--objective", "likelihood"), "uncertainty"),
            "parameters");
    assertThat(inner(posterior, "V").get("status")).isEqualTo("found");
    assertThat(number(inner(posterior, "K"), "standardError")).isLessThan(0.2);
    assertThat(number(inner(likelihood, "K"), "standardError"))
        .isGreaterThan(2 * number(inner(posterior, "K"), "standardError"));
  }

  @Test
  void scalingsOfTheBlotsAreComputedAndHaveErrors() throws IOException {
    Map<?, ?> result = fit("blots", "--evaluations", "60");
    assertThat(number(result, "parameterCount")).isEqualTo(5);
    assertThat(number(inner(inner(result, "best"), "parameters"), "scale_blot1"))
        .isBetween(150.0, 350.0);
    Map<?, ?> scale = inner(inner(inner(result, "uncertainty"), "parameters"), "scale_blot1");
    assertThat(number(scale, "standardError")).isPositive();
  }
}
