package org.lamarck.worker.task;

import java.io.Serializable;
import java.util.List;
import org.lamarck.worker.noise.Noise;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.problem.Observable;

/**
 * The value of a formula at one time of one experiment, as a function of all estimated parameters.
 * Travels as the bytes of a problem whose only measurement it is.
 *
 * @param name as the user wrote it
 * @param settings without priors, and with no parameter that is computed inside
 */
public record Prediction(String name, SerializedProblem problem, EvaluationSettings settings)
    implements Serializable {
  /**
   * A prediction.
   *
   * @param problem of one model; the formula belongs to its pool
   * @param formula an observable without placeholders
   * @param experiment index into the problem's experiments
   * @param settings of the likelihood beside which it is predicted
   */
  static Prediction of(
      String name,
      EstimationProblem problem,
      Observable formula,
      int experiment,
      double time,
      EvaluationSettings settings) {
    Measurement only = new Measurement(0, experiment, time, Double.NaN, List.of(), List.of());
    EstimationProblem alone =
        new EstimationProblem(
            problem.id() + ": " + name,
            problem.models(),
            problem.parameters(),
            problem.experiments(),
            List.of(formula.withNoise(Noise.NORMAL)),
            List.of(only),
            new SimulatedValue());
    return new Prediction(
        name,
        SerializedProblem.of(alone),
        settings.withPriors(false).withInner(EvaluationSettings.Inner.NONE));
  }

  /**
   * The value and its gradient, on the scales of the search.
   *
   * @throws IllegalArgumentException when it cannot be compiled; {@link PredictionReader} finds
   *     that out
   */
  public ProblemObjective open() {
    try {
      return compiled();
    } catch (InputException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  ProblemObjective compiled() throws InputException {
    return ProblemObjective.of(problem.hash(), problem::problem, settings);
  }
}
