package org.lamarck.driver.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;

/**
 * One local search, or one slice of it, for the table of all.
 *
 * @param proposal its id
 * @param search the id of the proposal that began the search; its own for the first slice
 * @param independent whether the search began at a point drawn from anywhere
 * @param origin which part of the strategy asked
 * @param generation the generation's number
 * @param startValue the objective where it began; +∞ when that failed
 * @param value the objective where it ended; +∞ when nothing could be evaluated
 * @param optimality where it ended; NaN when not known
 * @param failure why, where and when; absent when it did not fail
 * @param point where it ended, on the search space's coordinates
 * @param course the values that it went through, of searches that also go up; empty for others
 */
public record RefinementRow(
    long proposal,
    long search,
    boolean independent,
    String origin,
    int generation,
    double startValue,
    double value,
    Termination termination,
    int iterations,
    Effort effort,
    double optimality,
    Evaluation.@Nullable Failed failure,
    Vector point,
    Vector course)
    implements Row {

  static RefinementRow of(Individual individual, int generation) {
    Refinement refinement = individual.refinement();
    Lineage known = individual.lineage();
    Lineage lineage = known == null ? Lineage.PLACED : known;
    return new RefinementRow(
        individual.id(),
        lineage.of(individual.id()).founder(),
        lineage.independent(),
        individual.origin(),
        generation,
        refinement.startValue(),
        refinement.value(),
        refinement.termination(),
        refinement.iterations(),
        refinement.effort(),
        refinement.optimality(),
        refinement.evaluation() instanceof Evaluation.Failed failed ? failed : null,
        refinement.point(),
        refinement.course());
  }

  /** Why it failed, when it did. */
  public Optional<Evaluation.Failed> failed() {
    return Optional.ofNullable(failure);
  }
}
