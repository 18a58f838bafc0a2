package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.profile.Profile;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Predictions from profiles, and of experiments that begin otherwise, beside the integral of
 * Michaelis and Menten: K ln (S₀/S) + S₀ − S = V t.
 */
class PredictOtherwiseTest {
  private static final Path BINDING = Path.of("..", "examples", "binding", "problem.yaml");

  @TempDir static Path folder;

  @BeforeAll
  static void profile() {
    Terminal terminal = lamarck("profile", BINDING.toString(), "--out", run(), "--rtol", "1e-10");
    assertThat(terminal.code()).as(terminal.err()).isZero();
  }

  private static String run() {
    return folder.resolve("run").toString();
  }

  private static Terminal predict(String out, String... more) {
    List<String> words =
        new ArrayList<>(List.of("predict", run(), "--out", folder.resolve(out).toString()));
    words.addAll(List.of(more));
    return lamarck(words.toArray(String[]::new));
  }

  private static List<String[]> rows(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file)).stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .toList();
  }

  private static double number(String[] row, int column) {
    return Double.parseDouble(row[column]);
  }

  /** V and K, on the linear scale, of all points of both profiles below a rise. */
  private static List<double[]> members(double rise) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("run/curves.tsv"));
    List<String> header = List.of(lines.get(0).split("\t", -1));
    int v = header.indexOf("V");
    int k = header.indexOf("K");
    return lines.stream()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .filter(row -> number(row, header.indexOf("rise")) <= rise)
        .map(row -> new double[] {number(row, v), number(row, k)})
        .toList();
  }

  private static void assertBand(
      String[] row, List<double[]> members, ToDoubleFunction<double[]> formula) {
    DoubleSummaryStatistics expected = members.stream().mapToDouble(formula).summaryStatistics();
    // decimal logarithms and back; rounding of the sum of some dozens of members
    assertThat(number(row, 3)).isCloseTo(expected.getMin(), within(1e-9 * expected.getMin()));
    assertThat(number(row, 5)).isCloseTo(expected.getMax(), within(1e-9 * expected.getMax()));
    assertThat(number(row, 6))
        .isCloseTo(expected.getAverage(), within(1e-9 * expected.getAverage()));
  }

  @Test
  void theBandOfProfilesIsBetweenTheLeastAndTheGreatestOfTheirPoints() throws IOException {
    Terminal terminal = predict("ends", "--of", "V,V / K", "--times", "0,1");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    List<double[]> members = members(Profile.rise(0.95));
    assertThat(members).hasSizeGreaterThan(4);
    List<String[]> rows = rows("ends/predictions.tsv");
    assertThat(rows).hasSize(4);
    assertBand(rows.get(0), members, x -> x[0]);
    assertBand(rows.get(2), members, x -> x[0] / x[1]);
    assertThat(terminal.out()).contains(members.size() + " of profiles", "the least and the");
  }

  @Test
  void aLowerLevelHasFewerPointsAndANarrowerBand() throws IOException {
    predict("wide", "--from", "profiles", "--of", "V", "--times", "0", "--level", "0.95");
    predict("narrow", "--from", "profiles", "--of", "V", "--times", "0", "--level", "0.3");
    String[] wide = rows("wide/predictions.tsv").get(0);
    String[] narrow = rows("narrow/predictions.tsv").get(0);
    assertBand(narrow, members(Profile.rise(0.3)), x -> x[0]);
    assertThat(number(narrow, 3)).isGreaterThan(number(wide, 3));
    assertThat(number(narrow, 5)).isLessThan(number(wide, 5));
  }

  @Test
  void theJsonHasTheKeysOfItsEnsemble() {
    Terminal terminal = predict("json", "--from", "profiles", "--json");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    Map<?, ?> json =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(terminal.out());
    assertThat(json.get("from")).isEqualTo("profiles");
    assertThat(json.get("level")).isEqualTo(0.95);
    assertThat(json.get("failed")).isEqualTo(0);
    assertThat(json.get("checked")).isEqualTo(10); // rows of the measurement table
  }

  @Test
  void withoutDrawsTheyAreAskedForByTheirCommand() {
    Terminal terminal = predict("none", "--from", "draws");
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.errorLines())
        .containsExactly(
            "--from: error: the run has no draws; make them by lamarck sample, or take another"
                + " ensemble");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  /** The best point, as the only member. */
  private static double[] best() throws IOException {
    Map<?, ?> result =
        (Map<?, ?>)
            Objects.requireNonNull(
                new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(folder.resolve("run/result.json"))));
    Map<?, ?> best = (Map<?, ?>) Objects.requireNonNull(result.get("best"));
    Map<?, ?> values = (Map<?, ?>) Objects.requireNonNull(best.get("parameters"));
    return new double[] {
      (Double) Objects.requireNonNull(values.get("V")),
      (Double) Objects.requireNonNull(values.get("K"))
    };
  }

  private static void assertMichaelisMenten(List<String[]> rows, double start) throws IOException {
    double[] best = best();
    for (String[] row : rows) {
      double s = number(row, 4);
      double time = number(row, 2);
      double elapsed = (best[1] * Math.log(start / s) + start - s) / best[0];
      // a relative tolerance of 1e-10 leaves some 1e-9 of S, times dt/dS · S = (K + S) / V
      assertThat(elapsed).isCloseTo(time, within(1e-7 * (best[1] + start) / best[0]));
      assertThat(row[3]).isEqualTo(row[4]).isEqualTo(row[5]); // one member has no band
      assertThat(number(row, 7)).isZero();
    }
  }

  @Test
  void anExperimentAsItIsFollowsTheIntegral() throws IOException {
    Terminal terminal = predict("same", "--from", "basins", "--of", "S", "--times", "0:40:8");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    List<String[]> rows = rows("same/predictions.tsv");
    assertThat(rows).hasSize(9).allMatch(row -> row[1].equals("dilute"));
    assertMichaelisMenten(rows, 0.4);
  }

  @Test
  void anExperimentThatBeginsOtherwiseFollowsTheIntegralFromThere() throws IOException {
    Terminal terminal =
        predict("other", "--from", "basins", "--of", "S", "--set", "S=7.5", "--times", "0,3,10,20");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    List<String[]> rows = rows("other/predictions.tsv");
    assertThat(rows).hasSize(4).allMatch(row -> row[1].equals("dilute [S=7.5]"));
    assertThat(number(rows.get(0), 4)).isCloseTo(7.5, within(1e-12));
    assertMichaelisMenten(rows, 7.5);
  }

  @Test
  void whatIsSetMayBeAFormulaOfWhatEachMemberEstimates() throws IOException {
    Terminal terminal =
        predict("half", "--from", "profiles", "--of", "S", "--set", "S=K / 2", "--times", "0,1");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    String[] first = rows("half/predictions.tsv").get(0);
    assertThat(first[1]).isEqualTo("dilute [S=K / 2]");
    assertBand(first, members(Profile.rise(0.95)), x -> x[1] / 2);
  }

  @Test
  void whatWasMeasuredIsPredictedOverTheMeasuredRangeWithTheSettings() throws IOException {
    Terminal terminal = predict("measured", "--from", "basins", "--set", "S=2");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    List<String[]> rows = rows("measured/predictions.tsv");
    assertThat(rows).hasSize(101).allMatch(row -> row[0].equals("substrate"));
    assertThat(number(rows.get(0), 2)).isZero();
    assertThat(number(rows.get(100), 2)).isEqualTo(10); // the last measurement
    assertMichaelisMenten(rows.subList(1, 101), 2);
    // the data are checked where they were measured, not in what was set
    assertThat(rows("measured/checks.tsv")).hasSize(10).allMatch(row -> row[1].equals("dilute"));
  }

  @Test
  void settingsThatCannotBeAreToldInOneLineWithTheRemedy() {
    Map<String, String> lines =
        Map.of(
            "V=3", "--set: error: V is estimated, and each member has a value of its own",
            "SS=3", "--set: error: the model has no SS",
            "S=nothing", "--set: error: \"nothing\": there is no nothing",
            "S=1+", "--set: error: \"1+\"");
    lines.forEach(
        (setting, line) -> {
          Terminal terminal = predict("refused", "--from", "basins", "--set", setting);
          assertThat(terminal.code()).as(setting).isEqualTo(ExitCode.BAD_INPUT);
          assertThat(terminal.errorLines()).hasSize(1);
          assertThat(terminal.err()).startsWith(line);
        });
    assertThat(folder.resolve("refused")).doesNotExist();
  }
}
