package org.lamarck.strategies.evolution;

import java.io.Serializable;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.population.Individual;

/**
 * What one part of a strategy has done so far, for traces and reports.
 *
 * @param name as in {@link org.lamarck.strategies.population.Proposal#origin}
 * @param individuals how many proposals it made
 * @param effort what they cost
 * @param best the best value one of them had; +∞ when none had any
 */
public record Arm(String name, long individuals, Effort effort, double best)
    implements Serializable {
  static Arm named(String name) {
    return new Arm(name, 0, Effort.NONE, Double.POSITIVE_INFINITY);
  }

  Arm with(Individual individual) {
    return new Arm(
        name,
        individuals + 1,
        effort.plus(individual.refinement().effort()),
        Math.min(best, individual.value()));
  }

  /** One line for a trace. */
  public String summary() {
    return "%s: %d individuals, %d evaluations, %d gradients, %d failures, best %s"
        .formatted(
            name, individuals, effort.evaluations(), effort.gradients(), effort.failures(), best);
  }
}
