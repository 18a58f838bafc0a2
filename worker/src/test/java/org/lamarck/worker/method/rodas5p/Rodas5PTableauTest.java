package org.lamarck.worker.method.rodas5p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.linear.Array2DRowFieldMatrix;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayFieldVector;
import org.apache.commons.math3.linear.FieldLUDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.method.DenseDerivatives;
import org.lamarck.worker.method.RootedTree;

/**
 * The conditions of Rosenbrock methods, tree by tree (Hairer &amp; Wanner II, IV.7): k_i = h f(y +
 * Σ α_ij k_j) + h J Σ γ_ij k_j, of which the tableau has the transformed form, U = Γ k. A vertex
 * with one child counts with β = α + γ, one with several counts with α for each.
 */
class Rodas5PTableauTest {
  private static final int STAGES = Rodas5PTableau.STAGES;

  /** Sums of products of coefficients of up to 170 with 16 digits, after an inversion. */
  private static final double ROUNDING = 2e-11;

  private static final List<List<RootedTree>> TREES = RootedTree.upTo(5);

  private final RealMatrix gamma = gamma();
  private final double[][] alpha = lower(Rodas5PTableau.A).multiply(gamma).getData();
  private final double[][] beta = lower(Rodas5PTableau.A).multiply(gamma).add(gamma).getData();

