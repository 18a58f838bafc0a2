package org.lamarck.worker.method;

/**
 * The stages of an explicit step, in the arrays of a {@link Step}. The place of the eighth
 * increment takes the error estimate, as it is the error estimate of Rodas5P.
 */
final class Tsit5Stages {
  private static final int STAGES = Tsit5Tableau.STAGES;

  /** Evaluates f at a stage into an array of the step's. */
  interface Rates {
    /**
     * f at a stage.
     *
     * @return whether it is that at {@code state} itself, not at a state moved inside
     */
    boolean evaluate(int stage, double[] state);
  }

  private final int states;
  private final Rates rates;
  private final double[] f; // what rates writes to
  private final double[] state; // Y_i
  private final double[] sixth; // Y_6
  private final double[] slopeAtEnd;
  private final double[] nothing;
  private boolean isEndKnown;

  Tsit5Stages(int states, Rates rates, double[] f) {
    this.states = states;
    this.rates = rates;
    this.f = f;
    this.state = new double[states];
    this.sixth = new double[states];
    this.slopeAtEnd = new double[states];
    this.nothing = new double[states];
  }

  /**
   * Computes the increments, y₁ and the error estimate.
   *
   * @param slope f(y)
   * @param u becomes U_1 … U_7 and the error estimate
   * @param next becomes y₁
   */
  void attempt(double h, double[] y, double[] slope, double[] u, double[] next) {
    for (int s = 0; s < states; s++) {
      u[s] = h * slope[s];
    }
    for (int i = 1; i < STAGES; i++) {
      isEndKnown = rates.evaluate(i, state(i, y, u));
      int offset = i * states;
      for (int s = 0; s < states; s++) {
        u[offset + s] = h * f[s];
      }
      if (i == STAGES - 2) {
        System.arraycopy(state, 0, sixth, 0, states);
      }
    }
    System.arraycopy(state, 0, next, 0, states);
    System.arraycopy(f, 0, slopeAtEnd, 0, states);
    StageCombination.of(state, nothing, Tsit5Tableau.E, u, STAGES, states);
    System.arraycopy(state, 0, u, STAGES * states, states);
  }

  /** Y_i of a step whose increments before it are known. */
  double[] state(int i, double[] y, double[] u) {
    StageCombination.of(state, y, Tsit5Tableau.A[i], u, i, states);
    return state;
  }

  /** Whether f at the end of the step is known, see {@link #slopeAtEnd}. */
  boolean isEndKnown() {
    return isEndKnown;
  }

  /** f(y₁). */
  double[] slopeAtEnd() {
    return slopeAtEnd;
  }

  /**
   * h times an estimate of the largest eigenvalue of J: |U_7 − U_6| / |Y_7 − Y_6|, both stages
   * being at the end of the step (Shampine 1977; Hairer &amp; Wanner II, IV.2.21).
   *
   * @param scale by state, what it is compared with
   */
  double stiffness(double[] u, double[] next, double[] scale) {
    double slopes = 0;
    double distances = 0;
    int last = (STAGES - 1) * states;
    for (int s = 0; s < states; s++) {
      if (!(scale[s] > 0)) {
        continue;
      }
      double slope = (u[last + s] - u[last - states + s]) / scale[s];
      double distance = (next[s] - sixth[s]) / scale[s];
      slopes += slope * slope;
      distances += distance * distance;
    }
    return distances > 0 ? Math.sqrt(slopes / distances) : 0;
  }
}
