package org.lamarck.worker.method.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.method.DenseDerivatives;

class Tsit5TableauTest {
  private static final int STAGES = Tsit5Tableau.STAGES;

  /** Sums of products of coefficients up to 60, in 16 digits. */
  private static final double ROUNDING = 1e-13;

  /**
   * A rooted tree: its order, its density γ, its symmetry σ and by stage the elementary weight of
   * what is above the root (Hairer, Nørsett &amp; Wanner I, II.2).
   */
  private static final class Tree {
    private final int order;
    private final double gamma;
    private final double sigma;
    private final double[] weight;

    Tree(int order, double gamma, double sigma, double[] weight) {
      this.order = order;
      this.gamma = gamma;
      this.sigma = sigma;
      this.weight = weight;
    }
  }

  private static double[] times(double[]... factors) {
    double[] product = new double[STAGES];
    Arrays.fill(product, 1.0);
    for (double[] factor : factors) {
      for (int i = 0; i < STAGES; i++) {
        product[i] *= factor[i];
      }
    }
    return product;
  }

  private static double[] sums(double[] x) {
    double[] sums = new double[STAGES];
    for (int i = 0; i < STAGES; i++) {
      for (int j = 0; j < i; j++) {
        sums[i] += Tsit5Tableau.A[i][j] * x[j];
      }
    }
    return sums;
  }

  private static double dot(double[] w, double[] x) {
    double sum = 0;
    for (int i = 0; i < STAGES; i++) {
      sum += w[i] * x[i];
    }
    return sum;
  }

  /** All 17 trees up to order 5. */
  private static List<Tree> trees() {
    double[] one = times();
    double[] c = sums(one);
    double[] ac = sums(c);
    double[] acc = sums(times(c, c));
    List<Tree> trees = new ArrayList<>();
    trees.add(new Tree(1, 1, 1, one));
    trees.add(new Tree(2, 2, 1, c));
    trees.add(new Tree(3, 3, 2, times(c, c)));
    trees.add(new Tree(3, 6, 1, ac));
    trees.add(new Tree(4, 4, 6, times(c, c, c)));
    trees.add(new Tree(4, 8, 1, times(c, ac)));
    trees.add(new Tree(4, 12, 2, acc));
    trees.add(new Tree(4, 24, 1, sums(ac)));
    trees.add(new Tree(5, 5, 24, times(c, c, c, c)));
    trees.add(new Tree(5, 10, 2, times(c, c, ac)));
    trees.add(new Tree(5, 20, 2, times(ac, ac)));
    trees.add(new Tree(5, 15, 2, times(c, acc)));
    trees.add(new Tree(5, 20, 6, sums(times(c, c, c))));
    trees.add(new Tree(5, 30, 1, times(c, sums(ac))));
    trees.add(new Tree(5, 40, 1, sums(times(c, ac))));
    trees.add(new Tree(5, 60, 2, sums(acc)));
    trees.add(new Tree(5, 120, 1, sums(sums(ac))));
    return trees;
  }

  @Test
  void nodesAreSumsOfTheirRows() {
    assertThat(sums(times())).containsExactly(Tsit5Tableau.C, within(ROUNDING));
  }

  @Test
  void theLastStageIsTheResult() {
    assertThat(Arrays.copyOf(Tsit5Tableau.A[STAGES - 1], STAGES)).containsExactly(Tsit5Tableau.B);
  }

  @Test
  void theResultIsOfOrderFiveAndTheEmbeddedOneOfFour() {
    for (Tree tree : trees()) {
      assertThat(dot(Tsit5Tableau.B, tree.weight)).isCloseTo(1 / tree.gamma, within(ROUNDING));
      double difference = dot(Tsit5Tableau.E, tree.weight);
      if (tree.order < 5) {
        assertThat(difference).isCloseTo(0, within(ROUNDING));
      } else {
        assertThat(Math.abs(difference)).isGreaterThan(1e-5);
      }
    }
  }

  @Test
  void theDenseOutputIsOfOrderFour() {
    double[] w = new double[STAGES];
    for (double theta = 0.05; theta < 1; theta += 0.05) {
      ExplicitMethod.TSIT5.denseWeights(theta, w);
      for (Tree tree : trees()) {
        if (tree.order < 5) {
          assertThat(dot(w, tree.weight))
              .isCloseTo(Math.pow(theta, tree.order) / tree.gamma, within(ROUNDING));
        }
      }
    }
  }

  @Test
  void theDenseOutputMeetsStatesAndSlopesAtBothEnds() {
    double[] w = new double[STAGES];
    ExplicitMethod.TSIT5.denseWeights(1, w);
    assertThat(w).containsExactly(Tsit5Tableau.B, within(ROUNDING));
    ExplicitMethod.TSIT5.denseWeights(0, 1, w);
    assertThat(w).containsExactly(new double[] {1, 0, 0, 0, 0, 0, 0}, within(ROUNDING));
    ExplicitMethod.TSIT5.denseWeights(1, 1, w);
    assertThat(w).containsExactly(new double[] {0, 0, 0, 0, 0, 0, 1}, within(ROUNDING));
  }

  @Test
  void derivativesOfTheDenseOutputAreThoseOfItsPolynomials() {
    // truncation e² times third derivatives of a few hundred, rounding 1e-14 / e
    DenseDerivatives.check(ExplicitMethod.TSIT5::denseWeights, STAGES, 1e-6);
  }

  /** Why the error of the dense output needs no test of its own. */
  @Test
  void theDenseOutputIsAsExactAsTheErrorEstimateTells() {
    List<Tree> fifth = trees().stream().filter(tree -> tree.order == 5).toList();
    double estimate = 0;
    for (Tree tree : fifth) {
      estimate += square(dot(Tsit5Tableau.E, tree.weight) / tree.sigma);
    }
    double[] w = new double[STAGES];
    for (double theta = 0.01; theta < 1; theta += 0.01) {
      ExplicitMethod.TSIT5.denseWeights(theta, w);
      double error = 0;
      for (Tree tree : fifth) {
        double exact = Math.pow(theta, 5) / tree.gamma;
        error += square((dot(w, tree.weight) - exact) / tree.sigma);
      }
      assertThat(Math.sqrt(error)).isLessThan(0.75 * Math.sqrt(estimate)); // 7.8e-4 of 1.06e-3
    }
  }

  private static double square(double x) {
    return x * x;
  }

  @Test
  void stepsAreStableAsFarAsTheirLengthIsAllowed() {
    for (double degrees = 100; degrees <= 180; degrees += 5) {
      for (double size = 0.1; size <= 3; size += 0.1) {
        double angle = Math.toRadians(degrees);
        assertThat(growth(size * Math.cos(angle), size * Math.sin(angle))).isLessThanOrEqualTo(1);
      }
    }
  }

  /** |R(z)|, R = 1 + z Σ_i b_i (Σ_k A^k z^k 1)_i. */
  private static double growth(double x, double y) {
    double real = 1;
    double imaginary = 0;
    double powerReal = 1;
    double powerImaginary = 0;
    double[] weight = times();
    for (int k = 0; k < STAGES; k++) {
      double next = powerReal * x - powerImaginary * y;
      powerImaginary = powerReal * y + powerImaginary * x;
      powerReal = next;
      double factor = dot(Tsit5Tableau.B, weight);
      real += factor * powerReal;
      imaginary += factor * powerImaginary;
      weight = sums(weight);
    }
    return Math.hypot(real, imaginary);
  }
}
