package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.Trained;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Drawing;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

/**
 * The mean loss over all experiments of a task, to be minimised.
 *
 * @param labels of the recordings, for reports
 * @param bounds one for each trainable
 * @param descent how the problem says that it is trained; absent where it says nothing
 */
public record NeuronObjective(
    String id,
    NetworkTask task,
    List<String> labels,
    List<Coordinate> bounds,
    @Nullable NetworkTraining descent)
    implements ObjectiveSource, Trained {

  public NeuronObjective {
    labels = List.copyOf(labels);
    bounds = List.copyOf(bounds);
  }

  @Override
  public List<Coordinate> coordinates() {
    return bounds;
  }

  @Override
  public Optional<LocalSearch> training() {
    return Optional.ofNullable(descent);
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

  @Override
  public List<Drawing> drawings() {
    return List.of(CellDrawing.of(task.network().cells()));
  }

  /** What is recorded of the first experiments over ms, beside the data that it is to be. */
  @Override
  public List<Exhibit> exhibits(Vector x) {
    double[] values = NetworkLoss.linear(bounds, x);
    int shown = Math.min(task.experiments().size(), 4);
    BatchLoss loss = new BatchLoss(task, Math.max(shown, 1), task.settings().budget());
    double[][] traces = loss.traces(values, IntStream.range(0, shown).toArray());
    List<Exhibit> exhibits = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      exhibits.addAll(new TraceTables(task, labels).of(i, shown, traces));
    }
    return exhibits;
  }
}
