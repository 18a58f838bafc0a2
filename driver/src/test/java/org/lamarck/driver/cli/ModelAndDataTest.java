package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.driver.cli.Terminal.lamarck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

/** A model and a table of data are enough for a fit. */
class ModelAndDataTest {
  @TempDir private Path folder;

  /**
   * A published model with other parameters than its own.
   *
   * @param truth what is to be found, by id
   * @param noise relative to the largest value of each column
   */
  record Study(
      String example, String columns, String times, double noise, Map<String, Double> truth) {
    @Override
    public String toString() {
      return example;
    }
  }

  static Stream<Study> studies() {
    return Stream.of(
        new Study(
            "predator-prey",
            "hare,lynx",
            "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20",
            0.03,
            Map.of("birth", 0.6, "predation", 0.03, "growth", 0.02, "death", 0.7)),
        new Study(
            "enzyme",
            "S,P",
            "0,0.5,1,1.5,2,3,4,5,6,8,10,12,15,20,25,30",
            0.005,
            Map.of("kcat", 3.0, "Km", 6.0, "kin", 0.08)),
        new Study(
            "epidemic",
            "I",
            "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18",
            0.02,
            Map.of("beta", 0.0025, "gamma", 0.4)));
  }

  /** Three standard errors: of nine parameters one in forty studies lies beyond. */
  @ParameterizedTest
  @MethodSource("studies")
  void aFitFindsTheTruthWithinItsStandardErrors(Study study) throws IOException {
    String model = "../examples/" + study.example() + "/model.xml";
    String data = simulated(study, model).toString();
    String run = folder.resolve("run").toString();
    Terminal fit = lamarck("fit", model, data, "--evaluations", "3000", "--out", run);
    assertThat(fit.code()).as(fit.err()).isZero();
    List<String[]> rows = rows(Path.of(run, "uncertainty.tsv"));
    int found = 0;
    for (String[] row : rows) {
      Double truth = study.truth().get(row[0]);
      if (truth != null) {
        double error = Double.parseDouble(row[3]);
        double distance = Math.log10(Double.parseDouble(row[2])) - Math.log10(truth);
        assertThat(row[6]).as(row[0]).isEqualTo("found");
        assertThat(Math.abs(distance) / error).as(row[0]).isLessThan(3);
        assertThat(error).as("decades of " + row[0]).isLessThan(0.2);
        found++;
      }
    }
    assertThat(found).isEqualTo(study.truth().size());
    assertThat(Path.of(run, "model.xml")).exists();
    assertThat(lamarck("lint", run + "/problem/problem.yaml").code()).isZero();
  }

