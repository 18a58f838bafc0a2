package org.lamarck.worker.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.sparse.Matrices.pattern;
import static org.lamarck.worker.sparse.Matrices.values;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

class SparseLuTest {
  /** Entries are of order 1 and W is dominated by its diagonal: solves lose few digits. */
  private static final double ROUNDING = 1e-12;

  private final RandomStream random = RandomStream.of(7);

  @Test
  void solvesSystemsOfAnyPattern() {
    for (int size : new int[] {1, 2, 5, 17, 60}) {
      double[][] jacobian = random(size, 0.15);
      SparseLu lu = new SparseLu(size, pattern(jacobian));
      assertThat(lu.factorise(values(jacobian), size)).isTrue();
      assertThat(lu.isPivoted()).isFalse();
      double[] x = vector(size);
      double[] solved = multiply(jacobian, size, x, false);
      lu.solve(solved, 0);
      assertThat(solved).containsExactly(x, within(ROUNDING));
    }
  }

  @Test
  void solvesTheTransposedSystem() {
    double[][] jacobian = random(31, 0.1);
    SparseLu lu = new SparseLu(31, pattern(jacobian));
    lu.factorise(values(jacobian), 31);
    double[] x = vector(31);
    double[] solved = multiply(jacobian, 31, x, true);
    lu.solveTransposed(solved, 0);
    assertThat(solved).containsExactly(x, within(ROUNDING));
  }

  @Test
  void solvesManyRightHandSidesAsOneByOne() {
    int size = 23;
    int width = 12;
    double[][] jacobian = random(size, 0.2);
    SparseLu lu = new SparseLu(size, pattern(jacobian));
    lu.factorise(values(jacobian), size);
    double[] all = vector(size * width);
    double[][] columns = new double[width][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < width; j++) {
        columns[j][i] = all[i * width + j];
      }
    }
    lu.solveMany(all, width);
    for (int j = 0; j < width; j++) {
      lu.solve(columns[j], 0);
      for (int i = 0; i < size; i++) {
        assertThat(all[i * width + j]).isCloseTo(columns[j][i], within(ROUNDING));
      }
    }
  }

  @Test
  void anArrowMatrixFillsNothing() {
    int size = 40;
    double[][] jacobian = new double[size][size];
    for (int i = 0; i < size; i++) {
      jacobian[i][i] = -1;
      jacobian[0][i] = 0.5;
      jacobian[i][0] = 0.5;
    }
    // eliminating the tip first would fill all 1600 entries
    assertThat(new SparseLu(size, pattern(jacobian)).entries()).isEqualTo(3 * size - 2);
  }

  @Test
  void pivotsWhereTheDiagonalIsTooSmall() {
    double[][] jacobian = {{0, -1, 0}, {-1, 0, -2}, {3, 0, 1}};
    double sigma = 1e-9; // the diagonal without pivoting costs nine digits
    SparseLu lu = new SparseLu(3, pattern(jacobian));
    assertThat(lu.factorise(values(jacobian), sigma)).isTrue();
    assertThat(lu.isPivoted()).isTrue();
    double[] x = {1, -2, 3};
    double[] solved = multiply(jacobian, sigma, x, false);
    lu.solve(solved, 0);
    assertThat(solved).containsExactly(x, within(ROUNDING));
    double[] transposed = multiply(jacobian, sigma, x, true);
    lu.solveTransposed(transposed, 0);
    assertThat(transposed).containsExactly(x, within(ROUNDING));
    double[] columns = {1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0};
    double[] column = {0, 1, 1};
    lu.solveMany(columns, 4);
    lu.solve(column, 0);
    for (int i = 0; i < 3; i++) {
      assertThat(columns[4 * i + 1]).isCloseTo(column[i], within(ROUNDING));
    }
  }

  @Test
  void saysThatAMatrixIsSingular() {
    double[][] jacobian = {{1, 1}, {1, 1}};
    SparseLu lu = new SparseLu(2, pattern(jacobian));
    assertThat(lu.factorise(values(jacobian), 2.0)).isFalse(); // 2I − J = (1 −1; −1 1)
    assertThat(lu.factorise(new double[] {Double.NaN, 1, 1, 1}, 2.0)).isFalse();
    assertThat(lu.factorise(values(jacobian), 3.0)).isTrue();
  }

  @Test
  void solvesToTheBitTheSameOnceTheLoopsAreWrittenOut() {
    for (int size : new int[] {1, 6, 19, 40}) {
      double[][] jacobian = random(size, 0.12);
      SymbolicLu plan = new SymbolicLu(size, pattern(jacobian), new int[0]);
      SparseLu lu = new SparseLu(plan);
      assertThat(lu.factorise(values(jacobian), size)).isTrue();
      double[] x = vector(size + 3);
      double[] solved = x.clone();
      double[] transposed = x.clone();
      lu.solve(solved, 3);
      lu.solveTransposed(transposed, 3);
      for (int i = 0; i < 3000; i++) {
        lu.solve(x.clone(), 3);
        lu.solveTransposed(x.clone(), 3);
      }
      assertThat(plan.solve.code()).as("written out by now").isNotNull();
      assertThat(plan.solveTransposed.code()).isNotNull();
      double[] again = x.clone();
      lu.solve(again, 3);
      assertThat(again).isEqualTo(solved);
      lu.solveTransposed(x, 3);
      assertThat(x).isEqualTo(transposed);
    }
  }

  @Test
  void staysWithLoopsWhereTheyWouldBeTooLongWrittenOut() {
    double[][] jacobian = random(60, 1);
    SymbolicLu plan = new SymbolicLu(60, pattern(jacobian), new int[0]);
    SparseLu lu = new SparseLu(plan);
    assertThat(lu.factorise(values(jacobian), 60)).isTrue();
    double[] x = vector(60);
    for (int i = 0; i < 3000; i++) {
      lu.solve(x.clone(), 0);
    }
    assertThat(plan.solve.code()).isNull();
  }

  private double[][] random(int size, double density) {
    return Matrices.random(random, size, size, density);
  }

  private double[] vector(int size) {
    return Matrices.vector(random, size);
  }

  /** (σI − J) x, or its transpose times x. */
  private static double[] multiply(
      double[][] jacobian, double sigma, double[] x, boolean transposed) {
    double[][] w = Matrices.shifted(jacobian, sigma);
    return Matrices.times(transposed ? Matrices.transposed(w) : w, x);
  }
}
