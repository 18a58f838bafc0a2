package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.driver.Lamarck;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Stop;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The classes of {@code examples/java}, compiled here, fitted from their files and a program. */
class OwnObjectiveTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "java");

  @TempDir static Path classes;
  private static Path jar;

  @TempDir Path folder;
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

  @BeforeAll
  static void compile() throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
    try (Stream<Path> sources = Files.walk(EXAMPLE.resolve("src"))) {
      sources
          .filter(file -> file.toString().endsWith(".java"))
          .map(Path::toString)
          .forEach(options::add);
    }
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
    assertThat(code).isZero();
    jar = classes.resolve("mine.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.list(classes.resolve("org/example"))) {
      for (Path file : files.toList()) {
        entries.putNextEntry(new JarEntry("org/example/" + file.getFileName()));
        entries.write(Files.readAllBytes(file));
        entries.closeEntry();
      }
    }
  }

  @AfterEach
  void forgetTheJar() {
    Thread.currentThread().setContextClassLoader(loader);
  }

  private String run() {
    return folder.resolve("run").toString();
  }

  private Terminal fit(String name, String... more) {
    Stream<String> own =
        Stream.of("fit", EXAMPLE.resolve(name).toString(), "--out", run(), "--jar", jar.toString());
    return lamarck(Stream.concat(own, Stream.of(more)).toArray(String[]::new));
  }

  private Map<?, ?> result() throws IOException {
    String text = Files.readString(Path.of(run(), "result.json"));
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static double number(Map<?, ?> object, String... path) {
    Map<?, ?> inner = object;
    for (int i = 0; i < path.length - 1; i++) {
      inner = (Map<?, ?>) Objects.requireNonNull(inner.get(path[i]));
    }
    return ((Number) Objects.requireNonNull(inner.get(path[path.length - 1]))).doubleValue();
  }

  private String withoutClock() throws IOException {
    String text = Files.readString(Path.of(run(), "result.json"));
    return text.substring(0, text.indexOf("\"wallClock\""));
  }

  @Test
  void anObjectiveWithAGradientIsFittedFromItsFile() throws IOException {
    Terminal terminal = fit("valley.yaml", "--evaluations", "400");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(terminal.err()).contains("valley: 2 coordinates; hybrid on ");
    // the minimum is 0 at (1, 1); the search ends at a gradient of 1e-6
    assertThat(number(result(), "best", "objective")).isCloseTo(0, within(1e-9));
    assertThat(number(result(), "best", "parameters", "b")).isCloseTo(1, within(1e-4));
    assertThat(Files.readString(Path.of(run(), "estimates.tsv"))).startsWith("parameterId\t");
    assertThat(Files.readString(Path.of(run(), "report.html"))).contains("valley");
    assertThat(Path.of(run(), "petab")).doesNotExist();
  }

  @Test
  void anObjectiveWithoutAGradientIsFittedOnItsScales() throws IOException {
    Terminal terminal = fit("bump.yaml", "--evaluations", "2000");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    // evolution alone: a thousandth of the box's six decades
    assertThat(Math.log10(number(result(), "best", "parameters", "k"))).isCloseTo(0, within(6e-3));
  }

  /** The angles are those of friction 0.3 and stiffness 4, to three digits. */
  @Test
  void aSystemInJavaIsFittedByItsGradient() throws IOException {
    Terminal terminal = fit("pendulum.yaml", "--evaluations", "300");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(number(result(), "best", "parameters", "friction")).isCloseTo(0.3, within(2e-3));
    assertThat(number(result(), "best", "parameters", "stiffness")).isCloseTo(4, within(2e-2));
  }

  /** The run that is made of a problem keeps its jars, for whatever follows in another process. */
  @Test
  void profilesOfAnObjectiveInAJarGoOnWithoutNamingItAgain() throws IOException {
    String pendulum = EXAMPLE.resolve("pendulum.yaml").toString();
    Terminal made = lamarck("profile", pendulum, "--out", run(), "--jar", jar.toString());
    assertThat(made.code()).as(made.err()).isZero();
    String curves = Files.readString(Path.of(run(), "curves.tsv"));
    forgetTheJar();
    Terminal again = lamarck("profile", run());
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(Files.readString(Path.of(run(), "curves.tsv"))).isEqualTo(curves);
  }

  private Terminal on(String command, String... more) {
    Stream<String> own =
        Stream.of(command, EXAMPLE.resolve("pendulum.yaml").toString(), "--jar", jar.toString());
    return lamarck(Stream.concat(own, Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void anObjectiveIsEvaluatedAtItsNominalPointOrAnother() throws IOException {
    Terminal nominal = on("evaluate", "--json");
    assertThat(nominal.code()).as(nominal.err()).isZero();
    Map<?, ?> there =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(nominal.out());
    assertThat(number(there, "parameters", "friction")).isEqualTo(0.25);
    Path values = folder.resolve("values.tsv");
    Files.writeString(values, "parameterId\tvalue\nfriction\t0.3\nstiffness\t4\n");
    Terminal exact = on("evaluate", "--json", "--parameters", values.toString());
    Map<?, ?> better =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(exact.out());
    // data of three digits: eight residuals of at most 5e-4
    assertThat(number(better, "loss")).isLessThan(1e-6).isLessThan(number(there, "loss"));
    double h = 1e-5;
    Files.writeString(values, "parameterId\tvalue\nfriction\t" + (0.25 + h) + "\n");
    Map<?, ?> beside =
        (Map<?, ?>)
            new Load(LoadSettings.builder().build())
                .loadFromString(on("evaluate", "--json", "--parameters", values.toString()).out());
    // a forward difference: h times half the second derivative, which is near 20 here
    assertThat((number(beside, "loss") - number(there, "loss")) / h)
        .isCloseTo(number(there, "gradient", "friction"), within(1e-3));
  }

  @Test
  void whatAnObjectiveShowsIsPrintedBySimulate() throws IOException {
    Terminal terminal = on("simulate", "--set", "friction=0");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    List<String> lines = terminal.out().lines().toList();
    assertThat(lines).hasSize(82).first().isEqualTo("time in s,angle,measured");
    assertThat(lines.get(1)).isEqualTo("0.0,2.0,");
    assertThat(on("simulate", "--out", folder.resolve("tables").toString()).code()).isZero();
    assertThat(folder.resolve("tables/swing.csv")).exists();
    assertThat(on("simulate", "--end", "3").err()).contains("leave out all but --set");
    assertThat(on("simulate", "--set", "frictoin=0").err())
        .contains("there is no coordinate frictoin; write \"friction\" if that is meant");
  }

  @Test
  void whatAnObjectiveShowsIsInTheResultsOfAFit() throws IOException {
    Terminal terminal = fit("pendulum.yaml", "--evaluations", "300");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(Files.readString(Path.of(run(), "shown-swing.csv"))).startsWith("time in s,angle");
    assertThat(Files.readString(Path.of(run(), "report.html")))
        .contains("What the best point does")
        .contains("Angle of the pendulum");
  }

  private Map<?, ?> evaluated(String name, String... more) {
    Stream<String> own =
        Stream.of("evaluate", EXAMPLE.resolve(name).toString(), "--jar", jar.toString(), "--json");
    Terminal terminal = lamarck(Stream.concat(own, Stream.of(more)).toArray(String[]::new));
    assertThat(terminal.code()).as(terminal.err()).isZero();
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(terminal.out());
  }

  /** 8401.406154 and 8408.0 are those of an independent program with the same scheme. */
  @Test
  void thePublishedSchemeOfCalciumHasItsPublishedLosses() throws IOException {
    Map<?, ?> parameters = evaluated("held-calcium.yaml");
    assertThat(number(parameters, "loss")).isCloseTo(8401.406154, within(1e-5));
    assertThat(number(evaluated("interventions.yaml"), "loss")).isCloseTo(8408, within(0.05));
    // d/d log10 of k5, by the published gradient −29656.77 of the linear scale, to its step errors
    assertThat(number(parameters, "gradient", "k5"))
        .isCloseTo(-29656.77 * 0.12 * Math.log(10), within(2.0));
    Path values = folder.resolve("values.tsv");
    double[] losses = new double[2];
    double h = 1e-5;
    for (int side = 0; side < 2; side++) {
      double moved = 0.12 * Math.pow(10, side == 0 ? h : -h);
      Files.writeString(values, "parameterId\tvalue\nk5\t" + moved + "\n");
      losses[side] =
          number(evaluated("held-calcium.yaml", "--parameters", values.toString()), "loss");
    }
    assertThat(number(parameters, "gradient", "k5"))
        .isCloseTo((losses[0] - losses[1]) / (2 * h), within(1e-2));
  }

  @Test
  void clampsOfCalciumHaveExactGradients() throws IOException {
    Map<?, ?> here = evaluated("interventions-sines.yaml");
    assertThat(number(here, "loss")).isCloseTo(3572.6, within(0.5));
    Path values = folder.resolve("values.tsv");
    for (String name : List.of("Galpha_GTP_40", "IP3_120")) {
      double[] losses = new double[2];
      double h = 1e-4;
      for (int side = 0; side < 2; side++) {
        double moved = number(here, "parameters", name) + (side == 0 ? h : -h);
        Files.writeString(values, "parameterId\tvalue\n" + name + "\t" + moved + "\n");
        losses[side] =
            number(
                evaluated("interventions-sines.yaml", "--parameters", values.toString()), "loss");
      }
      double gradient = number(here, "gradient", name);
      assertThat((losses[0] - losses[1]) / (2 * h))
          .as(name)
          .isCloseTo(gradient, within(1e-5 * Math.abs(gradient) + 1e-7));
    }
  }

  @Test
  void anOwnObjectiveIsChecked() throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, "format: lamarck\nobjective: org.me.Missing\n");
    Terminal terminal = lamarck("lint", file.toString());
    assertThat(terminal.code()).isEqualTo(1);
    assertThat(terminal.out()).contains("own.yaml:2:12: error: there is no class org.me.Missing");
  }

  /** The data were made with birth 1.2, death 0.5 and rate 0.12, and one outlier of 15 σ. */
  @Test
  void aModelOfTheUsersOwnIsFittedThroughAnOutlier() throws IOException {
    Path problem = folder.resolve("predators");
    Files.createDirectories(problem);
    try (Stream<Path> files = Files.list(EXAMPLE.resolve("predators"))) {
      for (Path file : files.toList()) {
        Files.copy(file, problem.resolve(file.getFileName()));
      }
    }
    Files.copy(jar, problem.resolve("predators.jar"));
    Terminal terminal =
        lamarck(
            "fit",
            problem.resolve("problem.yaml").toString(),
            "--out",
            run(),
            "--start",
            "nominal",
            "--evaluations",
            "200");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    // three standard errors of some 0.003 in log10
    assertThat(number(result(), "best", "parameters", "birth")).isCloseTo(1.2, within(0.03));
    assertThat(number(result(), "best", "parameters", "death")).isCloseTo(0.5, within(0.02));
    assertThat(number(result(), "best", "parameters", "rate")).isCloseTo(0.12, within(0.003));
    assertThat(Path.of(run(), "petab", "predators.jar")).exists();
    assertThat(Path.of(run(), "model.xml")).as("a model that is no SBML").doesNotExist();
  }

  @Test
  void aRunOfAnOwnObjectiveGoesOnAsIfUnbroken() throws IOException {
    assertThat(fit("valley.yaml", "--evaluations", "150").code()).isZero();
    Thread.currentThread().setContextClassLoader(loader); // another process knows no jar
    Terminal resumed = lamarck("resume", run(), "--evaluations", "300");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    String split = withoutClock();
    Files.move(Path.of(run()), folder.resolve("split"));
    assertThat(fit("valley.yaml", "--evaluations", "300").code()).isZero();
    assertThat(withoutClock()).isEqualTo(split);
    assertThat(lamarck("report", run()).code()).isZero();
  }

  @Test
  void sparkFindsTheClassInTheJar() throws IOException {
    assertThat(fit("valley.yaml", "--evaluations", "150").code()).isZero();
    String threads = withoutClock();
    Files.move(Path.of(run()), folder.resolve("threads"));
    Thread.currentThread().setContextClassLoader(loader);
    Terminal terminal = fit("valley.yaml", "--evaluations", "150", "--master", "local[2]");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(withoutClock()).isEqualTo(threads);
  }

  /** What the best fraction of germinating seeds is, and the growth there: Cohen (1966). */
  private static double growth(double g) {
    return 0.6 * Math.log(5 * g + 0.5 * (1 - g)) + 0.4 * Math.log(0.5 * (1 - g));
  }

  @Test
  void anObjectiveWithNoiseIsFittedWithAStatedConfidence() throws IOException {
    double best = 0.6 - 0.4 * 0.5 / 4.5;
    int below = 0;
    List<Double> losses = new ArrayList<>();
    for (int seed = 1; seed <= 5; seed++) {
      Terminal terminal =
          fit("germination.yaml", "--evaluations", "20000", "--seed", Integer.toString(seed));
      assertThat(terminal.code()).as(terminal.err()).isZero();
      assertThat(terminal.out()).contains("with a confidence of 95 %");
      double found = number(result(), "best", "parameters", "g");
      double value = number(result(), "best", "objective");
      double error = number(result(), "best", "standardError");
      // a draw is the mean of 30 years, σ ≈ 0.2: of two points of 20 draws nobody knows which is
      // better when they differ by some hundredths
      losses.add(growth(best) - growth(found));
      assertThat(losses.get(seed - 1)).isLessThan(0.02 + 4 * error);
      assertThat(-value).isCloseTo(growth(found), within(4 * error)); // 6 in 100,000
      below += -growth(found) <= number(result(), "best", "below") ? 1 : 0;
      Files.move(Path.of(run()), folder.resolve("seed" + seed));
    }
    assertThat(losses.stream().sorted().toList().get(2)).as("%s", losses).isLessThan(0.045);
    assertThat(below).isGreaterThanOrEqualTo(3); // each with 95 %; fewer in 1 of 900
  }

  @Test
  void sparkAndThreadsDrawTheSameNoise() throws IOException {
    assertThat(fit("germination.yaml", "--evaluations", "400").code()).isZero();
    String threads = withoutClock();
    Files.move(Path.of(run()), folder.resolve("threads"));
    Thread.currentThread().setContextClassLoader(loader);
    Terminal terminal = fit("germination.yaml", "--evaluations", "400", "--master", "local[2]");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(withoutClock()).isEqualTo(threads);
    assertThat(lamarck("report", run()).code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objective: org.example.Nobody | mine.yaml:2:12: error: there is no class"
            + " org.example.Nobody",
        "objective: java.util.ArrayList | mine.yaml:2:12: error: java.util.ArrayList does not"
            + " implement",
        "objective: org.example.Bump\\nsettings: {a: 1} | cannot be made",
        "objective: org.example.Valley\\nsettings: {depth: deep} | NumberFormatException",
        "objective: org.example.Valley\\nobjectives: 3 | has no meaning beside",
        "objective: org.example.Valley\\n"
            + "jar: nowhere.jar | nowhere.jar; correct its name, or build it",
      })
  void aFileThatCannotBeUsedIsRefusedInOneLine(String lines, String words) throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "format: lamarck\n" + lines.replace("\\n", "\n") + "\n");
    Terminal terminal = lamarck("fit", file.toString(), "--out", run(), "--jar", jar.toString());
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err().strip().lines()).hasSize(1);
    assertThat(terminal.err()).contains(words);
    assertThat(Path.of(run())).doesNotExist();
  }

  @Test
  void aJarThatIsNotThereIsRefused() {
    Terminal terminal =
        lamarck("fit", EXAMPLE.resolve("bump.yaml").toString(), "--jar", "nowhere.jar");
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err()).contains("--jar: error: there is no file nowhere.jar");
    String yaml = EXAMPLE.resolve("bump.yaml").toString();
    terminal = lamarck("fit", yaml, "--out", run(), "--jar", yaml);
    assertThat(terminal.err()).contains("bump.yaml is no jar; give a jar with your classes");
    terminal = lamarck("fit", yaml, "--out", run(), "--jar", folder.toString());
    assertThat(terminal.err()).contains(folder + " is a folder; give a jar");
  }

  /** Throws on half of its box. */
  private record Moody() implements ObjectiveSource {
    @Override
    public String id() {
      return "moody";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", -1, 1), Coordinate.linear("y", -1, 1));
    }

    @Override
    public Objective open() {
      return (x, derivatives) -> {
        if (x.get(0) < 0) {
          throw new IllegalStateException("not in the mood");
        }
        if (x.get(1) > 0.9) {
          throw new OutOfMemoryError("a billion numbers");
        }
        return new Evaluation.Value(x.dot(x));
      };
    }
  }

  @Test
  void aProgramFitsAnObjectiveAndWhatItThrowsIsAFailedEvaluation() {
    RunRecord record =
        Lamarck.onThreads(2)
            .withStrategy(Strategies.named("cmaes"))
            .withBudget(Budget.UNLIMITED.withEvaluations(600))
            .fit(new Moody());
    assertThat(record.outcome().stop()).isEqualTo(Stop.EVALUATIONS);
    assertThat(record.outcome().state().bestValue()).isLessThan(1e-3); // the minimum is 0
    assertThat(record.outcome().state().effort().failed().count(Evaluation.Reason.USER_ERROR))
        .isPositive();
    assertThat(record.outcome().state().failed().orElseThrow().line())
        .matches("(user error: .*not in the mood|out of memory: a billion numbers)");
    assertThat(record.estimates()).containsOnlyKeys("x", "y");
  }
}
