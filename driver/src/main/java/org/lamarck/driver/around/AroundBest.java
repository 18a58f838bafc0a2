package org.lamarck.driver.around;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder.Restored;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.fit.SavedRun;
import org.lamarck.driver.fit.SourceRun;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.Row;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.worker.problem.InputException;

/** A run's problem and the best point that it has found, for what is computed around that. */
public final class AroundBest {
  private final RunFolder folder;
  private final Fitting fitting;
  private final SavedRun saved;
  private final SourceRun fitted;
  private final SourceRun problem;
  private final RunRecord record;
  private final boolean isKept;
  private final StartPoints start;

  private AroundBest(RunFolder folder, Fitting fitting, Fitting.Computed run, boolean isKept)
      throws ConfigException, InputException {
    this.folder = folder;
    this.fitting = fitting;
    this.saved = run.saved();
    this.fitted = run.problem();
    this.problem = fitted.withAllSearched();
    this.record = run.record();
    this.isKept = isKept;
    this.start = problem.startPoints("best", List.of(record.estimates()));
  }

  /**
   * Around a run that was computed just now, or that is read.
   *
   * @param moved where its problem is now; null for where it was
   * @param noise what is said where the objective has noise
   * @param norm what is said where no likelihood was maximised
   * @throws ConfigException when there is no point, or one of these holds
   */
  public static AroundBest of(
      RunFolder folder, Fitting fitting, @Nullable String moved, String noise, String norm)
      throws ConfigException, InputException, CheckpointException, IOException {
    Fitting.Computed run;
    boolean isKept = true;
    if (fitting.computed().isPresent()) {
      run = fitting.computed().get();
    } else {
      Restored<SavedRun, Row> newest = fitting.newest();
      SourceRun reopened = fitting.reopen(newest.state(), moved);
      Optional<RunRecord> kept = fitting.result();
      isKept = kept.isPresent();
      RunRecord record = isKept ? kept.get() : Fitting.recordUntil(reopened, newest);
      run = new Fitting.Computed(newest.state(), reopened, record);
    }
    Optional<Best> best = run.record().outcome().state().found();
    if (best.isEmpty()) {
      throw new ConfigException(
          folder.location() + ": error: the run has found no point; go on with lamarck resume");
    }
    if (best.get().evaluation() instanceof Evaluation.Estimate) {
      throw new ConfigException(folder.location() + ": error: " + noise);
    }
    if (run.record().provenance().estimation().isPresent()
        && !run.problem().loss().isLikelihood()) {
      throw new ConfigException(folder.location() + ": error: " + norm);
    }
    return new AroundBest(folder, fitting, run, isKept);
  }

  /** The run as its newest checkpoint has it. */
  public SavedRun saved() {
    return saved;
  }

  /** What came of the run. */
  public RunRecord record() {
    return record;
  }

  /** The jars of its objective or model. */
  public List<Path> jars() {
    return fitted.jars();
  }

  /** The run's problem, with no coordinate that is computed inside. */
  public SourceRun problem() {
    return problem;
  }

  /** The best point. */
  StartPoints start() {
    return start;
  }

  /**
   * The best point and those of other basins, best first, in the coordinates of {@link #problem}.
   *
   * @param rise of the objective above the best, at most
   */
  public List<Vector> basins(double rise) throws InputException {
    List<Vector> points = new ArrayList<>(start.points());
    double best = record.outcome().state().bestValue();
    List<BasinArchive.Basin> basins = record.basins().basins();
    for (BasinArchive.Basin basin : basins.subList(Math.min(1, basins.size()), basins.size())) {
      if (basin.value() <= best + rise) {
        points.addAll(
            problem.startPoints("basin", List.of(fitted.estimates(basin.point()))).points());
      }
    }
    return points;
  }

  /** A run from here, with a folder of this name in the run's. */
  FollowUp followUp(String name) {
    return new FollowUp(folder, name, fitting, saved);
  }

  /** Makes a record the run's results; the fitted problem stays what it is at the same point. */
  void write(RunRecord with) throws IOException {
    if (isKept && fitting.hasFittedProblem() && with.estimates().equals(record.estimates())) {
      fitting.keep(with);
    } else {
      fitting.keep(with, problem.file());
    }
  }
}
