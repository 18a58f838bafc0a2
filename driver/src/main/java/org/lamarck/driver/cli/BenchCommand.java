package org.lamarck.driver.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.report.Json;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.worker.integrate.Tolerances;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.petab.ScaleChoice;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.Quantity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = "Measure how fast a problem is evaluated.",
    description = {
      "",
      "At the nominal point, in one thread of one warm Java: medians of the CPU time per call.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  lamarck bench problem.yaml --repeat 50")
final class BenchCommand implements Callable<Integer> {
  /** Enough for HotSpot to compile what is called often. */
  private static final double WARM_UP_SECONDS = 2;

  @Parameters(paramLabel = "PROBLEM", description = "The YAML file of the problem.")
  private String problem = "";

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "30",
      description = "Calls of each kind that are measured; ${DEFAULT-VALUE} when left out.")
  private int repeat;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--serve",
      description = {
        "Answer requests on standard input, one JSON object in a line each, by such lines on standard"
            + " output, until the input ends; bench/README.md describes them."
      })
  private boolean serve;

  @Mixin private final Precision precision = new Precision();
  @Mixin private final Output output = new Output();

  @Override
  public Integer call() throws Exception {
    if (repeat < 1) {
      throw new ConfigException(
          "--repeat: error: repeat (" + repeat + ") must be at least 1; write such as 30");
    }
    if (serve) {
      new BenchServer(System.in, output.out()).serve(problem);
      return ExitCode.DONE;
    }
    Map<String, Object> result = measure(precision.tolerances(Tolerances.defaults()));
    PrintWriter out = output.out();
    if (json) {
      out.print(Json.write(result));
    } else {
      result.forEach((name, value) -> out.println("%-26s %s".formatted(name, value)));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private Map<String, Object> measure(Tolerances tolerances) throws Exception {
    long begin = System.nanoTime();
    EstimationProblem read = ProblemFiles.read(problem, ScaleChoice.AUTO).problem();
    final double readMillis = millisSince(begin);
    long compileBegin = System.nanoTime();
    ProblemObjective forward =
        ProblemObjective.of(read, new EvaluationSettings(tolerances, GradientMethod.FORWARD));
    final double compileMillis = millisSince(compileBegin);
    Vector point = forward.parameters().nominal();
    if (!point.isFinite()) {
      throw new ConfigException(
          problem + ": error: a parameter has no nominal value; give each one in the table");
    }
    ProblemEvaluation first = forward.evaluateFully(point, Derivatives.GRADIENT);
    final double firstGradientMillis = millisSince(begin);
    ProblemObjective adjoint =
        ProblemObjective.of(read, new EvaluationSettings(tolerances, GradientMethod.ADJOINT));
    Runnable gradient = () -> forward.evaluate(point, Derivatives.GRADIENT);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("problem", problem);
    result.put("readMillis", readMillis);
    result.put("compileMillis", compileMillis);
    result.put("firstGradientMillis", firstGradientMillis);
    result.put("llhMillis", warm(() -> forward.evaluate(point, Derivatives.NONE)));
    result.put("forwardMillis", warm(gradient));
    result.put("adjointMillis", warm(() -> adjoint.evaluate(point, Derivatives.GRADIENT)));
    result.put("residualsMillis", warm(() -> forward.evaluate(point, Derivatives.RESIDUALS)));
    result.put("steps", first.steps());
    result.put("states", states(read));
    result.put("parameters", read.estimated().size());
    result.put("conditions", read.experiments().size());
    result.put("allocatedBytesPerGradient", Stopwatch.allocatedBytes(gradient));
    return result;
  }

  private double warm(Runnable call) {
    long begin = System.nanoTime();
    do {
      call.run();
    } while (millisSince(begin) < 1000 * WARM_UP_SECONDS);
    return Stopwatch.medianMillis(repeat, call);
  }

  private static double millisSince(long begin) {
    return (System.nanoTime() - begin) * 1e-6;
  }

  private static long states(EstimationProblem problem) {
    return problem.models().stream()
        .flatMap(model -> model.quantities().stream())
        .filter(Quantity.State.class::isInstance)
        .count();
  }
}
