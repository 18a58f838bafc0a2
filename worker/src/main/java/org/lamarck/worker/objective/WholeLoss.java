package org.lamarck.worker.objective;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Evaluation.Failed;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.problem.SimulationLoss;

/** A loss of all simulated values at once, at the last point. Serves one thread. */
final class WholeLoss {
  private final SimulationLoss loss;
  private final int coordinates;
  private final int measurements;
  private double[] tangents = {};
  private SimulationLoss.Judgement.@Nullable Value judged;

  private WholeLoss(SimulationLoss loss, int measurements, int coordinates) {
    this.loss = loss;
    this.coordinates = coordinates;
    this.measurements = measurements;
  }

  /** The loss of a problem; nothing when measurements add to it one by one. */
  static @Nullable WholeLoss of(ProblemPlan plan) {
    return plan.problem().loss() instanceof SimulationLoss loss
        ? new WholeLoss(loss, plan.measurements().size(), plan.parameters().coordinates())
        : null;
  }

  /** Takes the simulated values and judges them; a failure when the loss does not exist. */
  @Nullable Failed judge(LikelihoodSums sums) {
    SimulationLoss.Judgement judgement = loss.judge(sums.simulated.values());
    if (judgement instanceof SimulationLoss.Judgement.Undefined undefined) {
      return new Failed(Evaluation.Reason.NON_FINITE, "", Double.NaN, undefined.why());
    }
    judged = (SimulationLoss.Judgement.Value) judgement;
    return null;
  }

  private SimulationLoss.Judgement.Value judged() {
    return Objects.requireNonNull(judged);
  }

  double value() {
    return judged().value();
  }

  /** Its derivative by a simulated value. */
  double slope(int measurement) {
    return judged().slopes()[measurement];
  }

  /** Its derivatives by all simulated values; not to be written to. */
  double[] slopes() {
    return judged().slopes();
  }

  /** The derivatives of simulated values by the coordinates on the linear scale, row by row. */
  double[] tangents() {
    if (tangents.length == 0) {
      tangents = new double[measurements * coordinates];
    }
    return tangents;
  }

  /** Adds the gradient that the tangents give. */
  void addGradient(double[] gradient) {
    double[] slopes = judged().slopes();
    for (int m = 0; m < measurements; m++) {
      for (int j = 0; j < coordinates; j++) {
        gradient[j] += slopes[m] * tangents[m * coordinates + j];
      }
    }
  }

  /**
   * The evaluation with its residuals; with its gradient alone when there are none.
   *
   * @param byScale by coordinate, what turns derivatives by the linear scale into such by its own
   */
  Evaluation.Differentiable evaluation(Vector gradient, double[] byScale) {
    double[] scaled = tangents.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= byScale[i % coordinates];
    }
    SimulationLoss.Squares squares = judged().squares(scaled, coordinates);
    if (squares == null) {
      return new Evaluation.Gradient(value(), gradient);
    }
    return new Evaluation.LeastSquares(
        value(),
        gradient,
        Vector.of(squares.residuals()),
        Matrix.of(squares.residuals().length, coordinates, squares.jacobian()),
        Matrix.of(coordinates, coordinates, squares.curvature()));
  }
}
