package org.lamarck.worker.neuron.train;

/**
 * The rule that Jaxley's authors use for single cells, after Polyak's step: x − μ·L·g/|g|^β for a
 * loss whose least value is about 0.
 *
 * @param rate μ, such as 0.1·√n
 * @param power β, 2 for Polyak's own rule; 0.8 to 0.99 is smaller where gradients are small
 */
public record PolyakStep(double rate, double power) implements Optimiser {
  @Override
  public void step(double[] x, double loss, double[] gradient) {
    double square = 0;
    for (double one : gradient) {
      square += one * one;
    }
    if (square == 0) {
      return; // nowhere to go
    }
    double factor = rate * loss / Math.pow(Math.sqrt(square), power);
    for (int i = 0; i < x.length; i++) {
      x[i] -= factor * gradient[i];
    }
  }
}
