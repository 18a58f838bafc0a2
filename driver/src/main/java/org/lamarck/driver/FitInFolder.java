package org.lamarck.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.checkpoint.RunLock;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.Conditions;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.Run;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.driver.run.Watcher;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;

/**
 * Fits whose checkpoints and results are kept in a folder, so that they go on after their process
 * has died; by {@link Lamarck#in}. What was begun here from a file goes on by {@code lamarck
 * resume}, and the other way round.
 */
public final class FitInFolder {
  private final Lamarck lamarck;
  private final String location;
  private final Watcher watcher;
  private final StopSwitch stop;

  FitInFolder(Lamarck lamarck, String location) {
    this(lamarck, location, Watcher.NONE, new StopSwitch());
  }

  private FitInFolder(Lamarck lamarck, String location, Watcher watcher, StopSwitch stop) {
    this.lamarck = lamarck;
    this.location = location;
    this.watcher = watcher;
    this.stop = stop;
  }

  /**
   * The same, watched and stoppable.
   *
   * @param other is told how it goes
   * @param early ends it, from any thread
   */
  public FitInFolder watched(Watcher other, StopSwitch early) {
    return new FitInFolder(lamarck, location, other, early);
  }

  /**
   * Fits a problem; the folder must not exist.
   *
   * @throws CheckpointException when another process writes into the folder
   */
  public RunRecord fit(EstimationProblem problem)
      throws InputException, IOException, CheckpointException {
    return begin(lamarck.compile(problem));
  }

  /** Fits an objective of your own; the folder must not exist. */
  public RunRecord fit(ObjectiveSource source)
      throws InputException, IOException, CheckpointException {
    return begin(SourceRun.of(source));
  }

  /** Fits the problem of a file that the command line takes; the folder must not exist. */
  public RunRecord fit(Path file) throws InputException, IOException, CheckpointException {
    return begin(lamarck.compile(file));
  }

  /**
   * Goes on with the fit of a file, within the limits of this {@link Lamarck}, in which what was
   * spent before counts. What has nothing left to do gives the record that is kept.
   *
   * @throws CheckpointException when there is no checkpoint that can be read, or another process
   *     writes into the folder
   */
  public RunRecord resume() throws InputException, IOException, CheckpointException {
    return goOn(null);
  }

  /** The same with the problem of a program, which must not have changed. */
  public RunRecord resume(EstimationProblem problem)
      throws InputException, IOException, CheckpointException {
    return goOn(lamarck.compile(problem));
  }

  /** The same with an objective of your own, which must not have changed. */
  public RunRecord resume(ObjectiveSource source)
      throws InputException, IOException, CheckpointException {
    return goOn(SourceRun.of(source));
  }

  private RunRecord begin(SourceRun problem)
      throws InputException, IOException, CheckpointException {
    try {
      RunFolder folder = RunFolder.fresh(location);
      SavedRun saved = Fitting.first(problem, lamarck.settings(), lamarck.run(problem), folder);
      try (RunLock lock = folder.lock()) {
        return compute(fitting(folder), problem, Restored.beginning(saved), lock);
      }
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Goes on with a problem that is given, or read again where it was. */
  private RunRecord goOn(@Nullable SourceRun given)
      throws InputException, IOException, CheckpointException {
    RunFolder folder = new RunFolder(location);
    try {
      folder.requireRun();
      try (RunLock lock = folder.lock()) {
        Fitting fitting = fitting(folder);
        Restored<SavedRun, Row> restored = fitting.newest();
        SavedRun saved = restored.state();
        if (given != null) {
          Fitting.requireSame(saved, given, location);
        }
        SourceRun problem = given == null ? fitting.reopen(saved, null) : given;
        SavedRun now = saved.with(saved.run().withBudget(lamarck.settings().budget()));
        Optional<RunRecord> kept = fitting.result();
        return kept.isPresent() && Run.spent(now.run().budget(), now.state()).isPresent()
            ? kept.get()
            : compute(fitting, problem, restored.at(now), lock);
      }
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private RunRecord compute(
      Fitting fitting, SourceRun problem, Restored<SavedRun, Row> from, RunLock lock)
      throws IOException {
    try (Engine engine = lamarck.start()) {
      return fitting.compute(problem, from, new Conditions(engine, stop, watcher, lock));
    }
  }

  /** Remarks are for people: a file that could not be written is not in the folder. */
  private static Fitting fitting(RunFolder folder) throws IOException {
    return new Fitting(remark -> {}, folder);
  }
}
