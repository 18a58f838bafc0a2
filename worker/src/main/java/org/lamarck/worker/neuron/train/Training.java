package org.lamarck.worker.neuron.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Descent by mini-batches over epochs, on unbounded coordinates. For one thread. */
public final class Training {
  private final BatchLoss loss;
  private final List<Transform> transforms;
  private final int experiments;
  private final double[] x;
  private final double[] values;
  private final double[] gradient;
  private final List<Double> losses = new ArrayList<>();

  /**
   * Begins at the values of the network.
   *
   * @param loss compiled for the mini-batches
   * @param transforms of the trainables
   */
  public Training(NetworkTask task, BatchLoss loss, List<Transform> transforms) {
    this.loss = loss;
    this.transforms = List.copyOf(transforms);
    experiments = task.experiments().size();
    values = task.values();
    gradient = new double[values.length];
    x = new double[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = transforms.get(i).inverse(values[i]);
    }
  }

  /** One epoch: the sum of the losses of its batches; what is left over of a batch is left out. */
  public double epoch(int[] order, Optimiser optimiser) {
    double sum = 0;
    int size = loss.size();
    for (int first = 0; first + size <= experiments; first += size) {
      sum += step(Arrays.copyOfRange(order, first, first + size), optimiser);
    }
    losses.add(sum);
    return sum;
  }

  private double step(int[] batch, Optimiser optimiser) {
    updateValues();
    double value = loss.evaluate(values, batch, gradient);
    for (int i = 0; i < x.length; i++) {
      gradient[i] *= transforms.get(i).slope(x[i]);
    }
    optimiser.step(x, value, gradient);
    return value;
  }

  private void updateValues() {
    for (int i = 0; i < x.length; i++) {
      values[i] = transforms.get(i).forward(x[i]);
    }
  }

  /** The values of the trainables now. */
  public double[] values() {
    updateValues();
    return values.clone();
  }

  /** The sums of losses by epoch. */
  public List<Double> losses() {
    return Collections.unmodifiableList(losses);
  }
}
