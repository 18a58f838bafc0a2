package org.lamarck.worker.method.rodas5p;

/**
 * The coefficients of Rodas5P: Steinebach, Construction of Rosenbrock–Wanner method Rodas5P and
 * numerical benchmarks within the Julia Differential Equations package, BIT 63:27 (2023). Eight
 * stages, order 5, stiffly accurate, in the transformed form of Hairer &amp; Wanner II, eq.
 * IV.7.25.
 */
public final class Rodas5PTableau {
  /** The number of stages. */
  static final int STAGES = 8;

  /** γ: W = M/(hγ) − J. */
  static final double GAMMA = 0.21193756319429014;

  // spotless:off
  /** a: Y_i = y + Σ_j a_ij U_j, j &lt; i. */
  static final double[][] A = {
    {},
    {
      3.0
    },
    {
      2.849394379747939, 0.45842242204463923
    },
    {
      -6.954028509809101, 2.489845061869568, -10.358996098473584
    },
    {
      2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641
    },
    {
      -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
      0.030198172008377946
    },
    {
      -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
      0.030198172008377946, 1.0
    },
    {
      -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
      0.030198172008377946, 1.0, 1.0
    },
  };

  /** c: W U_i = f(Y_i) + M Σ_j c_ij U_j / h + h d_i f_t. */
  static final double[][] C = {
    {},
    {
      -14.155112264123755
    },
    {
      -17.97296035885952, -2.859693295451294
    },
    {
      147.12150275711716, -1.41221402718213, 71.68940251302358
    },
    {
      165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306
    },
    {
      24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125,
      -0.6610691825249471
    },
    {
      30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783,
      -19.097331116725623, -28.087943162872662
    },
    {
      37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047,
      -40.06618937091002, -54.66780262877968, -9.48861652309627
    },
  };

  /** α: stage i is at t + α_i h. */
  static final double[] ALPHA = {
    0.0, 0.6358126895828704, 0.4095798393397535, 0.9769306725060716, 0.4288403609558664, 1.0,
    1.0, 1.0
  };

  /** d, the factors of ∂f/∂t. */
  static final double[] D = {
    0.21193756319429014, -0.42387512638858027, -0.3384627126235924, 1.8046452872882734,
    2.325825639765069, 0.0, 0.0, 0.0
  };

  /** b: y(t + h) = y + Σ_j b_j U_j. The error estimate is U_8. */
  static final double[] B = {
    -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256,
    0.030198172008377946, 1.0, 1.0, 1.0
  };

  /** k_1, k_2, k_3 of the dense output: k_m = Σ_j DENSE_mj U_j. */
  static final double[][] DENSE = {
    {
      25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204,
      0.524948541321073, 1.1241088310450404, 0.4272876194431874, -0.17202221070155493
    },
    {
      -9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796,
      20.176138334709044, 15.98066361424651, -6.789040303419874, -6.710236069923372
    },
    {
      11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643,
      -52.072871366152654, -59.78993625266729, -0.15582684282751913, 4.883087185713722
    },
  };
  // spotless:on

  private Rodas5PTableau() {}

  /** a_ij. */
  static double a(int i, int j) {
    return A[i][j];
  }

  /** Row i of a, not to be written to. */
  static double[] aRow(int i) {
    return A[i];
  }

  /** c_ij. */
  static double c(int i, int j) {
    return C[i][j];
  }

  /** d_i. */
  static double d(int i) {
    return D[i];
  }

  /** b_j. */
  static double b(int j) {
    return B[j];
  }

  /**
   * The weights w of the dense output, of order 4: y(t + θh) = y + Σ_j w_j U_j, at θ = 1 they are
   * b; or of a derivative of it by θ, d^m y/dθ^m = Σ_j w_j U_j.
   *
   * @param order m, from 0 to 3
   */
  static void denseWeights(double theta, int order, double[] w) {
    for (int j = 0; j < STAGES; j++) {
      double q = DENSE[0][j] + theta * (DENSE[1][j] + theta * DENSE[2][j]);
      double slope = DENSE[1][j] + 2 * theta * DENSE[2][j];
      double curvature = 2 * DENSE[2][j];
      double rest = theta * (1 - theta);
      double turn = 1 - 2 * theta;
      w[j] =
          switch (order) {
            case 0 -> theta * (B[j] + (1 - theta) * q);
            case 1 -> B[j] + turn * q + rest * slope;
            case 2 -> -2 * q + 2 * turn * slope + rest * curvature;
            case 3 -> -6 * slope + 3 * turn * curvature;
            default -> throw new IllegalArgumentException("order " + order + " is not in 0 … 3");
          };
    }
  }

  /** The weights w of the slope of the dense output at θ = 1: dy/dθ = Σ_j w_j U_j. */
  static void slopeWeightsAtEnd(double[] w) {
    for (int j = 0; j < STAGES; j++) {
      w[j] = B[j] - (DENSE[0][j] + DENSE[1][j] + DENSE[2][j]);
    }
  }
}
