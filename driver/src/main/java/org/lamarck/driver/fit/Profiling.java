package org.lamarck.driver.fit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Tolerances;
import org.lamarck.strategies.local.TrustRegion;
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

  private final AroundBest around;

  private Profiling(AroundBest around) {
    this.around = around;
  }

  /**
   * Profiles around what a run has found.
   *
   * @param moved where the run's problem is now; null for where it was
   * @throws ConfigException when that has no profiles
   */
  public static Profiling of(RunFolder folder, Fitting fitting, @Nullable String moved)
      throws ConfigException, InputException, CheckpointException, IOException {
    return new Profiling(
        AroundBest.of(
            folder,
            fitting,
            moved,
            "the objective has noise, and a profile of it has no meaning; fit one without",
            "what was minimised is a norm, and its rise has no level; fit a likelihood"));
  }

  /** What it is around of. */
  public AroundBest around() {
    return around;
  }

  /**
   * The coordinates of parameters.
   *
   * @param ids of the parameters; none for all
   * @throws ConfigException when one is not estimated
   */
  public List<Integer> coordinates(List<String> ids) throws ConfigException {
    List<String> known = around.problem().searched().stream().map(Parameter::id).toList();
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
   * @return the run's record with its profiles, and why they ended
   */
  public FollowUp.Done compute(Request request, Conditions conditions) throws IOException {
    Profile profile =
        Profile.of(
            request.threshold(), request.coordinates(), TrustRegion.DEFAULT.with(TOLERANCES));
    RunSettings settings =
        RunSettings.of(profile, around.saved().run().seed(), Budget.UNLIMITED)
            .withStartPoints(around.start());
    RunOutcome outcome =
        around
            .followUp("profile")
            .compute(
                settings,
                request.budget(),
                () -> around.problem().first(settings),
                around.problem().workload(settings.seed()),
                conditions);
    return new FollowUp.Done(written(request.level(), outcome), outcome.stop());
  }

  private RunRecord written(double level, RunOutcome outcome) throws IOException {
    Effort effort = outcome.state().effort();
    if (!(outcome.state().generation().report() instanceof Profiled profiled)) {
      return around.record(); // there is nothing that could move
    }
    Profiles profiles =
        new Profiles(
            level, around.problem().searched(), profiled, effort, outcome.state().seconds());
    RunRecord with = around.record().with(profiles);
    if (profiled.optimum() == null) {
      return with; // what was known before is more
    }
    around.write(with);
    return with;
  }
}
