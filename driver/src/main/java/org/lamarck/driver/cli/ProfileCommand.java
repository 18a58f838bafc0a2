package org.lamarck.driver.cli;

import java.io.PrintWriter;
import java.util.List;
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
import org.lamarck.driver.fit.Profiling;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.ProfileTables;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck profile}. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    header = "How far parameters can go: profile likelihoods of a run.",
    description = {
      "",
      "For each parameter the interval in which the objective, least in all others, has not risen by"
          + " more than what the level says, and a verdict: identifiable, open on a side, or flat."
          + " Writes profiles.tsv (the curves), the key profiles of result.json, and a part of the"
          + " report. Stopped or killed, the same command goes on.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck profile boehm-fit",
      "  lamarck profile boehm-fit --of k_phos,k_imp_homo --level 0.99",
      "  lamarck profile boehm-fit --threshold 3.8415"
    })
final class ProfileCommand implements Callable<Integer>, KeyOptions.Configured {
  private static final double LEVEL = 0.95;

  private final KeyOptions.Keys keys =
      KeyOptions.Keys.of(Key.ENGINE, Key.THREADS, Key.MASTER)
          .with(Key.TIME_LIMIT, "Stop after this time, with what was spent on them before.");

  @Parameters(paramLabel = "RUN", description = "The folder that fit wrote.")
  private String location = "";

  @Option(
      names = "--of",
      paramLabel = "ID,ID",
      split = ",",
      description = "Profile these parameters; all when left out.")
  private List<String> ids = List.of();

  @Option(
      names = "--level",
      paramLabel = "P",
      description = "The confidence of the intervals, 0.95 when left out.")
  private @Nullable Double level;

  @Option(
      names = "--threshold",
      paramLabel = "RISE",
      description =
          "The rise of the objective at the ends, instead of a level; 1.92 is that of 0.95.")
  private @Nullable Double threshold;

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
    double rise = rise();
    RunFolder folder = new RunFolder(location);
    folder.requireRun();
    try (RunLock lock = folder.lock()) {
      return compute(folder, lock, anew, rise);
    }
  }

  private double rise() throws ConfigException {
    if (level != null && threshold != null) {
      throw new ConfigException("--threshold: error: it says what --level says; give one of them");
    }
    if (threshold != null) {
      if (!(threshold > 0) || threshold.isInfinite()) {
        throw new ConfigException(
            "--threshold: error: %s is no rise; write a number above 0, such as 1.92"
                .formatted(threshold));
      }
      return threshold;
    }
    double confidence = level == null ? LEVEL : level;
    if (!(confidence > 0 && confidence < 1)) {
      throw new ConfigException(
          "--level: error: %s is no confidence; write a number between 0 and 1, such as 0.95"
              .formatted(confidence));
    }
    return Profile.rise(confidence);
  }

  private int compute(RunFolder folder, RunLock lock, FitSettings anew, double rise)
      throws Exception {
    Fitting fitting = new Fitting(output::say, folder);
    Restored<SavedRun, Row> newest = fitting.newest();
    SavedRun saved = newest.state();
    SourceRun reopened = fitting.reopen(saved, moved);
    Optional<RunRecord> kept = fitting.result();
    RunRecord record = kept.isPresent() ? kept.get() : Fitting.recordUntil(reopened, newest);
    Profiling profiling = Profiling.of(folder, fitting, reopened, record);
    double confidence = threshold != null ? Double.NaN : level == null ? LEVEL : level;
    Profiling.Request request =
        new Profiling.Request(
            rise,
            confidence,
            profiling.coordinates(ids),
            keys.has(Key.TIME_LIMIT)
                ? Budget.UNLIMITED.withTime(anew.budget().time())
                : Budget.UNLIMITED);
    StopSwitch stop = new StopSwitch();
    Interrupts.throwSwitch(stop, output.err());
    try (Engine engine = Engines.start(engine(saved.settings(), anew), reopened.jars())) {
      Console console = Console.of(output.err(), request.budget());
      Watcher watcher = output.quiet() ? Watcher.NONE : console;
      FollowUp.Done done =
          profiling.compute(request, saved, new FollowUp.Conditions(engine, stop, watcher, lock));
      console.end();
      return conclude(done, record);
    }
  }

  private EngineChoice engine(FitSettings old, FitSettings anew) {
    boolean chosen = keys.has(Key.ENGINE) || keys.has(Key.THREADS) || keys.has(Key.MASTER);
    return chosen ? anew.engine() : old.engine();
  }

  private int conclude(FollowUp.Done done, RunRecord before) {
    PrintWriter out = output.out();
    Profiles profiles = done.record().profiles().orElse(null);
    if (profiles == null) {
      output.err().println("error: there is nothing to profile: no parameter can move");
      return ExitCode.NO_RESULT;
    }
    boolean isKnown = profiles.profiled().optimum() != null;
    if (!isKnown && done.stop() == Stop.FINISHED) {
      output
          .err()
          .println("error: the objective has no gradient at the best point; profiles need one");
      return ExitCode.NO_RESULT;
    }
    if (isKnown) {
      ProfileTables.lines(profiles).forEach(out::println);
      out.println("results      " + location);
      out.flush();
    }
    double best = before.outcome().state().bestValue();
    double found = profiles.profiled().value();
    if (isKnown && found < best - 1e-3 * profiles.profiled().threshold()) {
      output.say(
          "warning: a point with the objective %s was found on the way, below the run's %s, and the profiles are of it; go on with lamarck resume or fit --start"
              .formatted(found, best));
    }
    if (!profiles.isComplete()) {
      output
          .err()
          .println(
              "%s before all profiles ended; go on with: lamarck profile %s"
                  .formatted(
                      done.stop() == Stop.INTERRUPTED ? "interrupted" : "stopped", location));
      return done.stop() == Stop.INTERRUPTED ? ExitCode.INTERRUPTED : ExitCode.DONE;
    }
    return ExitCode.DONE;
  }
}
