package org.lamarck.driver.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.bench.BenchServer;
import org.lamarck.driver.bench.ProblemTimes;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.fit.SearchTrial;
import org.lamarck.driver.report.Json;
import org.lamarck.worker.tolerance.Tolerances;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = "Measure how fast a problem is evaluated, or searched.",
    description = {
      "",
      "At the nominal point, in one thread of one warm Java: medians of the CPU time per call, of as"
          + " many calls as fit into a few seconds. coldFirstGradientMillis is the time from the"
          + " files to the first gradient in a Java that has just started.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  lamarck bench problem.yaml --repeat 50")
final class BenchCommand implements Callable<Integer>, KeyOptions.Configured {
  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(Key.INTEGRATOR, Key.ATOL)
          .with(Key.RTOL, "Relative tolerance of the integrator; 1e-8 when left out.")
          .with(Key.STRATEGY, "With --search: how; hybrid when left out.")
          .with(Key.SEED, "With --search: where chance begins; 1 when left out.")
          .with(Key.TIME_LIMIT, "With --search: the CPU time it may take; 3m when left out.");

  @Parameters(paramLabel = "PROBLEM", description = "The YAML file of the problem.")
  private String problem = "";

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "30",
      description = "At most so many calls of each kind; ${DEFAULT-VALUE} when left out.")
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

  @Option(
      names = "--search",
      paramLabel = "VALUE",
      description = {
        "Search in one thread for the best value that is known of what is minimised, and tell what it"
            + " took to come within 1.92, 0.1 and 0.01 of it; bench/README.md describes it."
      })
  private @Nullable Double known;

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    if (repeat < 1) {
      throw new ConfigException(
          "--repeat: error: repeat (" + repeat + ") must be at least 1; write such as 30");
    }
    Tolerances tolerances = keys.objective().tolerances(Tolerances.defaults());
    if (serve) {
      new BenchServer(System.in, output.out(), tolerances).serve(problem);
      return ExitCode.DONE;
    }
    Map<String, Object> result =
        known == null
            ? new ProblemTimes(problem, repeat, tolerances).measure()
            : SearchTrial.run(problem, keys.settings(), known);
    PrintWriter out = output.out();
    if (json) {
      out.print(Json.write(result));
    } else {
      result.forEach((name, value) -> out.println("%-26s %s".formatted(name, text(value))));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private Object text(Object value) {
    return value instanceof OptionalDouble ? (known == null ? "takes too long" : "never") : value;
  }
}
