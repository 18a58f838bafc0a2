package org.lamarck.worker.method.rungekutta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.method.Method;

/** The order conditions, tree by tree (Hairer, Nørsett &amp; Wanner I, II.2). */
class Dop853TableauTest {
  private static final int STAGES = Dop853Tableau.DENSE_STAGES;
  private static final Method DOP853 = ExplicitMethod.DOP853;

  /** Sums of 16 products of numbers up to 390 with an error of 1e-16 of each. */
  private static final double ROUNDING = 1e-14;

  private static final List<List<Tree>> TREES = trees(9);

  /**
   * A rooted tree.
   *
   * @param text its children, sorted, in brackets
   * @param order its vertices
   * @param gamma 1/γ is what weights must give
   * @param sigma its symmetry
   * @param weight by stage Φ_i
   */
  @SuppressWarnings("ArrayRecordComponent") // is read, not compared
  private record Tree(String text, int order, double gamma, double sigma, double[] weight) {}

  private static List<List<Tree>> trees(int most) {
    List<List<Tree>> all = new ArrayList<>(List.of(List.of()));
    for (int order = 1; order < most; order++) {
      List<Tree> made = new ArrayList<>();
      Set<String> known = new HashSet<>();
      addTrees(all, order - 1, new ArrayList<>(), made, known);
      all.add(made);
    }
    return all;
  }

  /** Adds the trees whose root has the given children and others of so many vertices. */
  private static void addTrees(
      List<List<Tree>> all, int left, List<Tree> children, List<Tree> made, Set<String> known) {
    if (left == 0) {
      Tree tree = tree(children);
      if (known.add(tree.text)) {
        made.add(tree);
      }
      return;
    }
    for (int order = 1; order <= left; order++) {
      for (Tree child : all.get(order)) {
        children.add(child);
        addTrees(all, left - order, children, made, known);
        children.remove(children.size() - 1);
      }
    }
  }

  private static Tree tree(List<Tree> children) {
    List<String> texts = children.stream().map(Tree::text).sorted().toList();
    int order = 1;
    double gamma = 1;
    double sigma = 1;
    double[] weight = new double[STAGES];
    Arrays.fill(weight, 1.0);
    for (Tree child : children) {
      order += child.order;
      gamma *= child.gamma;
      sigma *= child.sigma;
      for (int i = 0; i < STAGES; i++) {
        double sum = 0;
        for (int j = 0; j < i; j++) {
          sum += Dop853Tableau.A[i][j] * child.weight[j];
        }
        weight[i] *= sum;
      }
    }
    for (int k = 0; k < texts.size(); k++) { // multiplicities: 1 · 2 · 3 …
      int same = 1;
      for (int before = 0; before < k; before++) {
        same += texts.get(before).equals(texts.get(k)) ? 1 : 0;
      }
      sigma *= same;
    }
    return new Tree("[" + String.join("", texts) + "]", order, order * gamma, sigma, weight);
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
    for (List<Tree> trees : TREES) {
      for (Tree tree : trees) {
        assertThat(dot(b, tree.weight)).isCloseTo(1 / tree.gamma, within(ROUNDING));
        if (tree.order <= 5) {
          assertThat(dot(Dop853Tableau.FIFTH, tree.weight)).isCloseTo(0, within(ROUNDING));
        }
        if (tree.order <= 3) {
          assertThat(dot(Dop853Tableau.THIRD, tree.weight)).isCloseTo(0, within(ROUNDING));
        }
      }
    }
  }

  @Test
  void theDenseOutputIsOfOrderSevenAndMeetsBothEnds() {
    double[] w = new double[STAGES];
    for (double theta = 0; theta <= 1; theta += 0.0625) {
      DOP853.denseWeights(theta, w);
      for (Tree tree : TREES.subList(1, 8).stream().flatMap(List::stream).toList()) {
        assertThat(dot(w, tree.weight))
            .isCloseTo(Math.pow(theta, tree.order) / tree.gamma, within(ROUNDING));
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
      for (Tree tree : TREES.get(8)) {
        double exact = Math.pow(theta, 8) / tree.gamma;
        error += Math.pow((dot(w, tree.weight) - exact) / tree.sigma, 2);
      }
      assertThat(Math.sqrt(error)).isLessThan(tableau.denseError() * estimate); // 3.9e-5 of 1.5e-5
    }
  }

  private static double norm(double[] weights, int order) {
    double sum = 0;
    for (Tree tree : TREES.get(order)) {
      sum += Math.pow(dot(weights, tree.weight) / tree.sigma, 2);
    }
    return Math.sqrt(sum);
  }

  @Test
  void derivativesOfTheDenseOutputAreThoseOfItsPolynomials() {
    double[] up = new double[STAGES];
    double[] down = new double[STAGES];
    double[] derivative = new double[STAGES];
    double e = 1e-5;
    for (int order = 1; order <= 3; order++) {
      DOP853.denseWeights(0.4, order, derivative);
      if (order == 1) {
        DOP853.denseWeights(0.4 + e, up);
        DOP853.denseWeights(0.4 - e, down);
      } else {
        DOP853.denseWeights(0.4 + e, order - 1, up);
        DOP853.denseWeights(0.4 - e, order - 1, down);
      }
      for (int j = 0; j < STAGES; j++) {
        // truncation e² times derivatives of up to 1e4, rounding 1e-12 / e
        assertThat(derivative[j]).isCloseTo((up[j] - down[j]) / (2 * e), within(2e-6));
      }
    }
  }
}
