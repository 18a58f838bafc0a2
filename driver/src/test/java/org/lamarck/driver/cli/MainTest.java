package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.driver.config.Key;
import org.lamarck.strategies.Strategies;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The commands on the example, and on what is wrong with their arguments. */
class MainTest {
  private static final String BOEHM = "../examples/boehm/boehm.yaml";
  private static final String MODEL = "../examples/boehm/model.xml";

  private static final List<String> COMMANDS =
      List.of(
          "fit",
          "fit-all",
          "resume",
          "report",
          "evaluate",
          "simulate",
          "bench",
          "lint",
          "help",
          "generate-completion");

  @TempDir Path folder;

  @SuppressWarnings("unchecked") // JSON is YAML, and the commands print one object
  private static Map<String, Object> json(String text) {
    return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static double number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }

  private static Map<?, ?> inner(Map<String, Object> object, String key) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(key));
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  private static String withoutWallClock(Path run) throws IOException {
    String text = Files.readString(run.resolve("result.json"));
    return text.substring(0, text.indexOf("\"wallClock\""));
  }

  static Stream<List<String>> wrongUsages() {
    return Stream.of(
        List.of("Missing required subcommand"),
        List.of("Commands:"),
        List.of(
            "Unmatched argument 'fly': there is no such command; there are fit, fit-all", "fly"),
        List.of("there is no such command; did you mean fit?", "ft"),
        List.of("there is no such command; did you mean evaluate?", "evalute", BOEHM),
        List.of("Unmatched argument 'x': lamarck lint takes no more than one", "lint", BOEHM, "x"),
        List.of("did you mean --seed?", "fit", BOEHM, "--sede=7"),
        List.of(
            "error: Unknown option: '--time-limt'; did you mean --time-limit?",
            "fit",
            BOEHM,
            "--time-limt",
            "10s"),
        List.of(
            "error: --amounts, --concentrations are mutually exclusive",
            "simulate",
            MODEL,
            "--amounts",
            "--concentrations"),
        List.of("nowhere.yaml: error", "lint", "nowhere.yaml"),
        List.of("--objective: error: objective (x) is unknown", "evaluate", BOEHM, "--objective=x"),
        List.of("write rodas5p", "fit", BOEHM, "--integrator", "rodas5"),
        List.of("method (x) is unknown; write one of forward", "fit", BOEHM, "--method", "x"),
        List.of("Missing required parameter: 'PROBLEM'", "fit"),
        List.of("Unknown option: '--sede=7'", "fit", BOEHM, "--sede=7"),
        List.of("--seed: error: seed (x) is not a whole number", "fit", BOEHM, "--seed", "x"),
        List.of("there is no strategy \"hybird\"", "fit", BOEHM, "--strategy", "hybird"),
        List.of("--time-limit: error", "fit", BOEHM, "--time-limit", "soon"),
        List.of("nowhere.yaml", "fit", "nowhere.yaml"),
        List.of("nowhere.yaml", "fit", BOEHM, "--config", "nowhere.yaml"),
        List.of("exists and is not overwritten", "fit", BOEHM, "--out", "src"),
        List.of("holds no checkpoint", "resume", "src"),
        List.of("holds no checkpoint", "resume", "nowhere"),
        List.of("holds no checkpoint", "report", "nowhere"),
        List.of("nowhere.yaml", "evaluate", "nowhere.yaml"),
        List.of("nowhere.tsv", "evaluate", BOEHM, "--parameters", "nowhere.tsv"),
        List.of("--derivatives", "evaluate", BOEHM, "--derivatives", "all"),
        List.of("--rtol: error: rtol (0) is out of range", "evaluate", BOEHM, "--rtol", "0"),
        List.of("--rtol: error: rtol (x) is not a number", "evaluate", BOEHM, "--rtol", "x"),
        List.of("Missing required options", "simulate", MODEL),
        List.of("--end: error", "simulate", MODEL, "--end", "-1", "--steps", "5"),
        List.of("--steps: error", "simulate", MODEL, "--end", "1", "--steps", "0"),
        List.of("add --out DIR", "simulate", MODEL, BOEHM, "--end", "1", "--steps", "5"),
        List.of(
            "the model has no nothing; name some of",
            "simulate",
            MODEL,
            "--end",
            "1",
            "--steps",
            "5",
            "--variables",
            "nothing"),
        List.of("nowhere.xml", "simulate", "nowhere.xml", "--end", "1", "--steps", "5"),
        List.of("--repeat: error", "bench", BOEHM, "--repeat", "0"));
  }

  @ParameterizedTest
  @MethodSource("wrongUsages")
  void wrongUsageEndsWithTwoAndALineThatNamesIt(List<String> given) {
    Terminal terminal = lamarck(given.subList(1, given.size()).toArray(String[]::new));
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).contains(given.get(0));
    assertThat(terminal.err()).doesNotContain("\tat ", "Exception");
  }

  @Test
  void verboseTellsWhereAnErrorArose() {
    assertThat(lamarck("evaluate", "nowhere.yaml", "--verbose").err()).contains("\tat ");
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void everyCommandExplainsItself(String command) {
    Terminal terminal = lamarck(command, "--help");
    assertThat(terminal.code()).isZero();
    assertThat(terminal.out()).contains("Usage: lamarck " + command);
    assertThat(terminal.err()).isEmpty();
    assertThat(lamarck("--help").out()).contains("\n  " + command + " ");
    if (!command.equals("help")) {
      assertThat(lamarck("help", command).out()).isEqualTo(terminal.out());
    }
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(lamarck("--version").out()).matches("(?s)lamarck \\d+\\.\\d+\\.\\d+.*Java.*");
  }

  /** What bash would offer for the last word of a line. */
  private String completions(String... words) throws IOException, InterruptedException {
    Path script = folder.resolve("completion.bash");
    Files.writeString(
        script,
        lamarck("generate-completion").out()
            + "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _lamarck; echo \"${COMPREPLY[@]}\"\n");
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(words));
    Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    return answer.strip();
  }

  @Test
  void completionKnowsCommandsOptionsAndTheirWords() throws Exception {
    assertThat(completions("lamarck", "fi")).isEqualTo("fit fit-all");
    assertThat(completions("lamarck", "fit", "--st")).isEqualTo("--strategy --start");
    assertThat(completions("lamarck", "fit", "--strategy", "hy")).isEqualTo("hybrid");
    assertThat(completions("lamarck", "fit", "--strategy", "=", "bi")).isEqualTo("bipop");
    assertThat(completions("lamarck", "evaluate", "--objective", "l")).isEqualTo("likelihood");
    assertThat(completions("lamarck", "evaluate", "--derivatives", "=")).startsWith("none grad");
    assertThat(completions("lamarck", "help", "li")).isEqualTo("lint");
    // nothing of its own: the shell's file names
    assertThat(completions("lamarck", "resume", "te")).isEmpty();
  }

  @Test
  void helpFitsATerminalOfEightyColumns() {
    for (String command : COMMANDS) {
      if (command.equals("help")) {
        continue; // picocli's own
      }
      assertThat(lamarck(command, "--help").out().lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
      String examples = lamarck(command, "--help").out().split("\\nExamples?:\\n", 2)[1];
      assertThat(examples.lines()) // an example that had to be wrapped would begin at the margin
          .allSatisfy(line -> assertThat(line).matches("|  (lamarck|source) .*"));
    }
  }

  @Test
  void everySettingOfAFitIsAnOptionWithItsWords() {
    String help = lamarck("help", "fit").out();
    for (Key key : Key.values()) {
      assertThat(help).contains("      " + key.option() + "=" + key.label());
    }
    assertThat(help).contains(Strategies.names());
  }

  @Test
  void outputThatCannotBeWrittenIsAnError() {
    PrintWriter full =
        new PrintWriter(
            new Writer() {
              @Override
              public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("No space left on device");
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
    StringWriter err = new StringWriter();
    int code = Main.run(full, new PrintWriter(err, true), "evaluate", BOEHM);
    assertThat(code).isEqualTo(ExitCode.NO_RESULT);
    assertThat(err.toString()).contains("standard output cannot be written");
  }

  @Test
  void evaluatePrintsTheContractsKeys() {
    Terminal terminal = lamarck("evaluate", BOEHM, "--json");
    assertThat(terminal.code()).isZero();
    Map<String, Object> result = json(terminal.out());
    assertThat(result)
        .containsKeys(
            "problem",
            "llh",
            "chi2",
            "parameters",
            "scale",
            "gradient",
            "method",
            "rtol",
            "atol",
            "steps")
        .doesNotContainKeys("failure", "logPrior");
    assertThat(number(result.get("rtol"))).isEqualTo(1e-10);
  }

  @Test
  void bothGradientMethodsAgree() {
    Map<String, Object> forward =
        json(lamarck("evaluate", BOEHM, "--json", "--method", "forward").out());
    Map<String, Object> adjoint =
        json(lamarck("evaluate", BOEHM, "--json", "--method", "adjoint").out());
    assertThat(adjoint.get("method")).isEqualTo("adjoint");
    Map<?, ?> reference = inner(forward, "gradient");
    double scale =
        reference.values().stream().mapToDouble(g -> Math.abs(number(g))).max().orElse(1);
    inner(adjoint, "gradient")
        .forEach(
            (id, value) -> // both differentiate the same steps: rounding alone is between them
            assertThat(number(value)).isCloseTo(number(reference.get(id)), within(1e-8 * scale)));
  }

  @Test
  void givenParametersReplaceNominalOnes() throws IOException {
    Path values = folder.resolve("values.tsv");
    Files.writeString(values, "parameterId\tvalue\nk_phos\t1000\n");
    Map<String, Object> result =
        json(lamarck("evaluate", BOEHM, "--json", "--parameters", values.toString()).out());
    assertThat(number(inner(result, "parameters").get("k_phos"))).isEqualTo(1000);
    double nominal = number(json(lamarck("evaluate", BOEHM, "--json").out()).get("llh"));
    assertThat(number(result.get("llh"))).isLessThan(nominal);
  }

  @Test
  void theSimulationTableHasARowForEachMeasurement() throws IOException {
    assertThat(lamarck("evaluate", BOEHM, "--table", out("table.tsv")).code()).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("table.tsv"));
    assertThat(lines).hasSize(49);
    assertThat(lines.get(0)).contains("simulation", "residual");
  }

  @Test
  void simulatePrintsARowForEachTime() {
    Terminal terminal = lamarck("simulate", MODEL, "--end", "10", "--steps", "4");
    assertThat(terminal.code()).isZero();
    List<String> lines = terminal.out().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).startsWith("time,");
    assertThat(lines.get(5)).startsWith("10.0,");
  }

  @Test
  void modelsThatCannotBeReadDoNotStopTheOthers() throws IOException {
    Path broken = folder.resolve("broken.xml");
    Files.writeString(broken, "<sbml/>");
    Terminal terminal =
        lamarck(
            "simulate",
            broken.toString(),
            MODEL,
            "--end",
            "10",
            "--steps",
            "4",
            "--out",
            out("courses"));
    assertThat(terminal.code()).isEqualTo(ExitCode.NO_RESULT);
    assertThat(folder.resolve("courses/model.csv")).exists();
    List<String> failures = Files.readAllLines(folder.resolve("courses/failures.tsv"));
    assertThat(failures.get(0)).isEqualTo("model\tstage\treason");
    assertThat(failures.get(1)).startsWith(broken + "\tload\t");
  }

  @Test
  void lintFindsNothingInTheExample() {
    Terminal terminal = lamarck("lint", BOEHM);
    assertThat(terminal.code()).isZero();
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void lintSaysWhereAnErrorIs() throws IOException {
    Path problem = folder.resolve("problem.yaml");
    Files.writeString(problem, "format_version: 1\nproblems: []\n");
    Terminal terminal = lamarck("lint", problem.toString());
    assertThat(terminal.code()).isEqualTo(ExitCode.NO_RESULT);
    assertThat(terminal.out()).startsWith(problem + ":");
  }

  @Test
  void aFitWritesTheSameResultOnOneThreadAndOnTwo() throws IOException {
    for (String threads : List.of("1", "2")) {
      Terminal terminal =
          lamarck(
              "fit",
              BOEHM,
              "--strategy",
              "multistart",
              "--evaluations",
              "150",
              "--threads",
              threads,
              "--out",
              out("run" + threads));
      assertThat(terminal.err()).doesNotContain("error");
      assertThat(terminal.code()).isZero();
      assertThat(terminal.out()).contains("stopped      evaluations spent");
    }
    Path run = folder.resolve("run1");
    assertThat(withoutWallClock(run)).isEqualTo(withoutWallClock(folder.resolve("run2")));
    assertThat(Files.readAllLines(run.resolve("estimates.tsv")).get(0))
        .startsWith("parameterId\tparameterScale\tlowerBound\tupperBound\tnominalValue\testimate");
    assertThat(run.resolve("refinements.tsv")).isNotEmptyFile();
    assertThat(run.resolve("trace.tsv")).isNotEmptyFile();
    assertThat(json(Files.readString(run.resolve("result.json"))))
        .containsKeys(
            "problem",
            "seed",
            "strategy",
            "best",
            "basins",
            "chanceOfBetter",
            "evaluations",
            "gradients",
            "failures",
            "stopped",
            "wallClock");
    Terminal evaluated =
        lamarck(
            "evaluate", BOEHM, "--json", "--parameters", run.resolve("estimates.tsv").toString());
    Map<?, ?> best = inner(json(Files.readString(run.resolve("result.json"))), "best");
    assertThat(-number(json(evaluated.out()).get("llh")))
        .isCloseTo( // through the linear scale and back: rounding of a logarithm
            number(best.get("nllh")), within(1e-6));
  }

  @Test
  void aRunGoesOnToALargerBudgetAsIfItHadHadItFromTheStart() throws IOException {
    String[] common = {"fit", BOEHM, "--strategy", "multistart", "--quiet"};
    Terminal whole = lamarck(with(common, "--evaluations", "400", "--out", out("whole")));
    assertThat(whole.code()).isZero();
    assertThat(lamarck(with(common, "--evaluations", "100", "--out", out("parts"))).code())
        .isZero();
    Terminal resumed = lamarck("resume", out("parts"), "--evaluations", "400", "--quiet");
    assertThat(resumed.code()).isZero();
    assertThat(withoutWallClock(folder.resolve("parts")))
        .isEqualTo(withoutWallClock(folder.resolve("whole")));
    String before = Files.readString(folder.resolve("whole/result.json"));
    assertThat(lamarck("report", out("whole")).code()).isZero();
    assertThat(folder.resolve("whole/result.json")).hasContent(before);
  }

  @Test
  void aChangedProblemIsNotGoneOnWith() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("problem"));
    try (Stream<Path> files = Files.list(Path.of("../examples/boehm"))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    String problem = copy.resolve("boehm.yaml").toString();
    assertThat(
            lamarck(
                    "fit",
                    problem,
                    "--strategy",
                    "multistart",
                    "--evaluations",
                    "1",
                    "--out",
                    out("run"))
                .code())
        .isZero();
    Path table = copy.resolve("parameters.tsv");
    Files.writeString(table, Files.readString(table).replace("0.693", "0.694"));
    Terminal terminal = lamarck("resume", out("run"));
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err()).contains("the problem has changed since the run began");
  }

  private static String[] with(String[] common, String... more) {
    return Stream.concat(Stream.of(common), Stream.of(more)).toArray(String[]::new);
  }
}
