package org.lamarck.worker.neuron.morphology;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * An unbranched piece of a cell.
 *
 * @param parent the branch that its first compartment is joined to; {@link #ROOT} for none
 * @param parentEnd whether it is joined to the end of its parent, or else to its beginning
 * @param ends where the compartments begin and end, one place more than these; empty where that is
 *     not known
 */
public record Branch(
    int parent, boolean parentEnd, List<Compartment> compartments, List<Point> ends)
    implements Serializable {
  /** The parent of a branch that has none. */
  public static final int ROOT = -1;

  public Branch {
    compartments = List.copyOf(compartments);
    ends = List.copyOf(ends);
    if (!ends.isEmpty() && ends.size() != compartments.size() + 1) {
      throw new IllegalArgumentException(
          "%d ends of %d compartments".formatted(ends.size(), compartments.size()));
    }
    if (compartments.isEmpty()) {
      throw new IllegalArgumentException("a branch without compartments");
    }
  }

  /** A branch of which the place in space is not known. */
  public Branch(int parent, boolean parentEnd, List<Compartment> compartments) {
    this(parent, parentEnd, compartments, List.of());
  }

  /** A branch of equal cylinders, joined to the end of its parent. */
  public static Branch of(int parent, int compartments, double length, double radius) {
    Compartment one = Compartment.cylinder(length, radius);
    return new Branch(parent, true, Collections.nCopies(compartments, one));
  }
}
