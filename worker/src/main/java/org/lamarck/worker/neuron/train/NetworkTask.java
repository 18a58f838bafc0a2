package org.lamarck.worker.neuron.train;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lamarck.worker.neuron.network.Network;
import org.lamarck.worker.neuron.network.ParameterLayout;
import org.lamarck.worker.neuron.simulation.NetworkPlan;

/**
 * A network, what of it is estimated, and by which experiments.
 *
 * @param steps of each experiment
 * @param recorded what is recorded of each experiment
 */
public record NetworkTask(
    Network network,
    NetworkPlan.Settings settings,
    int steps,
    List<Recording> recorded,
    List<Trainable> trainables,
    List<Experiment> experiments,
    Norm norm)
    implements Serializable {

  /** What is added up of residuals. */
  public enum Norm {
    /** |r|. */
    ABSOLUTE {
      @Override
      double of(double r) {
        return Math.abs(r);
      }

      @Override
      double slope(double r) {
        return Math.signum(r);
      }
    },
    /** |r| without its kink, which searches by gradients stop at: √(r² + δ²) − δ, δ = 0.01. */
    SMOOTH_ABSOLUTE {
      @Override
      double of(double r) {
        return Math.hypot(r, ROUNDED) - ROUNDED;
      }

      @Override
      double slope(double r) {
        return r / Math.hypot(r, ROUNDED);
      }
    },
    /** r². */
    SQUARED {
      @Override
      double of(double r) {
        return r * r;
      }

      @Override
      double slope(double r) {
        return 2 * r;
      }
    };

    private static final double ROUNDED = 0.01;

    /** The loss of a residual. */
    abstract double of(double r);

    /** Its derivative. */
    abstract double slope(double r);
  }

  public NetworkTask {
    recorded = List.copyOf(recorded);
    trainables = List.copyOf(trainables);
    experiments = List.copyOf(experiments);
  }

  /** The most targets that an experiment has. */
  int mostTargets() {
    return experiments.stream().mapToInt(one -> one.targets().size()).max().orElse(0);
  }

  /** The names by whose numbers derivatives are wanted. */
  public Set<String> moving() {
    Set<String> moving = new HashSet<>();
    trainables.forEach(one -> moving.add(one.key()));
    return moving;
  }

  /** The values of the trainables in the network; of one that is shared that of its first. */
  public double[] values() {
    double[] numbers = network.numbers();
    ParameterLayout layout = network.layout();
    return trainables.stream()
        .mapToDouble(one -> numbers[layout.of(one.key()).begin() + one.instances().get(0)])
        .toArray();
  }
}
