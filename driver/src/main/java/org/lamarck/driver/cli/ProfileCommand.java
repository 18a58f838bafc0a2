package org.lamarck.driver.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.FollowUp;
import org.lamarck.driver.fit.Profiling;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.ProfileTables;
import org.lamarck.driver.run.Stop;
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
    FitSettings anew = keys.settings();
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
    WatchedFollowUp watched = new WatchedFollowUp(output, keys, anew);
    Profiling profiling = Profiling.of(folder, new Fitting(output::say, folder), moved);
    double confidence = threshold != null ? Double.NaN : level == null ? LEVEL : level;
    Profiling.Request request =
        new Profiling.Request(rise, confidence, profiling.coordinates(ids), watched.budget());
    FollowUp.Done done =
        watched.go(profiling.around(), lock, conditions -> profiling.compute(request, conditions));
    return conclude(watched, done, profiling.around().record());
  }

  private int conclude(WatchedFollowUp watched, FollowUp.Done done, RunRecord before) {
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
      return watched.unfinished(done.stop(), "profiles", "lamarck profile " + location);
    }
    return ExitCode.DONE;
  }
}
