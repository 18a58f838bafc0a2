package org.lamarck.driver.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.around.AroundBest;
import org.lamarck.driver.around.FollowUp;
import org.lamarck.driver.around.PosteriorSampling;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.report.Json;
import org.lamarck.driver.report.ShellCommand;
import org.lamarck.driver.report.draws.SampleFiles;
import org.lamarck.driver.report.draws.SampleTables;
import org.lamarck.driver.run.Budget;
import org.lamarck.strategies.chain.Nuts;
import org.lamarck.strategies.sampling.Convergence;
import org.lamarck.worker.problem.Spelling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck sample}. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    header = "Draw from the posterior of the parameters of a run, or of a problem.",
    description = {
      "",
      "Chains of NUTS with exact gradients, from the basins of the fit: priors count, a parameter"
          + " without one is uniform on its scale between its bounds. Writes draws.tsv, summary.tsv"
          + " (R-hat, effective draws), sample-N.csv for each chain in CmdStan's columns, and the"
          + " key sample of result.json. A PROBLEM becomes a run first: of one local search from"
          + " its nominal point, or where it has none from one drawn from its priors. Stopped or"
          + " killed, the same command goes on.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck sample boehm-fit",
      "  lamarck sample boehm-fit --chains 8 --draws 2000 --seed 3",
      "  lamarck sample boehm-fit --sampler tempering --draws 500",
      "  lamarck sample problem.yaml --out posterior --json"
    })
final class SampleCommand implements Callable<Integer>, KeyOptions.Configured {
  private static final String TEMPERING = "tempering";
  private static final List<String> SAMPLERS = List.of("nuts", TEMPERING);

  private final KeyOptions.Keys keys =
      WatchedFollowUp.ofProblem(
          KeyOptions.Keys.of(Key.ENGINE, Key.THREADS, Key.MASTER)
              .with(Key.SEED, "Of every random number; that of the run when left out.")
              .with(Key.TIME_LIMIT, "Stop after this time, with what was spent on draws before."));

  @Parameters(
      paramLabel = "RUN|PROBLEM",
      description = "The folder that fit wrote, or the file of a problem.")
  private String location = "";

  @Option(
      names = "--sampler",
      paramLabel = "nuts|tempering",
      description =
          "nuts, chains side by side, when left out; tempering, each with chains at higher"
              + " temperatures that it changes places with, for modes that lie apart and for the"
              + " evidence, at ten to thirty times the cost.")
  private String sampler = SAMPLERS.get(0);

  @Option(
      names = "--temperatures",
      paramLabel = "N",
      description = "Of tempering; as many as the values in the space ask for when left out.")
  private int temperatures;

  @Option(
      names = "--chains",
      paramLabel = "N",
      description = "Chains side by side, 4 when left out.")
  private int chains = 4;

