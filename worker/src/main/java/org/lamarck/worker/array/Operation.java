package org.lamarck.worker.array;

import org.jspecify.annotations.Nullable;

/**
 * What makes an array of others. Operations are values: equal ones do the same. The derivatives of
 * each are made of operations of this package again, so they can be differentiated as often as
 * wanted.
 */
public interface Operation {
  /**
   * The shape of the result.
   *
   * @throws IllegalArgumentException when the arguments do not fit
   */
  Shape shape(Shape... arguments);

  /**
   * The derivative of the result along a direction of the arguments.
   *
   * @param self the result
   * @param tangents of each argument; null for those that do not move
   * @return null when the result does not move
   */
  @Nullable Node tangent(Node self, @Nullable Node[] tangents);

  /**
   * What the adjoint of the result contributes to those of the arguments.
   *
   * @param self the result
   * @param adjoint of the shape of the result
   * @param wanted which arguments it is asked for
   * @return of the shape of each argument; null for what is 0 or was not asked for
   */
  @Nullable Node[] adjoints(Node self, Node adjoint, boolean[] wanted);

  /** An operation that computes: its arguments and its result are ranges of one array. */
  interface Kernel extends Operation {
    /** How many numbers of work space it needs. */
    default int scratch(Shape[] arguments) {
      return 0;
    }

    /**
     * Computes the result; allocates nothing.
     *
     * @param m the memory
     * @param from where each argument begins
     * @param to where the result begins; it overlaps with no argument, but of a {@link
     *     Concatenation}
     * @param scratch where the work space begins
     * @param shapes of the arguments
     */
    void compute(double[] m, int[] from, int to, int scratch, Shape[] shapes);
  }

  /** An operation whose result lies within its first argument. */
  interface Alias extends Operation {
    /** Where in the argument the result begins. */
    default int offset() {
      return 0;
    }
  }
}
