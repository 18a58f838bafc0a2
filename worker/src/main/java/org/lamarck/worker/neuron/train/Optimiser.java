package org.lamarck.worker.neuron.train;

/** A rule of descent by gradients. */
public interface Optimiser {
  /** Moves x by the loss there and its gradient. */
  void step(double[] x, double loss, double[] gradient);
}
