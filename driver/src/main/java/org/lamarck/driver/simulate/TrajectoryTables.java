package org.lamarck.driver.simulate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.task.Simulator;
import org.lamarck.worker.task.Simulator.Column;
import org.lamarck.worker.tolerance.Tolerances;

/** Trajectories of models, and their tables of comma-separated values. */
public final class TrajectoryTables {
  private TrajectoryTables() {}

  /** Where a table goes. */
  public interface Sink {
    void write(Simulator.Result.Table table) throws IOException;
  }

  /**
   * What is simulated.
   *
   * @param times of the rows
   * @param variation of the model's values
   */
  public record Plan(TrajectoryOptions.Times times, Variation variation, List<Column> columns) {
    /** One run of the model as it is. */
    static Plan of(double[] times, List<Column> columns) {
      return new Plan(
          new TrajectoryOptions.Times(Vector.of(times), false), Variation.NONE, columns);
    }
  }

  /**
   * Compiles a model.
   *
   * @param file the model's, as the user named it
   * @throws InputException when it has no quantity of a column's id, or leaves a value open
   */
  static Batch.LoadedModel of(
      String file, OdeModel model, Plan plan, Tolerances tolerances, Sink sink)
      throws InputException {
    requireKnown(file, model, plan.columns());
    Simulator simulator = new Simulator(model, plan.variation().ids());
    return cancelled -> {
      Tabulation all = new Tabulation(plan, plan.columns().stream().map(Column::id).toList());
      double[] times = plan.times().all().toArray();
      for (double[] point : plan.variation().points()) {
        Simulator.Result result =
            simulator.simulate(point, times, plan.columns(), tolerances, cancelled);
        if (cancelled.getAsBoolean()) {
          return Optional.of("stopped from outside");
        }
        if (result instanceof Simulator.Result.Failed failed) {
          Outcome.Failed outcome = failed.outcome();
          return Optional.of(
              "%sat time %s: %s"
                  .formatted(at(plan.variation(), point), outcome.time(), outcome.detail()));
        }
        all.add(point, (Simulator.Result.Table) result);
      }
      sink.write(all.table());
      return Optional.empty();
    };
  }

  private static String at(Variation variation, double[] point) {
    StringBuilder text = new StringBuilder();
    double[] values = variation.scannedValues(point);
    for (int i = 0; i < values.length; i++) {
      text.append(variation.scannedIds().get(i)).append(" = ").append(values[i]).append(", ");
    }
    return text.toString();
  }

  static void requireKnown(String file, OdeModel model, List<Column> columns)
      throws InputException {
    List<Finding> unknown = new ArrayList<>();
    for (Column column : columns) {
      if (model.quantity(column.id()).isEmpty()) {
        unknown.add(
            Finding.error(
                file,
                0,
                0,
                "the model has no " + column.id(),
                "name some of " + some(model.outputs())));
      }
    }
    if (!unknown.isEmpty()) {
      throw new InputException(unknown);
    }
  }

  private static String some(List<String> ids) {
    int shown = Math.min(ids.size(), 10);
    return String.join(", ", ids.subList(0, shown)) + (shown < ids.size() ? ", ..." : "");
  }

  /** Writes tables to a file. */
  public static Sink file(Path file, DoubleFunction<String> number) {
    return table -> {
      try (BufferedWriter writer = Files.newBufferedWriter(file)) {
        write(table, number, writer);
      }
    };
  }

  /** Writes a header {@code time,...} and a row for each time. */
  public static void write(
      Simulator.Result.Table table, DoubleFunction<String> number, Appendable out)
      throws IOException {
    out.append("time");
    for (String column : table.columns()) {
      out.append(',').append(column);
    }
    out.append('\n');
    for (int k = 0; k < table.times().size(); k++) {
      out.append(number.apply(table.times().get(k)));
      for (int j = 0; j < table.columns().size(); j++) {
        double value = table.values().get(k, j);
        out.append(',');
        out.append(j == table.whole() ? Long.toString((long) value) : number.apply(value));
      }
      out.append('\n');
    }
  }
}
