package org.lamarck.driver.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.around.AroundBest;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.checkpoint.CheckpointFolder;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.engine.Engine;
import org.lamarck.driver.fit.EstimationRun;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.record.Prediction;
import org.lamarck.driver.record.Prediction.Band;
import org.lamarck.driver.record.Prediction.Check;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.Quantiles;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.run.StopSwitch;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.profile.Profile;
import org.lamarck.strategies.profile.ProfilePoint;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.noise.Distribution;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.task.EstimationObjective;
import org.lamarck.worker.task.SerializedProblem;

/** Bands of what a run's parameters, as far as the data leave them open, say of its model. */
public final class Predicting {
  /** Measurements that are drawn of each member and each place. */
  private static final int REPLICATES = 10;

  private static final String UNFINISHED = "/unfinished";

  private final AroundBest around;
  private final EstimationRun run;
  private final Fitting fitting;

  private Predicting(AroundBest around, EstimationRun run, Fitting fitting) {
    this.around = around;
    this.run = run;
    this.fitting = fitting;
  }

  /**
   * Predictions of a run.
   *
   * @param moved where the run's problem is now; null for where it was
   * @throws ConfigException when it has no model to predict with
   */
  public static Predicting of(RunFolder folder, Fitting fitting, @Nullable String moved)
      throws ConfigException, InputException, CheckpointException, IOException {
    AroundBest around =
        AroundBest.of(
            folder,
            fitting,
            moved,
            "the objective has noise, and its points no bands; fit one without",
            "what was minimised is a norm, of which no ensemble is known; fit a likelihood");
    if (!(around.problem() instanceof EstimationRun run)) {
      throw new ConfigException(
          folder.location() + ": error: an objective of one's own has no model to predict with");
    }
    return new Predicting(around, run, fitting);
  }

  /** What it is around of. */
  public AroundBest around() {
    return around;
  }

  /**
   * Simulates the ensemble, or what a prediction that was broken off has left of it.
   *
   * @param seed of the noise of measurements that are drawn
   * @param place of the results, where members are kept until all are known
   * @return nothing when it was asked to stop before that
   * @throws ConfigException when the run has no such ensemble, or the problem not what is asked for
   */
  public Optional<Prediction> compute(
      PredictionRequest request, long seed, Engine engine, String place, StopSwitch stop)
      throws ConfigException, InputException, IOException, InterruptedException {
    String from = request.ensemble().orElseGet(this::mostTelling);
    List<Vector> members = members(from, request);
    PredictedSeries asked = PredictedSeries.of(run.problem(), request);
    EvaluationSettings settings = run.settings().withInner(EvaluationSettings.Inner.NONE);
    EstimationObjective dense =
        new EstimationObjective(
            run.id() + " predicted", SerializedProblem.of(asked.dense()), settings);
    CheckpointFolder kept = CheckpointFolder.in(Stores.at(place + UNFINISHED));
    Optional<List<EnsembleWorkload.Answer>> all =
        new EnsembleRun(kept, stop, fitting::say)
            .simulate(new EnsembleWorkload(dense), members, engine);
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(told(from, request, asked, all.get(), seed));
  }

  private Prediction told(
      String from,
      PredictionRequest request,
      PredictedSeries asked,
      List<EnsembleWorkload.Answer> answers,
      long seed)
      throws ConfigException {
    List<EnsembleWorkload.Answer> known =
        answers.stream().filter(answer -> answer.failure().isEmpty()).toList();
    if (known.isEmpty()) {
      throw new ConfigException(
          "error: no member of the ensemble could be simulated; the first failed with "
              + answers.get(0).failure());
    }
    boolean isSample = from.equals("draws");
    List<Band> bands = new ArrayList<>();
    for (PredictedSeries.Series one : asked.series()) {
      bands.add(band(one, known, isSample ? request.level() : 1));
    }
    return new Prediction(
        from,
        request.level(),
        known.size(),
        answers.size() - known.size(),
        bands,
        checks(known, request.level(), RandomStream.of(seed).split("prediction", 0)));
  }

  /** Draws tell more than profiles, and these more than basins. */
  private String mostTelling() {
    if (around.record().samples().isPresent()) {
      return "draws";
    }
    return around.record().profiles().isPresent() ? "profiles" : "basins";
  }

