package org.lamarck.worker.neuron.train;

import java.io.Serializable;
import java.util.List;

/**
 * How a step follows from a loss and its gradient: settings, of which a training makes its own
 * optimiser.
 */
public sealed interface DescentRule extends Serializable {
  /**
   * An optimiser where so many steps have been made.
   *
   * @param first what it kept, which it goes on to change; of Adam the mean of gradients
   * @param second of Adam the mean of their squares
   */
  Optimiser at(int steps, double[] first, double[] second);

  /** Adam with a rate for each coordinate. */
  record OfAdam(List<Double> rates) implements DescentRule {
    public OfAdam {
      rates = List.copyOf(rates);
    }

    @Override
    public Optimiser at(int steps, double[] first, double[] second) {
      return new Adam(
          rates.stream().mapToDouble(Double::doubleValue).toArray(), steps, first, second);
    }
  }

  /** {@link PolyakStep}, times a number for each coordinate. */
  record OfPolyak(double rate, double power, List<Double> factors) implements DescentRule {
    public OfPolyak {
      factors = List.copyOf(factors);
    }

    @Override
    public Optimiser at(int steps, double[] first, double[] second) {
      PolyakStep step = new PolyakStep(rate, power);
      return (x, loss, gradient) -> {
        double[] before = x.clone();
        step.step(x, loss, gradient);
        for (int i = 0; i < x.length; i++) {
          x[i] = before[i] + factors.get(i) * (x[i] - before[i]);
        }
      };
    }
  }
}
