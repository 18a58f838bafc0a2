package org.lamarck.driver.run;

import java.io.Serializable;
import java.util.Locale;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Lineage;

/**
 * The best point of a run; of equal ones the first in the order of asking.
 *
 * @param point on the search space's coordinates
 * @param evaluation the objective there, without derivatives
 * @param origin which part of the strategy found it
 * @param proposal the id of the proposal that did
 * @param search the proposal that began the local search whose slice it was; −1 for none
 */
public record Best(
    Vector point, Evaluation.Finite evaluation, String origin, long proposal, long search)
    implements Serializable {

  public Best {
    evaluation = evaluation.withoutDerivatives();
  }

  /** A point of no local search. */
  public Best(Vector point, Evaluation.Finite evaluation, String origin, long proposal) {
    this(point, evaluation, origin, proposal, -1);
  }

  /** A point without noise. */
  public Best(Vector point, double value, String origin, long proposal) {
    this(point, new Evaluation.Value(value), origin, proposal);
  }

  /** What an individual came to; it could be evaluated. */
  static Best of(Individual individual) {
    Evaluation there = individual.refinement().evaluation();
    if (!(there instanceof Evaluation.Finite finite)) {
      throw new IllegalArgumentException("individual " + individual.id() + " has no value");
    }
    return new Best(
        individual.point(), finite, individual.origin(), individual.id(), search(individual));
  }

  private static long search(Individual individual) {
    Lineage lineage = individual.lineage();
    return lineage == null ? -1 : lineage.of(individual.id()).founder();
  }

  /**
   * Whether another one is a later slice of the same local search, where there is noise: then it is
   * where the search has come to since, and which of its slices has the least bound, of few draws
   * each, is luck.
   */
  boolean isContinuedBy(Best other) {
    return evaluation instanceof Evaluation.Estimate
        && search >= 0
        && search == other.search
        && other.proposal > proposal;
  }

  /** The objective; where there is noise, its estimate. */
  public double value() {
    return evaluation.value();
  }

  /** What is said of a value that has noise, for people; empty when it has none. */
  public String certainty() {
    return evaluation instanceof Evaluation.Estimate estimate
        ? String.format(
            Locale.ROOT,
            "%.2g of %d draws; below %.6g with a confidence of 95 %%",
            estimate.standardError(),
            estimate.draws(),
            estimate.upperBound(Individual.RISK))
        : "";
  }
}
