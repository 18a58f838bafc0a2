package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.petab.ProblemReader;
import org.lamarck.worker.task.EstimationObjective;
import org.lamarck.worker.task.PosteriorObjective;
import org.lamarck.worker.task.SerializedProblem;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Draws from a posterior of two parameters, beside its integral on a grid. */
class SampleCommandTest {
  private static final Path BINDING = Path.of("..", "examples", "binding", "problem.yaml");

  @TempDir static Path folder;

  @BeforeAll
  static void fit() {
    Terminal fit = lamarck("fit", BINDING.toString(), "--evaluations", "200", "--out", run());
    assertThat(fit.code()).as(fit.err()).isZero();
  }

  private static String run() {
    return folder.resolve("run").toString();
  }

  private static Terminal sample(String... more) {
    List<String> words = new ArrayList<>(List.of("sample", run()));
    words.addAll(List.of(more));
    return lamarck(words.toArray(String[]::new));
  }

  private static Map<?, ?> json() throws IOException {
    String text = Files.readString(folder.resolve("run/result.json"));
    Map<?, ?> result = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    return (Map<?, ?>) Objects.requireNonNull(result.get("sample"));
  }

  private static double number(Map<?, ?> parameters, String id, String key) {
    Map<?, ?> values = (Map<?, ?>) Objects.requireNonNull(parameters.get(id));
    return ((Number) Objects.requireNonNull(values.get(key))).doubleValue();
  }

  @Test
  void drawsHaveTheMeansOfTheIntegral() throws Exception {
    Terminal terminal = sample("--warmup", "300", "--draws", "500", "--seed", "7");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("R-hat").contains("500 of each of 4 chains");
    Map<?, ?> parameters = (Map<?, ?>) Objects.requireNonNull(json().get("parameters"));
    double[] means = means();
    for (int i = 0; i < 2; i++) {
      String id = List.of("V", "K").get(i);
      assertThat(number(parameters, id, "rHat"))
          .isLessThan(1.03); // 1 + χ²₃ / (6 · 100) is less in 999 of 1000
      assertThat(number(parameters, id, "mean"))
          .isCloseTo(means[i], within(4 * number(parameters, id, "meanError")));
    }
    List<String> chain = Files.readAllLines(folder.resolve("run/sample-4.csv"));
    assertThat(chain).hasSize(501);
    assertThat(chain.get(0)).isEqualTo("lp__,accept_stat__,n_leapfrog__,divergent__,V,K");
  }

  @Test
  void temperedChainsTellTheSameAndTheEvidence() throws Exception {
    Terminal terminal =
        sample("--sampler", "tempering", "--warmup", "150", "--draws", "250", "--chains", "3");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    assertThat(terminal.out()).contains("by tempering", "by Laplace");
    Map<?, ?> all = json();
    assertThat(all.get("sampler")).isEqualTo("tempering");
    Map<?, ?> parameters = (Map<?, ?>) Objects.requireNonNull(all.get("parameters"));
    double[] means = means();
    for (int i = 0; i < 2; i++) {
      String id = List.of("V", "K").get(i);
      assertThat(number(parameters, id, "mean"))
          .isCloseTo(means[i], within(4 * number(parameters, id, "meanError")));
    }
    double error = number(all, "evidence", "standardError");
    assertThat(error).isLessThan(0.3);
    assertThat(number(all, "evidence", "logEvidence")).isCloseTo(means[2], within(4 * error));
    // two parameters that the data know to a tenth: the density is nearly normal
    assertThat(number(all, "evidence", "laplace")).isCloseTo(means[2], within(0.1));
  }

