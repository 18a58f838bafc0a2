package org.lamarck.driver.predict;

import java.io.Serializable;
import org.lamarck.driver.engine.Watch;
import org.lamarck.driver.engine.Workload;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.task.EstimationObjective;

/**
 * Simulates a problem at points of its space.
 *
 * @param problem whose measurements are what is asked for
 */
record EnsembleWorkload(EstimationObjective problem)
    implements Workload<Vector, EnsembleWorkload.Answer> {
  /**
   * What came of one point.
   *
   * @param values simulated, in the order of the measurements; empty when it failed
   * @param sigmas the scales of their noise
   * @param failure why it failed; empty when it did not
   */
  record Answer(Vector values, Vector sigmas, String failure) implements Serializable {
    static Answer failed(String why) {
      return new Answer(Vector.of(), Vector.of(), why);
    }
  }

  @Override
  public Answer run(Vector point, Watch<Answer> watch) {
    ProblemEvaluation there = problem.open().evaluateFully(point, Derivatives.NONE);
    if (there.evaluation() instanceof Evaluation.Failed failed) {
      return Answer.failed(failed.line());
    }
    double[] sigmas =
        there.measurements().stream().mapToDouble(ProblemEvaluation.Simulated::sigma).toArray();
    return new Answer(there.values(), Vector.of(sigmas), "");
  }

  @Override
  public Answer broken(Vector point, Throwable cause) {
    return Answer.failed(cause.toString());
  }
}