  private static RealMatrix lower(double[][] rows) {
    RealMatrix matrix = new Array2DRowRealMatrix(STAGES, STAGES);
    for (int i = 0; i < STAGES; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        matrix.setEntry(i, j, rows[i][j]);
      }
    }
    return matrix;
  }

  /** Γ = (I/γ − C)⁻¹, eq. IV.7.25. */
  private static RealMatrix gamma() {
    RealMatrix inverse = lower(Rodas5PTableau.C).scalarMultiply(-1);
    for (int i = 0; i < STAGES; i++) {
      inverse.setEntry(i, i, 1 / Rodas5PTableau.GAMMA);
    }
    return new LUDecomposition(inverse).getSolver().getInverse();
  }

  /** Weights of U as weights of k. */
  private double[] ofStages(double[] weights) {
    return gamma.preMultiply(weights);
  }

  private static double dot(double[] w, double[] x) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      sum += w[i] * x[i];
    }
    return sum;
  }

  private static double[] times(double[][] matrix, double[] x) {
    return Arrays.stream(matrix).mapToDouble(row -> dot(row, x)).toArray();
  }

  private double[] vertex(List<double[]> children) {
    double[] weight = new double[STAGES];
    Arrays.fill(weight, 1.0);
    double[][] matrix = children.size() == 1 ? beta : alpha;
    for (double[] child : children) {
      double[] sums = times(matrix, child);
      for (int i = 0; i < STAGES; i++) {
        weight[i] *= sums[i];
      }
    }
    return weight;
  }

  private double condition(double[] weights, RootedTree tree) {
    return dot(ofStages(weights), tree.weight(this::vertex));
  }

  @Test
  void theResultIsOfOrderFiveAndTheEmbeddedOneOfFour() {
    double[] estimate = new double[STAGES];
    estimate[STAGES - 1] = 1;
    for (List<RootedTree> trees : TREES) {
      for (RootedTree tree : trees) {
        assertThat(condition(Rodas5PTableau.B, tree))
            .as(tree.text())
            .isCloseTo(1 / tree.gamma(), within(ROUNDING));
        if (tree.order() < 5) {
          assertThat(condition(estimate, tree)).isCloseTo(0, within(ROUNDING));
        }
      }
    }
    assertThat(TREES.get(5)).anyMatch(tree -> Math.abs(condition(estimate, tree)) > 1e-5);
  }

  @Test
  void theDenseOutputIsOfOrderFourAndEndsAtTheResult() {
    double[] w = new double[STAGES];
    for (double theta = 0; theta <= 1; theta += 0.0625) {
      Rodas5PTableau.denseWeights(theta, 0, w);
      for (RootedTree tree : TREES.subList(1, 5).stream().flatMap(List::stream).toList()) {
        assertThat(condition(w, tree))
            .as("%s at %s", tree.text(), theta)
            .isCloseTo(Math.pow(theta, tree.order()) / tree.gamma(), within(ROUNDING));
      }
    }
    Rodas5PTableau.denseWeights(1, 0, w);
    assertThat(w).isEqualTo(Rodas5PTableau.B);
    Rodas5PTableau.denseWeights(0, 0, w);
    assertThat(w).containsExactly(new double[STAGES], within(0.0)); // of either sign
  }

  @Test
  void derivativesOfTheDenseOutputAreThoseOfItsPolynomials() {
    // truncation e² times derivatives of up to 2000, rounding 1e-13 / e
    DenseDerivatives.check(Rodas5PTableau::denseWeights, STAGES, 1e-6);
    double[] derivative = new double[STAGES];
    double[] atEnd = new double[STAGES];
    Rodas5PTableau.slopeWeightsAtEnd(atEnd);
    Rodas5PTableau.denseWeights(1, 1, derivative);
    assertThat(atEnd).containsExactly(derivative, within(1e-13));
  }

  /** What a time-dependent right-hand side adds: t as a state whose rate is 1. */
  @Test
  void timesOfStagesAndFactorsOfTimeDerivativesAreSumsOfRows() {
    for (int i = 0; i < STAGES; i++) {
      double sum = 0;
      double factor = 0;
      for (int j = 0; j < STAGES; j++) {
        sum += alpha[i][j];
        factor += gamma.getEntry(i, j);
      }
      assertThat(sum).isCloseTo(Rodas5PTableau.ALPHA[i], within(ROUNDING));
      assertThat(factor).isCloseTo(Rodas5PTableau.D[i], within(ROUNDING));
    }
  }

  /** The last stage is the result, so that algebraic equations hold at the end of a step. */
  @Test
  void theMethodIsStifflyAccurate() {
    assertThat(ofStages(Rodas5PTableau.B)).containsExactly(beta[STAGES - 1], within(ROUNDING));
    assertThat(Rodas5PTableau.ALPHA[STAGES - 1]).isEqualTo(1);
  }

  /** R(z) = 1 + z bᵀ (I − zβ)⁻¹ 1. */
  private double growth(Complex z) {
    Complex[][] matrix = new Complex[STAGES][STAGES];
    Complex[] ones = new Complex[STAGES];
    for (int i = 0; i < STAGES; i++) {
      ones[i] = Complex.ONE;
      for (int j = 0; j < STAGES; j++) {
        matrix[i][j] = z.multiply(-beta[i][j]).add(i == j ? 1 : 0);
      }
    }
    Complex[] solved =
        new FieldLUDecomposition<>(new Array2DRowFieldMatrix<>(matrix))
            .getSolver()
            .solve(new ArrayFieldVector<>(ones))
            .toArray();
    double[] b = ofStages(Rodas5PTableau.B);
    Complex growth = Complex.ONE;
    for (int i = 0; i < STAGES; i++) {
      growth = growth.add(z.multiply(solved[i]).multiply(b[i]));
    }
    return growth.abs();
  }

  @Test
  void stepsOfAnyLengthAreStable() {
    for (double size = 1e-2; size < 1e5; size *= 1.6) {
      for (double degrees = 90; degrees <= 180; degrees += 7.5) {
        double angle = Math.toRadians(degrees);
        Complex z = new Complex(size * Math.cos(angle), size * Math.sin(angle));
        // rounding of coefficients of 170 times solutions that nearly cancel
        assertThat(growth(z)).as("at %s", z).isLessThanOrEqualTo(1 + 1e-9);
      }
    }
    assertThat(growth(new Complex(-1e7))).as("what is very fast is gone").isLessThan(1e-5);
  }
}
