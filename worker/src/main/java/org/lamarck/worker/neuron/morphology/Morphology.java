package org.lamarck.worker.neuron.morphology;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shape of one cell.
 *
 * @param branches each after its parent; the first is the root
 * @param groups branches by names, such as {@code soma} or {@code basal}
 */
public record Morphology(List<Branch> branches, Map<String, List<Integer>> groups)
    implements Serializable {
  public Morphology {
    branches = List.copyOf(branches);
    groups = new TreeMap<>(groups);
    for (int i = 0; i < branches.size(); i++) {
      int parent = branches.get(i).parent();
      if (parent >= i || (parent < 0) != (i == 0)) {
        throw new IllegalArgumentException(
            "branch %d has the parent %d: a parent stands before, and the first branch has none"
                .formatted(i, parent));
      }
      if (parent > 0 && !branches.get(i).parentEnd()) {
        throw new IllegalArgumentException(
            "branch %d is joined to the beginning of branch %d: only the root has a free one"
                .formatted(i, parent));
      }
    }
  }

  /** A cell without groups. */
  public static Morphology of(List<Branch> branches) {
    return new Morphology(branches, Map.of());
  }

  /** How many compartments the branches have together. */
  public int compartments() {
    return branches.stream().mapToInt(branch -> branch.compartments().size()).sum();
  }

  /** The first compartment of a branch, within the cell. */
  public int first(int branch) {
    int first = 0;
    for (int i = 0; i < branch; i++) {
      first += branches.get(i).compartments().size();
    }
    return first;
  }
}
