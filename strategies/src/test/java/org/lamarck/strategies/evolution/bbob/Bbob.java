package org.lamarck.strategies.evolution.bbob;

import java.util.function.ToDoubleFunction;

/**
 * The 24 noiseless functions of the black-box optimization benchmark: Hansen, Finck, Ros and Auger
 * (2009), Real-parameter black-box optimization benchmarking 2009: noiseless functions definitions,
 * INRIA RR-6829; instances as in COCO. Symbols as there: Λ^α, T_osz, T_asy^β, f_pen, R and Q.
 *
 * @param optimum xopt, where the value is
 * @param value fopt
 * @param function f − fopt, on [−5, 5]ⁿ
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Bbob(int number, double[] optimum, double value, ToDoubleFunction<double[]> function) {
  static final int FUNCTIONS = 24;

  double at(double... x) {
    return above(x) + value;
  }

  /** f − fopt, exact where f itself has no digits left for it. */
  double above(double... x) {
    return function.applyAsDouble(x);
  }

  static Bbob of(int number, int instance, int n) {
    int base = number == 4 ? 3 : number == 18 ? 17 : number;
    long seed = base + 10000L * instance;
    double value = LegacyRandom.value(seed);
    Made made = new Made(n, seed);
    double[] xopt =
        switch (number) {
          case 12 -> LegacyRandom.optimum(n, seed + 1_000_000);
          case 4 -> made.positiveAtEvenPlaces();
          case 5 -> made.corner();
          case 8 -> scaled(0.75, LegacyRandom.optimum(n, seed));
          case 9, 19 -> made.rosenbrock();
          case 20 -> made.schwefel();
          case 21, 22 -> new Gallagher(n, seed, number == 21).optimum();
          case 24 -> made.lunacek();
          default -> LegacyRandom.optimum(n, seed);
        };
    ToDoubleFunction<double[]> f = made.function(number, xopt);
    return new Bbob(number, xopt, value, f);
  }

  static double[] scaled(double factor, double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] *= factor;
    }
    return y;
  }

  static double[] minus(double[] x, double[] y) {
    double[] z = x.clone();
    for (int i = 0; i < z.length; i++) {
      z[i] -= y[i];
    }
    return z;
  }

  static double[] times(double[][] a, double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += a[i][j] * x[j];
      }
    }
    return y;
  }

  /** i / (n − 1). */
  static double part(int i, int n) {
    return i / (n - 1.0);
  }

  static double oscillated(double x) {
    if (x == 0) {
      return 0;
    }
    double h = 10 * Math.log(Math.abs(x));
    double wave =
        x > 0 ? Math.sin(h) + Math.sin(0.79 * h) : Math.sin(0.55 * h) + Math.sin(0.31 * h);
    return Math.signum(x) * Math.exp(0.1 * (h + 0.49 * wave));
  }

  static double[] oscillated(double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = oscillated(y[i]);
    }
    return y;
  }

  static double[] asymmetric(double beta, double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      if (y[i] > 0) {
        y[i] = Math.pow(y[i], 1 + beta * part(i, y.length) * Math.sqrt(y[i]));
      }
    }
    return y;
  }

  /** Λ^α x. */
  static double[] conditioned(double alpha, double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] *= Math.pow(alpha, 0.5 * part(i, y.length));
    }
    return y;
  }

  /** f_pen. */
  static double outside(double[] x) {
    double sum = 0;
    for (double one : x) {
      double d = Math.max(0, Math.abs(one) - 5);
      sum += d * d;
    }
    return sum;
  }

  static double squares(double[] x) {
    double sum = 0;
    for (double one : x) {
      sum += one * one;
    }
    return sum;
  }

  /** What the functions of one instance are made of. */
  private static final class Made {
    private final int n;
    private final long seed;
    private final double[][] r;
    private final double[][] q;

    Made(int n, long seed) {
      this.n = n;
      this.seed = seed;
      r = LegacyRandom.rotation(n, seed + 1_000_000);
      q = LegacyRandom.rotation(n, seed);
    }

    private double[] positiveAtEvenPlaces() {
      double[] x = LegacyRandom.optimum(n, seed);
      for (int i = 0; i < n; i += 2) {
        x[i] = Math.abs(x[i]);
      }
      return x;
    }

    private double[] corner() {
      double[] x = LegacyRandom.optimum(n, seed);
      for (int i = 0; i < n; i++) {
        x[i] = x[i] < 0 ? -5 : 5;
      }
      return x;
    }

    private double stretch() {
      return Math.max(1, Math.sqrt(n) / 8);
    }

    /** Where c Q x + ½ is 1. */
    private double[] rosenbrock() {
      double[] x = new double[n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          x[i] += 0.5 / stretch() * q[j][i];
        }
      }
      return x;
    }

    private double[] schwefel() {
      double[] x = LegacyRandom.uniform(n, seed);
      for (int i = 0; i < n; i++) {
        x[i] = (x[i] < 0.5 ? -0.5 : 0.5) * 4.2096874637;
      }
      return x;
    }

    private double[] lunacek() {
      double[] x = LegacyRandom.gauss(n, seed);
      for (int i = 0; i < n; i++) {
        x[i] = x[i] < 0 ? -1.25 : 1.25;
      }
      return x;
    }

    /** R Λ^α Q x. */
    private double[] turned(double alpha, double[] x) {
      return times(r, conditioned(alpha, times(q, x)));
    }

    private ToDoubleFunction<double[]> function(int number, double[] xopt) {
      ToDoubleFunction<double[]> peaks =
          number == 21 || number == 22 ? new Gallagher(n, seed, number == 21) : x -> Double.NaN;
      return x -> {
        double[] d = minus(x, xopt);
        return switch (number) {
          case 1 -> squares(d);
          case 2 -> ellipsoid(oscillated(d));
          case 3 -> rastrigin(conditioned(10, asymmetric(0.2, oscillated(d))));
          case 4 -> bueche(oscillated(d)) + 100 * outside(x);
          case 5 -> slope(x, xopt);
          case 6 -> sector(turned(10, d), xopt);
          case 7 -> steps(conditioned(10, times(q, d))) + outside(x);
          case 8 -> rosenbrock(scaled(stretch(), d), 1);
          case 9 -> rosenbrock(scaled(stretch(), times(q, x)), 0.5);
          case 10 -> ellipsoid(oscillated(times(r, d)));
          case 11 -> firstAndOthers(1e6, 1, oscillated(times(r, d)));
          case 12 -> firstAndOthers(1, 1e6, times(r, asymmetric(0.5, times(r, d))));
          case 13 -> ridge(turned(10, d));
          case 14 -> powers(times(r, d));
          case 15 -> rastrigin(turned(10, asymmetric(0.2, oscillated(times(r, d)))));
          case 16 -> weierstrass(turned(0.01, oscillated(times(r, d)))) + 10.0 / n * outside(x);
          case 17 ->
              schaffer(conditioned(10, times(q, asymmetric(0.5, times(r, d))))) + 10 * outside(x);
          case 18 ->
              schaffer(conditioned(1000, times(q, asymmetric(0.5, times(r, d))))) + 10 * outside(x);
          case 19 -> griewank(scaled(stretch(), times(q, x)));
          case 20 -> schwefel(x, xopt);
          case 23 -> katsuura(turned(100, d)) + outside(x);
          case 24 -> lunacek(x, xopt) + 1e4 * outside(x);
          default -> peaks.applyAsDouble(x) + outside(x);
        };
      };
    }

    private double ellipsoid(double[] z) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.pow(10, 6 * part(i, n)) * z[i] * z[i];
      }
      return sum;
    }

    private double rastrigin(double[] z) {
      double sum = 0;
      for (double one : z) {
        sum += 10 * (1 - Math.cos(2 * Math.PI * one)) + one * one;
      }
      return sum;
    }

    private double bueche(double[] z) {
      for (int i = 0; i < n; i++) {
        z[i] *= Math.pow(10, 0.5 * part(i, n)) * (i % 2 == 0 && z[i] > 0 ? 10 : 1);
      }
      return rastrigin(z);
    }

    private double slope(double[] x, double[] xopt) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double s = Math.signum(xopt[i]) * Math.pow(10, part(i, n));
        sum += 5 * Math.abs(s) - s * (x[i] * xopt[i] < 25 ? x[i] : xopt[i]);
      }
      return sum;
    }

    private double sector(double[] z, double[] xopt) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double s = z[i] * xopt[i] > 0 ? 100 * z[i] : z[i];
        sum += s * s;
      }
      return Math.pow(oscillated(sum), 0.9);
    }

    private double steps(double[] z) {
      double[] rounded = new double[n];
      for (int i = 0; i < n; i++) {
        rounded[i] =
            Math.abs(z[i]) > 0.5 ? Math.floor(z[i] + 0.5) : Math.floor(10 * z[i] + 0.5) / 10;
      }
      double[] y = times(r, rounded);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.pow(10, 2 * part(i, n)) * y[i] * y[i];
      }
      return 0.1 * Math.max(Math.abs(z[0]) * 1e-4, sum);
    }

    private double rosenbrock(double[] y, double shift) {
      double sum = 0;
      for (int i = 0; i + 1 < n; i++) {
        double a = y[i] + shift;
        double b = y[i + 1] + shift;
        sum += 100 * (a * a - b) * (a * a - b) + (a - 1) * (a - 1);
      }
      return sum;
    }

    private double firstAndOthers(double first, double others, double[] z) {
      return first * z[0] * z[0] + others * (squares(z) - z[0] * z[0]);
    }

    private double ridge(double[] z) {
      double others = 0;
      for (int i = 1; i < n; i++) {
        others += z[i] * z[i];
      }
      return z[0] * z[0] + 100 * Math.sqrt(others);
    }

    private double powers(double[] z) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.pow(Math.abs(z[i]), 2 + 4 * part(i, n));
      }
      return Math.sqrt(sum);
    }

    private double weierstrass(double[] z) {
      double sum = 0;
      double least = 0;
      for (int k = 0; k < 12; k++) {
        double frequency = 2 * Math.PI * Math.pow(3, k);
        double height = Math.pow(0.5, k);
        least += height * Math.cos(0.5 * frequency);
        for (double one : z) {
          sum += height * Math.cos(frequency * (one + 0.5));
        }
      }
      return 10 * Math.pow(sum / n - least, 3);
    }

    private double schaffer(double[] z) {
      double sum = 0;
      for (int i = 0; i + 1 < n; i++) {
        double s = Math.pow(z[i] * z[i] + z[i + 1] * z[i + 1], 0.25); // √sᵢ
        double wave = Math.sin(50 * Math.pow(s, 0.4));
        sum += s * (1 + wave * wave);
      }
      return sum * sum / ((n - 1.0) * (n - 1));
    }

    private double griewank(double[] y) {
      double sum = 0;
      for (int i = 0; i + 1 < n; i++) {
        double a = y[i] + 0.5;
        double b = y[i + 1] + 0.5;
        double s = 100 * (a * a - b) * (a * a - b) + (a - 1) * (a - 1);
        sum += s / 4000 - Math.cos(s);
      }
      return 10 + 10 * sum / (n - 1);
    }

    private double schwefel(double[] x, double[] xopt) {
      double[] z = new double[n];
      for (int i = 0; i < n; i++) {
        z[i] = 2 * Math.signum(xopt[i]) * x[i];
      }
      double[] y = z.clone();
      for (int i = 1; i < n; i++) {
        y[i] += 0.25 * (z[i - 1] - 2 * Math.abs(xopt[i - 1]));
      }
      double sum = 0;
      double[] far = new double[n];
      for (int i = 0; i < n; i++) {
        double m = 2 * Math.abs(xopt[i]);
        far[i] = Math.pow(10, 0.5 * part(i, n)) * (y[i] - m) + m;
        double w = 100 * far[i];
        sum += w * Math.sin(Math.sqrt(Math.abs(w)));
      }
      return 0.01 * (418.9828872724339 - sum / n) + 100 * outside(far);
    }

    private double katsuura(double[] z) {
      double product = 1;
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 1; j < 33; j++) {
          double power = Math.scalb(1.0, j);
          sum += Math.abs(power * z[i] - Math.floor(power * z[i] + 0.5)) / power;
        }
        product *= Math.pow(1 + (i + 1) * sum, 10 / Math.pow(n, 1.2));
      }
      return 10.0 / n / n * (product - 1);
    }

    private double lunacek(double[] x, double[] xopt) {
      double mu = 2.5;
      double s = 1 - 0.5 / (Math.sqrt(n + 20) - 4.1);
      double other = -Math.sqrt((mu * mu - 1) / s);
      double[] away = new double[n];
      double first = 0;
      double second = 0;
      for (int i = 0; i < n; i++) {
        double y = 2 * Math.signum(xopt[i]) * x[i];
        away[i] = y - mu;
        first += away[i] * away[i];
        second += (y - other) * (y - other);
      }
      double[] z = turned(100, away);
      double waves = 0;
      for (double one : z) {
        waves += 10 * (1 - Math.cos(2 * Math.PI * one));
      }
      return Math.min(first, n + s * second) + waves;
    }
  }
}
