package org.lamarck.driver.around;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.config.EngineChoice;
import org.lamarck.driver.config.FitSettings;
import org.lamarck.driver.engine.LocalEngine;
import org.lamarck.driver.fit.Conditions;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.problem.ProblemFiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

/**
 * The run of one local search from a problem's nominal point, or where it has none from a start
 * that is drawn from its priors: for what is computed around a best point, where nobody has fitted
 * before.
 *
 * @param problem its file
 * @param folder of the run
 */
public record NominalRun(String problem, RunFolder folder) {
  /**
   * What a location names: nothing to make where it is the folder of a run, and else a problem.
   *
   * @param out the folder for the results; null for one that is named after the problem
   * @param purpose of the run, the end of that name
   * @throws ConfigException when it is neither
   */
  public static Optional<NominalRun> at(String location, @Nullable String out, String purpose)
      throws ConfigException, IOException {
    if (new RunFolder(location).isRun()) {
      return Optional.empty();
    }
    if (!Stores.isRemote(location) && !Files.isRegularFile(Stores.localPath(location))) {
      throw new ConfigException(
          location
              + (Stores.exists(location)
                  ? ": error: it holds no checkpoint; give the folder of a run that lamarck fit"
                      + " wrote, or the file of a problem"
                  : ": error: there is no such run or problem; give the folder that lamarck fit"
                      + " wrote, or the file of a problem"));
    }
    String name = out == null ? ProblemFiles.name(location) + "-" + purpose : out;
    return Optional.of(new NominalRun(location, new RunFolder(name)));
  }

  /**
   * Makes the run, goes on with one that was cut, or finds it made.
   *
   * @param settings what is minimised, and how
   * @param isSeedGiven whether the seed of the settings was asked for: a run of another one is not
   *     what was
   * @param budget of this search alone
   * @return why the search ended
   * @throws ConfigException when the folder holds something else
   */
  public Stop make(
      FitSettings settings,
      boolean isSeedGiven,
      Budget budget,
      StopSwitch stop,
      Watcher watcher,
      Fitting fitting)
      throws ConfigException, InputException, CheckpointException, IOException {
    SourceRun source = Fitting.compile(problem, settings);
    Restored<SavedRun, Row> from =
        folder.isRun() && !folder.checkpoints().isEmpty()
            ? known(fitting, settings, isSeedGiven, source)
            : first(fitting, settings, source);
    if (from.state().state().generation().finished() && fitting.hasResult()) {
      return Stop.FINISHED;
    }
    try (RunLock lock = folder.lock();
        LocalEngine engine = LocalEngine.ofThreads(1)) {
      SavedRun limited = from.state().with(from.state().run().withBudget(budget));
      Conditions conditions = new Conditions(engine, stop, watcher, lock);
      RunRecord record = fitting.compute(source, from.at(limited), conditions);
      return record.outcome().stop();
    }
  }

  private Restored<SavedRun, Row> known(
      Fitting fitting, FitSettings settings, boolean isSeedGiven, SourceRun source)
      throws ConfigException, CheckpointException, IOException {
    Restored<SavedRun, Row> newest = fitting.newest();
    SavedRun saved = newest.state();
    boolean isSame =
        saved.problemHash().equals(source.hash())
            && saved.settings().objective().equals(settings.objective())
            && saved.run().strategy().equals(Fitting.descent(source));
    if (!isSame) {
      throw new ConfigException(
          "--out: error: %s is a run of something else and is not overwritten; choose another name"
              .formatted(folder.location()));
    }
    if (isSeedGiven && saved.run().seed() != settings.seed()) {
      throw new ConfigException(
          "--seed: error: %s is a run of seed %d; choose another --out for one of seed %d, or give %s itself for draws of that seed around it"
              .formatted(
                  folder.location(), saved.run().seed(), settings.seed(), folder.location()));
    }
    return newest;
  }

  private Restored<SavedRun, Row> first(Fitting fitting, FitSettings settings, SourceRun source)
      throws ConfigException, InputException, IOException {
    RunFolder.fresh(folder.location());
    boolean hasNominal =
        source.parameters().stream()
            .filter(Parameter::estimated)
            .noneMatch(parameter -> Double.isNaN(parameter.nominal()));
    fitting.say(
        "%s is a problem, not a run: one local search from %s comes first; results go to %s"
            .formatted(
                problem,
                hasNominal
                    ? "its nominal point"
                    : "a start drawn from its priors (not every parameter has a nominal value)",
                folder.location()));
    RunSettings run =
        RunSettings.of(Fitting.descent(source), settings.seed(), Budget.UNLIMITED)
            .withStartPoints(
                hasNominal
                    ? source.startPoints(FitSettings.NOMINAL, List.of(Map.of()))
                    : StartPoints.RANDOM);
    FitSettings kept =
        FitSettings.usual(new EngineChoice.Threads(1))
            .withObjective(settings.objective())
            .withSeed(settings.seed())
            .withJars(settings.jars());
    return Restored.beginning(Fitting.first(source, kept, run, folder));
  }
}
