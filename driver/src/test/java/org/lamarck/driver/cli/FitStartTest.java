package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.Strategies;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Fits that begin where the user says. */
class FitStartTest {
  private static final String BOEHM = "../examples/boehm/boehm.yaml";

  @TempDir Path folder;

  private Terminal fit(String run, String... more) {
    List<String> all = List.of("fit", BOEHM, "--quiet", "--out", folder.resolve(run).toString());
    return lamarck(Stream.concat(all.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private Map<?, ?> result(String run) throws IOException {
    String text = Files.readString(folder.resolve(run).resolve("result.json"));
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Map<?, ?> inner(Map<?, ?> object, String key) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(key));
  }

  private static double number(Map<?, ?> object, String inner, String key) {
    return ((Number) Objects.requireNonNull(inner(object, inner).get(key))).doubleValue();
  }

  /** All but the training that a problem tells itself: this one tells none. */
  static Stream<String> strategies() {
    return Strategies.names().stream().filter(name -> !name.equals("training"));
  }

  @Test
  void aProblemThatTellsNoTrainingHasNoneToRun() throws IOException {
    Terminal refused = fit("run", "--strategy", "training");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).startsWith("--strategy: error: ").contains("training:");
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void noStrategyEndsWorseThanTheNominalPoint(String strategy) throws IOException {
    assertThat(
            fit("run", "--strategy", strategy, "--start", "nominal", "--evaluations", "2").code())
        .isZero();
    Map<?, ?> result = result("run");
    assertThat(number(result, "start", "nllh")).isBetween(138.2, 138.3); // the published optimum
    assertThat(number(result, "best", "objective"))
        .isLessThanOrEqualTo(number(result, "start", "objective"));
    assertThat(inner(result, "start").get("from")).isEqualTo("nominal");
  }

  @Test
  void aRunThatIsCutBeforeItsFirstGenerationStillHasTheNominalPoint() throws IOException {
    assertThat(fit("run", "--start", "nominal", "--time-limit", "1ms").code()).isZero();
    assertThat(number(result("run"), "best", "objective"))
        .isLessThanOrEqualTo(number(result("run"), "start", "objective"));
  }

  @Test
  void aClassOfTheUsersOwnIsAStrategy() throws IOException {
    assertThat(fit("own", "--strategy", Scattering.class.getName()).code()).isZero();
    Map<?, ?> result = result("own");
    assertThat(result.get("strategy")).isEqualTo("scattering");
    assertThat(result.get("stopped")).isEqualTo("finished");
    assertThat(result.get("evaluations")).isEqualTo(100);
    Terminal wrong = fit("wrong", "--strategy", FitStartTest.class.getName());
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("does not implement");
    Terminal absent = fit("wrong", "--strategy", "org.me.Mine");
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.err()).contains("there is no class org.me.Mine");
  }

  @Test
  void theStartIsRefinedFirst() throws IOException {
    fit("run", "--strategy", "multistart", "--start", "nominal", "--evaluations", "2");
    assertThat(Files.readAllLines(folder.resolve("run/refinements.tsv")).get(1))
        .startsWith("0\tguess\t0\t");
  }

  @Test
  void aFileOfValuesIsAStart() throws IOException {
    Path values = folder.resolve("values.tsv");
    Files.writeString(values, "parameterId\tvalue\nk_phos\t1000\n");
    fit("run", "--strategy", "cmaes", "--start", values.toString(), "--evaluations", "1");
    fit("other", "--strategy", "cmaes", "--start", "nominal", "--evaluations", "2");
    assertThat(number(result("run"), "start", "objective"))
        .isGreaterThan(number(result("other"), "start", "objective"));
  }

  @Test
  void aRunResumesWithItsStart() throws IOException {
    String[] common = {"--strategy", "multistart", "--start", "nominal", "--evaluations"};
    fit("whole", with(common, "300"));
    fit("parts", with(common, "100"));
    String parts = folder.resolve("parts").toString();
    assertThat(lamarck("resume", parts, "--evaluations", "300", "--quiet").code()).isZero();
    assertThat(FitFolder.in(folder.resolve("parts")).withoutWallClock())
        .isEqualTo(FitFolder.in(folder.resolve("whole")).withoutWallClock());
  }

  @Test
  void aStartOutsideOfTheBoundsIsMovedToThemAndSaidSo() throws IOException {
    Path values = folder.resolve("values.tsv");
    Files.writeString(values, "parameterId\tvalue\nk_phos\t1e9\n");
    String out = folder.resolve("run").toString();
    Terminal terminal =
        lamarck(
            "fit",
            BOEHM,
            "--start",
            values.toString(),
            "--evaluations",
            "1",
            "--out",
            out,
            "--strategy",
            "cmaes");
    assertThat(terminal.code()).isZero();
    assertThat(terminal.err()).contains("the start is outside of the bounds of k_phos");
  }

  @Test
  void aStartThatChangesAFixedParameterIsRefused() throws IOException {
    Path values = folder.resolve("values.tsv");
    Files.writeString(values, "parameterId\tvalue\nratio\t0.5\n");
    Terminal terminal = fit("run", "--start", values.toString());
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err()).contains("parameter ratio is 0.5, but it is not estimated");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aStartThatIsNoFileIsRefused() {
    Terminal terminal = fit("run", "--start", "nominl");
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err()).contains("there is no file nominl; write nominal, random");
  }

  private static String[] with(String[] common, String... more) {
    return Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new);
  }

  /** The table has what searches ended with, a row each. */
  @Test
  void manyRowsAreManyStartsAndARunIsItsBest() throws IOException {
    fit("first", "--strategy", "multistart", "--evaluations", "300");
    Path rows = folder.resolve("rows.tsv");
    List<String> ends = Files.readAllLines(folder.resolve("first/refinements.tsv"));
    Files.write(rows, ends.subList(0, 4));
    String[] few = {"--strategy", "multistart", "--evaluations", "30", "--start"};
    assertThat(fit("rows", with(few, rows.toString())).code()).isZero();
    assertThat(Files.readAllLines(folder.resolve("rows/refinements.tsv")).stream().skip(1))
        .filteredOn(row -> row.contains("\tguess\t"))
        .hasSize(3);
    fit("again", with(few, folder.resolve("first").toString()));
    assertThat(number(result("again"), "best", "objective"))
        .isLessThanOrEqualTo(number(result("first"), "best", "objective"));
  }

  @Test
  void aTableOfStartsNeedsAColumnForEachParameter() throws IOException {
    Path rows = folder.resolve("rows.tsv");
    Files.writeString(rows, "k_phos\tk_exp_homo\n1\tx\n");
    Terminal terminal = fit("run", "--start", rows.toString());
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err()).contains(rows + ":1:0: error: there is no column k_imp_homo");
  }
}
