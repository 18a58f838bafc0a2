package org.lamarck.strategies.selection;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How methods change, and what models they may come to.
 *
 * @param scheme which method comes next
 * @param critical of each set a model estimates at least one parameter
 * @param swaps parameters that may be swapped in a lateral step: both within one set
 * @param reattempts how many times, when it would end, the search goes on far from all it has seen
 * @param consecutiveLaterals whether lateral steps go on as long as they find better models; else
 *     the scheme says what comes after one
 */
public record FamosSettings(
    MethodScheme scheme,
    List<Set<String>> critical,
    List<Set<String>> swaps,
    int reattempts,
    boolean consecutiveLaterals)
    implements Serializable {
  public FamosSettings {
    critical = copies(critical);
    swaps = copies(swaps);
  }

  /** In their order. */
  private static List<Set<String>> copies(List<Set<String>> sets) {
    return sets.stream()
        .map(set -> Collections.unmodifiableSet(new LinkedHashSet<>(set)))
        .collect(Collectors.toUnmodifiableList());
  }

  /** A scheme without further rules. */
  public static FamosSettings of(MethodScheme scheme) {
    return new FamosSettings(scheme, List.of(), List.of(), 0, false);
  }

  /** Whether a model has one of every critical set. */
  public boolean hasCritical(Set<String> estimated) {
    return critical.stream().allMatch(set -> set.stream().anyMatch(estimated::contains));
  }

  /** Whether all that differs between two models can be swapped. */
  boolean mayBeSwapped(Set<String> changes) {
    return swaps.stream().anyMatch(set -> set.containsAll(changes));
  }
}
