package org.lamarck.worker.method;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.memory.ChunkedArray;
import org.lamarck.worker.memory.MemoryBudget;
import org.lamarck.worker.sparse.SparseLu;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.sparse.SymbolicLu;

class FactorCacheTest {
  /** J = (−1 a; b −2): dominated by its diagonal, so that no factorisation is dense. */
  private final SparsePattern pattern =
      new SparsePattern(new int[] {0, 2, 4}, new int[] {0, 1, 0, 1});

  private final SymbolicLu plan = new SymbolicLu(2, pattern, new int[0]);
  private final SparseLu made = new SparseLu(plan);
  private final SparseLu loaded = new SparseLu(plan);

  @Test
  void solvesWithWhatItKeptToTheBit() {
    FactorCache factors = new FactorCache(new MemoryBudget(Long.MAX_VALUE));
    List<double[]> solutions = keep(factors, 200);
    for (int k = 199; k >= 0; k--) {
      assertThat(factors.load(k, loaded)).isTrue();
      assertThat(solution(loaded)).isEqualTo(solutions.get(k));
    }
  }

  @Test
  void keepsTheFirstOnesWhenThereIsNoMoreRoom() {
    long array = new ChunkedArray(made.saved()).bytes(); // of 64 factorisations
    MemoryBudget room = new MemoryBudget(3 * array - 1);
    FactorCache factors = new FactorCache(room);
    List<double[]> solutions = keep(factors, 64 + 1);
    FactorCache others = new FactorCache(room);
    keep(others, 1);
    assertThat(factors.load(64, loaded)).isTrue();
    assertThat(solution(loaded)).isEqualTo(solutions.get(64));
    assertThat(others.load(0, loaded)).isFalse();
    keep(factors, 63 + 1);
    assertThat(factors.load(127, loaded)).isTrue();
    assertThat(factors.load(128, loaded)).isFalse();
  }

  @Test
  void keepsNeitherStepsWithoutOneNorThoseOfTheIntegrationBefore() {
    FactorCache factors = new FactorCache(new MemoryBudget(Long.MAX_VALUE));
    keep(factors, 2);
    factors.clear();
    factors.addNone();
    List<double[]> solutions = keep(factors, 1);
    assertThat(factors.load(0, loaded)).isFalse();
    assertThat(factors.load(1, loaded)).isTrue();
    assertThat(solution(loaded)).isEqualTo(solutions.get(0));
  }

  @Test
  void leavesOutDenseOnes() {
    FactorCache factors = new FactorCache(new MemoryBudget(Long.MAX_VALUE));
    made.factorise(new double[] {0, -1, -1, 0}, 1e-9); // pivots of 1e-9 cost nine digits
    assertThat(made.isPivoted()).isTrue();
    factors.add(made);
    assertThat(factors.load(0, loaded)).isFalse();
  }

  private List<double[]> keep(FactorCache factors, int count) {
    List<double[]> solutions = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      made.factorise(new double[] {-1, 0.1 * k, -0.2 * k, -2}, 30);
      factors.add(made);
      solutions.add(solution(made));
    }
    return solutions;
  }

  private static double[] solution(SparseLu lu) {
    double[] x = {1, 2, 3, 5};
    lu.solve(x, 0);
    lu.solveTransposed(x, 2);
    return x;
  }
}
