package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.ObjectiveChoice;
import org.lamarck.driver.problem.PointEvaluation;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.driver.problem.ProblemOnDisk;
import org.lamarck.driver.problem.ReadProblem;
import org.lamarck.driver.problem.ReadSource;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.report.Json;
import org.lamarck.driver.report.UncertaintyTables;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.worker.hessian.Hessian;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.petab.parameter.ParameterTable;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.tolerance.Tolerances;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck evaluate}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    header = "Compute likelihood and gradient of a problem at one point.",
    description = {
      "",
      "The point is the nominal values of the problem's parameter table, or what --parameters"
          + " says.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck evaluate problem.yaml",
      "  lamarck evaluate problem.yaml --parameters problem-fit/estimates.tsv"
    })
final class EvaluateCommand implements Callable<Integer>, KeyOptions.Configured {
  /**
   * For numbers that are looked at: the gradient of Boehm et al. (2014) at its optimum, where all
   * entries are small differences, is then right to 2e-6 of each entry (at 1e-8: 5e-4).
   */
  private static final Tolerances EXACT = Tolerances.exact();

  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(Key.METHOD, Key.INTEGRATOR, Key.ATOL, Key.JAR)
          .with(Key.RTOL, "Relative tolerance of the integrator; 1e-10 when left out.")
          .with(
              Key.OBJECTIVE,
              "Which gradient to compute, and with --hierarchical, what computed parameters make"
                  + " best; likelihood when left out. Likelihood, priors and posterior are told in"
                  + " any case.")
          .byDefault(Key.OBJECTIVE, "likelihood")
          .with(
              Key.HIERARCHICAL,
              "Which offsets, scalings and noise parameters take their best values instead of"
                  + " those given: none, those that the parameter table declares by parameterType,"
                  + " or all whose best value has a closed form; off when left out.")
          .byDefault(Key.HIERARCHICAL, "off")
          .with(
              Key.PARAMETER_SCALE,
              "The scales of gradients by parameters of PEtab 2, which has none, as for fit; auto"
                  + " when left out.");

  @Parameters(paramLabel = "PROBLEM", description = "The YAML file of the problem.")
  private String problem = "";

  @Option(
      names = "--parameters",
      paramLabel = "FILE.tsv",
      description = {
        "Values on the linear scale, in columns parameterId and value (or a PEtab parameter table);"
            + " ids that are left out keep their nominal values."
      })
  private @Nullable Path values;

  @Option(
      names = "--derivatives",
      paramLabel = "none|gradient|residuals|hessian",
      defaultValue = "gradient",
      description = {
        "How much to compute; ${DEFAULT-VALUE} when left out. hessian adds the second derivatives"
            + " and the standard errors that they mean; how they were made stands beside them."
      })
  private Asked asked = Asked.GRADIENT;

  /** How much is computed. */
  enum Asked {
    /** The value. */
    NONE(Derivatives.NONE),
    /** And the gradient. */
    GRADIENT(Derivatives.GRADIENT),
    /** By residuals. */
    RESIDUALS(Derivatives.RESIDUALS),
    /** And the second derivatives. */
    HESSIAN(Derivatives.GRADIENT);

    private final Derivatives derivatives;

    Asked(Derivatives derivatives) {
      this.derivatives = derivatives;
    }
  }

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--table",
      paramLabel = "FILE.tsv",
      description = "Write the PEtab simulation table with residuals.")
  private @Nullable Path table;

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    FitSettings given = keys.settings();
    ObjectiveChoice choice = given.objective();
    ProblemOnDisk source = ProblemFiles.open(problem, problem, choice.scales(), given.jarFiles());
    return source instanceof ReadSource other
        ? evaluate(other)
        : evaluate((ReadProblem) source, choice);
  }

  private int evaluate(ReadSource source) throws InputException, ConfigException {
    if (table != null) {
      throw new ConfigException(
          "--table: error: the problem has no measurements; simulate prints what it has");
    }
    Map<String, Double> given = given(ReadSource.parameters(source.source()));
    Vector point = source.point(given);
    Map<String, Object> result = source.evaluated(point, asked.derivatives);
    if (asked == Asked.HESSIAN && !result.containsKey("failure")) {
      result.putAll(source.secondDerivatives(point));
    }
    tell(result);
    return result.containsKey("failure") ? ExitCode.NO_RESULT : ExitCode.DONE;
  }

  private int evaluate(ReadProblem source, ObjectiveChoice choice)
      throws InputException, ConfigException, IOException {
    EstimationProblem read = source.problem();
    EvaluationSettings settings =
        new EvaluationSettings(choice.tolerances(EXACT), choice.method())
            .withPriors(choice.goal().countsPriors(read))
            .withInner(choice.hierarchy().inner(read));
    PointEvaluation evaluation =
        new PointEvaluation(problem, read, given(read.parameters()), settings, asked.derivatives);
    Map<String, Object> result = evaluation.result();
    if (asked == Asked.HESSIAN && !evaluation.failed()) {
      result.putAll(secondDerivatives(evaluation));
    }
    tell(result);
    if (evaluation.failed()) {
      return ExitCode.NO_RESULT;
    }
    if (table != null) {
      Files.writeString(table, evaluation.table(source.version()));
    }
    return ExitCode.DONE;
  }

  private static Map<String, Object> secondDerivatives(PointEvaluation evaluation)
      throws InputException, ConfigException {
    Hessian hessian =
        evaluation
            .hessian()
            .orElseThrow(
                () ->
                    new ConfigException(
                        "--derivatives: error: a point beside cannot be evaluated, and there are no"
                            + " second derivatives; ask for the gradient"));
    Map<String, Object> further = new LinkedHashMap<>();
    further.put("hessian", evaluation.shown(hessian));
    further.put("hessianMethod", hessian.method());
    evaluation
        .expectedInformation()
        .ifPresent(matrix -> further.put("fisherInformation", evaluation.byId(matrix, 1)));
    Uncertainty uncertainty = Uncertainty.of(hessian, evaluation.searched(), evaluation.point());
    Map<String, Object> known = UncertaintyTables.json(uncertainty);
    known.putAll(UncertaintyTables.matrices(uncertainty));
    further.put("uncertainty", known);
    return further;
  }

  /** The values of the table, where there is one. */
  private Map<String, Double> given(List<Parameter> parameters) throws InputException {
    return values == null ? Map.of() : ParameterTable.readValues(values, parameters);
  }

  private void tell(Map<String, Object> result) {
    PrintWriter out = output.out();
    if (json) {
      out.print(Json.write(result));
    } else {
      print(out, result, "");
    }
    out.flush();
  }

  /** The same for people: a name and a value in each line. */
  private static void print(PrintWriter out, Map<?, ?> values, String indent) {
    values.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            out.println(indent + name);
            print(out, inner, indent + "  ");
          } else {
            out.println("%s%-12s %s".formatted(indent, name, value));
          }
        });
  }
}
