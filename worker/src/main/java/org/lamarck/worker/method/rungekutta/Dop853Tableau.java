package org.lamarck.worker.method.rungekutta;

/**
 * The coefficients of DOP853: Dormand &amp; Prince with the error estimates and the dense output of
 * Hairer, Nørsett &amp; Wanner I, II.5, II.6 and their code of that name. Twelve stages and one at
 * the end of the step, order 8; three further ones make a dense output of order 7. The numbers are
 * those of their code, to the last place of a double.
 *
 * <p>There are two error estimates, of orders 5 and 3. What is tested is their combination ε₅² /
 * √(ε₅² + 0.01 ε₃²), which goes with h⁸.
 */
final class Dop853Tableau implements ExplicitTableau {
  /** The number of stages, with the one at the end. */
  static final int STAGES = 13;

  /** The number of stages with those of the dense output. */
  static final int DENSE_STAGES = 16;

  // spotless:off
  /** a: Y_i = y + Σ_j a_ij U_j, j &lt; i; row 13 is b. */
  static final double[][] A = {
    {},
    {
      0.05260015195876774
    },
    {
      0.0197250569845379, 0.0591751709536137
    },
    {
      0.02958758547680685, 0, 0.08876275643042056
    },
    {
      0.24136513415926666, 0, -0.884549479328286, 0.9248340032617919
    },
    {
      0.037037037037037035, 0, 0, 0.1708286087294739, 0.12546768756682242
    },
    {
      0.037109375, 0, 0, 0.17025221101954402, 0.060216538980455966, -0.017578125
    },
    {
      0.03709200011850479, 0, 0, 0.17038392571223998, 0.1072620304463733, -0.015319437748624402,
      0.008273789163814023
    },
    {
      0.6241109587160757, 0, 0, -3.360892629446941, -0.8682193468417261, 27.59209969944671,
      20.154067550477894, -43.48988418106996
    },
    {
      0.47766253643826434, 0, 0, -2.4881146199716677, -0.5902908268368431, 21.230051448181193,
      15.279233632882423, -33.28821096898486, -0.020331201708508627
    },
    {
      -0.9371424300859873, 0, 0, 5.186372428844064, 1.09143734899673, -8.149787010746927,
      -18.52006565999696, 22.739487099350505, 2.4936055526796523, -3.0467644718982196
    },
    {
      2.273310147516538, 0, 0, -10.53449546673725, -2.000872058224863, -17.9589318631188,
      27.94888452941996, -2.8589982771350235, -8.87285693353063, 12.360567175794303,
      0.6433927460157636
    },
    {
      0.054293734116568765, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
      0.3111643669578199, -0.1521609496625161, 0.20136540080403034, 0.04471061572777259
    },
    {
      0.056167502283047954, 0, 0, 0, 0, 0, 0.25350021021662483, -0.24623903747080256,
      -0.12419142326381638, 0.15329179827876566, 0.008201052295634698, 0.0075678976605456985,
      -0.008298
    },
    {
      0.03183464816350214, 0, 0, 0, 0, 0.028300909672366537, 0.053541988307438615,
      -0.05492374857139115, 0, 0, -0.00010834732869724473, 0.00038257109083565666,
      -0.00034046500868740456, 0.1413124436746325
    },
    {
      -0.4288963015837919, 0, 0, 0, 0, -4.697621415361164, 7.683421196062599, 4.068989818397111,
      0.3567271874552811, 0, 0, 0, -0.0013990241651590145, 2.9475147891527724, -9.15095847217987
    },
  };

  /** c: stage i is at t + c_i h. */
  static final double[] C = {
    0, 0.05260015195876774, 0.0789002279381516, 0.1183503419072274, 0.28164965809277265,
    0.3333333333333333, 0.25, 0.3076923076923077, 0.6512820512820513, 0.6, 0.8571428571428571, 1.0,
    1.0, 0.1, 0.2, 0.7777777777777778
  };

  /** The error estimate of order 5. */
  static final double[] FIFTH = {
    0.01312004499419488, 0, 0, 0, 0, -1.2251564463762044, -0.4957589496572502, 1.6643771824549864,
    -0.35032884874997366, 0.3341791187130175, 0.08192320648511571, -0.022355307863886294, 0
  };

  /** The error estimate of order 3. */
  static final double[] THIRD = {
    -0.18980075407240762, 0, 0, 0, 0, 4.450312892752409, 1.8915178993145003, -5.801203960010585,
    -0.42268232132379197, -0.1521609496625161, 0.20136540080403034, 0.022651792198360825, 0
  };

