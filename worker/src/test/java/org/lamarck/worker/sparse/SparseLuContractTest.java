package org.lamarck.worker.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lamarck.worker.sparse.Matrices.pattern;
import static org.lamarck.worker.sparse.Matrices.shifted;
import static org.lamarck.worker.sparse.Matrices.transposed;
import static org.lamarck.worker.sparse.Matrices.values;
import static org.lamarck.worker.sparse.Matrices.vector;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

/** Sparse factorisations on random patterns against Commons Math's dense one. */
class SparseLuContractTest {
  /** Some tens of roundings of a solve by each method, for each unit of the condition number. */
  private static final double ROUNDINGS = 64 * Math.ulp(1.0);

  private final RandomStream random = RandomStream.of(23);

  private double[][] jacobian(int size, double density) {
    return Matrices.random(random, size, size, density);
  }

  private int[] some(int size, double share) {
    return IntStream.range(0, size).filter(i -> random.nextDouble() < share).toArray();
  }

  private static void requireSolved(double[][] w, SparseLu lu, double[] right) {
    requireSolved(w, lu, right, ROUNDINGS * Matrices.condition(w));
  }

  private static void requireSolved(double[][] w, SparseLu lu, double[] right, double bound) {
    double[] x = right.clone();
    lu.solve(x, 0);
    double[] expected = Matrices.solve(w, right);
    double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(x).containsExactly(expected, within(bound * size));
    double[] y = right.clone();
    lu.solveTransposed(y, 0);
    expected = Matrices.solve(transposed(w), right);
    size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(y).containsExactly(expected, within(bound * size));
  }

  /** σ from where W is its diagonal to where W is the Jacobian, with pivoting as needed. */
  @Test
  void systemsAreSolvedWhateverTheStep() {
    for (int n = 0; n < 60; n++) {
      int size = 1 + random.nextInt(14);
      double[][] jacobian = jacobian(size, 0.1 + 0.5 * random.nextDouble());
      SparseLu lu = new SparseLu(size, pattern(jacobian));
      for (double sigma : new double[] {100, 3, 0.3, 0.01}) {
        double[][] w = shifted(jacobian, sigma);
        if (Matrices.condition(w) < 1e8) {
          assertThat(lu.factorise(values(jacobian), sigma)).isTrue();
          // growth without pivots may cost as many digits as its limit says
          double growth = sigma > 1 || lu.isPivoted() ? 1 : SparseLu.GROWTH_LIMIT;
          double bound = growth * ROUNDINGS * Matrices.condition(w);
          requireSolved(w, lu, vector(random, size), bound);
        }
      }
    }
  }

  /** Rows without σ, some with no entry on the diagonal, which are exchanged. */
  @Test
  void algebraicRowsAreSolvedWithTheOthers() {
    int exchanged = 0;
    for (int n = 0; n < 300; n++) {
      int size = 2 + random.nextInt(10);
      double[][] jacobian = jacobian(size, 0.45);
      int[] algebraic = some(size, 0.4);
      double[][] w = shifted(jacobian, 5, algebraic);
      SymbolicLu plan = new SymbolicLu(size, pattern(jacobian), algebraic);
      SparseLu lu = new SparseLu(plan);
      if (Matrices.condition(w) < 1e6) { // of a singular one it is infinite or huge
        assertThat(lu.factorise(values(jacobian), 5)).isTrue();
        requireSolved(w, lu, vector(random, size));
        exchanged += plan.isExchanged && !lu.isPivoted() ? 1 : 0;
      }
    }
    assertThat(exchanged).as("systems that were solved after an exchange").isGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void manyRightHandSidesAreSolvedAsOneByOneWhereverTheyStand(int columns) {
    int size = 13;
    int width = RowKernel.width(columns);
    for (int n = 0; n < 20; n++) {
      double[][] jacobian = jacobian(size, 0.3);
      SparseLu lu = new SparseLu(size, pattern(jacobian), some(size, n % 2 * 0.2));
      if (!lu.factorise(values(jacobian), 4)) {
        continue;
      }
      double[] all = vector(random, size * width);
      double[][] single = new double[width][size + 3];
      for (int j = 0; j < width; j++) {
        for (int i = 0; i < size; i++) {
          single[j][3 + i] = all[i * width + j];
        }
        lu.solve(single[j], 3); // behind what is not touched
      }
      lu.solveMany(all, width);
      for (int j = 0; j < width; j++) {
        double largest = Arrays.stream(single[j]).map(Math::abs).max().orElseThrow();
        assertThat(Arrays.copyOf(single[j], 3)).containsOnly(0);
        for (int i = 0; i < size; i++) {
          // the same products in the same order, but for the scale of rows
          assertThat(all[i * width + j]).isCloseTo(single[j][3 + i], within(1e-11 * largest));
        }
      }
    }
  }

  /** The first states do not depend on the others: of them a part suffices. */
  @Test
  void aPartThatNothingLeadsOutOfIsSolvedAlone() {
    int size = 12;
    int kept = 7;
    int width = 4;
    for (double sigma : new double[] {6, 1e-7}) { // without and with pivoting
      double[][] jacobian = jacobian(size, 0.5);
      for (int i = kept; i < size; i++) {
        for (int j = 0; j < kept; j++) {
          jacobian[i][j] = 0;
        }
      }
      int[] place = new int[size];
      Arrays.setAll(place, i -> i < kept ? kept - 1 - i : -1); // in another order
      SparseLu lu = new SparseLu(size, pattern(jacobian));
      assertThat(lu.factorise(values(jacobian), sigma)).isTrue();
      double[] right = vector(random, kept * width);
      double[] solved = right.clone();
      lu.solveMany(lu.part(place, kept), solved, width);
      double[][] w = shifted(jacobian, sigma);
      double bound = ROUNDINGS * Matrices.condition(w);
      for (int column = 0; column < width; column++) {
        double[] whole = new double[size];
        for (int i = 0; i < kept; i++) {
          whole[i] = right[place[i] * width + column];
        }
        double[] expected = Matrices.solve(w, whole);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < kept; i++) {
          assertThat(solved[place[i] * width + column])
              .isCloseTo(expected[i], within(bound * largest));
        }
      }
    }
  }