  /**
   * Of V and K on the linear scale, by sums over ten standard deviations about the estimates; and
   * the logarithm of the evidence.
   */
  private static double[] means() throws Exception {
    Objective density =
        new PosteriorObjective(
                new EstimationObjective(
                    "binding",
                    SerializedProblem.of(ProblemReader.read(BINDING)),
                    EvaluationSettings.DEFAULT.withPriors(true)))
            .open();
    double[] centre = new double[2];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= 60; i++) {
      for (int j = 0; j <= 60; j++) {
        Vector x = Vector.of(-1 + i / 20.0, -1 + j / 20.0);
        double value = value(density, x);
        if (value < least) {
          least = value;
          centre = x.toArray();
        }
      }
    }
    double sum = 0;
    double[] moments = new double[2];
    for (int i = -100; i <= 100; i++) {
      for (int j = -100; j <= 100; j++) {
        Vector x = Vector.of(centre[0] + i / 100.0, centre[1] + j / 100.0);
        double weight = Math.exp(least - value(density, x));
        sum += weight;
        moments[0] += weight * Math.pow(10, x.get(0));
        moments[1] += weight * Math.pow(10, x.get(1));
      }
    }
    return new double[] {moments[0] / sum, moments[1] / sum, Math.log(sum * 1e-4) - least};
  }

  private static double value(Objective density, Vector x) {
    return density.evaluate(x, Derivatives.NONE) instanceof Evaluation.Finite finite
        ? finite.value()
        : Double.POSITIVE_INFINITY;
  }

  @Test
  void chainsThatAreCutGoOnAndAreThoseOfAnUnbrokenRun() throws Exception {
    requireSameWhenCut("--chains", "2", "--warmup", "150", "--draws", "100");
  }

  @Test
  void laddersThatAreCutGoOnAndAreThoseOfAnUnbrokenRun() throws Exception {
    requireSameWhenCut(
        "--sampler",
        "tempering",
        "--temperatures",
        "5",
        "--chains",
        "2",
        "--warmup",
        "20",
        "--draws",
        "20");
  }

  private static void requireSameWhenCut(String... few) throws Exception {
    assertThat(sample(few).code()).isZero();
    String unbroken = Files.readString(folder.resolve("run/draws.tsv"));
    String evidence = String.valueOf(json().get("evidence"));
    assertThat(sample("--chains", "2", "--warmup", "20", "--draws", "10").code()).isZero();
    int parts = 0;
    Terminal part;
    do {
      parts++;
      List<String> words = new ArrayList<>(List.of(few));
      words.addAll(List.of("--time-limit", 150 * parts + "ms", "--threads", "1"));
      part = sample(words.toArray(String[]::new));
      assertThat(part.code()).as(part.err()).isZero();
    } while (part.err().contains("go on with: lamarck sample"));
    assertThat(Files.readString(folder.resolve("run/draws.tsv"))).isEqualTo(unbroken);
    assertThat(String.valueOf(json().get("evidence"))).isEqualTo(evidence);
  }

  @Test
  void tablesAndJsonAreThoseOfTheContract() throws Exception {
    Path tables = folder.resolve("tables");
    Terminal terminal =
        sample("--warmup", "60", "--draws", "40", "--chains", "2", "--json", "--out", tables + "");
    assertThat(terminal.code()).as(terminal.err()).isZero();
    Map<?, ?> printed =
        (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(terminal.out());
    assertThat(printed.get("divergences")).isInstanceOf(Integer.class);
    assertThat(printed.get("results")).isEqualTo(tables.toString());
    List<String> draws = Files.readAllLines(tables.resolve("draws.tsv"));
    assertThat(draws).hasSize(81);
    assertThat(draws.get(0)).isEqualTo("chain\tdraw\tlp\tV\tK");
    assertThat(draws.get(80)).startsWith("2\t40\t");
    List<String> summary = Files.readAllLines(tables.resolve("summary.tsv"));
    assertThat(summary.get(0))
        .isEqualTo("parameterId\tmean\tsd\tmcse\tq5\tq50\tq95\trhat\tessBulk\tessTail");
    Map<?, ?> parameters = (Map<?, ?>) Objects.requireNonNull(printed.get("parameters"));
    assertThat(Double.parseDouble(summary.get(2).split("\t", -1)[1]))
        .isEqualTo(number(parameters, "K", "mean"));
    // the run has them as well, and a folder of something else is left alone
    assertThat(folder.resolve("run/draws.tsv"))
        .hasSameTextualContentAs(tables.resolve("draws.tsv"));
    Terminal wrong = sample("--out", folder.resolve("run/petab").toString());
    assertThat(wrong.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(wrong.errorLines()).hasSize(1);
  }

  @Test
  void aProblemWithoutARunIsRefinedFirstAndSaysSo() throws Exception {
    String out = folder.resolve("of-problem").toString();
    String[] words = {
      "sample",
      BINDING.toString(),
      "--out",
      out,
      "--chains",
      "2",
      "--warmup",
      "100",
      "--draws",
      "50"
    };
    Terminal first = lamarck(words);
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("is a problem, not a run", "nominal point");
    String draws = Files.readString(Path.of(out, "draws.tsv"));
    assertThat(draws.lines()).hasSize(101);
    Terminal again = lamarck(words); // goes on where there is nothing left to do
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("not a run");
    assertThat(Files.readString(Path.of(out, "draws.tsv"))).isEqualTo(draws);
    // of another seed: neither the search that came before nor the draws
    List<String> another = new ArrayList<>(List.of(words));
    another.addAll(List.of("--seed", "8"));
    Terminal other = lamarck(another.toArray(String[]::new));
    assertThat(other.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(other.errorLines()).hasSize(1).allMatch(line -> line.contains("is a run of seed 1"));
    assertThat(Files.readString(Path.of(out, "draws.tsv"))).isEqualTo(draws);
  }

  @Test
  void whatIsNeitherARunNorAProblemIsRefusedInOneLine() throws Exception {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    for (String place : List.of(empty.toString(), folder.resolve("missing.yaml").toString())) {
      Terminal terminal = lamarck("sample", place);
      assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(terminal.errorLines()).hasSize(1).allMatch(line -> line.contains(place));
    }
    Terminal other = // a folder of something else is not written into
        lamarck("sample", BINDING.toString(), "--out", empty.toString());
    assertThat(other.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(other.errorLines()).hasSize(1).allMatch(line -> line.startsWith("--out: error"));
  }

  @Test
  void whatCannotBeAskedForIsRefusedInOneLine() {
    for (String[] options :
        List.of(
            new String[] {"--chains", "1"},
            new String[] {"--acceptance", "1.5"},
            new String[] {"--sampler", "nutz"},
            new String[] {"--temperatures", "9"},
            new String[] {"--sampler", "tempering", "--temperatures", "2"},
            new String[] {"--draws", "0"},
            new String[] {"--warmup", "-1"})) {
      Terminal terminal = sample(options);
      assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
      String wrong = options[options.length - 2]; // it is told by its name
      assertThat(terminal.errorLines())
          .singleElement()
          .satisfies(line -> assertThat(line).startsWith(wrong + ": error: "));
    }
  }
}
