package org.lamarck.strategies.population;

import java.util.List;
import java.util.function.Consumer;
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

  /** Lives the life that {@code proposal} asks for; nobody looks on. */
  public static Individual live(Proposal proposal, Objective objective, SearchSpace space) {
    return live(proposal, objective, space, individual -> {});
  }

  /**
   * Lives the life that {@code proposal} asks for.
   *
   * <p>Of several candidates each is evaluated by value and the first of the best taken; when none
   * can be evaluated the individual is the first candidate with its failure. A single candidate
   * that is to be refined is not evaluated beforehand, and a search that goes on where it stopped
   * looks at no candidate at all. All of it is counted in the effort. Candidates outside of the
   * space are moved to the nearest point of it.
   *
   * @param soFar is told, after each candidate and each iteration, what the individual would be if
   *     it had to end there; its values never rise
   */
  public static Individual live(
      Proposal proposal, Objective objective, SearchSpace space, Consumer<Individual> soFar) {
    Consumer<Refinement> told = refinement -> soFar.accept(Individual.of(proposal, refinement));
    Proposal.Lifetime lifetime = proposal.lifetime();
    if (lifetime instanceof Proposal.Refine refine) {
      return Individual.of(proposal, refine(proposal.candidates(), refine, objective, space, told));
    }
    return Individual.of(proposal, screen(proposal.candidates(), objective, space, told));
  }

  private static Refinement refine(
      List<Vector> candidates,
      Proposal.Refine refine,
      Objective objective,
      SearchSpace space,
      Consumer<Refinement> told) {
    LocalState resume = refine.resume();
    if (resume != null) {
      return descend(resume, Effort.NONE, refine, objective, space, told);
    }
    if (candidates.size() == 1) {
      LocalState state = refine.search().begin(space.clip(candidates.get(0)));
      return descend(state, Effort.NONE, refine, objective, space, told);
    }
    Refinement screened = screen(candidates, objective, space, told);
    if (screened.failed()) {
      return screened;
    }
    LocalState state = refine.search().begin(screened.point());
    return descend(state, screened.effort(), refine, objective, space, told);
  }

  /**
   * One slice of a local search, an iteration at a time: to stop and go on gives the same points as
   * not to stop.
   */
  private static Refinement descend(
      LocalState from,
      Effort before,
      Proposal.Refine refine,
      Objective objective,
      SearchSpace space,
      Consumer<Refinement> told) {
    Refinement slice = refine.search().refine(objective, space, from, 1).after(before);
    LocalState state = slice.resumable();
    while (state != null && slice.iterations() < refine.iterations()) {
      told.accept(slice);
      slice = slice.then(refine.search().refine(objective, space, state, 1));
      state = slice.resumable();
    }
    return slice;
  }

  /** The best candidate by value. */
  private static Refinement screen(
      List<Vector> candidates, Objective objective, SearchSpace space, Consumer<Refinement> told) {
    Vector point = space.clip(candidates.get(0));
    Evaluation best = objective.evaluate(point, Derivatives.NONE);
    Failures failures = failure(best);
    for (int i = 1; i < candidates.size(); i++) {
      told.accept(evaluated(point, best, new Effort(i, 0, failures)));
      Vector other = space.clip(candidates.get(i));
      Evaluation evaluation = objective.evaluate(other, Derivatives.NONE);
      failures = failures.plus(failure(evaluation));
      if (value(evaluation) < value(best)) {
        point = other;
        best = evaluation;
      }
    }
    Refinement screened = evaluated(point, best, new Effort(candidates.size(), 0, failures));
    told.accept(screened);
    return screened;
  }

  /** A point of which only the value was asked for. */
  private static Refinement evaluated(Vector point, Evaluation evaluation, Effort effort) {
    return new Refinement(
        point,
        value(evaluation),
        point,
        evaluation instanceof Evaluation.Finite finite
            ? new Evaluation.Value(finite.value())
            : evaluation,
        Double.NaN,
        null,
        evaluation instanceof Evaluation.Failed ? Termination.FAILED : Termination.EVALUATED,
        0,
        effort,
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
