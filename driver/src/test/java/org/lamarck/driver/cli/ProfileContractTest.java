package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What scripts rely on of {@code lamarck profile}: columns, keys, folders, exit codes. */
class ProfileContractTest {
  private static final Path BOEHM = Path.of("..", "examples", "boehm", "boehm.yaml");

  @TempDir static Path folder;
  private static Map<?, ?> answer = Map.of();
  private static List<String> remarks = List.of();

  /** From the problem itself, with the level of LikelihoodProfiler.jl. */
  @BeforeAll
  static void profileOfAProblem() {
    Terminal terminal = profile("made", "--of", "k_phos,k_exp_hetero", "--delta-nllh", "3.8415");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    answer = json(terminal.out());
    remarks = terminal.errorLines();
  }

  private static Terminal profile(String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("profile", BOEHM.toString(), "--json", "--out", place(out).toString()));
    words.addAll(List.of(more));
    return lamarck(words.toArray(String[]::new));
  }

  private static Path place(String name) {
    return folder.resolve(name);
  }

  private static Map<?, ?> json(String text) {
    return (Map<?, ?>)
        Objects.requireNonNull(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  private static Map<?, ?> one(Map<?, ?> answer, String id) {
    Map<?, ?> profiles = (Map<?, ?>) Objects.requireNonNull(answer.get("profiles"));
    return (Map<?, ?>) Objects.requireNonNull(profiles.get(id));
  }

  private static double number(Map<?, ?> values, String key) {
    return ((Number) Objects.requireNonNull(values.get(key))).doubleValue();
  }

  @Test
  void standardOutputIsOneObjectWithTheEndsOnTheScales() {
    assertThat(answer.get("deltaNllh")).isEqualTo(3.8415);
    assertThat(answer.get("complete")).isEqualTo(true);
    Map<?, ?> phosphorylation = one(answer, "k_phos");
    assertThat(phosphorylation.get("lowerStatus")).isEqualTo("found");
    assertThat(phosphorylation.get("upperStatus")).isEqualTo("found");
    assertThat(phosphorylation.get("verdict")).isEqualTo("identifiable");
    assertThat(phosphorylation.get("scale")).isEqualTo("log10");
    // by Newton's method on the equations of an end, ProfileCommandTest
    assertThat(number(phosphorylation, "lower")).isCloseTo(4.07836, within(1e-4));
    assertThat(number(phosphorylation, "upper")).isGreaterThan(4.29);
    Map<?, ?> open = one(answer, "k_exp_hetero");
    assertThat(open.containsKey("lower")).isTrue();
    assertThat(open.get("lower")).isNull();
    assertThat(open.get("lowerStatus")).isEqualTo("bound");
    assertThat(open.get("verdict")).isEqualTo("open below");
  }

  @Test
  void aProblemBecomesARunOfOneSearchFromItsNominalPoint() throws IOException {
    assertThat(remarks.toString()).contains("one local search from its nominal point comes first");
    Map<?, ?> result = json(Files.readString(place("made").resolve("result.json")));
    assertThat(((Map<?, ?>) Objects.requireNonNull(result.get("start"))).get("from"))
        .isEqualTo("nominal");
    assertThat(result.get("basinCount")).isEqualTo(1);
    assertThat(number((Map<?, ?>) Objects.requireNonNull(result.get("best")), "objective"))
        .isCloseTo(138.22198, within(1e-5)); // the best known
  }

  @Test
  void theTablesHaveTheColumnsThatWerePromised() throws IOException {
    List<String> lines = Files.readAllLines(place("made").resolve("profiles.tsv"));
    assertThat(lines.get(0))
        .isEqualTo(
            "parameterId\tlower\tupper\tlowerStatus\tupperStatus\tverdict\tsliceLower\tsliceUpper");
    Map<String, String[]> rows = new LinkedHashMap<>();
    lines.subList(1, 3).forEach(line -> rows.put(line.split("\t", -1)[0], line.split("\t", -1)));
    String[] phosphorylation = Objects.requireNonNull(rows.get("k_phos"));
    assertThat(Double.parseDouble(phosphorylation[1]))
        .isEqualTo(number(one(answer, "k_phos"), "lower"));
    assertThat(rows.get("k_exp_hetero")).startsWith("k_exp_hetero", "").contains("open below");
    assertThat(Files.readAllLines(place("made").resolve("curves.tsv")))
        .hasSizeGreaterThan(10)
        .first()
        .asString()
        .startsWith("parameterId\tvalue\tobjective\trise\tslope");
  }

  @Test
  void theSameCommandFindsWhatIsThere() {
    Terminal again = profile("made", "--of", "k_phos,k_exp_hetero", "--delta-nllh", "3.8415");
    assertThat(again.code()).isZero();
    assertThat(json(again.out())).isEqualTo(answer);
    assertThat(again.err()).doesNotContain("comes first");
  }

  @Test
  void profilesOfARunAlsoGoToAFolderOfTheirOwn() throws IOException {
    Terminal terminal =
        lamarck(
            "profile",
            place("made").toString(),
            "--of",
            "k_phos,k_exp_hetero",
            "--delta-nllh",
            "3.8415",
            "--out",
            place("apart").toString());
    assertThat(terminal.code()).as(terminal.err()).isZero();
    for (String name : List.of("profiles.tsv", "curves.tsv")) {
      assertThat(place("apart").resolve(name)).hasSameTextualContentAs(place("made").resolve(name));
    }
  }

  @Test
  void pairsHaveContoursInTableJsonAndReport() throws IOException {
    Terminal terminal = profile("pairs", "--of", "k_phos,k_imp_hetero", "--pairs");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    List<?> pairs = (List<?>) Objects.requireNonNull(json(terminal.out()).get("pairs"));
    assertThat(pairs).hasSize(1);
    Map<?, ?> pair = (Map<?, ?>) Objects.requireNonNull(pairs.get(0));
    assertThat(pair.get("closed")).isEqualTo(true);
    assertThat((List<?>) Objects.requireNonNull(pair.get("points"))).hasSize(24);
    List<String> rows = Files.readAllLines(place("pairs").resolve("contours.tsv"));
    assertThat(rows).hasSize(25);
    assertThat(rows.get(0)).isEqualTo("firstId\tsecondId\tfirst\tsecond\tstatus\trise");
    for (String row : rows.subList(1, rows.size())) {
      assertThat(row).contains("\tfound\t");
      assertThat(Double.parseDouble(row.substring(row.lastIndexOf('\t') + 1)))
          .isCloseTo(2.995732, within(1e-5)); // -ln 0.05
    }
    assertThat(Files.readString(place("pairs").resolve("report.html")))
        .contains("k_phos and k_imp_hetero");
  }

  @Test
  void formulasThatCannotBeReadAreRefusedAtTheirCharacter() {
    String run = place("made").toString();
    Map<String, String> words =
        Map.of(
            "foo @ 3", "--of:1:1: error: nothing is called foo",
            "pSTAT5A_rel", "--of:1:12: error: \"pSTAT5A_rel\" says no time",
            "pSTAT5A_rel @ x", "--of:1:14: error: \"x\" is no time",
            "pSTAT5A_rel @ -3", "--of:1:14: error: -3 is before the experiment begins",
            "pSTAT5A_rel+ @ 3", "--of:1:13: error: \"pSTAT5A_rel+ @ 3\" cannot be read",
            "pSTAT5A_rel @ 3 in bar", "--of:1:20: error: there is no experiment \"bar\"",
            "ratio", "--of: error: \"ratio\" does not depend on any estimated parameter",
            "k_phos,,k_exp_homo", "--of: error: nothing stands between two commas");
    words.forEach(
        (formula, line) -> {
          Terminal terminal = lamarck("profile", run, "--of", formula);
          assertThat(terminal.code()).as(formula).isEqualTo(ExitCode.BAD_INPUT);
          assertThat(terminal.errorLines()).hasSize(1);
          assertThat(terminal.err()).contains(line);
        });
    Terminal pairs = lamarck("profile", run, "--of", "k_phos,log(k_phos)", "--pairs");
    assertThat(pairs.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(pairs.err()).contains("--pairs: error: they are of two or more parameters");
  }

  @Test
  void aSearchFromTheNominalPointThatIsCutGoesOn() {
    String[] words = {"--of", "k_phos", "--time-limit", "1ms"};
    Terminal cut = profile("cut", words);
    assertThat(cut.code()).as(cut.err()).isZero();
    assertThat(cut.err()).contains("search from the nominal point ended; go on with");
    Terminal whole = profile("cut", "--of", "k_phos");
    assertThat(whole.code()).as(whole.err()).isZero();
    Terminal unbroken = profile("unbroken", "--of", "k_phos");
    assertThat(one(json(whole.out()), "k_phos")).isEqualTo(one(json(unbroken.out()), "k_phos"));
  }

  @Test
  void aRunOfSomethingElseIsNotOverwritten() {
    Terminal other = profile("made", "--rtol", "1e-6");
    assertThat(other.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(other.errorLines()).hasSize(1);
    assertThat(other.err()).contains("is a run of something else and is not overwritten");
  }
}
