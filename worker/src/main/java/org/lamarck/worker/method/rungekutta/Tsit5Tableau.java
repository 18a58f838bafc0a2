package org.lamarck.worker.method.rungekutta;

/**
 * The coefficients of Tsit5: Tsitouras, Runge–Kutta pairs of order 5(4) satisfying only the first
 * column simplifying assumption, Computers &amp; Mathematics with Applications 62 (2011) 770–775.
 * Seven stages, order 5, the last one at the end of the step, where the next step begins; with
 * increments U_i = h f(Y_i).
 *
 * <p>The dense output, of order 4, meets the slopes at both ends. Its error is not tested apart, as
 * that of the step tells it: over the nine trees of order 5 its coefficients have a root sum of
 * squares of at most 7.8e-4 within the step, those of the error estimate 1.06e-3; of single trees
 * it is at most 3.2 times the estimate.
 */
final class Tsit5Tableau implements ExplicitTableau {
  /** The number of stages. */
  static final int STAGES = 7;

  /** Steps are stable while hλ is above −3.5. */
  static final double STABILITY = 3.5;

  // spotless:off
  /** a: Y_i = y + Σ_j a_ij U_j, j &lt; i. */
  static final double[][] A = {
    {},
    {
      0.161
    },
    {
      -0.008480655492356989, 0.335480655492357
    },
    {
      2.8971530571054935, -6.359448489975075, 4.3622954328695815
    },
    {
      5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525
    },
    {
      5.86145544294642, -12.92096931784711, 8.159367898576159, -0.071584973281401,
      -0.028269050394068383
    },
    {
      0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081,
      2.324710524099774
    },
  };

  /** c: stage i is at t + c_i h. */
  static final double[] C = {0.0, 0.161, 0.327, 0.9, 0.9800255409045097, 1.0, 1.0};

  /** b: y(t + h) = y + Σ_j b_j U_j = Y_7. */
  static final double[] B = {
    0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081,
    2.324710524099774, 0.0
  };

  /** e: the difference to the embedded result of order 4 is Σ_j e_j U_j. */
  static final double[] E = {
    0.0017800110522257714, 8.164344596567469E-4, -0.007880878010261995, 0.1447110071732629,
    -0.5823571654525552, 0.45808210592918697, -0.015151515151515152
  };

  /** The dense output: b_j(θ) = Σ_m DENSE_jm θ^(m + 1). */
  static final double[][] DENSE = {
    {1.0, -2.763706197274826, 2.9132554618219126, -1.0530884977290216},
    {0.0, 0.1317, -0.2234, 0.1017},
    {0.0, 3.9302962368947516, -5.941033872131505, 2.490627285651253},
    {0.0, -12.411077166933676, 30.33818863028232, -16.548102889244902},
    {0.0, 37.50931341651104, -88.1789048947664, 47.37952196281928},
    {0.0, -27.896526289197286, 65.09189467479366, -34.87065786149661},
    {0.0, 1.5, -4.0, 2.5},
  };
  // spotless:on

  /** {@link #E} alone. */
  private static final double[][] ERRORS = {E};

  @Override
  public String name() {
    return "tsit5";
  }

  @Override
  public int order() {
    return 5;
  }

  @Override
  public int errorOrder() {
    return 4;
  }

  @Override
  public int stages() {
    return STAGES;
  }

  @Override
  public int denseStages() {
    return STAGES;
  }

  @Override
  public double[] a(int i) {
    return A[i];
  }

  @Override
  public double c(int i) {
    return C[i];
  }

  /**
   * Stable for hλ of that size up to 100° from the positive axis, and some way beyond, as ρ is an
   * estimate and of the start of the step.
   */
  @Override
  public double stability() {
    return 2.8;
  }

  @Override
  public double costOfState() {
    return 20;
  }

  @Override
  public double[][] errors() {
    return ERRORS;
  }

  @Override
  public double error(double[] norms) {
    return norms[0];
  }

  @Override
  public double denseError() {
    return 0;
  }

  @Override
  public void denseWeights(double theta, int order, double[] w) {
    for (int j = 0; j < STAGES; j++) {
      double[] d = DENSE[j];
      w[j] =
          switch (order) {
            case 0 -> theta * (d[0] + theta * (d[1] + theta * (d[2] + theta * d[3])));
            case 1 -> d[0] + theta * (2 * d[1] + theta * (3 * d[2] + theta * 4 * d[3]));
            case 2 -> 2 * d[1] + theta * (6 * d[2] + theta * 12 * d[3]);
            case 3 -> 6 * d[2] + theta * 24 * d[3];
            default -> throw new IllegalArgumentException("order " + order + " is not in 0 … 3");
          };
    }
  }
}