  @Test
  void aPartOfExchangedRowsIsRefused() {
    double[][] jacobian = {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}};
    SparseLu lu = new SparseLu(3, pattern(jacobian), new int[] {0, 1});
    assertThatThrownBy(() -> lu.part(new int[] {0, 1, -1}, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("algebraic rows are exchanged: give all states");
  }

  @Test
  void aFactorisationThatWasSavedSolvesToTheSameBits() {
    int size = 9;
    double[][] jacobian = jacobian(size, 0.4);
    SparseLu lu = new SparseLu(size, pattern(jacobian));
    lu.factorise(values(jacobian), 7);
    double[] saved = new double[2 + lu.saved()];
    lu.save(saved, 2);
    double[] right = vector(random, size);
    double[] before = right.clone();
    lu.solve(before, 0);
    lu.factorise(values(jacobian), 1e-9); // another, perhaps a dense one
    lu.load(saved, 2);
    double[] after = right.clone();
    lu.solve(after, 0);
    assertThat(after).isEqualTo(before);
    SparseLu other = new SparseLu(size, pattern(jacobian));
    other.load(saved, 2);
    other.solve(right, 0);
    assertThat(right).isEqualTo(before);
  }

  /** Powers of two do not round: a change of the unit of time changes no digit. */
  @Test
  void theUnitOfTimeChangesNoDigit() {
    int size = 10;
    double[][] jacobian = jacobian(size, 0.4);
    double[] right = vector(random, size);
    double[] x = right.clone();
    SparseLu lu = new SparseLu(size, pattern(jacobian));
    lu.factorise(values(jacobian), 3);
    lu.solve(x, 0);
    double unit = 0x1p-37;
    double[] faster = Arrays.stream(values(jacobian)).map(v -> v * unit).toArray();
    double[] y = right.clone();
    lu.factorise(faster, 3 * unit);
    lu.solve(y, 0);
    assertThat(y).isEqualTo(Arrays.stream(x).map(v -> v / unit).toArray());
  }

  @Test
  void theOrderOfTheStatesDoesNotMatterToTheFill() {
    int size = 30;
    double[][] chain = new double[size][size];
    for (int i = 0; i < size; i++) {
      chain[i][i] = -1;
      chain[i][Math.max(0, i - 1)] = -1;
      chain[i][Math.min(size - 1, i + 1)] = -1;
    }
    for (int n = 0; n < 10; n++) {
      int[] order = shuffled(size);
      double[][] moved = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          moved[order[i]][order[j]] = chain[i][j];
        }
      }
      SymbolicLu plan = new SymbolicLu(size, pattern(moved), new int[0]);
      // a tridiagonal matrix has an order without fill: 3n − 2 entries, two products a state
      assertThat(plan.entries()).isEqualTo(3 * size - 2);
      assertThat(plan.multiplications()).isEqualTo(size - 1);
    }
  }

  private int[] shuffled(int size) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
    return order;
  }

  /** Without pivoting this loses all digits: 1 + 1e20 = 1e20. */
  @Test
  void aRowThatGrowsIsPivoted() {
    double[][] jacobian = {{-1e-20, -1}, {-1, -1}};
    SparseLu lu = new SparseLu(2, pattern(jacobian));
    assertThat(lu.factorise(values(jacobian), 0)).isTrue();
    assertThat(lu.isPivoted()).isTrue();
    double[] x = {1, 2};
    lu.solve(x, 0);
    assertThat(x).containsExactly(new double[] {1, 1}, within(1e-15));
    assertThat(lu.factorise(values(jacobian), 1e3)).isTrue();
    assertThat(lu.isPivoted()).as("the next is tried without pivots again").isFalse();
  }

  @Test
  void numbersThatAreNotFiniteAreNoFactorisation() {
    double[][] jacobian = jacobian(6, 0.7);
    SparseLu lu = new SparseLu(6, pattern(jacobian));
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      for (int e = 0; e < values(jacobian).length; e++) {
        double[] values = values(jacobian);
        values[e] = bad;
        assertThat(lu.factorise(values, 2)).as("entry %d is %s", e, bad).isFalse();
      }
    }
  }
}
