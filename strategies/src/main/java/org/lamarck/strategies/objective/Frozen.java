package org.lamarck.strategies.objective;

import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * A noisy objective with common random numbers: the mean of draws that come from the same streams
 * at every point, so that it is a function as any other and as smooth as a draw is. Differences
 * between points are known far better than values; but its minimum is that of this sample, and its
 * value there is too low on average: say what a point is worth by another stream.
 *
 * @param noise only split, never read
 * @param replicates how many times {@link NoisyObjective#draws} draws
 */
public record Frozen(NoisyObjective objective, RandomStream noise, int replicates)
    implements Objective {

  public Frozen {
    if (objective.draws() < 2 || replicates < 1) {
      throw new IllegalArgumentException(
          "draws (%d) must be at least 2 and replicates (%d) at least 1"
              .formatted(objective.draws(), replicates));
    }
  }

  /** The draws of one evaluation. */
  public int draws() {
    return Math.multiplyExact(objective.draws(), replicates);
  }

  /** An estimate, with a gradient when each draw has one. */
  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    double mean = 0;
    double squares = 0; // Σ (value − mean)², Welford (1962)
    Vector gradient = Vector.zeros(x.size());
    boolean differentiable = derivatives != Derivatives.NONE;
    int count = draws();
    for (int k = 0; k < count; k++) {
      Evaluation draw = objective.draw(x, derivatives, noise.split("draw", k));
      if (!(draw instanceof Evaluation.Finite finite)) {
        return draw;
      }
      double above = finite.value() - mean;
      mean += above / (k + 1);
      squares += above * (finite.value() - mean);
      if (differentiable && draw instanceof Evaluation.Differentiable known) {
        gradient = gradient.plus(1.0 / count, known.gradient());
      } else {
        differentiable = false;
      }
    }
    double error = Math.sqrt(squares / (count - 1.0) / count);
    return differentiable
        ? new Evaluation.EstimatedGradient(mean, error, count, gradient)
        : new Evaluation.Estimate(mean, error, count);
  }
}
