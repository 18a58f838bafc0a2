package org.lamarck.driver.run;

import java.io.Serializable;
import org.lamarck.worker.objective.EvaluationSettings;

/**
 * What a run was: everything here but {@code engine} and {@code java} the result is a function of.
 *
 * @param program Lamarck's version
 * @param java the Java that ran it
 * @param engine where it ran, for people
 * @param source the problem
 * @param settings of the search
 * @param evaluation how the problem was evaluated
 */
public record Heading(
    String program,
    String java,
    String engine,
    Source source,
    RunSettings settings,
    EvaluationSettings evaluation)
    implements Serializable {

  /** The integrator's absolute tolerance; one for all states. */
  public double absoluteTolerance() {
    return evaluation.tolerances().absolute().get(0);
  }

  /** The integrator's relative tolerance. */
  public double relativeTolerance() {
    return evaluation.tolerances().relative();
  }
}
