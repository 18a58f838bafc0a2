package org.lamarck.driver.around;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.fit.Conditions;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Tolerances;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.profile.Further;
import org.lamarck.strategies.profile.Pair;
import org.lamarck.strategies.profile.Profile;
import org.lamarck.strategies.profile.Profiled;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

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
   * What is asked for, with what is minimised for it.
   *
   * @param threshold of the objective's rise
   * @param level that it stands for; NaN when it was given itself
   * @param coordinates of {@code searched} that are profiled
   * @param pairs of them whose contours are wanted
   * @param budget for all of it, with what was spent before
   */
  public record Request(
      double threshold,
      double level,
      List<Integer> coordinates,
      List<Pair> pairs,
      ProfileSubjects.Searched searched,
      Budget budget) {
    public Request {
      coordinates = List.copyOf(coordinates);
      pairs = List.copyOf(pairs);
    }
  }

  /**
   * Reads what is asked for.
   *
   * @param threshold of the objective's rise
   * @param level that it stands for; NaN when it was given itself
   * @param texts ids of parameters, or formulas; none for all parameters
   * @param pairThreshold of the rise around pairs of all of them; NaN for no pairs
   * @param budget for all of it, with what was spent before
   * @throws ConfigException when something cannot be profiled
   * @throws InputException when a formula is none
   */
  public Request request(
      double threshold, double level, List<String> texts, double pairThreshold, Budget budget)
      throws ConfigException, InputException {
    ProfileSubjects subjects = ProfileSubjects.of(around.problem(), texts);
    List<Integer> coordinates = subjects.coordinates();
    List<Pair> pairs = new ArrayList<>();
    if (!Double.isNaN(pairThreshold)) {
      if (subjects.hasFormulas() || coordinates.size() < 2) {
        throw new ConfigException(
            "--pairs: error: they are of two or more parameters, not of formulas; name parameters"
                + " alone by --of");
      }
      for (int i = 0; i < coordinates.size(); i++) {
        for (int j = i + 1; j < coordinates.size(); j++) {
          pairs.add(new Pair(coordinates.get(i), coordinates.get(j), pairThreshold, Pair.RAYS));
        }
      }
    }
    return new Request(
        threshold, level, coordinates, pairs, subjects.around(around.start(), threshold), budget);
  }

  /**
   * Computes profiles and writes them to the run's results.
   *
   * @return the run's record with its profiles, and why they ended
   */
  public FollowUp.Done compute(Request request, Conditions conditions) throws IOException {
    ProfileSubjects.Searched searched = request.searched();
    Profile profile =
        Profile.of(request.threshold(), request.coordinates(), TrustRegion.DEFAULT.with(TOLERANCES))
            .with(new Further(true, request.pairs(), searched.yields()));
    RunSettings settings =
        RunSettings.of(profile, around.saved().run().seed(), Budget.UNLIMITED)
            .withStartPoints(searched.start());
    RunOutcome outcome =
        around
            .followUp("profile")
            .compute(
                settings,
                request.budget(),
                () -> RunState.first(settings, searched.space()),
                around.problem().workload(searched.source(), settings.seed()),
                conditions);
    return new FollowUp.Done(
        written(request.level(), searched.searched(), outcome), outcome.stop());
  }

  /** Of the parameters; values of formulas stand after them in every point. */
  private Map<Integer, Map<String, Double>> structural(Profiled profiled) {
    Vector optimum = profiled.optimum();
    return optimum == null
        ? Map.of()
        : StructuralCheck.flat(
            around.problem(),
            Vector.copyOf(optimum.toArray(), 0, around.problem().space().dimension()));
  }

  private RunRecord written(double level, List<Parameter> searched, RunOutcome outcome)
      throws IOException {
    Effort effort = outcome.state().effort();
    if (!(outcome.state().generation().report() instanceof Profiled profiled)) {
      return around.record(); // there is nothing that could move
    }
    Profiles profiles =
        new Profiles(
            level, searched, profiled, structural(profiled), effort, outcome.state().seconds());
    RunRecord with = around.record().with(profiles);
    if (profiled.optimum() == null) {
      return with; // what was known before is more
    }
    around.write(with);
    return with;
  }
}
