package org.lamarck.driver.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.lamarck.driver.simulate.StochasticOptions.Choice;
import org.lamarck.driver.simulate.TrajectoryTables.Plan;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.problem.SpeciesMeaning;
import org.lamarck.worker.stochastic.Ensemble;
import org.lamarck.worker.stochastic.JumpMethod;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.Moments;
import org.lamarck.worker.task.Simulator.Column;

/** Tables of many runs of a model: means and standard deviations, and the runs themselves. */
final class EnsembleTables {
  /** More numbers than this are no table that anyone reads. */
  private static final long LARGEST_PATHS = 100_000_000;

  private EnsembleTables() {}

  /**
   * Where tables go.
   *
   * @param moments absent when the runs take their place
   * @param paths absent when they are not wanted
   */
  record Sinks(Optional<TrajectoryTables.Sink> moments, Optional<TrajectoryTables.Sink> paths) {}

  /**
   * Compiles a model.
   *
   * @throws InputException when it has no quantity of a column's id, or cannot be run so
   */
  static Batch.LoadedModel of(JumpModel model, Plan plan, Choice choice, int threads, Sinks sinks)
      throws InputException {
    TrajectoryTables.requireKnown(model.file(), model.between(), plan.columns());
    long size = (long) choice.runs() * plan.times().all().size() * plan.columns().size();
    if (choice.paths() && size > LARGEST_PATHS) {
      throw new InputException(
          Finding.error(
              model.file(),
              0,
              0,
              "its runs are " + size + " numbers",
              "ask for fewer --runs, --times or --variables, or leave out --paths"));
    }
    JumpPlan jumps = plan(model, plan.variation().ids(), choice);
    List<Expression> formulas = new ArrayList<>();
    for (Column column : plan.columns()) {
      formulas.add(formula(jumps, column));
    }
    Ensemble ensemble = new Ensemble(jumps, choice.method(), jumps.observables(formulas));
    return cancelled -> {
      Tables tables = new Tables(plan);
      for (double[] point : plan.variation().points()) {
        Optional<String> failure = tables.run(ensemble, point, choice, threads, cancelled);
        if (failure.isPresent()) {
          return failure;
        }
      }
      if (sinks.moments().isPresent()) {
        sinks.moments().get().write(tables.moments.table());
      }
      if (sinks.paths().isPresent()) {
        sinks.paths().get().write(tables.paths.table());
      }
      return Optional.empty();
    };
  }

  /** A plan that the algorithm can run. */
  static JumpPlan plan(JumpModel model, List<String> given, Choice choice) throws InputException {
    JumpPlan jumps = JumpPlan.of(model, given);
    if (choice.method() == JumpMethod.TAU_LEAPING && !jumps.isPure()) {
      throw new InputException(
          Finding.error(
              model.file(),
              0,
              0,
              "it has rate rules, or kinetic laws that change with time, over which one cannot"
                  + " leap",
              "choose --algorithm auto"));
    }
    return jumps;
  }

  /** What a column shows, over quantities of the model. */
  static Expression formula(JumpPlan plan, Column column) {
    ExpressionPool pool = plan.model().between().pool();
    Expression value = pool.symbol(column.id());
    for (SpeciesMeaning species : plan.model().between().species()) {
      if (species.species().equals(column.id())) {
        return switch (column.meaning()) {
          case AS_IN_MODEL -> value;
          case AMOUNTS -> plan.amount(species);
          case CONCENTRATIONS ->
              species.amount() ? pool.divide(value, pool.symbol(species.compartment())) : value;
        };
      }
    }
    return value;
  }

  /** {@code X-mean, X-sd, Y-mean, …}. */
  private static List<String> names(Plan plan) {
    List<String> names = new ArrayList<>();
    for (Column column : plan.columns()) {
      names.add(column.id() + "-mean");
      names.add(column.id() + "-sd");
    }
    return names;
  }

  private static final class Tables {
    private final Plan plan;
    private final Tabulation moments;
    private final Tabulation paths;

    Tables(Plan plan) {
      this.plan = plan;
      moments = new Tabulation(plan, names(plan));
      List<String> columns = new ArrayList<>(List.of("run"));
      plan.columns().forEach(column -> columns.add(column.id()));
      paths = new Tabulation(plan, columns, 0);
    }

    Optional<String> run(
        Ensemble ensemble, double[] point, Choice choice, int threads, BooleanSupplier cancelled) {
      double[] times = plan.times().all().toArray();
      Ensemble.Experiment experiment =
          new Ensemble.Experiment(times, point, choice.runs(), choice.seed());
      Optional<Ensemble.Paths> wanted =
          choice.paths()
              ? Optional.of((run, values) -> addPath(point, times, run, values))
              : Optional.empty();
      Ensemble.Result result = ensemble.run(experiment, threads, wanted, cancelled);
      if (result instanceof Ensemble.Result.Failed failed) {
        return Optional.of("run " + failed.run() + " " + failed.reason());
      }
      add(point, times, ((Ensemble.Result.Completed) result).moments());
      return Optional.empty();
    }

    private void add(double[] point, double[] times, Moments found) {
      Matrix means = found.mean();
      Matrix sds = found.standardDeviation();
      int columns = plan.columns().size();
      for (int k = 0; k < times.length; k++) {
        double[] row = new double[2 * columns];
        for (int j = 0; j < columns; j++) {
          row[2 * j] = means.get(k, j);
          row[2 * j + 1] = sds.get(k, j);
        }
        moments.add(point, k, times[k], row);
      }
    }

    private void addPath(double[] point, double[] times, int run, double[] values) {
      int columns = plan.columns().size();
      for (int k = 0; k < times.length; k++) {
        double[] row = new double[columns + 1];
        row[0] = run;
        System.arraycopy(values, k * columns, row, 1, columns);
        paths.add(point, k, times[k], row);
      }
    }
  }
}
