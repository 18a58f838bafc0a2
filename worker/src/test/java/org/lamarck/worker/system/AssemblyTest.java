package org.lamarck.worker.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.integrate.Jet;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.sparse.Matrices;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.SystemStructure.Stoichiometry;

/** Products with N that are laid out beforehand, against dense ones by Commons Math. */
class AssemblyTest {
  private final RandomStream random = RandomStream.of(37);

  /** N by column, as {@link Stoichiometry} has it. */
  private static Stoichiometry byRate(double[][] stoichiometry) {
    double[][] columns = Matrices.transposed(stoichiometry);
    return new Stoichiometry(Matrices.pattern(columns), Matrices.values(columns));
  }

  private static double[][] dense(SparsePattern pattern, double[] values, int columns) {
    double[][] matrix = new double[pattern.start().length - 1][columns];
    for (int i = 0; i < matrix.length; i++) {
      for (int e = pattern.start()[i]; e < pattern.start()[i + 1]; e++) {
        assertThat(matrix[i][pattern.column()[e]]).as("each place once").isZero();
        matrix[i][pattern.column()[e]] = values[e];
      }
    }
    return matrix;
  }

  @Test
  void jacobiansAreProductsWithDerivativesOfRates() {
    for (int n = 0; n < 200; n++) {
      int states = 1 + random.nextInt(7);
      int rates = 1 + random.nextInt(7);
      double[][] stoichiometry = Matrices.random(random, states, rates, 0.4);
      double[][] derivatives = Matrices.random(random, rates, states, 0.4);
      Assembly assembly =
          Assembly.matrix(states, byRate(stoichiometry), Matrices.pattern(derivatives));
      double[] product = new double[assembly.pattern().size()];
      Arrays.fill(product, Double.NaN); // what was there before has no say
      assembly.assemble(Matrices.values(derivatives), product);
      RealMatrix expected =
          new Array2DRowRealMatrix(stoichiometry).multiply(new Array2DRowRealMatrix(derivatives));
      double[][] found = dense(assembly.pattern(), product, states);
      for (int i = 0; i < states; i++) {
        assertThat(found[i]).containsExactly(expected.getRow(i), within(1e-14));
      }
    }
  }

  @Test
  void columnsAscendInEachRow() {
    double[][] stoichiometry = Matrices.random(random, 6, 8, 0.5);
    double[][] derivatives = Matrices.random(random, 8, 6, 0.5);
    SparsePattern pattern =
        Assembly.matrix(6, byRate(stoichiometry), Matrices.pattern(derivatives)).pattern();
    for (int i = 0; i < 6; i++) {
      for (int e = pattern.start()[i] + 1; e < pattern.start()[i + 1]; e++) {
        assertThat(pattern.column()[e]).isGreaterThan(pattern.column()[e - 1]);
      }
    }
  }

  @Test
  void vectorsOfSomeRatesAreAddedToTheirStates() {
    for (int n = 0; n < 200; n++) {
      int states = 1 + random.nextInt(7);
      int rates = 1 + random.nextInt(7);
      double[][] stoichiometry = Matrices.random(random, states, rates, 0.4);
      int[] some = IntStream.range(0, rates).filter(r -> random.nextDouble() < 0.6).toArray();
      double[] values = Matrices.vector(random, some.length);
      double[] all = new double[rates];
      for (int e = 0; e < some.length; e++) {
        all[some[e]] = values[e];
      }
      double[] product = new double[states];
      Arrays.fill(product, Double.NaN);
      Assembly.vector(states, byRate(stoichiometry), some).assemble(values, product);
      assertThat(product).containsExactly(Matrices.times(stoichiometry, all), within(1e-14));
    }
  }

  @Test
  void theTransposeGoesFromStatesToRates() {
    double[][] stoichiometry = Matrices.random(random, 5, 9, 0.4);
    double[] z = Matrices.vector(random, 5);
    double[] product = new double[9];
    Assembly.transposed(byRate(stoichiometry)).assemble(z, product);
    assertThat(product)
        .containsExactly(Matrices.times(Matrices.transposed(stoichiometry), z), within(1e-14));
  }

