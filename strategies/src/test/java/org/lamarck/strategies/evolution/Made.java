package org.lamarck.strategies.evolution;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/** Individuals that nobody computed, for tests of books. */
public final class Made {
  private Made() {}

  /** Where a search stands that nobody made. */
  public record Standing(Vector point, int iterations) implements LocalState {}

  /** A slice that may go on. */
  public static Refinement slice(double value, int iterations, Vector point) {
    return refinement(
        value, iterations, point, Termination.BUDGET, new Standing(point, iterations));
  }

  /** The end of a search. */
  public static Refinement end(double value, Vector point) {
    return refinement(value, 1, point, Termination.GRADIENT, null);
  }

  private static Refinement refinement(
      double value,
      int iterations,
      Vector point,
      Termination termination,
      @Nullable LocalState state) {
    return new Refinement(
        point,
        value,
        point,
        new Evaluation.Value(value),
        0,
        null,
        termination,
        iterations,
        new Effort(1, iterations, Failures.NONE),
        state);
  }

  /** What came of a proposal. */
  public static Individual of(Proposal proposal, Refinement refinement) {
    return Individual.of(proposal, refinement);
  }

  /** A failure. */
  public static Individual failed(Proposal proposal) {
    return Individual.failed(
        proposal,
        new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "", Double.NaN, "made for a test"));
  }

  /** What came of some proposals when each ends at this value, at its first candidate. */
  public static List<Individual> ended(List<Proposal> proposals, double value) {
    return proposals.stream().map(one -> of(one, end(value, one.candidates().get(0)))).toList();
  }
}
