package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.RunProvenance;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Source;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.record.Units;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.Harvest;
import org.lamarck.driver.run.RefinementRow;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.Stop;
import org.lamarck.driver.run.TraceRow;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.GradientMethod;
import org.lamarck.worker.petab.parameter.ScaleChoice;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Reading;
import org.lamarck.worker.problem.Scale;
import org.lamarck.worker.tolerance.Tolerances;

/** Records of runs that never ran, drawn from a fixed seed. */
public final class Records {
  private Records() {}

  /** A run with so many parameters on a logarithmic scale from 10⁻⁵ to 10⁵. */
  static RunRecord of(int parameters, int observables, int refinements) {
    RandomStream random = RandomStream.of(11);
    List<Parameter> table = new ArrayList<>();
    for (int i = 0; i < parameters; i++) {
      table.add(parameter("k_" + i, 1e-5, 1e5));
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < refinements; i++) {
      int basin = random.nextInt(5);
      values.add(i % 9 == 8 ? Double.POSITIVE_INFINITY : 138.2 + 4.0 * basin * basin);
    }
    List<FitPoint> points = new ArrayList<>();
    for (int o = 0; o < observables; o++) {
      for (int t = 0; t < 16; t++) {
        double simulated = 100 * Math.exp(-0.1 * t) + o;
        double residual = random.nextGaussian();
        points.add(
            new FitPoint(
                "y" + o,
                "epo",
                15.0 * t,
                simulated + 4 * residual,
                simulated,
                Noise.NORMAL,
                4,
                residual,
                new Reading.Exact()));
      }
    }
    return record("boehm", table, values, points);
  }

  static Parameter parameter(String id, double lower, double upper) {
    return new Parameter(id, Scale.LOG10, lower, upper, 1, true, null);
  }

  /** A run whose local searches ended at these values; equal values are one basin. */
  static RunRecord record(
      String id, List<Parameter> parameters, List<Double> values, List<FitPoint> points) {
    RandomStream random = RandomStream.of(5);
    List<RefinementRow> rows = new ArrayList<>();
    List<TraceRow> trace = new ArrayList<>();
    BasinArchive basins =
        BasinArchive.empty(
            Vector.of(
                Collections.nCopies(parameters.size(), 10.0).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray()));
    Effort effort = Effort.NONE;
    Best best = null;
    for (double value : values) {
      boolean failed = !Double.isFinite(value);
      double shift = failed ? 0 : value % 7;
      double[] x = new double[parameters.size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = i % 8 == 1 ? -5 : (i + shift) % 9 - 4.5 + 0.01 * random.nextDouble();
      }
      Vector point = Vector.of(x);
      Termination why = failed ? Termination.FAILED : Termination.GRADIENT;
      Effort spent =
          new Effort(3, 40, failed ? Failures.of(Evaluation.Reason.STEP_LIMIT, 1) : Failures.NONE);
      effort = effort.plus(spent);
      Evaluation.Failed failure =
          failed
              ? new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "epo", 12.5, "<stiff>")
              : null;
      rows.add(
          new RefinementRow(
              rows.size(),
              rows.size(),
              true,
              "multistart",
              0,
              value + 50,
              value,
              why,
              40,
              spent,
              1e-7,
              failure,
              point,
              Vector.of(value + 50, value + 70, value)));
      if (!failed) {
        basins = basins.with(ended(point, value, why, spent));
        best =
            best == null || value < best.value()
                ? new Best(point, value, "multistart", rows.size() - 1)
                : best;
        trace.add(
            new TraceRow(
                0,
                effort.evaluations(),
                effort.gradients(),
                best.value(),
                basins.basins().size(),
                0.1 * rows.size()));
      }
    }
    return assembled(id, parameters, best, effort, basins, trace, rows, points);
  }

  /** A run of these slices, of two parameters, that knows these basins. */
  static RunRecord of(List<RefinementRow> rows, BasinArchive basins, Best best) {
    List<Parameter> parameters = List.of(parameter("a", 1e-5, 1e5), parameter("b", 1e-5, 1e5));
    return assembled("p", parameters, best, Effort.NONE, basins, List.of(), rows, List.of());
  }

  private static Map<String, Double> estimates(List<Parameter> parameters, Best best) {
    Map<String, Double> estimates = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      estimates.put(parameter.id(), parameter.scale().toLinear(best.point().get(i)));
    }
    return estimates;
  }

  private static Refinement ended(Vector point, double value, Termination why, Effort spent) {
    return new Refinement(
        point, value + 50, point, new Evaluation.Value(value), 1e-7, null, why, 40, spent, null);
  }

  @SuppressWarnings("checkstyle:ParameterNumber") // each is a part of the record
  private static RunRecord assembled(
      String id,
      List<Parameter> parameters,
      @Nullable Best best,
      Effort effort,
      BasinArchive basins,
      List<TraceRow> trace,
      List<RefinementRow> rows,
      List<FitPoint> points) {
    RunSettings settings =
        RunSettings.of(Strategies.named("multistart"), 7, Budget.UNLIMITED.withEvaluations(5000));
    SearchSpace space = new SearchSpace(List.of("a"), Vector.of(-5), Vector.of(5));
    RunState state =
        new RunState(
            RunState.first(settings, space).generation(),
            effort,
            best,
            best == null
                ? new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", Double.NaN, "")
                : null,
            12.5,
            Harvest.NONE);
    RunProvenance heading =
        new RunProvenance(
            "0.1.0",
            "17",
            "2 threads",
            new Source(id + ".yaml", id, "00ff", FormatVersion.V1, ScaleChoice.AUTO),
            MisfitLoss.NEGATIVE_LOG_LIKELIHOOD,
            settings,
            new EvaluationSettings(Tolerances.of(1e-8, 1e-12), GradientMethod.AUTO));
    double chi = points.stream().mapToDouble(p -> p.residual() * p.residual()).sum();
    Fit fit =
        best == null
            ? null
            : new Fit(
                best.value(),
                -best.value(),
                chi,
                estimates(parameters, best),
                points,
                List.of(),
                List.of(),
                Uncertainty.none("not asked"),
                Units.NONE,
                List.of());
    return new RunRecord(
        heading,
        parameters,
        parameters,
        new RunOutcome(Stop.FINISHED, state, basins, trace, rows),
        List.of(),
        fit);
  }
}
