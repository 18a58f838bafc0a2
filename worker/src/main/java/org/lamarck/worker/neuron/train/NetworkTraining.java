package org.lamarck.worker.neuron.train;

import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.LocalSearch;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * A network's training as a local search: steps by mini-batches of experiments on coordinates that
 * {@link Transform}s free of their bounds. At the end of each epoch all experiments are evaluated,
 * and the best point counts, not the last.
 *
 * @param rule by which a step follows from a gradient
 * @param transforms one for each coordinate, to its value on the scale that it is searched on
 * @param batch experiments of a step; 0 for all. What is left over in an epoch is left out
 * @param epochs after which it ends
 */
public record NetworkTraining(DescentRule rule, List<Transform> transforms, int batch, int epochs)
    implements LocalSearch {
  /** Sigmoids are within 1e-13 of their bounds there. */
  private static final double FAR = 30;

  public NetworkTraining {
    transforms = List.copyOf(transforms);
    if (batch < 0 || epochs < 1) {
      throw new IllegalArgumentException(
          "batch (%d) must be at least 0, epochs (%d) at least 1".formatted(batch, epochs));
    }
  }

  @Override
  public LocalState begin(Vector start) {
    Vector zero = Vector.zeros(start.size());
    return new TrainingState(start, 0, null, unbounded(start), zero, zero);
  }

  /** Iterations are epochs. */
  @Override
  public Refinement refine(
      Objective objective, SearchSpace space, LocalState state, int iterations) {
    if (!(state instanceof TrainingState own)) {
      throw new IllegalArgumentException(
          "a training cannot go on from a " + state.getClass().getSimpleName());
    }
    return new TrainingDescent(this, objective, space).run(own, iterations);
  }

  /** The unbounded coordinates of a point; of one on a bound, those of one beside it. */
  private Vector unbounded(Vector point) {
    double[] u = new double[point.size()];
    for (int i = 0; i < u.length; i++) {
      u[i] = Math.min(Math.max(transforms.get(i).inverse(point.get(i)), -FAR), FAR);
      if (Double.isNaN(u[i])) {
        throw new IllegalArgumentException(
            "coordinate %d begins at %s, where its transform does not reach"
                .formatted(i, point.get(i)));
      }
    }
    return Vector.of(u);
  }

  /** The point of unbounded coordinates. */
  Vector point(double[] u, SearchSpace space) {
    double[] x = new double[u.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = transforms.get(i).forward(u[i]);
    }
    return space.clip(Vector.of(x));
  }
}
