package org.lamarck.driver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.driver.problem.ProblemOnDisk;
import org.lamarck.driver.problem.ReadSource;
import org.lamarck.driver.record.Shown;
import org.lamarck.driver.simulate.Batch;
import org.lamarck.driver.simulate.ModelJob;
import org.lamarck.driver.simulate.RangeTable;
import org.lamarck.driver.simulate.StochasticJob;
import org.lamarck.driver.simulate.StochasticOptions;
import org.lamarck.driver.simulate.StochasticSuiteJob;
import org.lamarck.driver.simulate.SuiteJob;
import org.lamarck.driver.simulate.SuiteOptions;
import org.lamarck.driver.simulate.TrajectoryOptions;
import org.lamarck.driver.simulate.TrajectoryTables;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.task.Simulator;
import org.lamarck.worker.tolerance.Tolerances;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lamarck simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    header = "Run models and print their trajectories.",
    description = {
      "",
      "Prints comma-separated values: the time, every species as its id means it in SBML (amount or"
          + " concentration), every compartment and parameter that can change. Of a problem of"
          + " Lamarck's own format, what it shows at its nominal point; --out writes all its tables.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck simulate model.xml --end 100 --steps 50 > trajectory.csv",
      "  lamarck simulate model.xml --times 0,1,10,100 --set k1=0.3 --set S=5",
      "  lamarck simulate model.xml --end 10 --steps 10 --scan k1=0.01:10:4:log",
      "  lamarck simulate *.xml --end 10 --steps 10 --out trajectories",
      "  lamarck simulate model.xml --end 10 --steps 10 --stochastic --runs 999",
      "  lamarck simulate --suite cases/semantic --out results",
      "  lamarck simulate --suite cases/semantic --cases 00001,01186 --out results"
    })
