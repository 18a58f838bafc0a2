package org.lamarck.worker.direction;

import java.util.Arrays;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.sparse.SparseRows;

/**
 * The states that a group of directions moves, numbered in their order, and the matrices of a step
 * restricted to them.
 */
public final class Support {
  private final int[] state;
  private final int[] place; // by state, −1 outside
  private final SparseRows jacobian;
  private final SparseRows curvature;
  private final SparseLu.Part lu;

  /**
   * Restricts.
   *
   * @param states n
   * @param set the states, the only set
   * @param jacobian the pattern of J
   * @param curvature the pattern of ∂(J U)/∂y
   */
  public Support(
      int states, StateSets set, SparsePattern jacobian, SparsePattern curvature, SparseLu lu) {
    place = new int[states];
    int[] inside = new int[states];
    int size = 0;
    for (int i = 0; i < states; i++) {
      place[i] = -1;
      if (set.contains(0, i)) {
        place[i] = size;
        inside[size++] = i;
      }
    }
    state = Arrays.copyOf(inside, size);
    this.jacobian = SparseRows.of(jacobian, place, size);
    this.curvature = SparseRows.of(curvature, place, size);
    this.lu = lu.part(place, size);
  }

  /** How many states. */
  public int size() {
    return state.length;
  }

  /** Row {@code i} is this state. */
  int state(int i) {
    return state[i];
  }

  /** The row of a state; −1 outside. */
  int place(int s) {
    return place[s];
  }

  SparseRows jacobian() {
    return jacobian;
  }

  SparseRows curvature() {
    return curvature;
  }

  SparseLu.Part lu() {
    return lu;
  }
}
