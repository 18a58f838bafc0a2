package org.lamarck.strategies.local;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.objective.Evaluation.Reason;

/**
 * How many calls of the objective failed, by reason.
 *
 * @param counts for each {@link Reason} in its order; empty when there were none
 */
public record Failures(List<Long> counts) implements Serializable {
  private static final List<Reason> REASONS = List.of(Reason.values());

  /** None at all. */
  public static final Failures NONE = new Failures(List.of());

  public Failures {
    counts = List.copyOf(counts);
    if (!counts.isEmpty() && counts.size() != REASONS.size()) {
      throw new IllegalArgumentException(
          counts.size() + " counts; give one for each of " + REASONS.size() + " reasons");
    }
  }

  /** So many failures of one reason. */
  public static Failures of(Reason reason, long count) {
    List<Long> counts = new ArrayList<>();
    for (Reason one : REASONS) {
      counts.add(one == reason ? count : 0);
    }
    return new Failures(counts);
  }

  public long count(Reason reason) {
    return counts.isEmpty() ? 0 : counts.get(REASONS.indexOf(reason));
  }

  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  public Failures plus(Failures other) {
    if (counts.isEmpty() || other.counts.isEmpty()) {
      return counts.isEmpty() ? other : this;
    }
    List<Long> sums = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      sums.add(counts.get(i) + other.counts.get(i));
    }
    return new Failures(sums);
  }

  /** The most frequent reason, of equal ones the first; empty when nothing failed. */
  public Optional<Reason> mostFrequent() {
    return REASONS.stream()
        .filter(reason -> count(reason) > 0)
        .min(Comparator.comparingLong(reason -> -count(reason))); // the first of the largest
  }
}