final class SimulateCommand implements Callable<Integer>, KeyOptions.Configured {
  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(Key.INTEGRATOR, Key.ATOL, Key.JAR)
          .with(Key.RTOL, "Relative tolerance of the integrator; 1e-10 when left out.");

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL.xml",
      description = "SBML files; or one problem of Lamarck's own format.")
  private List<Path> models = List.of();

  @Mixin private final TrajectoryOptions trajectory = new TrajectoryOptions();

  @ArgGroup(exclusive = false)
  private @Nullable SuiteOptions suite;

  @ArgGroup(exclusive = false)
  private @Nullable StochasticOptions stochastic;

  @Mixin private final BatchOptions batch = new BatchOptions();
  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    Tolerances tolerances = keys.objective().tolerances(Simulator.TOLERANCES);
    if (stochastic != null && !keys.given().isEmpty()) {
      throw new ConfigException(
          "--stochastic: error: reactions are not integrated; leave out tolerances and integrator");
    }
    if (suite != null) {
      return suite(suite, tolerances);
    }
    if (models.isEmpty()) {
      throw new ConfigException(
          "error: Missing required parameter: 'MODEL.xml'; name a model, or --suite DIR");
    }
    Path out = batch.out();
    if (models.size() == 1 && isProblem(models.get(0))) {
      return show(models.get(0), out);
    }
    TrajectoryOptions.Times times = trajectory.times();
    return out == null ? print(times, tolerances) : write(out, times, tolerances);
  }

  private static boolean isProblem(Path file) {
    return file.toString().matches(".*\\.ya?ml");
  }

  /**
   * What a problem of Lamarck's own format shows at its nominal point, or at the one that is set.
   */
  private int show(Path file, @Nullable Path out)
      throws ConfigException, InputException, IOException {
    Map<String, Double> values = trajectory.valuesAlone();
    String location = file.toString();
    ProblemOnDisk problem =
        ProblemFiles.open(location, location, ScaleChoice.AUTO, keys.settings().jarFiles());
    if (!(problem instanceof ReadSource source)) {
      throw new ConfigException(
          location
              + ": error: this is a problem with observables; lamarck evaluate --table simulates them");
    }
    Shown shown = Shown.of(source.source(), source.point(values));
    if (shown.exhibits().isEmpty()) {
      String why = shown.failure().isEmpty() ? "it has nothing to show" : shown.failure();
      output.err().println(location + ": simulate: " + why);
      return ExitCode.NO_RESULT;
    }
    if (out == null) {
      output.out().print(shown.exhibits().get(0).csv());
      output.out().flush();
      shown.exhibits().stream()
          .skip(1)
          .forEach(one -> output.say("--out DIR writes " + one.name() + ", too"));
      return ExitCode.DONE;
    }
    Files.createDirectories(out);
    for (Exhibit exhibit : shown.exhibits()) {
      Files.writeString(out.resolve(exhibit.name() + ".csv"), exhibit.csv());
    }
    return ExitCode.DONE;
  }

  private int suite(SuiteOptions asked, Tolerances tolerances) throws ConfigException, IOException {
    if (!models.isEmpty() || !trajectory.isEmpty()) {
      throw new ConfigException(
          "--suite: error: the cases say what is run and printed; leave out models, times and"
              + " variables");
    }
    Path out = batch.out();
    if (out == null) {
      throw new ConfigException("--suite: error: the cases have one output each; add --out DIR");
    }
    Optional<String> version = asked.version();
    StochasticOptions random = stochastic;
    if (random != null) {
      return suite(asked, random, out);
    }
    return batch.run(
        asked.folders().stream()
            .map(folder -> new SuiteJob(folder, version, tolerances, out))
            .toList(),
        out,
        output);
  }

  /** Also says which cases are within their ranges, and writes that beside the tables. */
  private int suite(SuiteOptions asked, StochasticOptions random, Path out)
      throws ConfigException, IOException {
    RangeTable ranges = new RangeTable();
    List<StochasticSuiteJob> jobs = new ArrayList<>();
    for (Path folder : asked.folders()) {
      jobs.add(new StochasticSuiteJob(folder, asked.version(), random, out, ranges));
    }
    int code = batch.run(jobs, out, output);
    ranges.write(out.resolve("ranges.tsv"));
    output.say(ranges.summary());
    return code;
  }

  /** The one model's table on standard output. */
  private int print(TrajectoryOptions.Times times, Tolerances tolerances)
      throws ConfigException, InputException, IOException {
    if (models.size() > 1) {
      throw new ConfigException(
          "error: there are " + models.size() + " models for one output; add --out DIR");
    }
    PrintWriter out = output.out();
    TrajectoryTables.Sink sink = table -> TrajectoryTables.write(table, Double::toString, out);
    Path model = models.get(0);
    Batch.Job job =
        stochastic == null
            ? new ModelJob(model, trajectory, times, trajectory.variation(), tolerances, sink)
            : StochasticJob.toOne(model, trajectory, times, stochastic, sink);
    Optional<String> failure = job.load().run(() -> false);
    out.flush();
    failure.ifPresent(reason -> output.err().println(model + ": simulate: " + reason));
    return failure.isEmpty() ? ExitCode.DONE : ExitCode.NO_RESULT;
  }

  private int write(Path out, TrajectoryOptions.Times times, Tolerances tolerances)
      throws ConfigException, IOException {
    requireDifferentNames();
    List<Batch.Job> jobs = new ArrayList<>();
    for (Path model : models) {
      Path table = out.resolve(ProblemFiles.name(model.toString()) + ".csv");
      jobs.add(
          stochastic == null
              ? new ModelJob(
                  model,
                  trajectory,
                  times,
                  trajectory.variation(),
                  tolerances,
                  TrajectoryTables.file(table, Double::toString))
              : StochasticJob.toFiles(model, trajectory, times, stochastic, table));
    }
    return batch.run(jobs, out, output);
  }

  private void requireDifferentNames() throws ConfigException {
    Map<String, Path> names = new LinkedHashMap<>();
    for (Path model : models) {
      Path other = names.put(ProblemFiles.name(model.toString()), model);
      if (other != null) {
        throw new ConfigException(
            "error: %s and %s would be written to one file; run them apart"
                .formatted(other, model));
      }
    }
  }
}
