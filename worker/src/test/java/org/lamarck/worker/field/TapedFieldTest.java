package org.lamarck.worker.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.sparse.Matrices;
import org.lamarck.worker.system.Point;

/** Numbers that remember, and the products and matrices that are made of what they remember. */
class TapedFieldTest {
  /** A function of one number, with the points at which it is looked at. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Function(String name, UnaryOperator<Real> of, double... points) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Function> functions() {
    return Stream.of(
        new Function("x + 3", x -> x.plus(3), -2, 0.5),
        new Function("x - 3", x -> x.minus(3), -2, 0.5),
        new Function("-x", Real::negated, -2, 0.5),
        new Function("3 x", x -> x.times(3), -2, 0.5),
        new Function("x / 3", x -> x.over(3), -2, 0.5),
        new Function("x²", Real::square, -2, 0, 0.5),
        new Function("x^2.5", x -> x.power(2.5), 0.5, 3),
        new Function("x^-1", x -> x.power(-1), -2, 0.5),
        new Function("√x", Real::sqrt, 0.1, 4),
        new Function("eˣ", Real::exp, -2, 0, 3),
        new Function("ln x", Real::log, 0.1, 4),
        new Function("sin x", Real::sin, -2, 0.5),
        new Function("cos x", Real::cos, -2, 0.5),
        new Function("tan x", Real::tan, -1, 0.5),
        new Function("atan x", Real::atan, -3, 0.5),
        new Function("tanh x", Real::tanh, -2, 0.5),
        new Function("|x|", Real::abs, -2, 0.5),
        new Function("max(x, 1)", x -> x.max(x.constant(1)), -2, 3),
        new Function("min(x, 1)", x -> x.min(x.constant(1)), -2, 3),
        new Function("1 - x", x -> x.constant(1).minus(x), -2, 3),
        new Function("1 / (1 + x²)", x -> x.constant(1).over(x.square().plus(1)), -2, 3),
        new Function("xˣ", x -> x.power(x), 0.4, 2.5),
        new Function("x + x", x -> x.plus(x), -2, 3));
  }

  private static double value(UnaryOperator<Real> function, double at) {
    double[] f = new double[1];
    TapedField.of(1, 0, (t, y, p) -> new Real[] {function.apply(y[0])})
        .slopes(new Point(0, new double[] {at}, new double[0]), f);
    return f[0];
  }

  @ParameterizedTest
  @MethodSource("functions")
  void slopesOfFunctionsAgreeWithDifferencesBothWays(Function function) {
    TapedField field = TapedField.of(1, 0, (t, y, p) -> new Real[] {function.of.apply(y[0])});
    for (double x : function.points) {
      double h = 1e-5;
      double difference = (value(function.of, x + h) - value(function.of, x - h)) / (2 * h);
      Point at = new Point(0, new double[] {x}, new double[0]);
      double[] forward = new double[1];
      double[] backward = new double[1];
      field.jvp(at, new double[] {2}, new double[0], forward);
      field.vjp(at, new double[] {3}, backward, new double[0]);
      // truncation: h² times third derivatives of up to 2000
      assertThat(forward[0]).isCloseTo(2 * difference, within(2e-7));
      assertThat(backward[0]).isCloseTo(3 * difference, within(2e-7));
    }
  }

  static Stream<BinaryOperator<Real>> pairs() {
    return Stream.of(
        Real::plus, Real::minus, Real::times, Real::over, Real::power, Real::max, Real::min);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void functionsOfTwoNumbersAgreeWithDifferences(BinaryOperator<Real> function) {
    TapedField field = TapedField.of(1, 1, (t, y, p) -> new Real[] {function.apply(y[0], p[0])});
    double h = 1e-5;
    double[] f = new double[1];
    for (double[] at : new double[][] {{0.7, 1.9}, {2.5, 0.4}}) {
      double[] slopes = new double[2];
      for (int i = 0; i < 2; i++) {
        double[] up = at.clone();
        double[] down = at.clone();
        up[i] += h;
        down[i] -= h;
        field.slopes(new Point(0, new double[] {up[0]}, new double[] {up[1]}), f);
        slopes[i] = f[0];
        field.slopes(new Point(0, new double[] {down[0]}, new double[] {down[1]}), f);
        slopes[i] = (slopes[i] - f[0]) / (2 * h);
      }
      Point point = new Point(0, new double[] {at[0]}, new double[] {at[1]});
      field.jvp(point, new double[] {1}, new double[] {-2}, f);
      assertThat(f[0]).isCloseTo(slopes[0] - 2 * slopes[1], within(1e-7));
      double[] yBar = new double[1];
      double[] pBar = {5}; // gains
      field.vjp(point, new double[] {1}, yBar, pBar);
      assertThat(yBar[0]).isCloseTo(slopes[0], within(1e-7));
      assertThat(pBar[0]).isCloseTo(5 + slopes[1], within(1e-7));
    }
  }

  /**
   * Lorenz' system with a force, a slope that is a state, one that is constant, and a repeated one.
   */
  private static TapedField several() {
    return TapedField.of(
        4,
        3,
        (t, y, p) -> {
          Real sum = y[0].times(y[1]).minus(p[2].times(y[2]));
          return new Real[] {
            p[0].times(y[1].minus(y[0])).plus(t.times(p[1]).sin()), y[3], sum, sum
          };
        });
  }

