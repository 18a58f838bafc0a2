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
import org.lamarck.worker.neuron.network.Insertion;
import org.lamarck.worker.problem.Scale;

/**
 * All experiments of a task at a point, in batches that stay in the cache; of small networks those
 * of several points in one batch. For one thread.
 */
final class NetworkLoss implements BatchedObjective {
  /** Of an experiment; each takes a way back. */
  private static final int MOST_RESIDUALS = 16;

  /** Compartments of a batch. */
  private static final int MOST_COMPARTMENTS = 1024;

  /**
   * Compartments, and synapses of a kind, of a batch of several points. Where those of one point
   * are a block of the loops, or nearly, nothing is won by more (0024-points-together.md).
   */
  private static final int ENOUGH = 192;

  private final NetworkTask task;
  private final List<Coordinate> coordinates;
  private final Map<Integer, BatchLoss> compiled = new HashMap<>();
  private final int most;
  private final int enough;
  private final boolean hasResiduals;

  NetworkLoss(NetworkTask task, List<Coordinate> coordinates) {
    this.task = task;
    this.coordinates = coordinates;
    hasResiduals = task.norm() == NetworkTask.Norm.SQUARED && task.mostTargets() <= MOST_RESIDUALS;
    most = Math.max(1, MOST_COMPARTMENTS / task.network().compartments());
    int longest = task.network().compartments();
    for (Insertion one : task.network().insertions()) {
      longest = Math.max(longest, one.count());
    }
    enough = Math.max(1, ENOUGH / longest / Math.max(1, parts()));
  }

  /** What is compiled for batches of so many copies. */
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
    return together(List.of(x), derivatives).get(0);
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives, int[] parts) {
    return losses(List.of(x), derivatives, parts).get(0);
  }

  @Override
  public int together() {
    return enough > 1 ? ofSize(parts()).points(enough) : 1;
  }

  @Override
  public List<Evaluation> evaluateAll(List<Vector> points, Derivatives derivatives) {
    List<Evaluation> all = new ArrayList<>();
    int many = together();
    for (int first = 0; first < points.size(); first += many) {
      int end = Math.min(first + many, points.size());
      all.addAll(together(points.subList(first, end), derivatives));
    }
    return all;
  }

  private List<Evaluation> together(List<Vector> points, Derivatives derivatives) {
    int[] all = IntStream.range(0, parts()).toArray();
    return derivatives == Derivatives.RESIDUALS && hasResiduals
        ? leastSquares(points, all)
        : losses(points, derivatives, all);
  }

  /** The points on the linear scale. */
  private double[][] linear(List<Vector> points) {
    return points.stream().map(x -> linear(coordinates, x)).toArray(double[][]::new);
  }

  private List<Evaluation> losses(List<Vector> points, Derivatives derivatives, int[] parts) {
    double[][] values = linear(points);
    int count = values.length;
    boolean wanted = derivatives != Derivatives.NONE;
    double[] losses = new double[count];
    double[][] gradients = new double[count][coordinates.size()];
    double[][] ofBatch = new double[count][wanted ? coordinates.size() : 0];
    for (int[] batch : batches(parts)) {
      double share = batch.length / (double) parts.length;
      double[] its = ofSize(count * batch.length).evaluate(values, batch, ofBatch);
      for (int p = 0; p < count; p++) {
        double[] slopes = slopes(values[p]);
        losses[p] += share * its[p];
        for (int j = 0; j < ofBatch[p].length; j++) {
          gradients[p][j] += share * ofBatch[p][j] * slopes[j];
        }
      }
    }
    List<Evaluation> evaluations = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      evaluations.add(evaluation(losses[p], Vector.of(gradients[p]), wanted));
    }
    return evaluations;
  }

  private static Evaluation evaluation(double loss, Vector gradient, boolean wanted) {
    if (!Double.isFinite(loss)) {
      return failed("a voltage became infinite or no number");
    }
    if (!wanted) {
      return new Evaluation.Value(loss);
    }
    return gradient.isFinite()
        ? new Evaluation.Gradient(loss, gradient)
        : failed("the gradient is not finite");
  }

  private List<Evaluation> leastSquares(List<Vector> points, int[] experiments) {
    double[][] values = linear(points);
    List<List<double[]>> rows = new ArrayList<>();
    points.forEach(point -> rows.add(new ArrayList<>()));
    for (int[] batch : batches(experiments)) {
      ofSize(values.length * batch.length).residuals(values, batch, rows);
    }
    List<Evaluation> evaluations = new ArrayList<>();
    for (int p = 0; p < values.length; p++) {
      evaluations.add(leastSquares(values[p], experiments.length, rows.get(p)));
    }
    return evaluations;
  }

  /** With residuals √(2/N)·r, of which half the square is the mean loss. */
  private Evaluation leastSquares(double[] values, int experiments, List<double[]> rows) {
    double weight = Math.sqrt(2.0 / experiments);
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