  @Test
  void stepsOfASystemGetItsRightHandSideAndItsJacobian() {
    JetSystem system = Models.robertson();
    double[] y = {0.7, 0.2, 0.1};
    double[] p = {0.04, 10, 30};
    SystemStructure structure = system.structure();
    double[] v = new double[structure.rates()];
    double[] vy = new double[structure.rateStates().size()];
    system.stateDerivatives(0, y, p, v, vy, new double[0]);
    StepPatterns patterns = new StepPatterns(structure);
    double[] f = new double[3];
    patterns.rightHandSide().assemble(v, f);
    double slow = 0.04 * 0.7;
    double back = 10 * 0.2 * 0.1;
    double fast = 30 * 0.2 * 0.2;
    assertThat(f)
        .containsExactly(new double[] {back - slow, slow - back - fast, fast}, within(1e-15));
    double[] product = new double[patterns.stateJacobian().pattern().size()];
    patterns.stateJacobian().assemble(vy, product);
    double[][] jacobian = dense(patterns.stateJacobian().pattern(), product, 3);
    assertThat(jacobian[0]).containsExactly(new double[] {-0.04, 1, 2}, within(1e-15));
    assertThat(jacobian[1]).containsExactly(new double[] {0.04, -1 - 12, -2}, within(1e-15));
    assertThat(jacobian[2]).containsExactly(new double[] {0, 12, 0}, within(1e-15));
    assertThat(patterns.factors()).isGreaterThanOrEqualTo(8);
  }

  /** √y at 0, and what is exact elsewhere stays as it is. */
  @Test
  void derivativesThatAreInfiniteAreReplacedByDifferences() {
    JetSystem system =
        new JetSystem(
            new double[][] {{1, 0}, {0, 1}},
            new double[] {0.3, 0.5},
            new double[] {2},
            (t, y, p) ->
                new Jet[] {p[0].times(y[0].power(p[0].times(0).plus(0.5))), y[0].times(y[1])});
    double[] y = {1e-300, 0.5};
    double[] p = {2};
    double[] v = new double[2];
    system.rates(0, y, p, v);
    double[] vy = {Double.POSITIVE_INFINITY, 0.5, 1e-300};
    new DerivativeRepair(system).repairStates(0, y, p, v, vy, new double[0]);
    assertThat(y).as("restored").containsExactly(1e-300, 0.5);
    double size = 1e-12 + 0x1p-26 * 1e-300;
    assertThat(vy[0]).isCloseTo(2 * Math.sqrt(size) / size, within(1e-6 * Math.sqrt(1 / size)));
    assertThat(vy[1]).isEqualTo(0.5);
    assertThat(vy[2]).isEqualTo(1e-300);
  }

  @Test
  void productsAreTheSameToTheBitOnceTheyAreWrittenOut() {
    for (int n = 0; n < 20; n++) {
      double[][] stoichiometry = Matrices.random(random, 6, 7, 0.5);
      for (double[] row : stoichiometry) {
        Arrays.setAll(row, r -> row[r] > 0.5 ? 1 : row[r] < -0.5 ? -1 : row[r]);
      }
      double[][] derivatives = Matrices.random(random, 7, 6, 0.5);
      double[] values = Matrices.values(derivatives);
      Assembly assembly =
          Assembly.matrix(6, byRate(stoichiometry), Matrices.pattern(derivatives)).shared();
      double[] first = new double[assembly.pattern().size()];
      assembly.assemble(values, first);
      double[] last = new double[first.length];
      for (int i = 0; i < 3000; i++) {
        Arrays.fill(last, Double.NaN);
        assembly.assemble(values, last);
      }
      assertThat(last).isEqualTo(first);
    }
  }
}
