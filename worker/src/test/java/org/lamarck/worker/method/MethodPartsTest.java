package org.lamarck.worker.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.direction.Seeds;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.memory.ChunkedArray;
import org.lamarck.worker.memory.MemoryBudget;
import org.lamarck.worker.sparse.Matrices;
import org.lamarck.worker.sparse.StageCombination;
import org.lamarck.worker.tolerance.Tolerances;

/** What steps are made of and kept in: tolerances, combinations of stages, directions, memory. */
class MethodPartsTest {
  private final RandomStream random = RandomStream.of(9);

  @Test
  void tolerancesThatMakeNoSenseAreRefusedWithTheirNumber() {
    assertThatThrownBy(() -> Tolerances.of(0, 1e-9))
        .hasMessage("relative tolerance (0.0) must be above 0 and at most 0.1, such as 1e-8");
    assertThatThrownBy(() -> Tolerances.of(0.2, 1e-9)).hasMessageContaining("(0.2)");
    assertThatThrownBy(() -> Tolerances.of(Double.NaN, 1e-9)).hasMessageContaining("(NaN)");
    assertThatThrownBy(() -> Tolerances.of(1e-6, 0))
        .hasMessage("absolute tolerance (0.0) must be above 0 and finite");
    assertThatThrownBy(() -> Tolerances.of(1e-6, Double.POSITIVE_INFINITY))
        .hasMessageContaining("must be above 0 and finite");
    assertThatThrownBy(() -> Tolerances.defaults().withAbsolute(Vector.of()))
        .hasMessage("absolute tolerance is empty: give one for all states, or one for each");
    assertThatThrownBy(() -> Tolerances.defaults().withMaximumSteps(0))
        .hasMessage("maximumSteps (0) must be at least 1");
    assertThatThrownBy(() -> Tolerances.of(1e-6, 1e-9).withAbsolute(Vector.of(1, 2)).absolute(3))
        .hasMessage("2 absolute tolerances for 3 states; give one, or one each");
  }

  @Test
  void oneFloorIsThatOfAllStates() {
    assertThat(Tolerances.of(1e-6, 1e-9).absolute(3)).containsOnly(1e-9);
    assertThat(Tolerances.of(1e-6, 1e-9).withAbsolute(Vector.of(1, 2)).absolute(2))
        .containsExactly(1, 2);
  }

