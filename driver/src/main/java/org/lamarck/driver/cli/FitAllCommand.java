package org.lamarck.driver.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.lamarck.driver.cli.terminal.Interrupts;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.fit.FitAll;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.problem.ProblemList;
import org.lamarck.driver.run.StopSwitch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck fit-all}. */
@Command(
    name = "fit-all",
    mixinStandardHelpOptions = true,
    header = "Fit every problem of a folder, from its nominal point and from random starts.",
    description = {
      "",
      "Each problem is fitted twice on one thread: DIR/NAME/nominal and DIR/NAME/random are folders"
          + " as fit writes them. DIR/fits.tsv and DIR/fits.md tell of all; they are written anew"
          + " after every fit. Called again it goes on where it stopped: fits that have ended are"
          + " not made again, so take another DIR for other settings.",
      ""
    },
    footerHeading = "%nExample:%n",
    footer = "  lamarck fit-all Benchmark-Models --out fits --time-limit 10m --jobs 8")
final class FitAllCommand implements Callable<Integer>, KeyOptions.Configured {
  private static final String DEFAULT_TIME_LIMIT = "2m";

  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(
              Key.STRATEGY,
              Key.SEED,
              Key.OBJECTIVE,
              Key.HIERARCHICAL,
              Key.PARAMETER_SCALE,
              Key.RTOL,
              Key.ATOL,
              Key.INTEGRATOR,
              Key.METHOD)
          .with(Key.TIME_LIMIT, "The time of each fit; " + DEFAULT_TIME_LIMIT + " when left out.")
          .with(Key.CONFIDENCE, "Stop a fit at this confidence, as fit does.")
          .with(Key.EVALUATIONS, "Stop a fit after this many evaluations, as for fit.");

  @Parameters(paramLabel = "FOLDER", description = "It has a folder with a YAML file per problem.")
  private Path folder = Path.of("");

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "For the results.")
  private String out = "";

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many fits at one time; one for each core when left out.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    BatchOptions.requireJobs(jobs);
    Map<String, Path> problems = ProblemList.of(folder);
    FitSettings nominal = settings(FitSettings.NOMINAL);
    FitSettings random = settings(FitSettings.ANYWHERE);
    Fitting.strategy(nominal); // before anything is made
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    boolean complete = new FitAll(output::say, out, problems, stop).run(nominal, random, jobs);
    if (stop.thrown()) {
      output.err().println("interrupted; go on by the same command");
      output.err().flush();
      return ExitCode.INTERRUPTED;
    }
    return complete ? ExitCode.DONE : ExitCode.NO_RESULT;
  }

  private FitSettings settings(String start) throws ConfigException {
    Map<Key, String> all = keys.given();
    all.putIfAbsent(Key.TIME_LIMIT, DEFAULT_TIME_LIMIT);
    all.put(Key.START, start);
    all.put(Key.THREADS, "1");
    return SettingsReader.read(all, Optional.empty(), new Properties());
  }
}
