package org.lamarck.worker.elementary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.random.RandomStream;

final class ElementaryKernelTest {
  private static final int COUNT = 1003; // no multiple of a vector's length

  /** Numbers of all sizes, up to a limit. */
  private static double[] numbers(double limit) {
    RandomStream random = RandomStream.of(7);
    double[] x = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double size = Math.pow(10, -6 + 6 * random.nextDouble());
      x[i] = (random.nextDouble() < 0.5 ? -1 : 1) * limit * size;
    }
    return x;
  }

  private interface Kernel {
    void run(double[] m, int from, int to, int count);
  }

  private static void sameBits(double[] x, Kernel kernel, DoubleUnaryOperator single) {
    double[] m = new double[2 * COUNT + 3];
    System.arraycopy(x, 0, m, 3, COUNT);
    kernel.run(m, 3, 3 + COUNT, COUNT);
    for (int i = 0; i < COUNT; i++) {
      assertThat(Double.doubleToLongBits(m[3 + COUNT + i]))
          .isEqualTo(Double.doubleToLongBits(single.applyAsDouble(x[i])));
    }
    kernel.run(m, 3, 3, COUNT); // in place
    assertThat(m[3]).isEqualTo(single.applyAsDouble(x[0]));
    assertThat(m[2 + COUNT]).isEqualTo(single.applyAsDouble(x[COUNT - 1]));
  }

  /** Of all functions. */
  private static void sameBits(double[] x, ElementaryKernel kernel) {
    sameBits(x, kernel::exp, ElementaryKernel::exp);
    sameBits(x, kernel::tanh, ElementaryKernel::tanh);
    sameBits(x, kernel::logistic, ElementaryKernel::logistic);
    sameBits(x, kernel::logisticSlope, ElementaryKernel::logisticSlope);
  }

  @Test
  void vectorsHaveTheBitsOfSingleNumbers() {
    for (double limit : new double[] {1, 30, 700}) {
      double[] x = numbers(limit);
      sameBits(x, ElementaryKernel.fastest());
      sameBits(x, new ScalarElementaryKernel());
    }
  }

  @Test
  void vectorsWithExtremeNumbersHaveTheBitsOfSingleNumbers() {
    double[] x = numbers(5);
    x[5] = Double.NaN;
    x[17] = Double.POSITIVE_INFINITY;
    x[18] = Double.NEGATIVE_INFINITY;
    x[900] = 1000;
    x[901] = -1000;
    x[1002] = -740;
    sameBits(x, ElementaryKernel.fastest());
  }

  @Test
  void theExponentialFunctionIsExactToTwoUnitsOfTheLastPlace() {
    for (double x : numbers(700)) {
      double exact = StrictMath.exp(x);
      assertThat(ElementaryKernel.exp(x)).isCloseTo(exact, within(2 * Math.ulp(exact)));
    }
  }

  @Test
  void theHyperbolicTangentIsExactToFourUnitsOfTheLastPlace() {
    // a quotient, of a difference that may lose one bit, of a quotient
    for (double x : numbers(20)) {
      double exact = StrictMath.tanh(x);
      assertThat(ElementaryKernel.tanh(x)).isCloseTo(exact, within(4 * Math.ulp(exact)));
    }
  }

  @Test
  void theLogisticFunctionAndItsSlopeAreExactToUnitsOfTheLastPlace() {
    // quotients of sums of quotients; e^−x on the other side is itself exact to one unit, as is 1 +
    for (double x : numbers(700)) {
      double power = StrictMath.exp(-Math.abs(x)); // at most 1: no sum loses a digit
      double exact = (x < 0 ? power : 1) / (1 + power);
      assertThat(ElementaryKernel.logistic(x)).isCloseTo(exact, within(5 * Math.ulp(exact)));
      double slope = power / ((1 + power) * (1 + power));
      assertThat(ElementaryKernel.logisticSlope(x)).isCloseTo(slope, within(8 * Math.ulp(slope)));
    }
  }

  @Test
  void extremeNumbersHaveTheirLimits() {
    assertThat(ElementaryKernel.logistic(1000)).isEqualTo(1);
    assertThat(ElementaryKernel.logistic(-1000)).isZero();
    assertThat(ElementaryKernel.logistic(-740)).isEqualTo(StrictMath.exp(-740));
    assertThat(ElementaryKernel.logistic(Double.NaN)).isNaN();
    assertThat(ElementaryKernel.logisticSlope(1000)).isZero();
    assertThat(ElementaryKernel.logisticSlope(-740)).isEqualTo(StrictMath.exp(-740));
    assertThat(ElementaryKernel.logisticSlope(740)).isEqualTo(StrictMath.exp(-740));
    assertThat(ElementaryKernel.logisticSlope(Double.NaN)).isNaN();
    assertThat(ElementaryKernel.exp(-1000)).isZero();
    assertThat(ElementaryKernel.exp(1000)).isInfinite();
    assertThat(ElementaryKernel.exp(709.5)).isEqualTo(StrictMath.exp(709.5));
    assertThat(ElementaryKernel.exp(-740)).isEqualTo(StrictMath.exp(-740)); // no normal number
    assertThat(ElementaryKernel.exp(Double.NaN)).isNaN();
    assertThat(ElementaryKernel.tanh(1000)).isEqualTo(1);
    assertThat(ElementaryKernel.tanh(-1000)).isEqualTo(-1);
    assertThat(ElementaryKernel.tanh(-0.0)).isZero();
    assertThat(ElementaryKernel.tanh(Double.NaN)).isNaN();
  }

  @Test
  void rowsOfProductsAreSumsInTheirOrder() {
    double[] x = numbers(10);
    for (int inner : new int[] {1, 3, 4, 16, 21}) {
      for (int columns : new int[] {1, 3, 4, 16, 23}) {
        double[] m = new double[2 * COUNT];
        System.arraycopy(x, 0, m, 0, COUNT);
        m[inner] = -0.0;
        int b = 2 * inner;
        ElementaryKernel.fastest().row(m, 0, 2, b, COUNT, inner, columns);
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (int l = 0; l < inner; l++) {
            sum += m[2 * l] * m[b + l * columns + j];
          }
          assertThat(Double.doubleToLongBits(m[COUNT + j])).isEqualTo(Double.doubleToLongBits(sum));
        }
        assertThat(m[COUNT + columns]).isZero(); // nothing behind the row
        fourRowsAreTheRows(m, inner, columns);
      }
    }
  }

  /** With factors that lie row by row, and column by column. */
  private static void fourRowsAreTheRows(double[] m, int inner, int columns) {
    int b = 4 * inner;
    int c = b + inner * columns;
    for (int step : new int[] {1, 4}) {
      int rowStep = step == 1 ? inner : 1;
      double[] four = m.clone();
      ElementaryKernel.fastest().fourRows(four, 0, rowStep, step, b, c, inner, columns);
      double[] single = m.clone();
      for (int i = 0; i < 4; i++) {
        new ScalarElementaryKernel()
            .row(single, i * rowStep, step, b, c + i * columns, inner, columns);
      }
      assertThat(four).isEqualTo(single);
    }
  }
}