  @Test
  void everyWithChangesOneThing() {
    Tolerances plain = Tolerances.scaled(1e-7, 1e-11);
    assertThat(plain.withMaximumSteps(7).withMaximumSteps(1_000_000)).isEqualTo(plain);
    assertThat(plain.withStepping(Tolerances.Stepping.TSIT5).stepping())
        .isEqualTo(Tolerances.Stepping.TSIT5);
    assertThat(plain.withFloor(Tolerances.Floor.ABSOLUTE)).isEqualTo(Tolerances.of(1e-7, 1e-11));
    assertThat(Tolerances.defaults()).isEqualTo(Tolerances.scaled(1e-8, 1e-11));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 11, 12, 16})
  void combinationsOfAnyNumberOfStagesAreTheirSums(int count) {
    int length = 5;
    double[] start = Matrices.vector(random, length);
    double[] w = Matrices.vector(random, Math.max(1, count));
    double[] u = Matrices.vector(random, Math.max(1, count * length));
    double[] out = new double[length];
    Arrays.fill(out, Double.NaN);
    StageCombination.of(out, start, w, u, count, length);
    for (int i = 0; i < length; i++) {
      double sum = start[i];
      for (int j = 0; j < count; j++) {
        sum += w[j] * u[j * length + i];
      }
      assertThat(out[i]).isCloseTo(sum, within(1e-14));
    }
  }

  @Test
  void directionsAreCopiedFromAnyOrderOfEntries() {
    int[] constant = {2, 0, 2, 1, 0};
    int[] direction = {1, 0, 0, 1, 1};
    Seeds seeds = new Seeds(3, 2, constant, direction);
    double[] values = {5, 1, 7, 3, 9};
    System.arraycopy(values, 0, seeds.values(), 0, 5);
    double[] out = {1, 1, 1};
    seeds.copyDirection(0, out);
    assertThat(out).containsExactly(1, 0, 7);
    seeds.copyDirection(1, out);
    assertThat(out).containsExactly(9, 3, 5);
    for (int k = 0; k < 3; k++) {
      for (int e = seeds.start()[k]; e < seeds.start()[k + 1]; e++) {
        assertThat(constant[seeds.position()[e]]).isEqualTo(k);
        assertThat(direction[seeds.position()[e]]).isEqualTo(seeds.direction()[e]);
      }
    }
  }

  @Test
  void entriesOfOnePlaceAreAdded() {
    Seeds seeds = new Seeds(1, 1, new int[] {0, 0}, new int[] {0, 0});
    seeds.values()[0] = 2;
    seeds.values()[1] = 3;
    double[] out = new double[1];
    seeds.copyDirection(0, out);
    assertThat(out).containsExactly(5);
  }

  @Test
  void directionsOutsideAreRefused() {
    assertThatThrownBy(() -> new Seeds(2, 1, new int[] {2}, new int[] {0}))
        .hasMessage("constant 2 is not in 0 … 1");
    assertThatThrownBy(() -> new Seeds(2, 1, new int[] {0}, new int[] {1}))
        .hasMessage("direction 1 is not in 0 … 0");
    assertThatThrownBy(() -> new Seeds(2, 1, new int[] {0}, new int[0]))
        .hasMessage("1 constants and 0 directions");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096, 200_000})
  void blocksKeepTheirPlaceWhileMoreAreMade(int length) {
    ChunkedArray blocks = new ChunkedArray(length);
    int count = length > 10_000 ? 3 : 300;
    double[][] arrays = new double[count][];
    for (int k = 0; k < count; k++) {
      boolean wasMade = blocks.isMade(k);
      arrays[k] = blocks.array(k);
      assertThat(wasMade).isEqualTo(k > 0 && arrays[k] == arrays[k - 1]);
      arrays[k][blocks.offset(k)] = k;
      arrays[k][blocks.offset(k) + length - 1] = k;
    }
    for (int k = 0; k < count; k++) {
      assertThat(blocks.array(k)).isSameAs(arrays[k]);
      assertThat(arrays[k][blocks.offset(k)]).isEqualTo(k);
      assertThat(arrays[k][blocks.offset(k) + length - 1]).isEqualTo(k);
    }
    assertThat(blocks.bytes()).isEqualTo(8L * arrays[0].length);
  }

  @Test
  void aBudgetGivesAllOrNothing() {
    MemoryBudget budget = new MemoryBudget(100, 50);
    assertThat(budget.take(60)).isTrue();
    assertThat(budget.take(41)).isFalse();
    assertThat(budget.take(40)).isTrue();
    assertThat(budget.take(1)).isFalse();
    budget.keep(50);
    assertThat(budget.isExceeded()).isFalse();
    budget.keep(1);
    assertThat(budget.isExceeded()).isTrue();
    budget.keep(-20);
    assertThat(budget.isExceeded()).isFalse();
    assertThat(budget.records()).isEqualTo(50);
  }

  /** |k₀ y₀| twice over, once as the rate and once as ∂v/∂y y: what a sum's rounding is part of. */
  @Test
  void throughputCountsTermsWithoutTheirSigns() {
    double[] y = {2, -3};
    double[] p = {0.5, 0.2};
    double[] v = new double[2];
    double[] vy = new double[2];
    Models.chain().stateDerivatives(0, y, p, v, vy, new double[0]);
    double[] out = new double[2];
    Throughput.of(Models.chain().structure(), v, vy, y, out);
    assertThat(out).containsExactly(new double[] {2, 2 + 1.2}, within(1e-15));
    Throughput.of(Models.chain().structure(), new double[] {Double.NaN, 1}, vy, y, out);
    assertThat(out).as("what is not finite says nothing").containsExactly(0, 0);
  }
}
