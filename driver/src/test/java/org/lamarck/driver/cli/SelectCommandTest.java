package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xml.sax.InputSource;

class SelectCommandTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "elimination");
  private static final String PROBLEM = EXAMPLE.resolve("selection.yaml").toString();

  @TempDir private Path folder;

  private static Object yaml(String text) {
    return Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static Map<?, ?> inner(Map<?, ?> object, String key) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(key), key);
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private String file(String name) throws IOException {
    return Files.readString(Path.of(out(), name));
  }

  @Test
  void theExampleIsSolvedAndWritten() throws Exception {
    Terminal terminal = lamarck("select", PROBLEM, "--out", out(), "--starts", "2", "--json");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    Map<?, ?> result = (Map<?, ?>) yaml(terminal.out());
    assertThat(inner(result, "model").get("modelSubspaceId")).isEqualTo("M");
    assertThat(inner(inner(result, "model"), "parameters"))
        .isEqualTo(Map.of("ke", "estimate", "tissue", "estimate", "saturation", 0.0));
    assertThat(result.get("criterion")).isEqualTo("AICc");
    assertThat((Double) result.get("value")).isBetween(-10.81, -10.80);
    assertThat((Double) result.get("nllh")).isBetween(-13.41, -13.40);
    assertThat(result.get("calibrated")).isEqualTo(7);
    assertThat(file("result.json")).isEqualTo(terminal.out());
    assertThat(terminal.err()).contains("step 3  forward from M-010: 2 models");
    assertThat(file("models.tsv").lines()).hasSize(8);
    assertThat(file("steps.tsv").lines()).hasSize(6);
    List<?> models = (List<?>) yaml(file("calibrated_models.yaml"));
    assertThat(models).hasSize(7);
    Map<?, ?> selected = (Map<?, ?>) yaml(file("selected_model.yaml"));
    assertThat(models.contains(selected)).isTrue();
    assertThat(selected.get("model_hash")).isEqualTo("M-110");
    assertThat(selected.get("predecessor_model_hash")).isEqualTo("M-010");
    assertThat(inner(selected, "metaparameters").get("tissue")).isEqualTo(List.of("k12", "k21"));
    assertThat(inner(selected, "estimated_parameters")).hasSize(5);
    Path problem = Path.of(out()).resolve((String) selected.get("model_subspace_petab_yaml"));
    assertThat(Files.isSameFile(problem, EXAMPLE.resolve("problem.yaml"))).isTrue();
  }

  @Test
  void theReportIsOnePageOfWellFormedMarkup() throws Exception {
    lamarck("select", PROBLEM, "--out", out(), "--starts", "1", "--quiet");
    String page = file("report.html");
    String markup = page.replaceFirst("<!DOCTYPE html>", "");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(markup)));
    assertThat(page)
        .contains("<strong>M-110</strong> has the best AICc")
        .contains("1 other model is within 2 of it")
        .contains("What the best models estimate");
  }

  /** The selected model is a file that a search can begin with. */
  @Test
  void aSelectionBeginsWhereAnotherEnded() throws Exception {
    lamarck("select", PROBLEM, "--out", out(), "--starts", "1", "--quiet");
    try (var files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path problem = folder.resolve("selection.yaml");
    Files.writeString(
        problem,
        Files.readString(problem)
            + "candidate_space_arguments:\n  predecessor_model: first.yaml\n");
    Files.writeString(
        folder.resolve("first.yaml"),
        file("selected_model.yaml")
            .replaceAll("(model_subspace_petab_yaml: ).*", "$1problem.yaml"));
    Terminal terminal =
        lamarck(
            "select",
            problem.toString(),
            "--out",
            folder.resolve("again").toString(),
            "--starts",
            "1");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("calibrated   1 model\n"); // M-111 alone is above
    assertThat(terminal.err()).contains("step 1  forward from M-110: 1 model");
  }

  @Test
  void theSameCommandGoesOn() throws Exception {
    String[] command = {"select", PROBLEM, "--out", out(), "--starts", "1", "--json"};
    Terminal cut =
        lamarck("select", PROBLEM, "--out", out(), "--starts", "1", "--time-limit", "1ms");
    assertThat(cut.err()).contains("stopped before the search ended; go on with the same command");
    Terminal whole = lamarck(command);
    assertThat(whole.code()).isZero();
    Terminal again = lamarck(command);
    assertThat(again.err()).contains("going on with 7 models of before");
    assertThat(again.out().replaceAll("\"wallClock\".*", ""))
        .isEqualTo(whole.out().replaceAll("\"wallClock\".*", ""));
  }

  @Test
  void methodAndCriterionCanBeChosen() {
    Terminal terminal =
        lamarck(
            "select",
            PROBLEM,
            "--out",
            out(),
            "--method",
            "both",
            "--criterion",
            "BIC",
            "--starts",
            "1");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("BIC ");
  }

  @Test
  void wrongArgumentsAreSaidInOneLine() throws IOException {
    Terminal method = lamarck("select", PROBLEM, "--out", out(), "--method", "bruteforce");
    assertThat(method.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(method.errorLines())
        .containsExactly("--method: error: there is no method bruteforce; write brute_force");
    Terminal criterion = lamarck("select", PROBLEM, "--out", out(), "--criterion", "aic");
    assertThat(criterion.errorLines())
        .containsExactly("--criterion: error: there is no criterion aic; write AIC");
    Terminal starts = lamarck("select", PROBLEM, "--out", out(), "--starts", "-1");
    assertThat(starts.errorLines()).singleElement().asString().startsWith("--starts: error: -1");
    assertThat(Files.exists(Path.of(out()))).isFalse();
  }

  @Test
  void aFolderOfSomethingElseIsNotWrittenInto() throws IOException {
    Files.createDirectories(Path.of(out()));
    Files.writeString(Path.of(out(), "notes.txt"), "mine");
    Terminal terminal = lamarck("select", PROBLEM, "--out", out());
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err()).contains("holds no selection; choose another name");
  }

  @Test
  void aSingleProblemIsForFit() {
    Terminal terminal =
        lamarck("select", EXAMPLE.resolve("problem.yaml").toString(), "--out", out());
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.errorLines()).singleElement().asString().contains("for fit");
    Terminal fit = lamarck("fit", PROBLEM, "--out", out());
    assertThat(fit.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(fit.errorLines()).singleElement().asString().contains("use lamarck select");
  }

  @Test
  void whatThePageOfTheExampleSaysIsSo() throws IOException {
    assertThat(lamarck("lint", PROBLEM).out()).isEmpty();
    assertThat(Files.readString(EXAMPLE.resolve("README.md")))
        .contains("lamarck select examples/elimination/selection.yaml");
  }
}
