package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.neuron.simulation.Clamp;
import org.lamarck.worker.neuron.simulation.NetworkPlan;
import org.lamarck.worker.neuron.simulation.Rollout;
import org.lamarck.worker.neuron.simulation.Stimulus;

/**
 * The mean loss of a batch of experiments at a point, or at several, run side by side as copies of
 * the network: at each of P points E experiments in P·E copies, those of a point behind each other.
 * What is computed for a point is the same bits whatever is beside it. For one thread.
 */
public final class BatchLoss {
  private final NetworkTask task;
  private final int copies;
  private final NetworkPlan plan;
  private final Rollout rollout;
  private final double[] numbers;
  private final int[][] places;

  /**
   * Compiles a task for batches.
   *
   * @param copies experiments of a batch, times the points
   * @param budget bytes that a run may keep
   */
  public BatchLoss(NetworkTask task, int copies, long budget) {
    this.task = task;
    this.copies = copies;
    Network network = task.network().copies(copies);
    plan = new NetworkPlan(network, task.settings(), task.moving());
    rollout = plan.newRollout(budget);
    numbers = network.numbers();
    places = places(task, plan.layout(), copies);
  }

  private static int[][] places(NetworkTask task, ParameterLayout layout, int copies) {
    List<int[]> places = new ArrayList<>();
    for (Trainable one : task.trainables()) {
      ParameterLayout.Range range = layout.of(one.key());
      int[] its = new int[copies * one.instances().size()];
      int next = 0;
      for (int copy = 0; copy < copies; copy++) {
        for (int instance : one.instances()) {
          its[next++] = range.begin() + copy * (range.count() / copies) + instance;
        }
      }
      places.add(its);
    }
    return places.toArray(int[][]::new);
  }

  /** Experiments of a batch at one point. */
  public int size() {
    return copies;
  }

  /**
   * The mean loss of experiments at a point.
   *
   * @param values of the trainables
   * @param batch positions of as many experiments as there are copies
   * @param gradient gets the derivatives by the values; of length 0 when none are wanted
   */
  public double evaluate(double[] values, int[] batch, double[] gradient) {
    return evaluate(new double[][] {values}, batch, new double[][] {gradient})[0];
  }

  /**
   * The mean losses of experiments at points.
   *
   * @param points at each the values of the trainables
   * @param batch positions of experiments; as many as there are copies of each point
   * @param gradients get the derivatives by the values; of length 0 when none are wanted
   */
  double[] evaluate(double[][] points, int[] batch, double[][] gradients) {
    double[][] traces = traces(points, batch);
    int recorded = task.recorded().size();
    boolean wanted = gradients[0].length > 0;
    double[][] adjoint = new double[wanted ? traces.length : 0][task.steps() + 1];
    double[] losses = new double[points.length];
    for (int copy = 0; copy < points.length * batch.length; copy++) {
      for (Target target : targets(batch, copy)) {
        int at = copy * recorded + target.recording();
        double residual = target.residual(traces[at]);
        losses[copy / batch.length] += task.norm().of(residual);
        if (wanted) {
          double factor = task.norm().slope(residual) / target.scale() / batch.length;
          target.feature().addSlopes(traces[at], factor, adjoint[at]);
        }
      }
    }
    if (wanted) {
      double[] ofNumbers = rollout.pullBack(adjoint);
      for (int p = 0; p < points.length; p++) {
        for (int j = 0; j < places.length; j++) {
          gradients[p][j] = sum(ofNumbers, j, p * batch.length, (p + 1) * batch.length);
        }
      }
    }
    for (int p = 0; p < points.length; p++) {
      losses[p] /= batch.length;
    }
    return losses;
  }

  /** What is expected of the experiment of a copy. */
  private List<Target> targets(int[] batch, int copy) {
    return task.experiments().get(batch[copy % batch.length]).targets();
  }

  /**
   * The residuals of experiments at a point, those of each one behind the other, and their
   * Jacobian.
   *
   * @param values of the trainables
   * @param batch as for {@link #evaluate}
   * @param to gets a row for each residual: the residual and its derivatives by the values
   */
  public void residuals(double[] values, int[] batch, List<double[]> to) {
    residuals(new double[][] {values}, batch, List.of(to));
  }

