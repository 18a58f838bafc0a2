package org.lamarck.worker.method.rungekutta;

/**
 * The coefficients of an explicit Runge–Kutta method whose last stage is at the end of the step,
 * where the next step begins (first same as last): increments U_i = h f(t + c_i h, Y_i), Y_i = y +
 * Σ_j a_ij U_j, y₁ = Y_s.
 */
interface ExplicitTableau {
  String name();

  int order();

  int errorOrder();

  /** s: the increments of a step, the one at its end among them. */
  int stages();

  /** The increments of the dense output; those beyond s are computed where it is in use. */
  int denseStages();

  /** Row i of a, of at least i numbers; of row s − 1 they are b. Not to be written to. */
  double[] a(int i);

  /** c_i. */
  double c(int i);

  /** Steps are taken up to this hρ. */
  double stability();

  /** Nanoseconds that combinations of a step take for a state, on the scale of the step costs. */
  double costOfState();

  /** The estimates of the error: weights of the first s increments. Not to be written to. */
  double[][] errors();

  /** The norm of the error, by those of the estimates. */
  double error(double[] norms);

  /** How many times the error of the step that of the dense output may be; 0 where it is less. */
  double denseError();

  /** The weights of the dense output, or of a derivative of it by θ, of order 0 to 3. */
  void denseWeights(double theta, int order, double[] w);
}
