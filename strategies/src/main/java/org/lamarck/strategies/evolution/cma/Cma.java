package org.lamarck.strategies.evolution.cma;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/**
 * The search distribution of CMA-ES, an immutable value: Hansen (2016), The CMA Evolution Strategy:
 * A Tutorial, arXiv:1604.00772, with active update; injected points as in Hansen (2011), Injecting
 * External Solutions into CMA-ES, arXiv:1110.4181. Symbols as there: m, σ, C = B D² Bᵀ, p_σ, p_c.
 *
 * <p>It lives on the real line in units of the initial step size; {@link CmaRun} maps that to the
 * box. Values of the objective are only compared, never calculated with.
 */
public final class Cma implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A generation without any value makes the steps shorter by this. */
  private static final double SHRINK = 0.5;

  private static final int MAX_FAILED_GENERATIONS = 4;
  private static final double TOL_X = 1e-11;
  private static final double TOL_FAC_UP_X = 1e3;
  private static final double TOL_CONDITION = 1e14;

  private final CmaParameters p;
  private final double[] mean;
  private final double sigma;
  private final double[] covariance;
  private final double[] b;
  private final double[] d;
  private final double[] pSigma;
  private final double[] pC;
  private final int generation;
  private final int eigenGeneration;
  private final int failedGenerations;
  private final CmaHistory history;
  private final boolean broken;

  private Cma(Update u, CmaHistory history) {
    this.p = u.p;
    this.mean = u.mean;
    this.sigma = u.sigma;
    this.covariance = u.covariance;
    this.b = u.b;
    this.d = u.d;
    this.pSigma = u.pSigma;
    this.pC = u.pC;
    this.generation = u.generation;
    this.eigenGeneration = u.eigenGeneration;
    this.failedGenerations = u.failedGenerations;
    this.broken = u.broken;
    this.history = history;
  }

  /** N(m, I), the distribution a run begins with. */
  static Cma begin(Vector mean, int lambda) {
    int n = mean.size();
    return new Cma(new Update(CmaParameters.of(n, lambda), mean.toArray()), CmaHistory.EMPTY);
  }

  /**
   * N(m, C), a distribution that something is known of.
   *
   * @param covariance C, row-major
   */
  static Cma begin(Vector mean, double[] covariance, int lambda) {
    Update u = new Update(CmaParameters.of(mean.size(), lambda), mean.toArray());
    System.arraycopy(covariance, 0, u.covariance, 0, covariance.length);
    u.decompose();
    return new Cma(u, CmaHistory.EMPTY);
  }

  /** Cᵢⱼ. */
  double covariance(int i, int j) {
    return covariance[i * p.n + j];
  }

  int dimension() {
    return p.n;
  }

  int lambda() {
    return p.lambda;
  }

  /** Generations told so far. */
  int generation() {
    return generation;
  }

  double sigma() {
    return sigma;
  }

  Vector mean() {
    return Vector.of(mean);
  }

  /** σ √Cᵢᵢ. */
  double deviation(int i) {
    return sigma * Math.sqrt(covariance[i * p.n + i]);
  }

  /** The largest standard deviation of a coordinate. */
  double maxDeviation() {
    double max = 0;
    for (int i = 0; i < p.n; i++) {
      max = Math.max(max, deviation(i));
    }
    return max;
  }

  /** x = m + σ B D z, z ~ N(0, I) (eq. 38–40). */
  Vector sample(RandomStream random) {
    int n = p.n;
    double[] x = mean.clone();
    for (int j = 0; j < n; j++) {
      double step = sigma * d[j] * random.nextGaussian();
      for (int i = 0; i < n; i++) {
        x[i] += step * b[i * n + j];
      }
    }
    return Vector.of(x);
  }

  /** ‖C^(−1/2) (x − m)‖ / σ. */
  double mahalanobis(Vector x) {
    double[] y = new double[p.n];
    for (int i = 0; i < p.n; i++) {
      y[i] = (x.get(i) - mean[i]) / sigma;
    }
    return whitenedNorm(y);
  }

  /**
   * The distribution after a generation.
   *
   * @param points the λ samples
   * @param values of the objective there, +∞ where it failed
   * @param injected a point from elsewhere and its value; it takes the place of the worst sample
   */
  Cma tell(Vector[] points, double[] values, @Nullable Injected injected) {
    if (points.length != p.lambda || values.length != p.lambda) {
      throw new IllegalArgumentException(
          points.length
              + " points and "
              + values.length
              + " values for a population of "
              + p.lambda);
    }
    Ranking ranking = Ranking.of(values, injected == null ? Double.NaN : injected.value());
    Update u = new Update(this);
    u.generation++;
    if (ranking.finite() == 0) {
      u.sigma *= SHRINK;
      u.failedGenerations++;
      return new Cma(u, history);
    }
    u.failedGenerations = 0;
    u.apply(points, ranking, injected);
    if (u.generation - u.eigenGeneration >= p.eigenGap) {
      u.decompose();
    }
    return new Cma(u, history.with(ranking.best(), ranking.median(), ranking.quantile(), p));
  }

  /** A point from elsewhere and the objective there. */
  record Injected(Vector point, double value) implements Serializable {}

  /** Whether the run is at its end, and why. */
  Optional<CmaStop> stop() {
    int n = p.n;
    if (failedGenerations >= MAX_FAILED_GENERATIONS) {
      return Optional.of(CmaStop.ALL_FAILED);
    }
    if (broken || condition() > TOL_CONDITION) {
      return Optional.of(CmaStop.CONDITION_COV);
    }
    double max = 0;
    double maxWithPath = 0;
    boolean noEffectCoord = false;
    for (int i = 0; i < n; i++) {
      double deviation = deviation(i);
      max = Math.max(max, deviation);
      maxWithPath = Math.max(maxWithPath, Math.max(deviation, sigma * Math.abs(pC[i])));
      noEffectCoord |= mean[i] == mean[i] + 0.2 * deviation;
    }
    if (maxWithPath < TOL_X) {
      return Optional.of(CmaStop.TOL_X);
    }
    if (max > TOL_FAC_UP_X) {
      return Optional.of(CmaStop.TOL_FAC_UP_X);
    }
    if (noEffectCoord) {
      return Optional.of(CmaStop.NO_EFFECT_COORD);
    }
    if (noEffectAlongAxis(generation % n)) {
      return Optional.of(CmaStop.NO_EFFECT_AXIS);
    }
    if (generation >= 100 + 150.0 * (n + 3) * (n + 3) / Math.sqrt(p.lambda)) {
      return Optional.of(CmaStop.MAX_ITERATIONS);
    }
    return history.stop(p);
  }

  private double condition() {
    double min = Double.POSITIVE_INFINITY;
    double max = 0;
    for (double value : d) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return (max / min) * (max / min);
  }

  private boolean noEffectAlongAxis(int j) {
    for (int i = 0; i < p.n; i++) {
      if (mean[i] != mean[i] + 0.1 * sigma * d[j] * b[i * p.n + j]) {
        return false;
      }
    }
    return true;
  }

  private double whitenedNorm(double[] y) {
    return whitenedNorm(p.n, b, d, y);
  }

  /** ‖C^(−1/2) y‖ = ‖D⁻¹ Bᵀ y‖. */
  private static double whitenedNorm(int n, double[] b, double[] d, double[] y) {
    double square = 0;
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += b[i * n + j] * y[i];
      }
      sum /= d[j];
      square += sum * sum;
    }
    return Math.sqrt(square);
  }

  /** The arrays of the next distribution while they are made; nothing here leaves the class. */
  private static final class Update {
    private final CmaParameters p;
    private final double[] mean;
    private double sigma;
    private final double[] covariance;
    private double[] b;
    private double[] d;
    private final double[] pSigma;
    private final double[] pC;
    private int generation;
    private int eigenGeneration;
    private int failedGenerations;
    private boolean broken;

    private Update(CmaParameters p, double[] mean) {
      this.p = p;
      this.mean = mean;
      sigma = 1;
      covariance = new double[p.n * p.n];
      b = new double[p.n * p.n];
      d = new double[p.n];
      pSigma = new double[p.n];
      pC = new double[p.n];
      for (int i = 0; i < p.n; i++) {
        covariance[i * p.n + i] = 1;
        b[i * p.n + i] = 1;
        d[i] = 1;
      }
    }

    private Update(Cma from) {
      p = from.p;
      mean = from.mean.clone();
      sigma = from.sigma;
      covariance = from.covariance.clone();
      b = from.b;
      d = from.d;
      pSigma = from.pSigma.clone();
      pC = from.pC.clone();
      generation = from.generation;
      eigenGeneration = from.eigenGeneration;
      failedGenerations = from.failedGenerations;
    }

    private void apply(Vector[] points, Ranking ranking, @Nullable Injected injected) {
      int n = p.n;
      double[][] y = new double[p.lambda][];
      double[] yw = new double[n];
      double[] weights = ranking.weights(p);
      for (int rank = 0; rank < p.lambda; rank++) {
        int k = ranking.sample(rank);
        y[rank] =
            k == Ranking.INJECTED && injected != null ? clipped(injected.point()) : step(points[k]);
        if (weights[rank] > 0) {
          for (int i = 0; i < n; i++) {
            yw[i] += weights[rank] * y[rank][i]; // eq. 41
          }
        }
      }
      if (injected != null) {
        clipShift(yw);
      }
      for (int i = 0; i < n; i++) {
        mean[i] += sigma * yw[i]; // eq. 42, c_m = 1
      }
      updatePaths(yw);
      updateCovariance(y, weights);
    }

    private double[] step(Vector x) {
      double[] y = new double[p.n];
      for (int i = 0; i < p.n; i++) {
        y[i] = (x.get(i) - mean[i]) / sigma;
      }
      return y;
    }

    /** Not longer than c_y = √n + 2n/(n + 2) in units of the distribution: Hansen (2011), eq. 4. */
    private double[] clipped(Vector x) {
      double[] y = step(x);
      double longest = Math.sqrt(p.n) + 2.0 * p.n / (p.n + 2);
      scaleDown(y, longest / whitenedNorm(p.n, b, d, y));
      return y;
    }

    /** √μ_eff ‖C^(−1/2) Δm‖ ≤ √(2n) + 2n/(n + 2): Hansen (2011), eq. 7. */
    private void clipShift(double[] yw) {
      double longest = Math.sqrt(2.0 * p.n) + 2.0 * p.n / (p.n + 2);
      scaleDown(yw, longest / (Math.sqrt(p.muEff) * whitenedNorm(p.n, b, d, yw)));
    }

    private static void scaleDown(double[] y, double factor) {
      if (factor < 1) {
        for (int i = 0; i < y.length; i++) {
          y[i] *= factor;
        }
      }
    }

    /** p_σ, σ and p_c. */
    private void updatePaths(double[] yw) {
      int n = p.n;
      double[] white = new double[n]; // D⁻¹ Bᵀ ⟨y⟩
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++) {
          white[j] += b[i * n + j] * yw[i];
        }
        white[j] /= d[j];
      }
      double gain = Math.sqrt(p.cSigma * (2 - p.cSigma) * p.muEff);
      double square = 0;
      for (int i = 0; i < n; i++) {
        double root = 0; // (C^(−1/2) ⟨y⟩)ᵢ
        for (int j = 0; j < n; j++) {
          root += b[i * n + j] * white[j];
        }
        pSigma[i] = (1 - p.cSigma) * pSigma[i] + gain * root; // eq. 43
        square += pSigma[i] * pSigma[i];
      }
      double length = Math.sqrt(square);
      double exponent = p.cSigma / p.dSigma * (length / p.chiN - 1);
      sigma *= StrictMath.exp(Math.min(1, exponent)); // eq. 44; Δσ_max = 1: Hansen (2011), eq. 9
      double settled = 1 - StrictMath.pow(1 - p.cSigma, 2.0 * generation);
      hSigma = length / Math.sqrt(settled) < (1.4 + 2 / (n + 1.0)) * p.chiN;
      double pathGain = hSigma ? Math.sqrt(p.cC * (2 - p.cC) * p.muEff) : 0;
      for (int i = 0; i < n; i++) {
        pC[i] = (1 - p.cC) * pC[i] + pathGain * yw[i]; // eq. 45
      }
    }

    /** Whether p_c is updated; false while σ grows fast. */
    private boolean hSigma;

    private void updateCovariance(double[][] y, double[] weights) {
      int n = p.n;
      double delta = hSigma ? 0 : p.cC * (2 - p.cC);
      double sum = 0;
      for (double weight : weights) {
        sum += weight;
      }
      double keep = 1 + p.c1 * delta - p.c1 - p.cMu * sum;
      for (int i = 0; i < n * n; i++) {
        covariance[i] *= keep;
      }
      addOuter(p.c1, pC);
      for (int rank = 0; rank < y.length; rank++) {
        double weight = weights[rank];
        if (weight < 0) {
          double norm = whitenedNorm(n, b, d, y[rank]);
          weight *= n / (norm * norm); // eq. 46
        }
        addOuter(p.cMu * weight, y[rank]); // eq. 47
      }
    }

    private void addOuter(double factor, double[] v) {
      int n = p.n;
      if (factor == 0) {
        return;
      }
      for (int i = 0; i < n; i++) {
        double left = factor * v[i];
        for (int j = 0; j <= i; j++) {
          double product = left * v[j];
          covariance[i * n + j] += product;
          if (j < i) {
            covariance[j * n + i] += product;
          }
        }
      }
    }

    /** C = B D² Bᵀ. */
    private void decompose() {
      b = covariance.clone();
      double[] eigenvalues = new double[p.n];
      broken = !SymmetricEigen.decompose(p.n, b, eigenvalues, new double[p.n]);
      for (double value : eigenvalues) {
        broken |= !(value > 0);
      }
      d = eigenvalues;
      for (int i = 0; i < p.n; i++) {
        d[i] = Math.sqrt(Math.max(0, d[i]));
      }
      eigenGeneration = generation;
    }
  }
}
