package org.lamarck.strategies.population;

import java.util.List;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.LocalState;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;

/**
 * Turns proposals into individuals: a pure function, the same on every worker. Points that cannot
 * be evaluated are part of life; the individual then says so.
 */
public final class Life {
  private Life() {}

  /**
   * Lives the life that {@code proposal} asks for.
   *
   * <p>Of several candidates each is evaluated by value and the first of the best taken; when none
   * can be evaluated the individual is the first candidate with its failure. A single candidate
   * that is to be refined is not evaluated beforehand, and a search that goes on where it stopped
   * looks at no candidate at all. All of it is counted in the effort. Candidates outside of the
   * space are moved to the nearest point of it.
   */
  public static Individual live(Proposal proposal, Objective objective, SearchSpace space) {
    Proposal.Lifetime lifetime = proposal.lifetime();
    if (lifetime instanceof Proposal.Refine refine) {
      return new Individual(proposal, refine(proposal.candidates(), refine, objective, space));
    }
    return new Individual(proposal, screen(proposal.candidates(), objective, space));
  }

  private static Refinement refine(
      List<Vector> candidates, Proposal.Refine refine, Objective objective, SearchSpace space) {
    LocalState resume = refine.resume();
    if (resume != null) {
      return refine.search().refine(objective, space, resume, refine.iterations());
    }
    if (candidates.size() == 1) {
      LocalState state = refine.search().begin(space.clip(candidates.get(0)));
      return refine.search().refine(objective, space, state, refine.iterations());
    }
    Refinement screened = screen(candidates, objective, space);
    if (screened.failed()) {
      return screened;
    }
    LocalState state = refine.search().begin(screened.point());
    return refine
        .search()
        .refine(objective, space, state, refine.iterations())
        .after(screened.effort());
  }

  /** The best candidate by value. */
  private static Refinement screen(
      List<Vector> candidates, Objective objective, SearchSpace space) {
    Vector point = space.clip(candidates.get(0));
    Evaluation best = objective.evaluate(point, Derivatives.NONE);
    Failures failures = failure(best);
    for (Vector candidate : candidates.subList(1, candidates.size())) {
      Vector other = space.clip(candidate);
      Evaluation evaluation = objective.evaluate(other, Derivatives.NONE);
      failures = failures.plus(failure(evaluation));
      if (value(evaluation) < value(best)) {
        point = other;
        best = evaluation;
      }
    }
    return new Refinement(
        point,
        value(best),
        point,
        best instanceof Evaluation.Finite finite ? new Evaluation.Value(finite.value()) : best,
        Double.NaN,
        null,
        best instanceof Evaluation.Failed ? Termination.FAILED : Termination.EVALUATED,
        0,
        new Effort(candidates.size(), 0, failures),
        null);
  }

  private static Failures failure(Evaluation evaluation) {
    return evaluation instanceof Evaluation.Failed failed
        ? Failures.of(failed.reason(), 1)
        : Failures.NONE;
  }

  private static double value(Evaluation evaluation) {
    return evaluation instanceof Evaluation.Finite finite
        ? finite.value()
        : Double.POSITIVE_INFINITY;
  }
}
