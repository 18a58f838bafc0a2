package org.lamarck.strategies.population;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.chain.Trace;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;

/**
 * What came of a proposal. Of the proposal itself it carries no more than tells which one it was:
 * whoever asked has the rest.
 *
 * @param id the proposal's
 * @param origin the proposal's
 * @param lineage which local search it is a slice of; absent when none was asked for
 * @param refinement the best point and what was spent
 * @param trace the steps of a chain; absent when none were asked for
 */
public record Individual(
    long id, String origin, @Nullable Lineage lineage, Refinement refinement, @Nullable Trace trace)
    implements Serializable {
  /** That the best of a run is not as good as its bound says. */
  public static final double RISK = 0.05;

  /** What came of {@code proposal}. */
  public static Individual of(Proposal proposal, Refinement refinement) {
    return of(proposal, refinement, null);
  }

  static Individual of(Proposal proposal, Refinement refinement, @Nullable Trace trace) {
    Lineage lineage = proposal.work() instanceof Work.Refine refine ? refine.lineage() : null;
    return new Individual(proposal.id(), proposal.origin(), lineage, refinement, trace);
  }

  /**
   * What stands for an individual whose work came to nothing: its first candidate with a failure.
   */
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

  /** Whether it was to search locally and met a value without derivatives: there are none. */
  public boolean foundNoGradient() {
    return searched()
        && refinement.termination() == Termination.FAILED
        && refinement.evaluation() instanceof Evaluation.Finite there
        && !(there instanceof Evaluation.Differentiable);
  }

  /** Whether it searched locally, goes on, and was told gradients without residuals. */
  public boolean foundNoResiduals() {
    return refinement.continuation().filter(LocalState::isWithoutResiduals).isPresent();
  }

  public Vector point() {
    return refinement.point();
  }

  /**
   * Below which the objective at the point is, but for a risk of {@link #RISK} that this is wrong
   * for any one of so many individuals; +∞ when it could not be evaluated. Where there is noise the
   * least of many values is too low, the more so the more there are; the least of these bounds is
   * not.
   *
   * @param looks individuals of the run so far
   */
  public double upperBound(long looks) {
    return refinement.evaluation() instanceof Evaluation.Finite finite
        ? finite.upperBound(RISK / looks)
        : Double.POSITIVE_INFINITY;
  }

  /**
   * Whether it is the better one of two of the same run, with noise or without: see {@link
   * Evaluation.Finite#isBelow}.
   */
  public boolean isBetterThan(Individual other) {
    long looks = Math.max(id, other.id) + 1;
    return refinement.evaluation() instanceof Evaluation.Finite own
        && (!(other.refinement().evaluation() instanceof Evaluation.Finite there)
            || own.isBelow(there, RISK / looks));
  }

  /** The objective at the point; +∞ when it could not be evaluated. */
  public double value() {
    return refinement.value();
  }
}
