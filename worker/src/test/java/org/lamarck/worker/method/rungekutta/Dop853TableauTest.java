package org.lamarck.worker.method.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.method.DenseDerivatives;
import org.lamarck.worker.method.Method;
import org.lamarck.worker.method.RootedTree;

/** The order conditions, tree by tree (Hairer, Nørsett &amp; Wanner I, II.2). */
class Dop853TableauTest {
  private static final int STAGES = Dop853Tableau.DENSE_STAGES;
  private static final Method DOP853 = ExplicitMethod.DOP853;

  /** Sums of 16 products of numbers up to 390 with an error of 1e-16 of each. */
  private static final double ROUNDING = 1e-14;

  private static final List<List<RootedTree>> TREES = RootedTree.upTo(8);

  private static double[] weight(RootedTree tree) {
    return tree.weight(
        children -> {
          double[] weight = new double[STAGES];
          Arrays.fill(weight, 1.0);
          for (double[] child : children) {
            for (int i = 0; i < STAGES; i++) {
              double sum = 0;
              for (int j = 0; j < i; j++) {
                sum += Dop853Tableau.A[i][j] * child[j];
              }
              weight[i] *= sum;
            }
          }
          return weight;
        });
  }

  private static double dot(double[] w, double[] x) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      sum += w[i] * x[i];
    }
    return sum;
  }

  @Test
  void thereAreAsManyTreesAsBooksSay() {
    assertThat(TREES.stream().map(List::size).toList())
        .containsExactly(0, 1, 1, 2, 4, 9, 20, 48, 115);
  }

  @Test
  void nodesAreSumsOfTheirRows() {
    for (int i = 0; i < STAGES; i++) {
      double sum = 0;
      for (int j = 0; j < i; j++) {
        sum += Dop853Tableau.A[i][j];
      }
      assertThat(sum).isCloseTo(Dop853Tableau.C[i], within(ROUNDING));
    }
  }

  @Test
  void theResultIsOfOrderEightAndTheEstimatesOfFiveAndThree() {
    double[] b = new double[STAGES];
    Arrays.setAll(b, DOP853::b);
    for (List<RootedTree> trees : TREES) {
      for (RootedTree tree : trees) {
        assertThat(dot(b, weight(tree))).isCloseTo(1 / tree.gamma(), within(ROUNDING));
        if (tree.order() <= 5) {
          assertThat(dot(Dop853Tableau.FIFTH, weight(tree))).isCloseTo(0, within(ROUNDING));
        }
        if (tree.order() <= 3) {
          assertThat(dot(Dop853Tableau.THIRD, weight(tree))).isCloseTo(0, within(ROUNDING));
        }
      }
    }
  }

  @Test
  void theDenseOutputIsOfOrderSevenAndMeetsBothEnds() {
    double[] w = new double[STAGES];
    for (double theta = 0; theta <= 1; theta += 0.0625) {
      DOP853.denseWeights(theta, w);
      for (RootedTree tree : TREES.subList(1, 8).stream().flatMap(List::stream).toList()) {
        assertThat(dot(w, weight(tree)))
            .isCloseTo(Math.pow(theta, tree.order()) / tree.gamma(), within(ROUNDING));
      }
    }
    DOP853.denseWeights(0, 1, w);
    assertThat(w[0]).isEqualTo(1);
    DOP853.denseWeights(1, 1, w);
    assertThat(w[Dop853Tableau.STAGES - 1]).isCloseTo(1, within(1e-12)); // differences of hundreds
  }

  /** What the factor by which the error of the dense output is bounded comes from. */
  @Test
  void theErrorOfTheDenseOutputIsBoundedByTheErrorEstimate() {
    double sixth = norm(Dop853Tableau.FIFTH, 6);
    double fourth = norm(Dop853Tableau.THIRD, 4);
    Dop853Tableau tableau = new Dop853Tableau();
    double estimate = tableau.error(new double[] {sixth, fourth});
    double[] w = new double[STAGES];
    for (double theta = 0.01; theta < 1; theta += 0.01) {
      DOP853.denseWeights(theta, w);
      double error = 0;
      for (RootedTree tree : TREES.get(8)) {
        double exact = Math.pow(theta, 8) / tree.gamma();
        error += Math.pow((dot(w, weight(tree)) - exact) / tree.sigma(), 2);
      }
      assertThat(Math.sqrt(error)).isLessThan(tableau.denseError() * estimate); // 3.9e-5 of 1.5e-5
    }
  }

  private static double norm(double[] weights, int order) {
    double sum = 0;
    for (RootedTree tree : TREES.get(order)) {
      sum += Math.pow(dot(weights, weight(tree)) / tree.sigma(), 2);
    }
    return Math.sqrt(sum);
  }

  @Test
  void derivativesOfTheDenseOutputAreThoseOfItsPolynomials() {
    // truncation e² times derivatives of up to 1e4, rounding 1e-12 / e
    DenseDerivatives.check(DOP853::denseWeights, STAGES, 2e-6);
  }
}
