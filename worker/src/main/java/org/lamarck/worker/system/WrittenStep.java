package org.lamarck.worker.system;

/**
 * A step of one explicit Runge–Kutta method of one small system, written out: all stages with their
 * formulas in one go, and in another their transposes. The bits are those of loops over stages, so
 * it makes no difference to results which of both is in use. The right-hand side is a function of
 * states and constants alone. It has workspaces of its own and serves one thread.
 */
public interface WrittenStep {
  /**
   * The rows of a method of s stages, the last of which is at the end of the step: Y_i = y + Σ_j
   * a_ij U_j, with the increments U_j = h f(Y_j).
   *
   * @param name of the method, which belongs to one tableau
   * @param a rows of at least i numbers, not to be written to
   */
  @SuppressWarnings("ArrayRecordComponent") // a constant of the method
  record Rows(String name, double[][] a) {
    /** s. */
    public int stages() {
      return a.length;
    }
  }

  /**
   * Where a step comes to.
   *
   * @param beside Y of the stage before the last one
   * @param next Y of the last one
   * @param slope f there
   * @param kept numbers that are needed again on the way back, such as exponentials
   */
  @SuppressWarnings("ArrayRecordComponent") // written to
  record Ends(double[] beside, double[] next, double[] slope, double[] kept) {}

  /** How many numbers of a step are kept for the way back. */
  int kept();

  /**
   * Makes a step of size h.
   *
   * @param slope f(y)
   * @param u receives the s increments, one after another
   * @return false where something is not finite: then nothing has been written
   */
  boolean attempt(double h, double[] y, double[] slope, double[] p, double[] u, Ends ends);

  /**
   * What a sweep back carries over a step.
   *
   * @param stages derivatives by the s increments, of what lies within the step; not changed
   * @param outputs derivatives by outputs within the step, their sum; not changed
   * @param state ∂/∂y₁, becomes ∂/∂y but for what goes through f(y)
   * @param shared ∂/∂f(y₁), becomes ∂/∂f(y)
   * @param constants gain what the stages but the first one pass to them
   * @param kept of the step, not changed
   */
  @SuppressWarnings("ArrayRecordComponent") // written to
  record Carried(
      double[] stages,
      double[] outputs,
      double[] state,
      double[] shared,
      double[] constants,
      double[] kept) {}

  /**
   * Goes back over a step of size h.
   *
   * @param u the s increments
   * @return false where something is not finite: then nothing has been written
   */
  boolean transpose(double h, double[] y, double[] u, double[] p, Carried carried);
}