  private Path simulated(Study study, String model) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("simulate", model, "--times", study.times(), "--variables", study.columns()));
    study.truth().forEach((id, value) -> command.addAll(List.of("--set", id + "=" + value)));
    Terminal exact = lamarck(command.toArray(String[]::new));
    assertThat(exact.code()).as(exact.err()).isZero();
    List<String> lines = exact.out().lines().toList();
    RandomStream random = RandomStream.of(7);
    StringBuilder table = new StringBuilder(lines.get(0)).append('\n');
    double[] largest = new double[lines.get(0).split(",", -1).length];
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      for (int c = 1; c < cells.length; c++) {
        largest[c] = Math.max(largest[c], Double.parseDouble(cells[c]));
      }
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      table.append(cells[0]);
      for (int c = 1; c < cells.length; c++) {
        double noise = study.noise() * largest[c] * random.nextGaussian();
        table.append(String.format(Locale.ROOT, ",%.6g", Double.parseDouble(cells[c]) + noise));
      }
      table.append('\n');
    }
    return Files.writeString(folder.resolve("data.csv"), table);
  }

  private static List<String[]> rows(Path table) throws IOException {
    return Files.readAllLines(table).stream().skip(1).map(row -> row.split("\t", -1)).toList();
  }

  @Test
  void initWritesAProblemAndTellsWhatItAssumed() throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("d.csv"), "time;E;S;S_sd;sum\n0;1;10;0.1;9\n1;1;8;0.2;\n2;1;7;0.2;10\n");
    String out = folder.resolve("study").toString();
    Terminal init =
        lamarck(
            "init",
            "../examples/enzyme/model.xml",
            data.toString(),
            "--out",
            out,
            "--fix",
            "kin=0.2",
            "--bounds",
            "kcat=1:5",
            "--observable",
            "sum=S+P");
    assertThat(init.code()).as(init.err()).isZero();
    assertThat(init.out()).isEqualTo(out + "/problem.yaml\n");
    assertThat(init.err())
        .contains("S is measured with the errors of its column")
        .contains("sum is measured with normal noise, whose size sd_sum is estimated");
    assertThat(Files.readAllLines(Path.of(out, "measurements.tsv")))
        .hasSize(1 + 3 + 3 + 2)
        .contains("obs_S\tcondition1\t1.0\t8.0\t0.2", "obs_sum\tcondition1\t2.0\t10.0\t");
    assertThat(Files.readAllLines(Path.of(out, "parameters.tsv")))
        .contains("kcat\tlog10\t1.0\t5.0\t2.0\t1", "kin\tlog10\t0.2\t0.2\t0.2\t0");
    assertThat(lamarck("lint", out + "/problem.yaml").code()).isZero();
    assertThat(lamarck("init", "../examples/enzyme/model.xml", data.toString(), "--out", out).err())
        .contains("exists and is not overwritten");
  }

  /** A column of a constant of the model says under which condition a row was measured. */
  @Test
  void constantsInTheTableAreConditionsAndInitialValuesCanBeEstimated() throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("d.csv"), "time,kin,P\n0,0.1,0\n5,0.1,4\n0,0.5,0\n5,0.5,3\n");
    String out = folder.resolve("study").toString();
    Terminal init =
        lamarck(
            "init",
            "../examples/enzyme/model.xml",
            data.toString(),
            "--out",
            out,
            "--estimate",
            "kcat,S");
    assertThat(init.code()).as(init.err()).isZero();
    assertThat(Files.readAllLines(Path.of(out, "conditions.tsv")))
        .containsExactly(
            "conditionId\tkin\tS", "condition1\t0.1\tinit_S", "condition2\t0.5\tinit_S");
    assertThat(lamarck("evaluate", out + "/problem.yaml").code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S\n1|there is no column time",
        "time,Q\n0,1|column \"Q\" is nothing of the model",
        "time,S\n0,one|:2:2: error: \"one\" is not a number",
        "time,S\n0|the row has 1 fields, the header 2",
        "time,S,S_sd\n0,1,0|the error is missing or not positive",
        "time,S,S\n0,1,0|column S stands twice",
        "time,kin\n0,1|no column is of something that the model computes"
      })
  void whatIsWrongInATableIsToldWithItsPlace(String example) throws IOException {
    String[] parts = example.split("\\|", -1);
    String data = Files.writeString(folder.resolve("d.csv"), parts[0] + "\n").toString();
    String out = folder.resolve("study").toString();
    Terminal init = lamarck("init", "../examples/enzyme/model.xml", data, "--out", out);
    assertThat(init.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(init.err()).contains(parts[1]).doesNotContain("Exception");
    assertThat(Path.of(out)).doesNotExist();
  }

  /** The fitted problem lies in the run, so that the run goes on without the options. */
  @Test
  void aFitWithFixedAndBoundedParametersGoesOn() throws IOException {
    String boehm = "../examples/boehm/boehm.yaml";
    String run = folder.resolve("run").toString();
    String[] fit = {
      "fit",
      boehm,
      "--fix",
      "k_exp_hetero=1e-5",
      "--bounds",
      "k_phos=10000:20000",
      "--start",
      "nominal",
      "--evaluations",
      "60",
      "--out",
      run
    };
    assertThat(lamarck(fit).code()).isZero();
    String result = Files.readString(Path.of(run, "result.json"));
    assertThat(result).contains("\"parameterCount\": 5"); // three of eight are computed
    assertThat(lamarck("resume", run, "--evaluations", "90").code()).isZero();
    fit[3] = "k_exp_heter=1";
    fit[11] = folder.resolve("other").toString();
    assertThat(lamarck(fit).err()).contains("no parameter \"k_exp_heter\"", "k_exp_hetero");
  }

  /** Of a normal prior far narrower than the likelihood the estimate is its mean. */
  @Test
  void aPriorOnTheCommandLineCounts() throws IOException {
    String run = folder.resolve("run").toString();
    String[] fit = {
      "fit",
      "../examples/boehm/boehm.yaml",
      "--prior",
      "k_phos=normal:12000:1",
      "--start",
      "nominal",
      "--evaluations",
      "60",
      "--out",
      run
    };
    Terminal fitted = lamarck(fit);
    assertThat(fitted.err()).contains("the prior of 1 parameter counts");
    assertThat(fitted.out()).contains("log prior");
    assertThat(Files.readString(Path.of(run, "estimates.tsv"))).contains("k_phos\tlog10");
    double estimate =
        rows(Path.of(run, "uncertainty.tsv")).stream()
            .filter(row -> row[0].equals("k_phos"))
            .mapToDouble(row -> Double.parseDouble(row[2]))
            .findFirst()
            .orElseThrow();
    assertThat(estimate).isCloseTo(12000, within(2.0));
    assertThat(lamarck("resume", run, "--evaluations", "90").out()).contains("log prior");
    fit[9] = folder.resolve("other").toString();
    Map.of(
            "k_phos=norml:1:2", "objectivePriorType \"norml\" is unknown; write \"normal\"",
            "k_phos=normal:1", "must be two numbers; write them with a semicolon between",
            "k_phos=normal:1:-2", "the scale of the prior (1;-2) is not positive",
            "k_phos=normal", "write ID=FAMILY:A:B",
            "ratio=normal:1:2", "prior of ratio: it is not estimated",
            "k_fos=normal:1:2", "no parameter \"k_fos\"")
        .forEach(
            (wrong, told) -> {
              fit[3] = wrong;
              Terminal refused = lamarck(fit);
              assertThat(refused.code()).as(wrong).isEqualTo(ExitCode.BAD_INPUT);
              assertThat(refused.err()).contains(told);
              assertThat(Path.of(fit[9])).doesNotExist();
            });
  }

  @Test
  void aDraftedProblemHasThePriorsThatAreGiven() throws IOException {
    String out = folder.resolve("study").toString();
    String[] init = {
      "init",
      "../examples/predator-prey/model.xml",
      "../examples/predator-prey/data.csv",
      "--prior",
      "birth=parameterScaleNormal:-0.3:0.1",
      "--out",
      out
    };
    assertThat(lamarck(init).code()).isZero();
    assertThat(Files.readString(Path.of(out, "parameters.tsv")))
        .contains("objectivePriorType", "-0.3;0.1\tparameterScaleNormal");
    assertThat(lamarck("lint", out + "/problem.yaml").code()).isZero();
    init[4] = "brith=normal:1:1";
    init[6] = folder.resolve("other").toString();
    Terminal refused = lamarck(init);
    assertThat(refused.err()).contains("other", "no parameter \"brith\"", "birth");
    assertThat(Path.of(init[6])).doesNotExist();
  }

  @Test
  void seedsAndModelsAreCompared() throws IOException {
    String run = folder.resolve("seeds").toString();
    Terminal seeds =
        lamarck(
            "fit",
            "../examples/predator-prey/model.xml",
            "../examples/predator-prey/data.csv",
            "--seeds",
            "1..2",
            "--evaluations",
            "300",
            "--out",
            run);
    assertThat(seeds.code()).as(seeds.err()).isZero();
    assertThat(seeds.out().lines()).hasSize(3);
    assertThat(seeds.err()).contains("of 2 seeds came within 0.1 of the best value");
    Terminal compare = lamarck("compare", run + "/seed-1", run + "/seed-2");
    assertThat(compare.code()).as(compare.err()).isZero();
    double nllh = entry(compare, "nllh", 1);
    double k = 6; // four rates and two sizes of noise
    double n = 42;
    assertThat(entry(compare, "AIC", 1)).isCloseTo(2 * nllh + 2 * k, within(1e-9));
    assertThat(entry(compare, "AICc", 1))
        .isCloseTo(2 * nllh + 2 * k + 2 * k * (k + 1) / (n - k - 1), within(1e-9));
    assertThat(entry(compare, "BIC", 1)).isCloseTo(2 * nllh + k * Math.log(n), within(1e-9));
    assertThat(entry(compare, "weight", 1) + entry(compare, "weight", 2))
        .isCloseTo(1, within(2e-4)); // of four digits
  }

  /** A number of a table, by the name of its row and the place of its column. */
  private static double entry(Terminal table, String row, int column) {
    return table
        .out()
        .lines()
        .map(line -> line.split("\t", -1))
        .filter(cells -> cells[0].equals(row))
        .mapToDouble(cells -> Double.parseDouble(cells[column]))
        .findFirst()
        .orElseThrow();
  }
}
