package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.objective.Exhibit;

/** What is recorded of an experiment as tables over time, one for each kind of quantity. */
final class TraceTables {
  private final NetworkTask task;
  private final List<String> labels;

  TraceTables(NetworkTask task, List<String> labels) {
    this.task = task;
    this.labels = labels;
  }

  /**
   * The tables of an experiment.
   *
   * @param experiment its position
   * @param shown how many experiments there are tables of
   * @param traces of all of them, one behind the other
   */
  List<Exhibit> of(int experiment, int shown, double[][] traces) {
    List<Exhibit> tables = new ArrayList<>();
    for (Recording.Kind kind : Recording.Kind.values()) {
      List<Integer> recorded = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        if (task.recorded().get(i).kind() == kind) {
          recorded.add(i);
        }
      }
      if (!recorded.isEmpty()) {
        String number = shown == 1 ? "" : "-" + (experiment + 1);
        String of = shown == 1 ? "" : " of experiment " + (experiment + 1);
        String unit = kind.unit().isEmpty() ? " over ms" : ", " + kind.unit() + ", over ms";
        List<String> columns = new ArrayList<>(List.of("time"));
        List<double[]> numbers = new ArrayList<>();
        for (int one : recorded) {
          columns.add(labels.get(one));
          numbers.add(traces[experiment * labels.size() + one]);
        }
        addData(experiment, recorded, columns, numbers);
        tables.add(
            new Exhibit(kind.word() + number, kind.title() + of + unit, columns, matrix(numbers)));
      }
    }
    return tables;
  }

  /** Columns of what single samples are to be, at the nearest sample. */
  private void addData(
      int experiment, List<Integer> recorded, List<String> columns, List<double[]> numbers) {
    for (int one : recorded) {
      double[] data = new double[task.steps() + 1];
      Arrays.fill(data, Double.NaN);
      boolean isKnown = false;
      for (Target target : task.experiments().get(experiment).targets()) {
        if (target.recording() == one && target.feature() instanceof Feature.Sample sample) {
          data[sample.at() + (int) Math.rint(sample.share())] = target.value() - target.offset();
          isKnown = true;
        }
      }
      if (isKnown) {
        columns.add(Exhibit.dataOf(labels.get(one)));
        numbers.add(data);
      }
    }
  }

  private Matrix matrix(List<double[]> numbers) {
    int columns = numbers.size() + 1;
    double[] rows = new double[(task.steps() + 1) * columns];
    for (int k = 0; k <= task.steps(); k++) {
      rows[k * columns] =
          Math.rint(k * task.settings().dt() * 1e9) / 1e9; // without the last digits
      for (int j = 1; j < columns; j++) {
        rows[k * columns + j] = numbers.get(j - 1)[k];
      }
    }
    return Matrix.of(task.steps() + 1, columns, rows);
  }
}
