package org.lamarck.worker.integrate;

/** Small models with known behaviour. */
public final class Models {
  private Models() {}

  /** y₀ → y₁ → nothing: y₀ = A e^(−k₀t), and y₁ follows from it. */
  public static JetSystem chain() {
    return new JetSystem(
        new double[][] {{-1, 0}, {1, -1}},
        new double[] {1.3, 0.7},
        new double[] {0.5, 0.2},
        (t, y, p) -> new Jet[] {p[0].times(y[0]), p[1].times(y[1])});
  }

  /** Robertson (1966): slow, fast and very fast. */
  public static JetSystem robertson() {
    return new JetSystem(
        new double[][] {{-1, 1, 0}, {1, -1, -1}, {0, 0, 1}},
        new double[] {0.8, 0.3, 0.2},
        new double[] {0.04, 1e4, 3e7},
        (t, y, p) ->
            new Jet[] {
              p[0].times(y[0]), p[1].times(y[1]).times(y[2]), p[2].times(y[1]).times(y[1])
            });
  }

  /** dy/dt = −k (y − cos(ωt)) (1 + y²/10): stiff, nonlinear and forced. */
  public static JetSystem forced() {
    return new JetSystem(
        new double[][] {{-1}},
        new double[] {0.3},
        new double[] {50, 1.5},
        (t, y, p) ->
            new Jet[] {
              p[0].times(y[0].minus(t.times(p[1]).cos())).times(y[0].times(y[0]).times(0.1).plus(1))
            });
  }

  /** dy/dt = k y²: infinite at t = 1/(k y₀). */
  public static JetSystem explosion() {
    return new JetSystem(
        new double[][] {{1}},
        new double[] {0.7},
        new double[] {1},
        (t, y, p) -> new Jet[] {p[0].times(y[0]).times(y[0])});
  }

  /**
   * Lotka (1925), Volterra (1926): prey and predators, y₀′ = a y₀ − b y₀ y₁, y₁′ = c y₀ y₁ − d y₁.
   */
  public static JetSystem lotkaVolterra() {
    return new JetSystem(
        new double[][] {{1, -1, 0, 0}, {0, 0, 1, -1}},
        new double[] {0.9, 1.1},
        new double[] {1.5, 1, 0.8, 3},
        (t, y, p) -> {
          Jet meetings = y[0].times(y[1]);
          return new Jet[] {
            p[0].times(y[0]), p[1].times(meetings), p[2].times(meetings), p[3].times(y[1])
          };
        });
  }

  /** The Brusselator, Prigogine &amp; Lefever (1968): y₀′ = a + y₀² y₁ − (b + 1) y₀. */
  public static JetSystem brusselator() {
    return new JetSystem(
        new double[][] {{1, 1, -1, -1}, {0, -1, 1, 0}},
        new double[] {1.2, 2.9},
        new double[] {1, 3},
        (t, y, p) ->
            new Jet[] {p[0], y[0].times(y[0]).times(y[1]), p[1].times(y[0]), y[0].times(1)});
  }

  /**
   * Van der Pol's oscillator, y₀′ = y₁, y₁′ = μ (1 − y₀²) y₁ − y₀: for a large μ slow and stiff
   * most of the time, and fast and not stiff in between.
   */
  public static JetSystem vanDerPol() {
    return new JetSystem(
        new double[][] {{1, 0, 0}, {0, 1, -1}},
        new double[] {1.7, -0.4},
        new double[] {100},
        (t, y, p) ->
            new Jet[] {
              y[1].times(1),
              p[0].times(y[1]).times(y[0].times(y[0]).times(-1).plus(1)),
              y[0].times(1)
            });
  }

  /** The initial state of {@link #calcium}. */
  public static double[] calciumState() {
    return new double[] {1, 9, 1, 1000, 200};
  }

  /** The constants of {@link #calcium}. */
  public static double[] calciumConstants() {
    return new double[] {
      4, 10, 200, 4, 25, 2, 25, 1000, 2000, 3, 75, 10, 0.1, 3.4, 4, 4.5, 1.2, 0.12, 14, 2, 10500,
      600, 3000, 260, 1, 1
    };
  }

  /**
   * Calcium oscillations induced by ATP, Wang et al. (2007), BioModels 145. States: Gα·GTP, active
   * PLC, IP₃, calcium of the reticulum and of the cytosol. Constants: Kp Kd Kr n Kg m Ks Kc1 Kc2 w
   * Ker PLC k0 … k11 cytosol reticulum.
   */
  public static JetSystem calcium() {
    double[][] stoichiometry = new double[5][11];
    stoichiometry[0][0] = 1;
    stoichiometry[0][1] = 1;
    stoichiometry[0][2] = -1;
    stoichiometry[0][3] = -1;
    stoichiometry[1][4] = 1;
    stoichiometry[1][5] = -1;
    stoichiometry[2][6] = 1;
    stoichiometry[2][7] = -1;
    stoichiometry[3][8] = -0.001;
    stoichiometry[4][8] = 0.01;
    stoichiometry[4][9] = -0.05;
    stoichiometry[4][10] = 0.05;
    double[] sample = {1.3, 8, 1.2, 900, 210};
    return new JetSystem(stoichiometry, sample, calciumConstants(), Models::calciumRates);
  }

  private static Jet[] calciumRates(Jet t, Jet[] y, Jet[] p) {
    Jet[] k = java.util.Arrays.copyOfRange(p, 12, 24);
    Jet cytosol = p[24];
    Jet reticulum = p[25];
    Jet plc = p[11].minus(y[1]);
    Jet raplc = hill(y[1], p[0]);
    Jet rpkc = hill(y[2], p[1]).times(hill(y[4], p[2]));
    Jet rgalpha = hill(y[0].power(p[3]), p[4].power(p[3]));
    Jet rdg = hill(y[2].power(p[5]), p[1].power(p[5]));
    Jet rip3 = hill(cube(y[2]), cube(p[6]));
    Jet rer = hill(y[3].power(p[9]), p[10].power(p[9]));
    Jet flux = k[8].times(rip3).times(rer).minus(k[9].times(hill(y[4], p[7])));
    return new Jet[] {
      cytosol.times(k[0]),
      cytosol.times(k[1]).times(y[0]),
      cytosol.times(k[2]).times(raplc).times(y[0]),
      cytosol.times(k[3]).times(rpkc).times(y[0]),
      cytosol.times(k[4]).times(rgalpha).times(rdg).times(plc),
      cytosol.times(k[5]).times(y[1]),
      cytosol.times(k[6]).times(y[1]),
      cytosol.times(k[7]).times(y[2]),
      reticulum.times(flux),
      cytosol.times(k[10]).times(hill(y[4], p[8])),
      cytosol.times(k[11])
    };
  }

  private static Jet hill(Jet x, Jet k) {
    return x.over(x.plus(k));
  }

  private static Jet cube(Jet x) {
    return x.times(x).times(x);
  }
}
