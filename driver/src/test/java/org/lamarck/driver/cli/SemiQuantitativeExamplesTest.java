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

/** The examples of data that are less than numbers, by all commands. */
class SemiQuantitativeExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @TempDir private Path folder;

  private static String problem(String example) {
    return EXAMPLES.resolve(example).resolve("problem.yaml").toString();
  }

  private String fit(String example, String run, String... more) {
    String out = folder.resolve(run).toString();
    Terminal terminal =
        lamarck(
            Stream.concat(
                    Stream.of("fit", problem(example), "--quiet", "--out", out), Stream.of(more))
                .toArray(String[]::new));
    assertThat(terminal.code()).as(terminal.err()).isZero();
    return out;
  }

  private static Map<?, ?> best(String run) throws IOException {
    Map<?, ?> result =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of(run, "result.json")));
    return (Map<?, ?>) Objects.requireNonNull(result.get("best"));
  }

  private static double number(Map<?, ?> object, String key) {
    return ((Number) Objects.requireNonNull(object.get(key), key)).doubleValue();
  }

  private static Map<?, ?> parameters(String run) throws IOException {
    return (Map<?, ?>) Objects.requireNonNull(best(run).get("parameters"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"viral-load", "leaf-rust", "dye"})
  void lintEvaluateAndTheTableKnowThem(String example) {
    assertThat(lamarck("lint", problem(example)).out()).isEmpty();
    Path table = folder.resolve("simulated.tsv");
    Terminal terminal = lamarck("evaluate", problem(example), "--table", table.toString());
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(table).content().startsWith("observableId").doesNotContain("NaN");
  }

  /** The data are made from the nominal values; three standard errors of each are within these. */
  @Test
  void censoredValuesGiveTheSlowPhase() throws IOException {
    String run = fit("viral-load", "censored", "--evaluations", "400", "--seed", "1");
    assertThat(number(parameters(run), "mu")).isBetween(0.04, 0.06);
    assertThat(number(parameters(run), "delta")).isBetween(0.55, 0.85);
    assertThat(Path.of(run, "report.html")).content().contains("class=\"bound\"");
  }

  @Test
  void scoresAreExplainedByTheRatesThatMadeThem() throws IOException {
    String run = fit("leaf-rust", "scores", "--evaluations", "300", "--seed", "1");
    assertThat(number(best(run), "objective")).isBetween(0.0, 1e-6); // all scores in their order
    assertThat(Path.of(run, "report.html")).content().contains("class=\"bound\"");
  }

  @Test
  void theUnknownScaleIsFoundAndDrawn() throws IOException {
    String run = fit("dye", "spline", "--evaluations", "300", "--seed", "1");
    assertThat(number(parameters(run), "kcat")).isBetween(0.3, 0.5);
    assertThat(number(parameters(run), "loss")).isBetween(0.11, 0.2);
    assertThat(number(parameters(run), "sd_glow")).isBetween(0.35, 0.65);
    assertThat(Path.of(run, "report.html"))
        .content()
        .contains("glow as measured, by what is simulated");
  }

  @Test
  void threadsAndInterruptionsChangeNothing() throws IOException {
    for (String example : new String[] {"leaf-rust", "dye"}) {
      String one = fit(example, example + "1", "--evaluations", "120", "--threads", "1");
      String three = fit(example, example + "3", "--evaluations", "120", "--threads", "3");
      assertThat(best(three)).isEqualTo(best(one));
      String part = fit(example, example + "p", "--evaluations", "60", "--threads", "2");
      Terminal resumed = lamarck("resume", part, "--evaluations", "120", "--quiet");
      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(best(part)).isEqualTo(best(one));
    }
  }
}
