package org.lamarck.driver.fit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Tolerances;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.profile.Profile;
import org.lamarck.strategies.profile.Profiled;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Spelling;

/**
 * Profiles of a run's parameters around its best point. They have checkpoints of their own in the
 * run's folder: where the same profiles were begun, they go on.
 */
public final class Profiling {
  /**
   * Values of profiles are compared with each other, so searches end closer than those of a fit.
   */
  private static final Tolerances TOLERANCES = new Tolerances(1e-6, 1e-11, 1e-10);

  private final RunFolder folder;
  private final Fitting fitting;
  private final SourceRun problem;
  private final RunRecord record;
  private final StartPoints start;

  private Profiling(
      RunFolder folder, Fitting fitting, SourceRun problem, RunRecord record, StartPoints start) {
    this.folder = folder;
    this.fitting = fitting;
    this.problem = problem;
    this.record = record;
    this.start = start;
  }

  /**
   * Profiles around what a run has found.
   *
   * @param reopened the run's problem
   * @param record what came of the run
   * @throws ConfigException when that has no profiles
   */
  public static Profiling of(
      RunFolder folder, Fitting fitting, SourceRun reopened, RunRecord record)
      throws ConfigException, InputException {
    if (record.outcome().state().found().isEmpty()) {
      throw new ConfigException(
          folder.location() + ": error: the run has found no point; go on with lamarck resume");
    }
    if (record.outcome().state().found().get().evaluation() instanceof Evaluation.Estimate) {
      throw new ConfigException(
          folder.location()
              + ": error: the objective has noise, and a profile of it has no meaning; fit one without");
    }
    if (record.provenance().estimation().isPresent() && !reopened.loss().isLikelihood()) {
      throw new ConfigException(
          folder.location()
              + ": error: what was minimised is a norm, and its rise has no level; fit a likelihood");
    }
    SourceRun problem = reopened.withAllSearched();
    return new Profiling(
        folder, fitting, problem, record, problem.startPoints("best", List.of(record.estimates())));
  }

  /**
   * The coordinates of parameters.
   *
   * @param ids of the parameters; none for all
   * @throws ConfigException when one is not estimated
   */
  public List<Integer> coordinates(List<String> ids) throws ConfigException {
    List<String> known = problem.searched().stream().map(Parameter::id).toList();
    List<String> faults = new ArrayList<>();
    List<Integer> coordinates = new ArrayList<>();
    for (String id : ids.isEmpty() ? known : ids) {
      int i = known.indexOf(id);
      if (i < 0) {
        faults.add(
            "--of: error: no estimated parameter is called %s; %s"
                .formatted(id, Spelling.remedy(id, known)));
      } else if (!coordinates.contains(i)) {
        coordinates.add(i);
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    return coordinates;
  }

  /** The problem whose parameters are profiled. */
  public SourceRun problem() {
    return problem;
  }

  /**
   * What is asked for.
   *
   * @param threshold of the objective's rise
   * @param level that it stands for; NaN when it was given itself
   * @param coordinates as {@link #coordinates}
   * @param budget for all of it, with what was spent before
   */
  public record Request(double threshold, double level, List<Integer> coordinates, Budget budget) {
    public Request {
      coordinates = List.copyOf(coordinates);
    }
  }

  /**
   * Computes profiles and writes them to the run's results.
   *
   * @param saved the run
   * @return the run's record with its profiles, and why they ended
   */
  public FollowUp.Done compute(Request request, SavedRun saved, FollowUp.Conditions conditions)
      throws IOException {
    Profile profile =
        Profile.of(
            request.threshold(), request.coordinates(), TrustRegion.DEFAULT.with(TOLERANCES));
    RunSettings settings =
        RunSettings.of(profile, saved.run().seed(), Budget.UNLIMITED).withStartPoints(start);
    RunOutcome outcome =
        new FollowUp(folder, "profile", fitting, saved)
            .compute(
                settings,
                request.budget(),
                () -> problem.first(settings),
                problem.workload(settings.seed()),
                conditions);
    return new FollowUp.Done(written(request.level(), outcome), outcome.stop());
  }

  private RunRecord written(double level, RunOutcome outcome) throws IOException {
    Effort effort = outcome.state().effort();
    if (!(outcome.state().generation().report() instanceof Profiled profiled)) {
      return record; // there is nothing that could move
    }
    Profiles profiles =
        new Profiles(level, problem.searched(), profiled, effort, outcome.state().seconds());
    RunRecord with = record.with(profiles);
    if (profiled.optimum() == null) {
      return with; // what was known before is more
    }
    fitting.checkpoints().saveResult(with);
    fitting.write(with, problem.file());
    return with;
  }
}