  /** What the dense output has beside the states and slopes at both ends of the step. */
  static final double[][] DENSE = {
    {
      -8.428938276109013, 0, 0, 0, 0, 0.5667149535193777, -3.0689499459498917, 2.38466765651207,
      2.1170345824450285, -0.871391583777973, 2.2404374302607883, 0.6315787787694688,
      -0.08899033645133331, 18.148505520854727, -9.194632392478356, -4.436036387594894
    },
    {
      10.427508642579134, 0, 0, 0, 0, 242.28349177525817, 165.20045171727028, -374.5467547226902,
      -22.113666853125302, 7.733432668472264, -30.674084731089398, -9.332130526430229,
      15.697238121770845, -31.139403219565178, -9.35292435884448, 35.81684148639408
    },
    {
      19.985053242002433, 0, 0, 0, 0, -387.0373087493518, -189.17813819516758, 527.8081592054236,
      -11.573902539959631, 6.8812326946963, -1.0006050966910838, 0.7777137798053443,
      -2.778205752353508, -60.19669523126412, 84.32040550667716, 11.99229113618279
    },
    {
      -25.69393346270375, 0, 0, 0, 0, -154.18974869023643, -231.5293791760455, 357.6391179106141,
      93.4053241836243, -37.45832313645163, 104.0996495089623, 29.8402934266605,
      -43.53345659001114, 96.32455395918828, -39.17726167561544, -149.72683625798564
    },
  };
  // spotless:on

  private static final double CAUTION = 2;

  private static final double[][] ERRORS = {FIFTH, THIRD};

  /**
   * y₁ − y, h f(y) less that, and twice that less both slopes, as Σ_j w_j U_j; then {@link #DENSE}:
   * r₀ … r₆.
   */
  private static final double[][] PARTS = parts();

  /** By increment the coefficients of its dense weight, a polynomial in θ: of θ, θ², …, θ⁷. */
  private static final double[][] POLYNOMIALS = polynomials();

  private static double[][] parts() {
    double[][] parts = new double[7][DENSE_STAGES];
    for (int j = 0; j < DENSE_STAGES; j++) {
      double b = j < STAGES - 1 ? A[STAGES - 1][j] : 0;
      double first = j == 0 ? 1 : 0;
      double last = j == STAGES - 1 ? 1 : 0;
      parts[0][j] = b;
      parts[1][j] = first - b;
      parts[2][j] = 2 * b - first - last;
      for (int k = 0; k < DENSE.length; k++) {
        parts[3 + k][j] = DENSE[k][j];
      }
    }
    return parts;
  }

  /**
   * θ (r₀ + (1 − θ) (r₁ + θ (r₂ + (1 − θ) (r₃ + θ (r₄ + (1 − θ) (r₅ + θ r₆)))))), multiplied out.
   */
  private static double[][] polynomials() {
    double[][] result = new double[DENSE_STAGES][];
    for (int j = 0; j < DENSE_STAGES; j++) {
      double[] polynomial = new double[8];
      for (int k = 6; k >= 0; k--) {
        polynomial[0] += PARTS[k][j];
        polynomial = k % 2 == 0 ? timesTheta(polynomial) : timesRest(polynomial);
      }
      result[j] = polynomial;
    }
    return result;
  }

  private static double[] timesTheta(double[] polynomial) {
    double[] result = new double[polynomial.length];
    System.arraycopy(polynomial, 0, result, 1, polynomial.length - 1);
    return result;
  }

  private static double[] timesRest(double[] polynomial) {
    double[] shifted = timesTheta(polynomial);
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = polynomial[i] - shifted[i];
    }
    return shifted;
  }

  @Override
  public String name() {
    return "dop853";
  }

  @Override
  public int order() {
    return 8;
  }

  @Override
  public int errorOrder() {
    return 7;
  }

  @Override
  public int stages() {
    return STAGES;
  }

  @Override
  public int denseStages() {
    return DENSE_STAGES;
  }

  @Override
  public double[] a(int i) {
    return A[i];
  }

  @Override
  public double c(int i) {
    return C[i];
  }

  /** Stable for hλ of that size up to 90° from the negative axis. */
  @Override
  public double stability() {
    return 5.9;
  }

  @Override
  public double costOfState() {
    return 70;
  }

  @Override
  public double[][] errors() {
    return ERRORS;
  }

  /** Times what errors at a tolerance are larger by than those of Tsit5 along oscillations. */
  @Override
  public double error(double[] norms) {
    double fifth = norms[0] * norms[0];
    return fifth == 0 ? 0 : CAUTION * fifth / Math.sqrt(fifth + 0.01 * norms[1] * norms[1]);
  }

  /**
   * Over the 115 trees of order 8 the coefficients of its error have a root sum of squares of at
   * most 3.9e-5; what the estimates tell has 1.5e-5, where differentials of orders 4, 6 and 8 are
   * in proportion.
   */
  @Override
  public double denseError() {
    return 2.7 / CAUTION;
  }

  @Override
  public void denseWeights(double theta, int order, double[] w) {
    for (int j = 0; j < DENSE_STAGES; j++) {
      w[j] = order == 0 ? weight(j, theta) : derivative(j, theta, order);
    }
  }

  /** By the nested form, of little rounding. */
  private static double weight(int j, double theta) {
    double rest = PARTS[5][j] + theta * PARTS[6][j];
    rest = PARTS[3][j] + theta * (PARTS[4][j] + (1 - theta) * rest);
    rest = PARTS[1][j] + theta * (PARTS[2][j] + (1 - theta) * rest);
    return theta * (PARTS[0][j] + (1 - theta) * rest);
  }

  /** By the coefficients of powers of θ. */
  private static double derivative(int j, double theta, int order) {
    double sum = 0;
    for (int power = 7; power >= order; power--) {
      double factor = POLYNOMIALS[j][power];
      for (int m = 0; m < order; m++) {
        factor *= power - m;
      }
      sum = sum * theta + factor;
    }
    return sum;
  }
}
