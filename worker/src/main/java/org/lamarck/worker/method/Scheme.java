package org.lamarck.worker.method;

import org.lamarck.worker.system.OdeSystem;

/**
 * A scheme by which a step is made. Both are of order 5 with an error estimate of order 4, and both
 * give the state within the step as y + Σ_j w_j U_j, so whatever needs no more than that is one for
 * both.
 */
public enum Scheme {
  /** {@link Rodas5PTableau}: linearly implicit, for stiff systems and algebraic states. */
  RODAS5P(Rodas5PTableau.STAGES, Rodas5PTableau.ALPHA, Rodas5PTableau.B) {
    @Override
    public boolean suits(OdeSystem system) {
      return true;
    }

    @Override
    public void denseWeights(double theta, double[] w) {
      Rodas5PTableau.denseWeights(theta, w);
    }

    @Override
    public void denseWeights(double theta, int order, double[] w) {
      Rodas5PTableau.denseWeights(theta, order, w);
    }
  },

  /** {@link Tsit5Tableau}: explicit, for what is not stiff. */
  TSIT5(Tsit5Tableau.STAGES, Tsit5Tableau.C, Tsit5Tableau.B) {
    @Override
    public boolean suits(OdeSystem system) {
      return system.structure().algebraic().size() == 0
          && system.lags().isEmpty()
          && system.discontinuities().gate() < 0;
    }

    @Override
    public void denseWeights(double theta, double[] w) {
      Tsit5Tableau.denseWeights(theta, w);
    }

    @Override
    public void denseWeights(double theta, int order, double[] w) {
      Tsit5Tableau.denseWeights(theta, order, w);
    }
  };

  /** The largest number of stages; of increments U that are kept there is no more. */
  public static final int MOST_STAGES = 8;

  private final int stages;

  @SuppressWarnings("ImmutableEnumChecker") // coefficients, which nobody writes to
  private final double[] nodes;

  @SuppressWarnings("ImmutableEnumChecker") // coefficients, which nobody writes to
  private final double[] weights;

  Scheme(int stages, double[] nodes, double[] weights) {
    this.stages = stages;
    this.nodes = nodes;
    this.weights = weights;
  }

  /** The number of stages. */
  public int stages() {
    return stages;
  }

  /** Stage i is evaluated at t + node(i) h. */
  public double node(int i) {
    return nodes[i];
  }

  /** b_j: y(t + h) = y + Σ_j b_j U_j. */
  public double b(int j) {
    return weights[j];
  }

  /** Whether it can integrate a system: with algebraic states, lags and fast reactions or not. */
  public abstract boolean suits(OdeSystem system);

  /** The weights w of the dense output, of order 4: y(t + θh) = y + Σ_j w_j U_j. */
  public abstract void denseWeights(double theta, double[] w);

  /**
   * The weights of a derivative of the dense output by θ: d^m y/dθ^m = Σ_j w_j U_j.
   *
   * @param order m, from 1 to 3
   */
  public abstract void denseWeights(double theta, int order, double[] w);
}