  @Test
  void productsFromEitherSideAndTheMatrixAreOne() {
    RandomStream random = RandomStream.of(2);
    TapedField field = several();
    for (int n = 0; n < 20; n++) {
      Point at = new Point(random.nextDouble(), vector(random, 4), vector(random, 3));
      double[] dy = vector(random, 4);
      double[] dp = vector(random, 3);
      double[] z = vector(random, 4);
      double[] df = new double[4];
      double[] yBar = new double[4];
      double[] pBar = new double[3];
      field.jvp(at, dy, dp, df);
      field.vjp(at, z, yBar, pBar);
      double left = dot(z, df);
      assertThat(dot(yBar, dy) + dot(pBar, dp)).isCloseTo(left, within(1e-13));
      double[] f = new double[4];
      double[] fy = new double[16];
      double[] ft = new double[4];
      field.linearise(at, f, fy, ft);
      field.jvp(at, dy, new double[3], df);
      for (int i = 0; i < 4; i++) {
        double sum = 0;
        for (int j = 0; j < 4; j++) {
          sum += fy[4 * i + j] * dy[j];
        }
        assertThat(df[i]).isCloseTo(sum, within(1e-13));
      }
      double k = at.constants()[1];
      assertThat(ft)
          .containsExactly(new double[] {k * Math.cos(k * at.time()), 0, 0, 0}, within(1e-13));
    }
  }

  private static double[] vector(RandomStream random, int size) {
    return Matrices.vector(random, size);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void aSparseMatrixHasTheEntriesOfItsPattern() {
    double[][] pattern = {{1, 1, 0, 0}, {0, 0, 0, 1}, {1, 1, 1, 0}, {1, 1, 1, 0}};
    TapedField sparse = several().withJacobian(Matrices.pattern(pattern));
    Point at = new Point(0.3, new double[] {1, 2, 3, 4}, new double[] {5, 6, 7});
    double[] fy = new double[9];
    sparse.linearise(at, new double[4], fy, new double[4]);
    assertThat(fy).containsExactly(-5, 5, 1, 2, 1, -7, 2, 1, -7);
  }

  /** Points are told by their values: arrays that are written to again are other points. */
  @Test
  void whatIsRememberedIsOfThePointInQuestion() {
    TapedField field = several();
    double[] y = {1, 2, 3, 4};
    Point at = new Point(0, y, new double[] {1, 1, 1});
    double[] df = new double[4];
    double[] direction = {1, 0, 0, 0};
    field.jvp(at, direction, new double[3], df);
    assertThat(df[2]).isEqualTo(2);
    y[1] = 9;
    field.jvp(at, direction, new double[3], df);
    assertThat(df[2]).isEqualTo(9);
    double[] f = new double[4];
    field.slopes(at, f);
    assertThat(f[2]).isEqualTo(9 - 3);
    field.vjp(at, new double[] {0, 0, 1, 0}, df, new double[3]);
    assertThat(df[0]).isEqualTo(9);
  }

  /** √(y p) where y or p is 0: what does not move has no say, whatever the slope. */
  @Test
  void anInfiniteSlopeOfWhatDoesNotMoveIsNothingBothWays() {
    TapedField field = TapedField.of(1, 1, (t, y, p) -> new Real[] {y[0].times(p[0]).sqrt()});
    Point at = new Point(0, new double[] {0}, new double[] {0});
    double[] df = new double[1];
    field.jvp(at, new double[] {1}, new double[] {1}, df);
    double[] yBar = new double[1];
    double[] pBar = new double[1];
    field.vjp(at, new double[] {1}, yBar, pBar);
    assertThat(List.of(df[0], yBar[0], pBar[0])).containsOnly(0.0);
  }

  @Test
  void branchesAreThoseThatWereTaken() {
    TapedField field =
        TapedField.of(
            1, 0, (t, y, p) -> new Real[] {y[0].value() > 1 ? y[0].square() : y[0].constant(7)});
    double[] df = new double[1];
    for (double[] one : new double[][] {{0.5, 7, 0}, {3, 9, 6}}) {
      Point at = new Point(0, new double[] {one[0]}, new double[0]);
      field.slopes(at, df);
      assertThat(df[0]).isEqualTo(one[1]);
      field.jvp(at, new double[] {1}, new double[0], df);
      assertThat(df[0]).isEqualTo(one[2]);
    }
  }

  /** More operations than the tape had room for. */
  @Test
  void tapesGrow() {
    TapedField field =
        TapedField.of(
            1,
            0,
            (t, y, p) -> {
              Real sum = y[0].constant(0);
              for (int i = 1; i <= 1000; i++) {
                sum = sum.plus(y[0].times(i));
              }
              return new Real[] {sum};
            });
    double[] df = new double[1];
    field.jvp(new Point(0, new double[] {1}, new double[0]), new double[] {1}, new double[0], df);
    assertThat(df[0]).isEqualTo(500_500);
  }

  @Test
  void asManySlopesAsStatesAreNeeded() {
    TapedField field = TapedField.of(2, 0, (t, y, p) -> new Real[] {y[0]});
    assertThatThrownBy(
            () -> field.slopes(new Point(0, new double[2], new double[0]), new double[2]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("1 slopes were computed for 2 states");
  }
}
