package org.lamarck.strategies.evolution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;

/**
 * What every generation keeps of those before it.
 *
 * @param number of the generation
 * @param nextId the id of the next proposal
 * @param best individual so far, by {@link Individual#isBetterThan}
 * @param arms one for each origin, in the order in which they first appeared
 */
public record SearchHistory(int number, long nextId, @Nullable Individual best, List<Arm> arms)
    implements Serializable {
  /** Before the first generation. */
  public static final SearchHistory EMPTY = new SearchHistory(0, 0, null, List.of());

  public SearchHistory {
    arms = List.copyOf(arms);
  }

  /**
   * The history with one more generation; the one place that checks what is told.
   *
   * @param asked how many proposals there were
   * @param individuals what came of them, in their order
   * @throws IllegalArgumentException when these are not the individuals that were asked for
   */
  public SearchHistory after(int asked, List<Individual> individuals) {
    if (asked != individuals.size()) {
      throw new IllegalArgumentException(
          asked + " proposals were asked for, " + individuals.size() + " individuals are told");
    }
    List<Arm> next = new ArrayList<>(arms);
    Individual winner = best;
    long id = nextId;
    for (Individual individual : individuals) {
      if (individual.id() != id) {
        throw new IllegalArgumentException(
            "individual " + individual.id() + " stands where " + id + " was asked for");
      }
      id++;
      int arm = indexOf(next, individual.origin());
      next.set(arm, next.get(arm).with(individual));
      if (!individual.refinement().failed()
          && (winner == null || individual.isBetterThan(winner))) {
        winner = individual;
      }
    }
    return new SearchHistory(number + 1, id, winner, next);
  }

  /** The best individual so far, when one could be evaluated. */
  public Optional<Individual> winner() {
    return Optional.ofNullable(best);
  }

  /** Proposals of which values above the best so far need not be exact. */
  public List<Proposal> roughlyAbove(List<Proposal> proposals) {
    double bar = best == null ? Double.POSITIVE_INFINITY : best.value();
    return proposals.stream().map(one -> one.roughlyAbove(bar)).toList();
  }

  private static int indexOf(List<Arm> arms, String name) {
    for (int i = 0; i < arms.size(); i++) {
      if (arms.get(i).name().equals(name)) {
        return i;
      }
    }
    arms.add(Arm.named(name));
    return arms.size() - 1;
  }
}
