package org.lamarck.strategies.profile;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.SymmetricEigen;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/**
 * The Hessian at a point, by differences of exact gradients beside it: what Gauss and Newton's
 * approximation leaves out is what makes searches slow where residuals are large.
 *
 * @param point where it is wanted
 * @param gradient there
 * @param expected what is known of the curvature; absent when nothing is
 * @param beside points a step away in one coordinate each
 */
record HessianProbe(Vector point, Vector gradient, @Nullable Matrix expected, List<Beside> beside)
    implements Serializable {
  /** Steps in standard errors: far above the noise of gradients, and the error is of its square. */
  private static final double STEP = 0.03;

  /** The longest step, in parts of the width. */
  private static final double LONGEST = 1e-3;

  /** Eigenvalues, in units of the widths, are at least this part of the largest. */
  private static final double LEAST = 1e-9;

  HessianProbe {
    beside = List.copyOf(beside);
  }

  /** A step from the point in one coordinate. */
  record Beside(int coordinate, double step) implements Serializable {}

  /** A probe where a search ended; it had gradients. */
  static HessianProbe at(Refinement end, Vector gradient, SearchSpace space) {
    List<Beside> beside = new ArrayList<>();
    Matrix expected = end.curvature();
    for (int j : space.free()) {
      double step = LONGEST * space.widths().get(j);
      double information = expected == null ? 0 : expected.get(j, j);
      if (information > 0) {
        step = Math.min(step, STEP / Math.sqrt(information));
      }
      for (double signed : new double[] {step, -step}) {
        double there = end.point().get(j) + signed;
        if (there >= space.lower().get(j) && there <= space.upper().get(j)) {
          beside.add(new Beside(j, signed));
        }
      }
    }
    return new HessianProbe(end.point(), gradient, expected, beside);
  }

  List<Proposal> ask(long firstId) {
    List<Proposal> proposals = new ArrayList<>();
    for (Beside one : beside) {
      Vector there = point.with(one.coordinate(), point.get(one.coordinate()) + one.step());
      proposals.add(
          new Proposal(
              firstId + proposals.size(),
              "curvature",
              List.of(there),
              new Work.Evaluate(Derivatives.GRADIENT)));
    }
    return proposals;
  }

  /**
   * The Hessian, made positive definite. A column that could not be evaluated is the expected one.
   *
   * @param told what came of {@link #ask}
   */
  Matrix hessian(List<Individual> told, SearchSpace space) {
    int n = point.size();
    Vector[] above = new Vector[n];
    Vector[] below = new Vector[n];
    double[] width = new double[n];
    for (int k = 0; k < told.size(); k++) {
      if (told.get(k).refinement().evaluation() instanceof Evaluation.Differentiable there) {
        Beside one = beside.get(k);
        (one.step() > 0 ? above : below)[one.coordinate()] = there.gradient();
        width[one.coordinate()] += Math.abs(one.step());
      }
    }
    double[] hessian = new double[n * n];
    for (int j = 0; j < n; j++) {
      Vector high = above[j] == null ? gradient : above[j];
      Vector low = below[j] == null ? gradient : below[j];
      for (int i = 0; i < n; i++) {
        double second =
            width[j] > 0
                ? (high.get(i) - low.get(i)) / width[j]
                : expected == null ? 0 : expected.get(i, j);
        hessian[i * n + j] += second / 2; // symmetric
        hessian[j * n + i] += second / 2;
      }
    }
    return positive(n, hessian, space);
  }

  private static Matrix positive(int n, double[] hessian, SearchSpace space) {
    Vector widths = space.widths();
    double[] unit = new double[n];
    double[] q = new double[n * n];
    for (int i = 0; i < n; i++) {
      unit[i] = widths.get(i) > 0 ? widths.get(i) : 1;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        q[i * n + j] = hessian[i * n + j] * unit[i] * unit[j];
      }
    }
    double[] lambda = new double[n];
    double largest = 0;
    if (!SymmetricEigen.decompose(n, q, lambda, new double[n])) {
      throw new IllegalStateException("differences of finite gradients are finite");
    }
    for (double one : lambda) {
      largest = Math.max(largest, Math.abs(one));
    }
    double least = largest > 0 ? LEAST * largest : 1;
    double[] definite = new double[n * n];
    for (int e = 0; e < n; e++) {
      double value = Math.max(lambda[e], least);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          definite[i * n + j] += q[i * n + e] * q[j * n + e] * value / unit[i] / unit[j];
        }
      }
    }
    return Matrix.of(n, n, definite);
  }
}
