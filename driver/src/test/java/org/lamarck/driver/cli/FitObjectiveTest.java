package org.lamarck.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is minimised, and what of it is written, in the formats of the problems. */
class FitObjectiveTest {
  private static final String BOEHM = "../examples/boehm/boehm.yaml";

  @TempDir Path folder;

  private Terminal fit(String problem, String... more) {
    List<String> all =
        List.of("fit", problem, "--start", "nominal", "--evaluations", "200", "--out", run());
    return lamarck(Stream.concat(all.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private String run() {
    return folder.resolve("run").toString();
  }

  private static Map<?, ?> json(String text) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private Map<?, ?> result() throws IOException {
    return json(Files.readString(folder.resolve("run/result.json")));
  }

  private static Map<?, ?> inner(Map<?, ?> object, String key) {
    return (Map<?, ?>) Objects.requireNonNull(object.get(key));
  }

  private static double number(Map<?, ?> object, String key) {
    return ((Number) Objects.requireNonNull(object.get(key))).doubleValue();
  }

  /** Boehm with a normal prior of log10 k_phos, mean 3 and standard deviation 0.1. */
  private String boehmWithPrior() throws IOException {
    Path problem = Files.createDirectories(folder.resolve("problem"));
    try (Stream<Path> files = Files.list(Path.of("../examples/boehm"))) {
      for (Path file : files.toList()) {
        Files.copy(file, problem.resolve(file.getFileName()));
      }
    }
    Path table = problem.resolve("parameters.tsv");
    StringBuilder text = new StringBuilder();
    for (String row : Files.readAllLines(table)) {
      text.append(row);
      text.append(
          row.startsWith("parameterId")
              ? "\tobjectivePriorType\tobjectivePriorParameters"
              : row.startsWith("k_phos") ? "\tparameterScaleNormal\t3;0.1" : "\t\t");
      text.append('\n');
    }
    Files.writeString(table, text);
    return problem.resolve("boehm.yaml").toString();
  }

  @Test
  void priorsOfTheTableCountAndTheUserIsTold() throws IOException {
    String problem = boehmWithPrior();
    Terminal terminal = fit(problem);
    assertThat(terminal.code()).isZero();
    assertThat(terminal.err())
        .containsOnlyOnce("the prior of 1 parameter counts: what is maximised is the posterior");
    Map<?, ?> best = inner(result(), "best");
    double deviation = (Math.log10(number(inner(best, "parameters"), "k_phos")) - 3) / 0.1;
    double logPrior = -0.5 * deviation * deviation - Math.log(0.1 * Math.sqrt(2 * Math.PI));
    // the same values once with derivatives and once without: the integrator's tolerance of 1e-8
    assertThat(number(best, "objective") - number(best, "nllh")).isCloseTo(-logPrior, within(1e-5));
    assertThat(number(best, "logPrior")).isCloseTo(logPrior, within(1e-5));
    assertThat(terminal.out()).contains("log prior    " + best.get("logPrior"));
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("log-prior, counted", "--objective posterior");
    assertThat(Math.abs(deviation)).isLessThan(12); // it is 12 at the nominal point
    Terminal evaluated =
        lamarck(
            "evaluate",
            problem,
            "--json",
            "--objective",
            "posterior",
            "--parameters",
            run() + "/estimates.tsv");
    assertThat(number(json(evaluated.out()), "logPosterior"))
        .isCloseTo(-number(best, "objective"), within(1e-5));
    assertThat(inner(result(), "settings").get("objective")).isEqualTo("posterior");
  }

  @Test
  void priorsCanBeLeftOut() throws IOException {
    Terminal terminal = fit(boehmWithPrior(), "--objective", "likelihood");
    assertThat(terminal.code()).isZero();
    assertThat(terminal.err()).contains("the prior of 1 parameter does not count");
    assertThat(inner(result(), "settings").get("objective")).isEqualTo("likelihood");
    Map<?, ?> best = inner(result(), "best");
    assertThat(number(best, "objective")).isCloseTo(number(best, "nllh"), within(1e-5));
    assertThat(number(best, "nllh")).isLessThan(138.3); // the published optimum without priors
  }

  @Test
  void evaluateTellsLikelihoodPriorAndPosterior() throws IOException {
    Map<?, ?> evaluated = json(lamarck("evaluate", boehmWithPrior(), "--json").out());
    // a normal density 12 or so standard deviations from its mean, whose sum is rounded once
    double deviation = (Math.log10(number(inner(evaluated, "parameters"), "k_phos")) - 3) / 0.1;
    double logPrior = -0.5 * deviation * deviation - Math.log(0.1 * Math.sqrt(2 * Math.PI));
    assertThat(number(evaluated, "logPrior")).isCloseTo(logPrior, within(1e-9));
    assertThat(number(evaluated, "logPosterior"))
        .isCloseTo(number(evaluated, "llh") + logPrior, within(1e-9));
  }

  @Test
  void theGradientOfThePosteriorHasThePriorsSlope() throws IOException {
    String problem = boehmWithPrior();
    Map<?, ?> likelihood = json(lamarck("evaluate", problem, "--json").out());
    Map<?, ?> posterior =
        json(lamarck("evaluate", problem, "--json", "--objective", "posterior").out());
    assertThat(posterior.get("llh")).isEqualTo(likelihood.get("llh"));
    double slope = -(Math.log10(number(inner(likelihood, "parameters"), "k_phos")) - 3) / 0.01;
    assertThat(
            number(inner(posterior, "gradient"), "k_phos")
                - number(inner(likelihood, "gradient"), "k_phos"))
        .isCloseTo(slope, within(1e-9 * Math.abs(slope))); // one sum: rounding
  }

  @Test
  void computedParametersAreAmongTheEstimates() throws IOException {
    assertThat(fit(BOEHM, "--hierarchical", "auto", "--quiet").code()).isZero();
    Map<?, ?> best = inner(result(), "best");
    assertThat(number(result(), "parameterCount")).isEqualTo(6); // without three noises
    assertThat(inner(best, "parameters").keySet()).hasSize(9);
    Terminal evaluated =
        lamarck("evaluate", BOEHM, "--json", "--parameters", run() + "/estimates.tsv");
    assertThat(number(json(evaluated.out()), "llh")).isCloseTo(-number(best, "nllh"), within(1e-5));
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("computed from the others", "--hierarchical auto");
  }

  @Test
  void computedParametersAreAtTheirBest() {
    double given = number(json(lamarck("evaluate", BOEHM, "--json").out()), "llh");
    Map<?, ?> computed = json(lamarck("evaluate", BOEHM, "--json", "--hierarchical", "auto").out());
    assertThat(number(computed, "llh")).isGreaterThan(given);
    assertThat(inner(computed, "gradient").keySet()).hasSize(6);
  }

  @Test
  void theFittedProblemIsOneThatCanBeRead() throws IOException {
    assertThat(fit(BOEHM, "--quiet").code()).isZero();
    String copy = run() + "/petab/boehm.yaml";
    assertThat(lamarck("lint", copy).code()).isZero();
    assertThat(number(json(lamarck("evaluate", copy, "--json").out()), "llh"))
        .isCloseTo(-number(inner(result(), "best"), "nllh"), within(1e-5));
    Path table = folder.resolve("run/petab/parameters.tsv");
    String before = Files.readString(table);
    Files.delete(table);
    assertThat(lamarck("report", run(), "--quiet").code()).isZero(); // writes it again
    assertThat(table).hasContent(before);
  }

  @Test
  void theModelIsWrittenWithTheEstimatesAsItsValues() throws IOException, InputException {
    assertThat(fit(BOEHM, "--quiet").code()).isZero();
    OdeModel model = SbmlReader.read(folder.resolve("run/model.xml"));
    Map<?, ?> estimates = inner(inner(result(), "best"), "parameters");
    for (String id : List.of("k_phos", "k_imp_homo", "k_exp_hetero", "Epo_degradation_BaF3")) {
      assertThat(model.quantity(id).orElseThrow().initial().value())
          .as(id)
          .isEqualTo(number(estimates, id));
    }
    assertThat(model.quantity("ratio").orElseThrow().initial().value()).isEqualTo(0.693);
  }

  @Test
  void aProblemOfVersionTwoHasItsTablesInThatFormat() throws IOException {
    String problem = decay();
    Terminal terminal = fit(problem);
    assertThat(terminal.code()).isZero();
    assertThat(terminal.err())
        .containsOnlyOnce("1 of 2 parameters are searched on log10 scales, on linear ones x0");
    assertThat(Files.readAllLines(folder.resolve("run/estimates.tsv")).get(0))
        .startsWith("parameterId\tlowerBound\tupperBound\tnominalValue\testimate\tprior");
    assertThat(lamarck("lint", run() + "/petab/problem.yaml").code()).isZero();
    Map<?, ?> parameters = inner(inner(result(), "best"), "parameters");
    // data without noise: the optimum is exact, and found to the square root of 1e-9 or better
    assertThat(number(parameters, "k")).isCloseTo(0.5, within(1e-4));
    assertThat(number(parameters, "x0")).isCloseTo(2, within(1e-4));
  }

  @Test
  void theScalesOfVersionTwoCanBeChosen() throws IOException {
    Terminal terminal = fit(decay(), "--parameter-scale", "lin");
    assertThat(terminal.err()).contains("all parameters are searched on linear scales");
    assertThat(inner(result(), "settings").get("parameterScale")).isEqualTo("lin");
  }

  @Test
  void aParameterWithoutBoundsIsComputedOrHasAPrior() throws IOException {
    String problem = decay();
    Path folder = Path.of(problem).resolveSibling("parameters.tsv");
    String table = Files.readString(folder);
    Files.writeString(
        folder,
        table
            .replace("estimate\n", "estimate\tpriorDistribution\tpriorParameters\n")
            .replace("k\t0.001\t1000\t1\ttrue", "k\t0.001\t1000\t1\ttrue\t\t")
            .replace("x0\t0\t10\t1\ttrue", "x0\t-inf\tinf\t1\ttrue\tnormal\t1;2"));
    assertThat(fit(problem, "--quiet").code()).isZero();
    // the prior of version 2 counts, so the estimate lies between the data's 2 and its mean of 1
    assertThat(number(inner(inner(result(), "best"), "parameters"), "x0")).isBetween(1.9, 1.9999);
    assertThat(inner(result(), "settings").get("objective")).isEqualTo("posterior");
  }

  @Test
  void aNormHasNoPosterior() {
    Terminal terminal = fit("../examples/calcium/calcium.yaml", "--objective", "posterior");
    assertThat(terminal.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(terminal.err()).contains("is a norm and has no posterior");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  /** x' = −k x from x0, measured without noise at k = 0.5 and x0 = 2. */
  private String decay() throws IOException {
    Path problem = Files.createDirectories(folder.resolve("decay"));
    Files.writeString(
        problem.resolve("problem.yaml"),
        """
        format_version: 2.0.0
        parameter_files: [parameters.tsv]
        model_files: {decay: {location: model.xml, language: sbml}}
        measurement_files: [measurements.tsv]
        observable_files: [observables.tsv]
        condition_files: [conditions.tsv]
        experiment_files: [experiments.tsv]
        """);
    Files.writeString(
        problem.resolve("model.xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <sbml xmlns="http://www.sbml.org/sbml/level3/version2/core" level="3" version="2">
          <model id="decay">
            <listOfParameters>
              <parameter id="x" value="1" constant="false"/>
              <parameter id="k" value="1" constant="true"/>
            </listOfParameters>
            <listOfRules>
              <rateRule variable="x">
                <math xmlns="http://www.w3.org/1998/Math/MathML">
                  <apply><minus/><apply><times/><ci>k</ci><ci>x</ci></apply></apply>
                </math>
              </rateRule>
            </listOfRules>
          </model>
        </sbml>
        """);
    Files.writeString(
        problem.resolve("parameters.tsv"),
        """
        parameterId\tlowerBound\tupperBound\tnominalValue\testimate
        k\t0.001\t1000\t1\ttrue
        x0\t0\t10\t1\ttrue
        """);
    Files.writeString(
        problem.resolve("observables.tsv"),
        "observableId\tobservableFormula\tnoiseFormula\ny\tx\t0.1\n");
    Files.writeString(
        problem.resolve("conditions.tsv"), "conditionId\ttargetId\ttargetValue\nc\tx\tx0\n");
    Files.writeString(
        problem.resolve("experiments.tsv"), "experimentId\ttime\tconditionId\ne\t0\tc\n");
    StringBuilder measured = new StringBuilder("observableId\texperimentId\ttime\tmeasurement\n");
    for (int t = 0; t <= 5; t++) {
      measured.append("y\te\t%d\t%s\n".formatted(t, 2 * Math.exp(-0.5 * t)));
    }
    Files.writeString(problem.resolve("measurements.tsv"), measured);
    return problem.resolve("problem.yaml").toString();
  }
}
