package org.lamarck.worker.cells;

import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.random.RandomStream;

/** The mean spread of a tissue at the end, with its gradient; a draw is one tissue. */
final class TissueObjective implements NoisyObjective {
  /** A cell this far out was thrown there by a step that is too long for the forces. */
  private static final double EXPLODED = 1e6;

  private final TissueSource source;
  private final Rollout rollout;
  private final double[] byPositions;

  TissueObjective(TissueSource source) {
    this.source = source;
    Beginning beginning = source.beginning();
    rollout =
        new Rollout(source.steps(), source.repeats(), beginning.cells(), beginning.dimensions());
    byPositions = new double[beginning.cells() * beginning.dimensions()];
  }

  @Override
  public int draws() {
    return source.draws();
  }

  /** The tissue at the end of one draw. */
  Tissue end(Vector x, RandomStream noise) {
    rollout.draw(noise.split("noise", 0));
    return rollout.run(source.beginning().draw(noise.split("start", 0)), source.given().at(x));
  }

  @Override
  public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
    Tissue end = end(x, noise);
    double spread = Spread.of(end, byPositions);
    if (!(spread < EXPLODED)) {
      return exploded();
    }
    if (derivatives == Derivatives.NONE) {
      return new Evaluation.Value(spread);
    }
    Vector result = source.given().byCoordinates(x, rollout.pullBack(byPositions));
    return result.isFinite() ? new Evaluation.Gradient(spread, result) : exploded();
  }

  private static Evaluation.Failed exploded() {
    return new Evaluation.Failed(
        Evaluation.Reason.NON_FINITE,
        "",
        Double.NaN,
        "the tissue exploded: the steps are too long for such forces");
  }
}
