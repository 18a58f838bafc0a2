package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;

/** All experiments of a task at a point, in batches that stay in the cache. For one thread. */
final class NetworkLoss implements Objective {
  /** Bytes that a run may keep for going back. */
  static final long BUDGET = 1L << 29;

  /** Compartments of a batch. */
  private static final int MOST_COMPARTMENTS = 1024;

  private final List<Coordinate> coordinates;
  private final List<BatchLoss> batches = new ArrayList<>();
  private final List<int[]> experiments = new ArrayList<>();
  private final int count;

  NetworkLoss(NetworkTask task, List<Coordinate> coordinates) {
    this.coordinates = coordinates;
    count = task.experiments().size();
    int size = Math.max(1, MOST_COMPARTMENTS / task.network().compartments());
    BatchLoss whole = new BatchLoss(task, Math.min(size, count), BUDGET);
    for (int first = 0; first < count; first += whole.size()) {
      int left = Math.min(whole.size(), count - first);
      batches.add(left == whole.size() ? whole : new BatchLoss(task, left, BUDGET));
      experiments.add(IntStream.range(first, first + left).toArray());
    }
  }

  /** A point on the linear scale. */
  static double[] linear(List<Coordinate> coordinates, Vector x) {
    double[] values = new double[coordinates.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = coordinates.get(i).scale().toLinear(x.get(i));
    }
    return values;
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    double[] values = linear(coordinates, x);
    boolean wanted = derivatives != Derivatives.NONE;
    double[] gradient = new double[values.length];
    double[] part = new double[wanted ? values.length : 0];
    double loss = 0;
    for (int i = 0; i < batches.size(); i++) {
      int[] batch = experiments.get(i);
      double share = batch.length / (double) count;
      loss += share * batches.get(i).evaluate(values, batch, part);
      for (int j = 0; j < part.length; j++) {
        gradient[j] += share * part[j] * slope(coordinates.get(j).scale(), values[j]);
      }
    }
    if (!Double.isFinite(loss)) {
      return failed("a voltage became infinite or no number");
    }
    if (!wanted) {
      return new Evaluation.Value(loss);
    }
    Vector slopes = Vector.of(gradient);
    return slopes.isFinite()
        ? new Evaluation.Gradient(loss, slopes)
        : failed("the gradient is not finite");
  }

  private static Evaluation failed(String detail) {
    return new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, detail);
  }

  /** The derivative of the linear value by that on a scale. */
  private static double slope(Coordinate.Scale scale, double linear) {
    return switch (scale) {
      case LIN -> 1;
      case LOG -> linear;
      case LOG10 -> linear * Math.log(10);
    };
  }
}
