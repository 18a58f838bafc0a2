package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

/**
 * The mean loss over all experiments of a task, to be minimised.
 *
 * @param labels of the recordings, for reports
 * @param bounds one for each trainable
 */
public record NeuronObjective(
    String id, NetworkTask task, List<String> labels, List<Coordinate> bounds)
    implements ObjectiveSource {

  public NeuronObjective {
    labels = List.copyOf(labels);
    bounds = List.copyOf(bounds);
  }

  @Override
  public List<Coordinate> coordinates() {
    return bounds;
  }

  @Override
  public Objective open() {
    return new NetworkLoss(task, bounds);
  }

  @Override
  public Map<String, Double> nominal() {
    double[] values = task.values();
    Map<String, Double> nominal = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      nominal.put(bounds.get(i).name(), values[i]);
    }
    return nominal;
  }

  /** The voltages of the first experiments, mV over ms. */
  @Override
  public List<Exhibit> exhibits(Vector x) {
    double[] values = NetworkLoss.linear(bounds, x);
    int shown = Math.min(task.experiments().size(), 4);
    BatchLoss loss = new BatchLoss(task, Math.max(shown, 1), NetworkLoss.BUDGET);
    double[][] traces = loss.traces(values, IntStream.range(0, shown).toArray());
    List<Exhibit> exhibits = new ArrayList<>();
    int recorded = labels.size();
    for (int i = 0; i < shown; i++) {
      List<String> columns = new ArrayList<>();
      columns.add("time");
      columns.addAll(labels);
      double[][] rows = new double[task.steps() + 1][recorded + 1];
      for (int k = 0; k < rows.length; k++) {
        rows[k][0] = Math.rint(k * task.settings().dt() * 1e9) / 1e9; // without the last digits
        for (int j = 0; j < recorded; j++) {
          rows[k][j + 1] = traces[i * recorded + j][k];
        }
      }
      String name = shown == 1 ? "voltages" : "voltages-" + (i + 1);
      String title = shown == 1 ? "Voltages, mV" : "Voltages of experiment " + (i + 1) + ", mV";
      exhibits.add(new Exhibit(name, title, columns, matrix(rows)));
    }
    return exhibits;
  }

  private static Matrix matrix(double[][] rows) {
    return Matrix.of(
        rows.length, rows[0].length, Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
  }
}
