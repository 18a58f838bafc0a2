package org.lamarck.worker.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

class RowKernelTest {
  private static final int SIZE = 9;

  private final RandomStream random = RandomStream.of(11);
  private final SparsePattern pattern = pattern();
  private final double[] values = numbers(pattern.size());

  /** Each width takes other branches of 16, 8 and 4 columns. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 12, 16, 20, 28, 32, 44, 64})
  void vectorInstructionsGiveTheSameBits(int width) {
    assumeThat(RowKernel.vectors())
        .as("needs a processor with vectors of four numbers")
        .isPresent();
    RowKernel vector = RowKernel.vectors().orElseThrow();
    RowKernel scalar = new ScalarRowKernel();
    SparseRows some = some();
    double[] x = numbers(SIZE * width);
    double[] out = numbers(SIZE * width);
    double[] same = out.clone();
    vector.multiplyAdd(values, some, x, out, width);
    scalar.multiplyAdd(values, some, x, same, width);
    assertThat(out).isEqualTo(same);

    int[] target = {5, 0, 3, 2, 1, 4};
    double[] scale = numbers(7);
    int[] factor = {6, 0, 1, 5, 2, 2};
    double[] y = x.clone();
    vector.eliminate(values, some, target, scale, factor, x, width);
    scalar.eliminate(values, some, target, scale, factor, y, width);
    assertThat(x).isEqualTo(y);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 24})
  void multipliesByTheRowsAndColumnsThatAreKept(int width) {
    SparseRows some = some();
    double[] x = numbers(6 * width);
    double[] out = new double[6 * width];
    RowKernel.fastest().multiplyAdd(values, some, x, out, width);
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < width; j++) {
        double sum = 0;
        for (int e = pattern.start()[i + 2]; e < pattern.start()[i + 3]; e++) {
          int column = pattern.column()[e] - 2;
          sum += column < 0 || column >= 6 ? 0 : values[e] * x[column * width + j];
        }
        assertThat(out[i * width + j]).isEqualTo(sum);
      }
    }
  }

  @Test
  void vectorInstructionsBeginWhenTheyAreWorthIt() {
    RowKernel scalar = new ScalarRowKernel();
    AtomicInteger asked = new AtomicInteger();
    RowKernel warming =
        new WarmingRowKernel(
            scalar,
            () -> {
              asked.incrementAndGet();
              return new ScalarRowKernel();
            });
    SparseRows some = some();
    int width = 64;
    double[] x = numbers(SIZE * width);
    double[] out = numbers(SIZE * width);
    double[] same = out.clone();
    warming.multiplyAdd(values, some, x, out, width);
    scalar.multiplyAdd(values, some, x, same, width);
    assertThat(out).isEqualTo(same);
    assertThat(asked).hasValue(0);
    long calls = WarmingRowKernel.ENOUGH / ((long) some.entry.length * width);
    for (long k = 1; k < calls; k++) {
      warming.multiplyAdd(values, some, x, out, width);
    }
    assertThat(asked).as("not yet").hasValue(0);
    warming.multiplyAdd(values, some, x, out, width);
    warming.multiplyAdd(values, some, x, out, width);
    assertThat(asked).as("once").hasValue(1);
  }

  /** The matrix without its first two and its last row and column. */
  private SparseRows some() {
    int[] place = new int[SIZE];
    Arrays.setAll(place, i -> i < 2 || i == SIZE - 1 ? -1 : i - 2);
    return SparseRows.of(pattern, place, 6);
  }

  private SparsePattern pattern() {
    int[] start = new int[SIZE + 1];
    int[] column = new int[SIZE * SIZE];
    int size = 0;
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        if (random.nextDouble() < 0.4) {
          column[size++] = j;
        }
      }
      start[i + 1] = size;
    }
    return new SparsePattern(start, Arrays.copyOf(column, size));
  }

  private double[] numbers(int count) {
    double[] result = new double[count];
    Arrays.setAll(result, i -> random.nextDouble() - 0.5);
    return result;
  }
}
