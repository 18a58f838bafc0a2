package org.lamarck.driver.cli;

import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.config.SettingsReader;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.Engines;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.FollowUp;
import org.lamarck.driver.fit.PosteriorSampling;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.report.SampleTables;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.chain.Nuts;
import org.lamarck.strategies.sampling.Sampling;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck sample}. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    header = "Draw from the posterior of a run's parameters.",
    description = {
      "",
      "Chains of NUTS with exact gradients, from the best point: priors count, a parameter without"
          + " one is uniform on its scale between its bounds. Writes sample-N.csv for each chain, in"
          + " CmdStan's columns, and the key sample of result.json with R-hat and effective draws."
          + " Stopped or killed, the same command goes on.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck sample boehm-fit",
      "  lamarck sample boehm-fit --chains 8 --draws 2000 --seed 3"
    })
final class SampleCommand implements Callable<Integer>, KeyOptions.Configured {
  private static final int SLICE = 25;

  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(Key.ENGINE, Key.THREADS, Key.MASTER)
          .with(Key.SEED, "Of every random number; that of the run when left out.")
          .with(Key.TIME_LIMIT, "Stop after this time, with what was spent on draws before.");

  @Parameters(paramLabel = "RUN", description = "The folder that fit wrote.")
  private String location = "";

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

  @Option(
      names = "--problem",
      paramLabel = "PROBLEM",
      description = "Where the problem is now, when it was moved; it must not have changed.")
  private @Nullable String moved;

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    FitSettings anew = SettingsReader.read(keys.given(), Optional.empty(), new Properties());
    Sampling sampling = sampling();
    RunFolder folder = new RunFolder(location);
    folder.requireRun();
    try (RunLock lock = folder.lock()) {
      return compute(folder, lock, anew, sampling);
    }
  }

  private Sampling sampling() throws ConfigException {
    try {
      return new Sampling(new Nuts(warmup, acceptance, Nuts.DEFAULT.depth()), chains, draws, SLICE);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("error: " + e.getMessage());
    }
  }

  private int compute(RunFolder folder, RunLock lock, FitSettings anew, Sampling sampling)
      throws Exception {
    Fitting fitting = new Fitting(output::say, folder);
    Restored<SavedRun, Row> newest = fitting.newest();
    SavedRun saved = newest.state();
    SourceRun reopened = fitting.reopen(saved, moved);
    Optional<RunRecord> kept = fitting.result();
    RunRecord record = kept.isPresent() ? kept.get() : Fitting.recordUntil(reopened, newest);
    PosteriorSampling posterior = PosteriorSampling.of(folder, fitting, reopened, record);
    Budget budget =
        keys.has(Key.TIME_LIMIT)
            ? Budget.UNLIMITED.withTime(anew.budget().time())
            : Budget.UNLIMITED;
    long seed = keys.has(Key.SEED) ? anew.seed() : saved.run().seed();
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    boolean chosen = keys.has(Key.ENGINE) || keys.has(Key.THREADS) || keys.has(Key.MASTER);
    EngineChoice choice = chosen ? anew.engine() : saved.settings().engine();
    try (Engine engine = Engines.start(choice, reopened.jars())) {
      Console console = Console.of(output.err(), budget);
      Watcher watcher = output.quiet() ? Watcher.NONE : console;
      FollowUp.Done done =
          posterior.compute(
              sampling, seed, budget, saved, new FollowUp.Conditions(engine, stop, watcher, lock));
      console.end();
      return conclude(done);
    }
  }

  private int conclude(FollowUp.Done done) {
    Samples samples = done.record().samples().orElse(null);
    if (samples == null) {
      output.err().println("error: there is nothing to sample: no parameter can move");
      return ExitCode.NO_RESULT;
    }
    if (samples.length() >= 4) {
      SampleTables.lines(samples).forEach(output.out()::println);
      output.out().println("results      " + location);
      output.out().flush();
    }
    if (!samples.isComplete()) {
      boolean isInterrupted = done.stop() == Stop.INTERRUPTED;
      output
          .err()
          .println(
              "%s before all chains ended; go on with: lamarck sample %s"
                  .formatted(isInterrupted ? "interrupted" : "stopped", location));
      return isInterrupted ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
    if (samples.length() < 4) {
      output.err().println("error: a chain found no point with a density to begin at");
      return ExitCode.NO_RESULT;
    }
    SampleTables.warnings(samples).forEach(line -> output.say("warning: " + line));
    return ExitCode.DONE;
  }
}