  @Option(names = "--draws", paramLabel = "N", description = "Draws of each, 1000 when left out.")
  private int draws = 1000;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "Steps before, in which a chain learns; 1000 when left out.")
  private int warmup = 1000;

  @Option(
      names = "--acceptance",
      paramLabel = "P",
      description = "What steps aim at, 0.8 when left out; nearer to 1 where they diverge.")
  private double acceptance = 0.8;

  @Mixin private final MovedProblem moved = new MovedProblem();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write the tables of the draws there, too; of a problem the folder for all results,"
              + " PROBLEM-sample when left out.")
  private @Nullable String out;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean isJson;

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    FitSettings anew = keys.settings();
    WatchedFollowUp watched = new WatchedFollowUp(output, keys, anew);
    request(anew.seed(), watched.budget()); // before anything is written
    Optional<RunFolder> found = watched.folder(location, out, "sample");
    if (found.isEmpty()) {
      return watched.cut(again());
    }
    RunFolder folder = found.get();
    Optional<Store> tables = MovedProblem.isMade(folder, location) ? Optional.empty() : tables();
    try (RunLock lock = folder.lock()) {
      return compute(folder, lock, watched, tables);
    }
  }

  /** Where the tables of a run's draws go beside the run. */
  private Optional<Store> tables() throws ConfigException, IOException {
    if (out == null) {
      return Optional.empty();
    }
    Store store = Stores.at(out);
    Optional<String> stranger = Stores.exists(out) ? SampleFiles.stranger(store) : Optional.empty();
    if (stranger.isPresent()) {
      throw new ConfigException(
          "--out: error: %s holds %s, which is no table of draws; choose another name"
              .formatted(out, stranger.get()));
    }
    return Optional.of(store);
  }

  /** The command that goes on. */
  private String again() {
    String words = "lamarck sample " + ShellCommand.word(location);
    return out == null ? words : words + " --out " + ShellCommand.word(out);
  }

  private PosteriorSampling.Request request(long seed, Budget budget) throws ConfigException {
    if (!SAMPLERS.contains(sampler)) {
      throw new ConfigException(
          "--sampler: error: there is no sampler \"%s\"; %s"
              .formatted(sampler, Spelling.remedy(sampler, SAMPLERS)));
    }
    boolean isTempered = sampler.equals(TEMPERING);
    if (temperatures != 0 && !isTempered) {
      throw new ConfigException(
          "--temperatures: error: chains of nuts have one; add --sampler tempering");
    }
    require("--chains", chains, chains >= 2, "2 or more: one alone cannot tell whether it agrees");
    require("--draws", draws, draws >= Convergence.FEWEST_DRAWS, "4 or more");
    require("--warmup", warmup, warmup >= 0, "0 or more");
    require("--acceptance", acceptance, acceptance > 0 && acceptance < 1, "between 0 and 1");
    try {
      Nuts kernel = new Nuts(warmup, acceptance, Nuts.DEFAULT.depth());
      return new PosteriorSampling.Request(
          isTempered, kernel, chains, draws, temperatures, seed, budget);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--temperatures: error: " + e.getMessage());
    }
  }

  private static void require(String option, Number given, boolean isRight, String wanted)
      throws ConfigException {
    if (!isRight) {
      throw new ConfigException("%s: error: %s must be %s".formatted(option, given, wanted));
    }
  }

  private int compute(
      RunFolder folder, RunLock lock, WatchedFollowUp watched, Optional<Store> tables)
      throws Exception {
    PosteriorSampling posterior =
        PosteriorSampling.of(folder, watched.fitting(folder), moved.of(folder, location));
    AroundBest around = posterior.around();
    long seed = keys.has(Key.SEED) ? keys.settings().seed() : around.saved().run().seed();
    PosteriorSampling.Request request = request(seed, watched.budget());
    FollowUp.Done done =
        watched.go(around, lock, conditions -> posterior.compute(request, conditions));
    return conclude(watched, done, folder, tables);
  }

  private int conclude(
      WatchedFollowUp watched, FollowUp.Done done, RunFolder folder, Optional<Store> tables)
      throws IOException {
    Samples samples = done.record().samples().orElse(null);
    if (samples == null) {
      output.err().println("error: there is nothing to sample: no parameter can move");
      return ExitCode.NO_RESULT;
    }
    if (tables.isPresent()) {
      SampleFiles.write(samples, tables.get());
    }
    if (samples.length() >= Convergence.FEWEST_DRAWS) {
      tell(samples, folder);
    }
    if (!samples.isComplete()) {
      return watched.unfinished(done.stop(), "chains", again());
    }
    if (samples.length() < Convergence.FEWEST_DRAWS) {
      output.err().println("error: a chain found no point with a density to begin at");
      return ExitCode.NO_RESULT;
    }
    SampleTables.warnings(samples).forEach(line -> output.say("warning: " + line));
    return ExitCode.DONE;
  }

  private void tell(Samples samples, RunFolder folder) {
    String place = out == null ? folder.location() : out;
    output.results(
        isJson,
        () -> {
          Map<String, Object> object = new LinkedHashMap<>();
          object.put("results", place);
          object.putAll(SampleTables.json(samples));
          return Json.write(object);
        },
        () -> SampleTables.lines(samples),
        place);
  }
}
