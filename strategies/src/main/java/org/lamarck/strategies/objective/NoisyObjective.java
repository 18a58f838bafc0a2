package org.lamarck.strategies.objective;

import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * A function to be minimised of which only draws can be had: a stochastic simulation, a mean over
 * samples, a game. What is minimised is the mean.
 *
 * <p>An {@link ObjectiveSource} opens it as any other objective. Noise comes from the stream given
 * and from nowhere else: the same point and stream give the same draw, bit for bit, so that a task
 * that is lost is computed again as it was. Strategies see {@link Frozen} noise.
 *
 * <pre>{@code
 * NoisyObjective noisy = (x, derivatives, noise) ->
 *     new Evaluation.Value(x.dot(x) + noise.nextGaussian());
 * }</pre>
 */
public interface NoisyObjective extends Objective {
  /**
   * One draw at {@code x}; as with any objective, a draw that cannot be made is {@link
   * Evaluation.Failed}.
   *
   * @param noise of this draw alone
   */
  Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise);

  /**
   * Of how many draws one evaluation is the mean, at least 2. More where draws of equal value are
   * frequent: the spread of the draws is all that is known of the error.
   */
  default int draws() {
    return 2;
  }

  /** The mean of a few draws, always from the same stream. */
  @Override
  default Evaluation evaluate(Vector x, Derivatives derivatives) {
    return new Frozen(this, RandomStream.of(0), 1).evaluate(x, derivatives);
  }
}
