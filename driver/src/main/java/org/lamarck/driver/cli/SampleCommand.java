package org.lamarck.driver.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.fit.AroundBest;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.FollowUp;
import org.lamarck.driver.fit.PosteriorSampling;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.report.SampleTables;
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
    FitSettings anew = keys.settings();
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
    WatchedFollowUp watched = new WatchedFollowUp(output, keys, anew);
    PosteriorSampling posterior =
        PosteriorSampling.of(folder, new Fitting(output::say, folder), moved);
    AroundBest around = posterior.around();
    long seed = keys.has(Key.SEED) ? anew.seed() : around.saved().run().seed();
    FollowUp.Done done =
        watched.go(
            around,
            lock,
            conditions -> posterior.compute(sampling, seed, watched.budget(), conditions));
    return conclude(watched, done);
  }

  private int conclude(WatchedFollowUp watched, FollowUp.Done done) {
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
      return watched.unfinished(done.stop(), "chains", "lamarck sample " + location);
    }
    if (samples.length() < 4) {
      output.err().println("error: a chain found no point with a density to begin at");
      return ExitCode.NO_RESULT;
    }
    SampleTables.warnings(samples).forEach(line -> output.say("warning: " + line));
    return ExitCode.DONE;
  }
}
