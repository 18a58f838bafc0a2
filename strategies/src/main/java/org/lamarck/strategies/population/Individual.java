package org.lamarck.strategies.population;

import java.io.Serializable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;

/** A proposal and what came of it. */
public record Individual(Proposal proposal, Refinement refinement) implements Serializable {
  /** What stands for an individual that could not live: its first candidate with a failure. */
  public static Individual failed(Proposal proposal, Evaluation.Failed failure) {
    Vector point = proposal.candidates().get(0);
    return new Individual(
        proposal,
        new Refinement(
            point,
            Double.POSITIVE_INFINITY,
            point,
            failure,
            Double.NaN,
            null,
            Termination.FAILED,
            0,
            new Effort(1, 0, Failures.of(failure.reason(), 1)),
            null));
  }

  public Vector point() {
    return refinement.point();
  }

  /** The objective at the point; +∞ when it could not be evaluated. */
  public double value() {
    return refinement.value();
  }
}
