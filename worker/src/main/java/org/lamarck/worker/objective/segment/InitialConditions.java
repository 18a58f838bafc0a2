package org.lamarck.worker.objective.segment;

import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/**
 * How the constants and states at the beginning of a segment follow from the parameters and from
 * where the segment before it has ended. Safe for use by several threads, each with a {@link
 * Workspace} of its own.
 */
interface InitialConditions {
  /** The pattern of ∂p/∂θ. */
  ConstantPattern constants();

  /**
   * Whether a constant of the model follows from the same parameters, in the same way, as in other
   * conditions.
   */
  default boolean isLike(InitialConditions other, int constant) {
    return false;
  }

  /**
   * The coordinates that reach a state here, besides those that reach one in the segment before.
   */
  NavigableSet<Integer> stateCoordinates();

  /**
   * A workspace for one thread.
   *
   * @param before where the segment before ends, in the same thread; absent when this is the first
   */
  Workspace newWorkspace(ParameterValues parameters, @Nullable SegmentState before);

  /**
   * Initial conditions at a point. Serves one thread; what {@link #values} has computed is used by
   * the other methods.
   */
  interface Workspace {
    /**
     * Computes constants and states.
     *
     * @param p receives the m constants of the model
     * @param y receives the n states
     */
    void values(double[] p, double[] y);

    /** Computes ∂p/∂θ on the linear scale, in the order of the pattern. */
    void differentiate(double[] entries);

    /**
     * Computes ∂y/∂θ.
     *
     * @param coordinates of the columns, ascending: all that reach a state here or before
     * @param s receives n × coordinates, row-major
     */
    void carry(int[] coordinates, double[] s);

    /**
     * Adds what derivatives by states and constants here mean for the parameters, and for the end
     * of the segment before.
     *
     * @param yBar ∂L/∂y, n numbers
     * @param pBar ∂L/∂p, at least m numbers
     * @param gradient by coordinate, linear scale; added to
     */
    void transpose(double[] yBar, double[] pBar, double[] gradient);
  }
}
