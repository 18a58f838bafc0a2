package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.Profiles;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.record.StartValue;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.record.Uncertainty.Estimate;
import org.lamarck.driver.record.Uncertainty.Status;
import org.lamarck.strategies.chain.Draw;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.profile.Curve;
import org.lamarck.strategies.profile.End;
import org.lamarck.strategies.profile.ProfilePoint;
import org.lamarck.strategies.profile.Profiled;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.strategies.sampling.Sampled;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Scale;

/** Parts of records that nobody computed: profiles, draws, standard errors. */
public final class Parts {
  private Parts() {}

  /** On the scale of decimal logarithms between 10⁻⁵ and 10⁵. */
  public static List<Parameter> parameters(String... ids) {
    List<Parameter> parameters = new ArrayList<>();
    for (String id : ids) {
      parameters.add(Records.parameter(id, 1e-5, 1e5));
    }
    return parameters;
  }

  /** A side of a profile. */
  static End end(End.Kind kind, double at, double rise) {
    return new End(kind, at, rise, kind == End.Kind.FAILED ? "step limit" : "");
  }

  /** The curve (c − 1)² of a coordinate from below to above, along which the next goes against. */
  static Curve curve(int coordinate, int of, End lower, End upper) {
    List<ProfilePoint> points = new ArrayList<>();
    for (double at : new double[] {lower.at(), 1, upper.at()}) {
      double[] x = new double[of];
      Arrays.fill(x, 1);
      x[coordinate] = at;
      x[(coordinate + 1) % of] -= 2 * (at - 1);
      points.add(new ProfilePoint(at, Vector.of(x), 5 + (at - 1) * (at - 1), 2 * (at - 1)));
    }
    return new Curve(coordinate, points, lower, upper);
  }

  /** Profiles at the optimum (1, 1, …) with value 5 and a threshold of 1.92. */
  static Profiles profiles(double level, List<Parameter> parameters, List<Curve> curves) {
    double[] ones = new double[parameters.size()];
    Arrays.fill(ones, 1);
    return new Profiles(
        level,
        parameters,
        new Profiled(Vector.of(ones), 5, 1.92, curves, 0),
        new Effort(3, 40, Failures.of(Evaluation.Reason.STEP_LIMIT, 2)),
        1.25);
  }

  /** So many draws of each chain, of normal numbers with mean 0.5 on the parameters' scales. */
  public static Samples samples(
      List<Parameter> parameters, int chains, int draws, boolean divergent) {
    List<List<Draw>> all = new ArrayList<>();
    for (int c = 0; c < chains; c++) {
      RandomStream random = RandomStream.of(3).split("chain", c);
      List<Draw> chain = new ArrayList<>();
      for (int k = 0; k < draws; k++) {
        double[] x = new double[parameters.size()];
        for (int i = 0; i < x.length; i++) {
          x[i] = 0.5 + 0.1 * random.nextGaussian();
        }
        chain.add(new Draw(Vector.of(x), 7 + k, 0.8, 3, divergent && k == 0));
      }
      all.add(chain);
    }
    return Samples.of(
        parameters,
        new Sampled(all),
        500,
        new Samples.Cost(new Effort(0, 1234, Failures.NONE), 2.5),
        true,
        Samples.Density.PLAIN);
  }

  /** Samples of these chains, whose cost nobody asks for. */
  public static Samples samples(
      List<Parameter> parameters, List<List<Draw>> chains, int warmup, boolean complete) {
    return Samples.of(
        parameters,
        new Sampled(chains),
        warmup,
        new Samples.Cost(Effort.NONE, 1),
        complete,
        Samples.Density.PLAIN);
  }

  /** One parameter of each status. */
  static Uncertainty uncertainty() {
    double none = Double.NaN;
    return new Uncertainty(
        List.of(
            new Estimate("k_1", Scale.LOG10, 10, 0.1, 6.4, 15.7, Status.FOUND),
            new Estimate("k_2", Scale.LIN, 0, none, none, none, Status.BOUND),
            new Estimate("k_3", Scale.LOG, 3, none, none, none, Status.FLAT)),
        List.of(1.0, none, none, none, none, none, none, none, none),
        Double.POSITIVE_INFINITY,
        List.of(Map.of("k_3", 1.0)),
        List.of(
            new Uncertainty.Direction(0, List.of(0.0, 0.0, 1.0)),
            new Uncertainty.Direction(400, List.of(1.0, 0.0, 0.0))),
        "expected Fisher information",
        "");
  }

  /** The same record with another uncertainty of its fit. */
  static RunRecord with(RunRecord record, Uncertainty uncertainty) {
    Fit fit = record.bestFit().orElseThrow();
    return with(
        record,
        new Fit(
            fit.objective(),
            fit.logLikelihood(),
            fit.chiSquared(),
            fit.estimates(),
            fit.points(),
            fit.curves(),
            fit.plots(),
            uncertainty,
            fit.units(),
            List.of()),
        record.starts());
  }

  /** The same record with other starts. */
  static RunRecord with(RunRecord record, List<StartValue> starts) {
    return with(record, record.bestFit().orElse(null), starts);
  }

  private static RunRecord with(RunRecord record, @Nullable Fit fit, List<StartValue> starts) {
    return new RunRecord(
        record.provenance(), record.parameters(), record.searched(), record.outcome(), starts, fit);
  }
}
