package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.driver.record.Quantiles;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Predictions of a run with draws, beside what the draws themselves say. */
class PredictCommandTest {
  private static final Path BINDING = Path.of("..", "examples", "binding", "problem.yaml");
  private static final int DRAWS = 120;

  @TempDir static Path folder;

  @BeforeAll
  static void sample() {
    Terminal sample =
        lamarck(
            "sample",
            BINDING.toString(),
            "--out",
            run(),
            "--chains",
            "2",
            "--warmup",
            "100",
            "--draws",
            Integer.toString(DRAWS / 2));
    assertThat(sample.code()).as(sample.err()).isZero();
  }

  private static String run() {
    return folder.resolve("run").toString();
  }

  private static Terminal predict(String... more) {
    List<String> words = new ArrayList<>(List.of("predict", run()));
    words.addAll(List.of(more));
    return lamarck(words.toArray(String[]::new));
  }

  private static List<String[]> rows(String file) throws IOException {
    return Files.readAllLines(folder.resolve("run/prediction").resolve(file)).stream()
        .map(line -> line.split("\t", -1))
        .toList();
  }

  private static double[] drawn(ToDoubleFunction<double[]> function) throws IOException {
    return Files.readAllLines(folder.resolve("run/draws.tsv")).stream()
        .skip(1)
        .map(line -> Arrays.stream(line.split("\t")).mapToDouble(Double::parseDouble).toArray())
        .mapToDouble(cells -> function.applyAsDouble(new double[] {cells[3], cells[4]}))
        .sorted()
        .toArray();
  }

  @Test
  void theBandOfAFormulaOfParametersIsThatOfItsDraws() throws Exception {
    Terminal terminal =
        predict("--of", "max(V, K),V / (2 + K)", "--times", "0,1.5", "--level", "0.9");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains(DRAWS + " of draws", "90 % of the draws");
    List<String[]> rows = rows("predictions.tsv");
    assertThat(rows.get(0))
        .containsExactly("quantity", "experimentId", "time", "low", "median", "high", "mean", "sd");
    List<String[]> second = rows.stream().filter(row -> row[0].equals("V / (2 + K)")).toList();
    assertThat(second.get(1)[2]).isEqualTo("1.5");
    double[] all = drawn(x -> x[0] / (2 + x[1]));
    double[] expected = {
      Quantiles.of(all, 0.05),
      Quantiles.of(all, 0.5),
      Quantiles.of(all, 0.95),
      Arrays.stream(all).average().orElseThrow()
    };
    for (int k = 0; k < expected.length; k++) {
      // values come of decimal logarithms and back
      assertThat(Double.parseDouble(second.get(0)[3 + k]))
          .isCloseTo(expected[k], within(1e-12 * expected[k]));
    }
  }

  @Test
  void whatWasMeasuredLiesAboutWhereItWouldBeMeasuredAgain() throws Exception {
    Terminal terminal = predict("--json");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    Map<?, ?> json =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(terminal.out());
    assertThat(json.get("from")).isEqualTo("draws");
    int checked = (Integer) Objects.requireNonNull(json.get("checked"));
    List<String[]> checks = rows("checks.tsv");
    assertThat(checks).hasSize(1 + checked);
    // data made by the model: of n measurements at most two or so beyond 95 %
    double coverage = ((Number) Objects.requireNonNull(json.get("coverage"))).doubleValue();
    assertThat(coverage).isGreaterThan(1 - 3.0 / checked);
    for (String[] row : checks.subList(1, checks.size())) {
      assertThat(Double.parseDouble(row[7])).isBetween(0.0, 1.0);
      assertThat(Double.parseDouble(row[4])).isLessThan(Double.parseDouble(row[6]));
    }
    for (String[] row : rows("predictions.tsv").subList(1, 3)) {
      assertThat(Double.parseDouble(row[3])).isLessThanOrEqualTo(Double.parseDouble(row[4]));
      assertThat(Double.parseDouble(row[4])).isLessThanOrEqualTo(Double.parseDouble(row[5]));
    }
    assertThat(folder.resolve("run/prediction/predictions.html")).content().contains("</svg>");
  }

  @Test
  void threadsMakeNoDifference() throws Exception {
    assertThat(predict("--threads", "1").code()).isZero();
    String one = Files.readString(folder.resolve("run/prediction/predictions.tsv"));
    String checks = Files.readString(folder.resolve("run/prediction/checks.tsv"));
    assertThat(predict("--threads", "3", "--out", folder.resolve("other").toString()).code())
        .isZero();
    assertThat(folder.resolve("other/predictions.tsv")).content().isEqualTo(one);
    assertThat(folder.resolve("other/checks.tsv")).content().isEqualTo(checks);
  }

  @Test
  void whatARunOrItsProblemDoesNotHaveIsToldInOneLine() {
    for (String[] options :
        List.of(
            new String[] {"--from", "profiles"},
            new String[] {"--from", "drawz"},
            new String[] {"--of", "V +"},
            new String[] {"--of", "nothing_such"},
            new String[] {"--of", "V,,K"},
            new String[] {"--conditions", "none"},
            new String[] {"--set", "V=3"},
            new String[] {"--set", "nothing_such=3"},
            new String[] {"--times", "3,2"},
            new String[] {"--times", "0:1"},
            new String[] {"--times", "-5,2"},
            new String[] {"--level", "1"},
            new String[] {"--members", "0"})) {
      Terminal terminal = predict(options);
      assertThat(terminal.code()).as(String.join(" ", options)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(terminal.errorLines()).hasSize(1).allMatch(line -> line.contains("error: "));
    }
  }

  @Test
  void ofOneBasinThereIsNoBandWhichIsSaid() {
    Terminal terminal = predict("--from", "basins", "--of", "V");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(terminal.err()).contains("one basin", "lamarck sample");
  }
}
