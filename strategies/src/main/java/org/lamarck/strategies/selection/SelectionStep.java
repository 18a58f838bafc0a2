package org.lamarck.strategies.selection;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;

/**
 * One look around: from a model, by a method.
 *
 * @param iteration of the search, from 1
 * @param method {@link Method#MOST_DISTANT} for the first look from a model that was jumped to
 * @param candidates how many models it found; none where the method was changed for want of them
 * @param changes what one of this model and that of the look before estimates, the other not
 * @param model from which
 * @param value of the model's criterion; NaN for the one before the first
 */
public record SelectionStep(
    int iteration,
    Method method,
    int candidates,
    Set<String> changes,
    ModelHash model,
    double value)
    implements Serializable {
  public SelectionStep {
    changes = Set.copyOf(changes);
  }

  /** What differs between what two models estimate. */
  static Set<String> changes(Set<String> before, Set<String> now) {
    Set<String> changes = new TreeSet<>(before);
    changes.removeAll(now);
    Set<String> added = new TreeSet<>(now);
    added.removeAll(before);
    changes.addAll(added);
    return changes;
  }
}
