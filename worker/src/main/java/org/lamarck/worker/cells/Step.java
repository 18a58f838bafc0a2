package org.lamarck.worker.cells;

import java.io.Serializable;

/** One step of a tissue, described. */
public interface Step extends Serializable {
  /**
   * What makes it, in tables of so many places; for one thread.
   *
   * @param fields what the cells have
   */
  Runner newRunner(Fields fields, int capacity);

  /** What derivatives go through it. */
  Dependence dependence();

  /** Makes a step, and its transpose. */
  interface Runner {
    /** Moves a tissue on; what the way back needs goes on the tape. */
    void forward(State state, Context context);

    /**
     * Pulls derivatives back: those by the state after the step become those by the one before it,
     * and those by parameters are added.
     *
     * @param state tells which cells live; births and deaths of this step are taken back in it. Its
     *     values are of no use
     */
    void backward(State state, double[] adjoint, Context context);
  }
}
