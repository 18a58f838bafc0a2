package org.lamarck.driver.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.lamarck.worker.integrate.Outcome;
import org.lamarck.worker.integrate.Tolerances;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.task.Simulator;
import org.lamarck.worker.task.Simulator.Column;

/** Time courses of models, and their tables of comma-separated values. */
final class Courses {
  private Courses() {}

  /** Where a table goes. */
  interface Sink {
    void write(Simulator.Result.Table table) throws IOException;
  }

  /**
   * Compiles a model.
   *
   * @param file the model's, as the user named it
   * @throws InputException when it has no quantity of a column's id, or leaves a value open
   */
  static Batch.Course of(
      String file,
      OdeModel model,
      double[] times,
      List<Column> columns,
      Tolerances tolerances,
      Sink sink)
      throws InputException {
    requireKnown(file, model, columns);
    Simulator simulator = new Simulator(model);
    return cancelled -> {
      Simulator.Result result = simulator.simulate(times, columns, tolerances, cancelled);
      if (cancelled.getAsBoolean()) {
        return Optional.of("stopped from outside");
      }
      if (result instanceof Simulator.Result.Table table) {
        sink.write(table);
        return Optional.empty();
      }
      Outcome.Failed failed = ((Simulator.Result.Failed) result).outcome();
      return Optional.of("at time %s: %s".formatted(failed.time(), failed.detail()));
    };
  }

  private static void requireKnown(String file, OdeModel model, List<Column> columns)
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
  static Sink file(Path file, DoubleFunction<String> number) {
    return table -> {
      try (BufferedWriter writer = Files.newBufferedWriter(file)) {
        write(table, number, writer);
      }
    };
  }

  /** Writes a header {@code time,...} and a row for each time. */
  static void write(Simulator.Result.Table table, DoubleFunction<String> number, Appendable out)
      throws IOException {
    out.append("time");
    for (String column : table.columns()) {
      out.append(',').append(column);
    }
    out.append('\n');
    for (int k = 0; k < table.times().size(); k++) {
      out.append(number.apply(table.times().get(k)));
      for (int j = 0; j < table.columns().size(); j++) {
        out.append(',').append(number.apply(table.values().get(k, j)));
      }
      out.append('\n');
    }
  }
}
