package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.BatchedObjective;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.problem.Scale;

/** All experiments of a task at a point, in batches that stay in the cache. For one thread. */
final class NetworkLoss implements BatchedObjective {
  /** Of an experiment; each takes a way back. */
  private static final int MOST_RESIDUALS = 16;

  /** Compartments of a batch. */
  private static final int MOST_COMPARTMENTS = 1024;

  private final NetworkTask task;
  private final List<Coordinate> coordinates;
  private final Map<Integer, BatchLoss> compiled = new HashMap<>();
  private final int most;
  private final boolean hasResiduals;

  NetworkLoss(NetworkTask task, List<Coordinate> coordinates) {
    this.task = task;
    this.coordinates = coordinates;
    hasResiduals = task.norm() == NetworkTask.Norm.SQUARED && task.mostTargets() <= MOST_RESIDUALS;
    most = Math.max(1, MOST_COMPARTMENTS / task.network().compartments());
  }

  /** What is compiled for batches of a size. */
  private BatchLoss ofSize(int size) {
    return compiled.computeIfAbsent(size, s -> new BatchLoss(task, s, task.settings().budget()));
  }

  /** Experiments divided into batches. */
  private List<int[]> batches(int[] experiments) {
    List<int[]> batches = new ArrayList<>();
    for (int first = 0; first < experiments.length; first += most) {
      int end = Math.min(first + most, experiments.length);
      batches.add(Arrays.copyOfRange(experiments, first, end));
    }
    return batches;
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
  public int parts() {
    return task.experiments().size();
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    int[] all = IntStream.range(0, parts()).toArray();
    return derivatives == Derivatives.RESIDUALS && hasResiduals
        ? leastSquares(linear(coordinates, x), all)
        : evaluate(x, derivatives, all);
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives, int[] parts) {
    double[] values = linear(coordinates, x);
    boolean wanted = derivatives != Derivatives.NONE;
    double[] gradient = new double[values.length];
    double[] part = new double[wanted ? values.length : 0];
    double[] slopes = slopes(values);
    double loss = 0;
    for (int[] batch : batches(parts)) {
      double share = batch.length / (double) parts.length;
      loss += share * ofSize(batch.length).evaluate(values, batch, part);
      for (int j = 0; j < part.length; j++) {
        gradient[j] += share * part[j] * slopes[j];
      }
    }
    if (!Double.isFinite(loss)) {
      return failed("a voltage became infinite or no number");
    }
    if (!wanted) {
      return new Evaluation.Value(loss);
    }
    Vector searched = Vector.of(gradient);
    return searched.isFinite()
        ? new Evaluation.Gradient(loss, searched)
        : failed("the gradient is not finite");
  }

  /** With residuals √(2/N)·r, of which half the square is the mean loss. */
  private Evaluation leastSquares(double[] values, int[] experiments) {
    List<double[]> rows = new ArrayList<>();
    for (int[] batch : batches(experiments)) {
      ofSize(batch.length).residuals(values, batch, rows);
    }
    double weight = Math.sqrt(2.0 / experiments.length);
    int n = values.length;
    double[] residuals = new double[rows.size()];
    double[] jacobian = new double[rows.size() * n];
    double[] gradient = new double[n];
    double[] slopes = slopes(values);
    double loss = 0;
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = weight * rows.get(i)[0];
      loss += residuals[i] * residuals[i] / 2;
      for (int j = 0; j < n; j++) {
        jacobian[i * n + j] = weight * rows.get(i)[1 + j] * slopes[j];
        gradient[j] += residuals[i] * jacobian[i * n + j];
      }
    }
    Vector searched = Vector.of(gradient);
    if (!Double.isFinite(loss) || !Vector.of(jacobian).isFinite() || !searched.isFinite()) {
      return failed("a voltage became infinite or no number");
    }
    Matrix j = Matrix.of(residuals.length, n, jacobian);
    return new Evaluation.LeastSquares(loss, searched, Vector.of(residuals), j, j.gram());
  }

  private static Evaluation failed(String detail) {
    return new Evaluation.Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, detail);
  }

  /** The derivatives of linear values by those on the scales of the search. */
  private double[] slopes(double[] values) {
    double[] slopes = new double[values.length];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = Scale.valueOf(coordinates.get(i).scale().name()).slope(values[i]);
    }
    return slopes;
  }
}