  private List<Vector> members(String from, PredictionRequest request)
      throws ConfigException, InputException {
    return switch (from) {
      case "draws" -> draws(request.members());
      case "profiles" -> profiles(Profile.rise(request.level()));
      default -> around.basins(Profile.rise(request.level()));
    };
  }

  private List<Vector> draws(int most) throws ConfigException {
    Samples samples =
        around
            .record()
            .samples()
            .filter(all -> all.length() > 0)
            .orElseThrow(() -> missing("draws", "lamarck sample"));
    requireSame(samples.searched());
    List<Draw> draws = samples.draws().toList();
    int count = Math.min(most, draws.size());
    List<Vector> chosen = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      chosen.add(draws.get((int) ((k + 0.5) * draws.size() / count)).point());
    }
    return chosen;
  }

  private List<Vector> profiles(double rise) throws ConfigException {
    Profiles profiles =
        around.record().profiles().orElseThrow(() -> missing("profiles", "lamarck profile"));
    requireSame(profiles.searched());
    double most = profiles.profiled().value() + rise;
    return profiles.intervals().stream()
        .flatMap(interval -> interval.curve().points().stream())
        .filter(point -> point.value() <= most)
        .map(ProfilePoint::point)
        .toList();
  }

  private static ConfigException missing(String what, String command) {
    return new ConfigException(
        "--from: error: the run has no %s; make them by %s, or take another ensemble"
            .formatted(what, command));
  }

  private void requireSame(List<Parameter> searched) throws ConfigException {
    if (!searched.equals(run.searched())) {
      throw new ConfigException(
          "--from: error: the run's parameters have changed since; make the ensemble anew");
    }
  }

  /** Pointwise in time. */
  private static Band band(
      PredictedSeries.Series series, List<EnsembleWorkload.Answer> members, double level) {
    int n = series.times().size();
    double[][] columns = new double[5][n];
    for (int t = 0; t < n; t++) {
      int at = series.first() + t;
      double[] sorted = members.stream().mapToDouble(m -> m.values().get(at)).sorted().toArray();
      double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
      double square = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
      columns[0][t] = Quantiles.of(sorted, (1 - level) / 2);
      columns[1][t] = Quantiles.of(sorted, 0.5);
      columns[2][t] = Quantiles.of(sorted, (1 + level) / 2);
      columns[3][t] = mean;
      columns[4][t] = Math.sqrt(square / Math.max(1, sorted.length - 1));
    }
    return new Band(
        series.quantity(),
        series.experiment(),
        series.times(),
        Vector.of(columns[0]),
        Vector.of(columns[1]),
        Vector.of(columns[2]),
        Vector.of(columns[3]),
        Vector.of(columns[4]));
  }

  /** Each measurement of the problem whose noise can be drawn. */
  private List<Check> checks(
      List<EnsembleWorkload.Answer> members, double level, RandomStream random) {
    EstimationProblem problem = run.problem();
    List<Check> checks = new ArrayList<>();
    for (int m = 0; m < problem.measurements().size(); m++) {
      Measurement one = problem.measurements().get(m);
      Observable observable = problem.observables().get(one.observable());
      Distribution.Family family = observable.noise().distribution().family();
      if (Double.isNaN(one.value()) || family == Distribution.Family.STUDENT_T) {
        continue;
      }
      RandomStream own = random.split("measurement", m);
      double[] drawn = new double[REPLICATES * members.size()];
      int below = 0;
      for (int k = 0; k < drawn.length; k++) {
        EnsembleWorkload.Answer member = members.get(k / REPLICATES);
        double by = member.sigmas().get(m) * noise(family, own);
        drawn[k] = observable.noise().transformation().shifted(member.values().get(m), by);
        below += drawn[k] < one.value() ? 1 : 0;
      }
      Arrays.sort(drawn);
      checks.add(
          new Check(
              observable.id(),
              problem.experiments().get(one.experiment()).id(),
              one.time(),
              one.value(),
              Quantiles.of(drawn, (1 - level) / 2),
              Quantiles.of(drawn, 0.5),
              Quantiles.of(drawn, (1 + level) / 2),
              (double) below / drawn.length));
    }
    return checks;
  }

  /** Of scale 1: normal, or Laplace by inversion. */
  private static double noise(Distribution.Family family, RandomStream random) {
    if (family == Distribution.Family.NORMAL) {
      return random.nextGaussian();
    }
    double u = random.nextDouble() - 0.5;
    return -Math.copySign(StrictMath.log1p(-2 * Math.abs(u)), u);
  }
}
