package org.lamarck.worker.neuron.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

/** Loops in vector instructions against those without: all bits are the same. */
class BlockLoopsTest {
  private static final double[] EXTREMES = {
    0.0,
    -0.0,
    1,
    -1,
    1e300,
    -1e300,
    1e-310,
    800,
    -800,
    709.5,
    -708.5,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private final RandomStream random = RandomStream.of(5);
  private final BlockLoops vector = BlockLoops.fastest();
  private final BlockLoops scalar = new ScalarBlockLoops();
  private final double[] a = numbers();
  private final double[] b = numbers();
  private final double[] c = numbers();

  /** A loop over registers. */
  private interface Loop {
    void run(BlockLoops loops, double[] to);
  }

  @BeforeEach
  void vectorsAreThere() {
    assumeThat(vector.getClass().getSimpleName())
        .as("needs a processor with vectors of four numbers")
        .isEqualTo("VectorBlockLoops");
  }

  /** The extremes, then numbers of all sizes that exponentials have. */
  private double[] numbers() {
    double[] numbers = new double[BlockKernel.BLOCK];
    Arrays.setAll(numbers, i -> 1400 * Math.pow(random.nextDouble(), 4) - 700);
    int shift = (int) (random.nextDouble() * EXTREMES.length);
    for (int i = 0; i < EXTREMES.length; i++) {
      numbers[i] = EXTREMES[(i + shift) % EXTREMES.length];
    }
    return numbers;
  }

  private void compare(int n, Loop loop) {
    double[] one = new double[BlockKernel.BLOCK];
    double[] other = new double[BlockKernel.BLOCK];
    loop.run(vector, one);
    loop.run(scalar, other);
    for (int i = 0; i < n; i++) {
      assertThat(Double.doubleToLongBits(one[i])).isEqualTo(Double.doubleToLongBits(other[i]));
    }
  }

  /** Lengths with and without a vector that is not whole. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 15, 100, 128})
  void arithmeticGivesTheSameBits(int n) {
    compare(n, (loops, to) -> loops.add(to, a, b, n));
    compare(n, (loops, to) -> loops.subtract(to, a, b, n));
    compare(n, (loops, to) -> loops.multiply(to, a, b, n));
    compare(n, (loops, to) -> loops.multiplyAdd(to, a, b, c, n));
    compare(n, (loops, to) -> loops.divide(to, a, b, n));
    compare(n, (loops, to) -> loops.addNumber(to, a, 0.3, n));
    compare(n, (loops, to) -> loops.numberMinus(to, a, 0.3, n));
    compare(n, (loops, to) -> loops.timesNumber(to, a, 0.3, n));
    compare(n, (loops, to) -> loops.numberOver(to, a, 0.3, n));
    compare(n, (loops, to) -> loops.negate(to, a, n));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 128})
  void exponentialsGiveTheSameBits(int n) {
    compare(n, (loops, to) -> loops.exp(to, a, new double[3][BlockKernel.BLOCK], n));
    compare(n, (loops, to) -> loops.exp(to, b, new double[3][BlockKernel.BLOCK], n));
  }

  @Test
  void aSumInAnArrayLeavesWhatIsBesideIt() {
    for (int n : new int[] {3, 8, 21}) {
      double[] one = c.clone();
      double[] other = c.clone();
      vector.accumulate(one, 5, a, n);
      scalar.accumulate(other, 5, a, n);
      assertThat(one).isEqualTo(other);
      assertThat(one[5 + n]).isEqualTo(c[5 + n]);
    }
  }
}
