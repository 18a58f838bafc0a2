package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;
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
    NetworkPlan plan = new NetworkPlan(network, task.settings(), task.moving());
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
    double[][] adjoint = new double[traces.length][task.steps() + 1];
    double loss = 0;
    for (int copy = 0; copy < batch.length; copy++) {
      for (Target target : task.experiments().get(batch[copy]).targets()) {
        int at = copy * recorded + target.recording();
        double residual = target.residual(traces[at]);
        loss += task.norm().of(residual);
        double factor = task.norm().slope(residual) / target.scale() / batch.length;
        target.feature().addSlopes(traces[at], factor, adjoint[at]);
      }
    }
    if (gradient.length > 0) {
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
    List<Integer> recorded = new ArrayList<>();
    for (int copy = 0; copy < batch.length; copy++) {
      int first = copy * compartments;
      for (Stimulus stimulus : task.experiments().get(batch[copy]).stimuli()) {
        stimuli.add(stimulus.moved(first));
      }
      for (int one : task.recorded()) {
        recorded.add(first + one);
      }
    }
    return new Rollout.Protocol(task.steps(), stimuli, recorded);
  }
}
