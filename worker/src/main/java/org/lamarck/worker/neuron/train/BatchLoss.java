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
 * The mean loss of a batch of experiments, run side by side as copies of the network. For one
 * thread.
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
   * @param copies experiments of a batch
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

  /** Experiments of a batch. */
  public int size() {
    return copies;
  }

  /**
   * The mean loss of experiments.
   *
   * @param values of the trainables
   * @param batch positions of as many experiments as there are copies
   * @param gradient gets the derivatives by the values; of length 0 when none are wanted
   */
  public double evaluate(double[] values, int[] batch, double[] gradient) {
    double[][] traces = traces(values, batch);
    int recorded = task.recorded().size();
    boolean wanted = gradient.length > 0;
    double[][] adjoint = new double[wanted ? traces.length : 0][task.steps() + 1];
    double loss = 0;
    for (int copy = 0; copy < batch.length; copy++) {
      for (Target target : task.experiments().get(batch[copy]).targets()) {
        int at = copy * recorded + target.recording();
        double residual = target.residual(traces[at]);
        loss += task.norm().of(residual);
        if (wanted) {
          double factor = task.norm().slope(residual) / target.scale() / batch.length;
          target.feature().addSlopes(traces[at], factor, adjoint[at]);
        }
      }
    }
    if (wanted) {
      double[] ofNumbers = rollout.pullBack(adjoint);
      for (int i = 0; i < places.length; i++) {
        double sum = 0;
        for (int place : places[i]) {
          sum += ofNumbers[place];
        }
        gradient[i] = sum;
      }
    }
    return loss / batch.length;
  }

  /**
   * The residuals of experiments, those of each one behind the other, and their Jacobian.
   *
   * @param values of the trainables
   * @param batch as for {@link #evaluate}
   * @param to gets a row for each residual: the residual and its derivatives by the values
   */
  public void residuals(double[] values, int[] batch, List<double[]> to) {
    double[][] traces = traces(values, batch);
    int recorded = task.recorded().size();
    int first = to.size();
    for (int experiment : batch) {
      for (int i = 0; i < task.experiments().get(experiment).targets().size(); i++) {
        to.add(new double[1 + values.length]);
      }
    }
    for (int i = 0; i < task.mostTargets(); i++) { // one of each copy at once
      double[][] adjoint = new double[traces.length][task.steps() + 1];
      for (int copy = 0; copy < batch.length; copy++) {
        List<Target> targets = task.experiments().get(batch[copy]).targets();
        if (i < targets.size()) {
          Target target = targets.get(i);
          int at = copy * recorded + target.recording();
          target.feature().addSlopes(traces[at], 1 / target.scale(), adjoint[at]);
        }
      }
      double[] ofNumbers = rollout.pullBack(adjoint);
      int row = first;
      for (int copy = 0; copy < batch.length; copy++) {
        List<Target> targets = task.experiments().get(batch[copy]).targets();
        if (i < targets.size()) {
          Target target = targets.get(i);
          double[] its = to.get(row + i);
          its[0] = target.residual(traces[copy * recorded + target.recording()]);
          ofCopy(ofNumbers, copy, its);
        }
        row += targets.size();
      }
    }
  }

  /** The derivatives by the values, of one copy alone. */
  private void ofCopy(double[] ofNumbers, int copy, double[] row) {
    for (int j = 0; j < places.length; j++) {
      int each = places[j].length / copies;
      for (int k = copy * each; k < (copy + 1) * each; k++) {
        row[1 + j] += ofNumbers[places[j][k]];
      }
    }
  }

  /**
   * What is recorded of experiments, one behind the other: recorded × (steps + 1).
   *
   * @param values of the trainables
   * @param batch positions of at most as many experiments as there are copies
   */
  public double[][] traces(double[] values, int[] batch) {
    for (int i = 0; i < places.length; i++) {
      for (int place : places[i]) {
        numbers[place] = values[i];
      }
    }
    return rollout.run(numbers, protocol(batch));
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
