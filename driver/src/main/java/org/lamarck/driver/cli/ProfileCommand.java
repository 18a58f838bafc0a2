package org.lamarck.driver.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.around.FollowUp;
import org.lamarck.driver.around.Profiling;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.CommaList;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.config.Key;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.Json;
import org.lamarck.driver.report.ProfileTables;
import org.lamarck.driver.run.Stop;
import org.lamarck.strategies.profile.Pair;
import org.lamarck.strategies.profile.Profile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamarck profile}. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    header = "How far parameters can go: profile likelihoods of a run or problem.",
    description = {
      "",
      "For each parameter the interval in which the objective, least in all others, has not risen"
          + " by more than what the level says, and a verdict: identifiable, open on a side, or"
          + " flat. Writes profiles.tsv (the ends), curves.tsv, the key profiles of result.json,"
          + " and a part of the report. Stopped or killed, the same command goes on.",
      "",
      "A PROBLEM becomes a run first: of one local search from its nominal point.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lamarck profile boehm-fit",
      "  lamarck profile boehm-fit --of k_phos,k_imp_homo --level 0.99",
      "  lamarck profile boehm-fit --delta-nllh 3.8415 --json",
      "  lamarck profile boehm-fit --of 'pSTAT5A_rel @ 60' --of k_phos,k_imp_homo --pairs",
      "  lamarck profile problem.yaml --out boehm-profile"
    })
final class ProfileCommand implements Callable<Integer>, KeyOptions.Configured {
  private static final double LEVEL = 0.95;

  private final KeyOptions.Keys keys =
      WatchedFollowUp.ofProblem(
          KeyOptions.Keys.of(Key.ENGINE, Key.THREADS, Key.MASTER)
              .with(Key.TIME_LIMIT, "Stop after this time, with what was spent on them before."));

  @Parameters(
      paramLabel = "RUN|PROBLEM",
      description = "The folder that fit wrote, or the file of a problem.")
  private String location = "";

  @Option(
      names = "--of",
      paramLabel = "ID|FORMULA,…",
      description = {
        "Profile these; all parameters when left out. A formula names observables, parameters or"
            + " quantities of the model, at a time and in an experiment (condition): 'pSTAT5A_rel @"
            + " 30', 'A/(A+B) @ 10 in dose2'."
      })
  private List<String> subjects = List.of();

  @Option(
      names = "--pairs",
      description =
          "Also profile all pairs of the parameters of --of: contours.tsv, the edges of regions in"
              + " their planes.")
  private boolean pairs;

  @Option(
      names = "--level",
      paramLabel = "P",
      description = "The confidence of the intervals, 0.95 when left out.")
  private @Nullable Double level;

  @Option(
      names = {"--delta-nllh", "--threshold"},
      paramLabel = "RISE",
      description =
          "The rise of the objective at the ends, instead of a level; 1.92 is that of 0.95.")
  private @Nullable Double threshold;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "The folder for profiles.tsv and curves.tsv; RUN itself, or for a PROBLEM the run that is"
              + " made of it, PROBLEM-profile when left out.")
  private @Nullable String out;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final MovedProblem moved = new MovedProblem();

  @Mixin private final Output output = new Output();

  @Override
  public KeyOptions.Keys keys() {
    return keys;
  }

  @Override
  public Integer call() throws Exception {
    FitSettings anew = keys.settings();
    double rise = rise();
    WatchedFollowUp watched = new WatchedFollowUp(output, keys, anew);
    Optional<RunFolder> found = watched.folder(location, out, "profile");
    if (found.isEmpty()) {
      return watched.cut("the same command");
    }
    RunFolder folder = found.get();
    try (RunLock lock = folder.lock()) {
      return compute(folder, lock, watched, rise);
    }
  }

  private double rise() throws ConfigException {
    if (level != null && threshold != null) {
      throw new ConfigException("--delta-nllh: error: it says what --level says; give one of them");
    }
    if (threshold != null) {
      if (!(threshold > 0) || threshold.isInfinite()) {
        throw new ConfigException(
            "--delta-nllh: error: %s is no rise; write a number above 0, such as 1.92"
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

  /** The rise at the edge of a region for two parameters. */
  private double pairRise(double confidence) {
    return threshold == null ? Pair.rise(confidence) : threshold;
  }

  private List<String> texts() throws ConfigException {
    List<String> texts =
        subjects.stream().flatMap(given -> CommaList.parts(given).stream()).toList();
    if (texts.contains("")) {
      throw new ConfigException("--of: error: nothing stands between two commas; remove one");
    }
    return texts;
  }

  private int compute(RunFolder folder, RunLock lock, WatchedFollowUp watched, double rise)
      throws Exception {
    Profiling profiling = Profiling.of(folder, watched.fitting(folder), moved.of(folder, location));
    double confidence = threshold != null ? Double.NaN : level == null ? LEVEL : level;
    Profiling.Request request =
        profiling.request(
            rise, confidence, texts(), pairs ? pairRise(confidence) : Double.NaN, watched.budget());
    FollowUp.Done done =
        watched.go(profiling.around(), lock, conditions -> profiling.compute(request, conditions));
    return conclude(watched, done, profiling.around().record(), folder);
  }

  private int conclude(
      WatchedFollowUp watched, FollowUp.Done done, RunRecord before, RunFolder folder)
      throws IOException {
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
      tell(profiles, folder);
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

  private void tell(Profiles profiles, RunFolder folder) throws IOException {
    String place = out == null ? folder.location() : out;
    if (!place.equals(folder.location())) {
      Store store = Stores.at(place);
      for (Map.Entry<String, String> file : ProfileTables.files(profiles).entrySet()) {
        store.write(file.getKey(), file.getValue());
      }
    }
    output.results(
        json,
        () -> {
          Map<String, Object> answer = ProfileTables.answer(profiles);
          answer.put("run", folder.location());
          return Json.write(answer);
        },
        () -> ProfileTables.lines(profiles),
        place);
  }
}
