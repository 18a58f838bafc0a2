package org.lamarck.strategies.evolution.cma;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.lamarck.strategies.linalg.Vector;

/**
 * The equations of Hansen (2016), The CMA Evolution Strategy: A Tutorial, as they are printed there
 * (figure 6 and table 1), with whole matrices and their square roots by Commons Math. For
 * comparison only: an eigendecomposition for each use.
 */
final class TutorialCma {
  private final int n;
  private final int lambda;
  private final double[] w;
  private final double muEff;
  private final double cSigma;
  private final double dSigma;
  private final double cC;
  private final double c1;
  private final double cMu;
  private final double chiN;

  RealVector m;
  double sigma = 1;
  RealMatrix c;
  private RealVector pSigma;
  private RealVector pC;
  private int g;

  TutorialCma(Vector mean, int lambda) {
    n = mean.size();
    this.lambda = lambda;
    double[] raw = new double[lambda];
    for (int i = 1; i <= lambda; i++) {
      raw[i - 1] = Math.log((lambda + 1) / 2.0) - Math.log(i);
    }
    int mu = lambda / 2;
    double[] best = Arrays.copyOf(raw, mu);
    double[] rest = Arrays.copyOfRange(raw, mu, lambda);
    muEff = Math.pow(sum(best), 2) / squares(best);
    double muEffMinus = Math.pow(sum(rest), 2) / squares(rest);
    cSigma = (muEff + 2) / (n + muEff + 5);
    dSigma = 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma;
    cC = (4 + muEff / n) / (n + 4 + 2 * muEff / n);
    c1 = 2 / (Math.pow(n + 1.3, 2) + muEff);
    cMu = Math.min(1 - c1, 2 * (0.25 + muEff + 1 / muEff - 2) / (Math.pow(n + 2, 2) + muEff));
    double least =
        Math.min(
            1 + c1 / cMu, Math.min(1 + 2 * muEffMinus / (muEff + 2), (1 - c1 - cMu) / (n * cMu)));
    w = raw.clone();
    for (int i = 0; i < lambda; i++) {
      w[i] = i < mu ? raw[i] / sum(best) : least * raw[i] / -sum(rest);
    }
    chiN = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
    m = new ArrayRealVector(mean.toArray());
    c = MatrixUtils.createRealIdentityMatrix(n);
    pSigma = new ArrayRealVector(n);
    pC = new ArrayRealVector(n);
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private static double squares(double[] values) {
    return Arrays.stream(values).map(v -> v * v).sum();
  }

  /** One iteration with these samples. */
  void tell(Vector[] points, double[] values) {
    g++;
    Integer[] order = new Integer[lambda];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, Comparator.comparingDouble(k -> values[k]));
    RealMatrix whitening = new EigenDecomposition(c).getSquareRoot();
    whitening = MatrixUtils.inverse(whitening); // C^(−1/2)
    RealVector[] y = new RealVector[lambda];
    RealVector yw = new ArrayRealVector(n);
    for (int i = 0; i < lambda; i++) {
      y[i] = new ArrayRealVector(points[order[i]].toArray()).subtract(m).mapDivide(sigma);
      if (i < lambda / 2) {
        yw = yw.add(y[i].mapMultiply(w[i]));
      }
    }
    m = m.add(yw.mapMultiply(sigma));
    pSigma =
        pSigma
            .mapMultiply(1 - cSigma)
            .add(whitening.operate(yw).mapMultiply(Math.sqrt(cSigma * (2 - cSigma) * muEff)));
    sigma *= Math.exp(cSigma / dSigma * (pSigma.getNorm() / chiN - 1));
    boolean h =
        pSigma.getNorm() / Math.sqrt(1 - Math.pow(1 - cSigma, 2.0 * g))
            < (1.4 + 2 / (n + 1.0)) * chiN;
    pC = pC.mapMultiply(1 - cC).add(yw.mapMultiply(h ? Math.sqrt(cC * (2 - cC) * muEff) : 0));
    double delta = h ? 0 : cC * (2 - cC);
    RealMatrix rankMu = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < lambda; i++) {
      double norm = whitening.operate(y[i]).getNorm();
      double weight = w[i] * (w[i] >= 0 ? 1 : n / (norm * norm));
      rankMu = rankMu.add(y[i].outerProduct(y[i]).scalarMultiply(weight));
    }
    c =
        c.scalarMultiply(1 + c1 * delta - c1 - cMu * sum(w))
            .add(pC.outerProduct(pC).scalarMultiply(c1))
            .add(rankMu.scalarMultiply(cMu));
  }
}
