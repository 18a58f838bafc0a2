package org.lamarck.driver.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.worker.task.Simulator;

/** The rows of all runs below each other, what is scanned before the columns. */
final class Tabulation {
  private final TrajectoryTables.Plan plan;
  private final List<String> columns;
  private final List<Double> times = new ArrayList<>();
  private final List<double[]> rows = new ArrayList<>();
  private final int whole;
  private long steps;

  Tabulation(TrajectoryTables.Plan plan, List<String> columns) {
    this(plan, columns, -1);
  }

  /**
   * A tabulation.
   *
   * @param whole the index of a column of whole numbers; -1 when there is none
   */
  Tabulation(TrajectoryTables.Plan plan, List<String> columns, int whole) {
    this.plan = plan;
    this.columns = columns;
    this.whole = whole;
  }

  void add(double[] point, Simulator.Result.Table table) {
    steps += table.steps();
    for (int k = 0; k < table.times().size(); k++) {
      add(point, k, table.times().get(k), table.values().row(k).toArray());
    }
  }

  /**
   * Adds a row, if it is one of the output.
   *
   * @param k the number of its time
   */
  void add(double[] point, int k, double time, double[] values) {
    if (k == 0 && plan.times().leadIn()) {
      return;
    }
    double[] scanned = plan.variation().scannedValues(point);
    double[] row = Arrays.copyOf(scanned, scanned.length + values.length);
    System.arraycopy(values, 0, row, scanned.length, values.length);
    times.add(time);
    rows.add(row);
  }

  Simulator.Result.Table table() {
    List<String> all = new ArrayList<>(plan.variation().scannedIds());
    all.addAll(columns);
    double[] values = rows.stream().flatMapToDouble(Arrays::stream).toArray();
    return new Simulator.Result.Table(
        all,
        times,
        Matrix.of(rows.size(), all.size(), values),
        steps,
        whole < 0 ? -1 : all.size() - columns.size() + whole);
  }
}
