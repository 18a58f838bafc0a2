package org.lamarck.worker.cells.fit;

import java.io.Serializable;
import java.util.List;

/**
 * What is minimised: the target, and sparsity · Σ |w| over the weights of networks.
 *
 * @param discount by which each later cost counts less for what is drawn before it; 1 for
 *     derivatives without bias
 * @param weights places of the weights among the parameters
 */
public record Aim(Target target, double discount, double sparsity, List<Integer> weights)
    implements Serializable {
  public Aim {
    weights = List.copyOf(weights);
  }

  /** Adds the derivatives of the second part; tells its value. */
  double addSparsity(double[] parameters, double[] gradient) {
    double sum = 0;
    for (int place : weights) {
      sum += sparsity * Math.abs(parameters[place]);
      gradient[place] += sparsity * Math.signum(parameters[place]);
    }
    return sum;
  }
}
