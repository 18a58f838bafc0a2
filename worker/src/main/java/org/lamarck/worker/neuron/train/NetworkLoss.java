package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;

/** All experiments of a task at a point, in batches that stay in the cache. For one thread. */
final class NetworkLoss implements Objective {
  /** Bytes that a run may keep for going back. */
  static final long BUDGET = 1L << 29;

  /** Of an experiment; each takes a way back. */
  private static final int MOST_RESIDUALS = 16;

  /** Compartments of a batch. */
  private static final int MOST_COMPARTMENTS = 1024;

  private final List<Coordinate> coordinates;
  private final List<BatchLoss> batches = new ArrayList<>();
  private final List<int[]> experiments = new ArrayList<>();
  private final int count;
  private final boolean hasResiduals;

  NetworkLoss(NetworkTask task, List<Coordinate> coordinates) {
    this.coordinates = coordinates;
    count = task.experiments().size();
    hasResiduals = task.norm() == NetworkTask.Norm.SQUARED && task.mostTargets() <= MOST_RESIDUALS;
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
    if (derivatives == Derivatives.RESIDUALS && hasResiduals) {
      return leastSquares(values);
    }
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

  /** With residuals √(2/N)·r, of which half the square is the mean loss. */
  private Evaluation leastSquares(double[] values) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      batches.get(i).residuals(values, experiments.get(i), rows);
    }
    double weight = Math.sqrt(2.0 / count);
    int n = values.length;
    double[] residuals = new double[rows.size()];
    double[] jacobian = new double[rows.size() * n];
    double[] gradient = new double[n];
    double loss = 0;
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = weight * rows.get(i)[0];
      loss += residuals[i] * residuals[i] / 2;
      for (int j = 0; j < n; j++) {
        double slope = slope(coordinates.get(j).scale(), values[j]);
        jacobian[i * n + j] = weight * rows.get(i)[1 + j] * slope;
        gradient[j] += residuals[i] * jacobian[i * n + j];
      }
    }
    Vector slopes = Vector.of(gradient);
    if (!Double.isFinite(loss) || !Vector.of(jacobian).isFinite() || !slopes.isFinite()) {
      return failed("a voltage became infinite or no number");
    }
    Matrix j = Matrix.of(residuals.length, n, jacobian);
    return new Evaluation.LeastSquares(loss, slopes, Vector.of(residuals), j, j.gram());
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