  /**
   * The residuals of experiments at points, those of each experiment one behind the other, and
   * their Jacobian.
   *
   * @param points at each the values of the trainables
   * @param batch as for {@link #evaluate}
   * @param to gets for each point a row for each residual: it and its derivatives by the values
   */
  void residuals(double[][] points, int[] batch, List<List<double[]>> to) {
    double[][] traces = traces(points, batch);
    int recorded = task.recorded().size();
    int copies = points.length * batch.length;
    double[][][] rows = new double[copies][][];
    for (int copy = 0; copy < copies; copy++) {
      rows[copy] = new double[targets(batch, copy).size()][1 + points[0].length];
      to.get(copy / batch.length).addAll(List.of(rows[copy]));
    }
    for (int i = 0; i < task.mostTargets(); i++) { // one of each copy at once
      double[][] adjoint = new double[traces.length][task.steps() + 1];
      for (int copy = 0; copy < copies; copy++) {
        if (i < rows[copy].length) {
          Target target = targets(batch, copy).get(i);
          int at = copy * recorded + target.recording();
          rows[copy][i][0] = target.residual(traces[at]);
          target.feature().addSlopes(traces[at], 1 / target.scale(), adjoint[at]);
        }
      }
      double[] ofNumbers = rollout.pullBack(adjoint);
      for (int copy = 0; copy < copies; copy++) {
        for (int j = 0; j < places.length && i < rows[copy].length; j++) {
          rows[copy][i][1 + j] = sum(ofNumbers, j, copy, copy + 1);
        }
      }
    }
  }

  /** How many points, at most so many, make each step as often as one does. */
  int points(int most) {
    return plan.copies(task.steps(), most);
  }

  /** The derivative by a trainable's value in some copies. */
  private double sum(double[] ofNumbers, int trainable, int firstCopy, int endCopy) {
    int[] its = places[trainable];
    int each = its.length / copies;
    double sum = 0;
    for (int k = firstCopy * each; k < endCopy * each; k++) {
      sum += ofNumbers[its[k]];
    }
    return sum;
  }

  /**
   * What is recorded of experiments at a point, one behind the other: recorded × (steps + 1).
   *
   * @param values of the trainables
   * @param batch positions of at most as many experiments as there are copies
   */
  public double[][] traces(double[] values, int[] batch) {
    return traces(new double[][] {values}, batch);
  }

  /** Copies behind those of the last point are as that one. */
  private double[][] traces(double[][] points, int[] batch) {
    for (int i = 0; i < places.length; i++) {
      int each = places[i].length / copies;
      for (int k = 0; k < places[i].length; k++) {
        int point = Math.min(k / each / batch.length, points.length - 1);
        numbers[places[i][k]] = points[point][i];
      }
    }
    int[] all = new int[points.length * batch.length];
    for (int copy = 0; copy < all.length; copy++) {
      all[copy] = batch[copy % batch.length];
    }
    return rollout.run(numbers, protocol(all));
  }

  private Rollout.Protocol protocol(int[] batch) {
    int compartments = task.network().compartments();
    List<Stimulus> stimuli = new ArrayList<>();
    List<Clamp> clamps = new ArrayList<>();
    List<Integer> recorded = new ArrayList<>();
    for (int copy = 0; copy < batch.length; copy++) {
      int first = copy * compartments;
      for (Stimulus stimulus : task.experiments().get(batch[copy]).stimuli()) {
        stimuli.add(stimulus.moved(first));
      }
      for (Clamp clamp : task.experiments().get(batch[copy]).clamps()) {
        clamps.add(clamp.moved(copy * (plan.layout().of(clamp.key()).count() / copies)));
      }
      for (Recording one : task.recorded()) {
        recorded.add(one.place(plan, copy, copies));
      }
    }
    return new Rollout.Protocol(task.steps(), stimuli, clamps, recorded);
  }
}
