package org.lamarck.strategies.population;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Proposal.Lineage;

/**
 * What came of a proposal. Of the proposal itself it carries no more than tells which one it was:
 * whoever asked has the rest.
 *
 * @param id the proposal's
 * @param origin the proposal's
 * @param lineage which local search it is a slice of; absent when none was asked for
 */
public record Individual(long id, String origin, @Nullable Lineage lineage, Refinement refinement)
    implements Serializable {
  /** What came of {@code proposal}. */
  public static Individual of(Proposal proposal, Refinement refinement) {
    Lineage lineage =
        proposal.lifetime() instanceof Proposal.Refine refine ? refine.lineage() : null;
    return new Individual(proposal.id(), proposal.origin(), lineage, refinement);
  }

  /** What stands for an individual that could not live: its first candidate with a failure. */
  public static Individual failed(Proposal proposal, Evaluation.Failed failure) {
    Vector point = proposal.candidates().get(0);
    return of(
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

  /** Whether it searched locally, or at least was to. */
  public boolean searched() {
    return lineage != null;
  }

  public Vector point() {
    return refinement.point();
  }

  /** The objective at the point; +∞ when it could not be evaluated. */
  public double value() {
    return refinement.value();
  }
}
