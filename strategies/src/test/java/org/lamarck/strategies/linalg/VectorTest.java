package org.lamarck.strategies.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lamarck.strategies.Stored;
import org.lamarck.strategies.random.RandomStream;

class VectorTest {
  private static final Vector ONE_TWO = Vector.of(1, 2);

  @Test
  void neitherWhoMadeItNorWhoReadItCanChangeIt() {
    double[] given = {1, 2};
    Vector vector = Vector.of(given);
    given[0] = 9;
    vector.toArray()[1] = 9;
    vector.with(0, 9);
    assertThat(vector).isEqualTo(ONE_TWO);
  }

  @Test
  void aPartOfAnArrayIsCopied() {
    double[] given = {0, 1, 2, 3};
    Vector part = Vector.copyOf(given, 1, 2);
    given[1] = 9;
    assertThat(part).isEqualTo(ONE_TWO);
    double[] target = {7, 7, 7, 7};
    part.copyInto(target, 2);
    assertThat(target).containsExactly(7, 7, 1, 2);
  }

  @Test
  void arithmeticIsThatOfEachCoordinate() {
    assertThat(ONE_TWO.plus(Vector.of(10, 20))).isEqualTo(Vector.of(11, 22));
    assertThat(ONE_TWO.minus(Vector.of(10, 20))).isEqualTo(Vector.of(-9, -18));
    assertThat(ONE_TWO.plus(0.5, Vector.of(10, 20))).isEqualTo(Vector.of(6, 12));
    assertThat(ONE_TWO.times(-3)).isEqualTo(Vector.of(-3, -6));
    assertThat(ONE_TWO.map(x -> x * x)).isEqualTo(Vector.of(1, 4));
    assertThat(ONE_TWO.with(1, 5)).isEqualTo(Vector.of(1, 5));
    assertThat(ONE_TWO.dot(Vector.of(3, -4))).isEqualTo(-5);
  }

  @Test
  void normsObeyTheirInequalities() {
    RandomStream random = RandomStream.of(1);
    for (int k = 0; k < 200; k++) {
      int n = 1 + random.nextInt(12);
      Vector x = Matrices.normal(n, random);
      Vector y = Matrices.normal(n, random);
      double room = 1e-14 * (x.norm() + y.norm()); // of rounding
      assertThat(x.plus(y).norm()).isLessThanOrEqualTo(x.norm() + y.norm() + room);
      assertThat(Math.abs(x.dot(y))).isLessThanOrEqualTo(x.norm() * y.norm() + room);
      assertThat(x.maxNorm()).isLessThanOrEqualTo(x.norm() + room);
      assertThat(x.norm()).isLessThanOrEqualTo(Math.sqrt(n) * x.maxNorm() + room);
      assertThat(x.times(-2).norm()).isCloseTo(2 * x.norm(), within(room));
    }
    assertThat(Vector.of(3, 4).norm()).isEqualTo(5);
    assertThat(Vector.of().maxNorm()).isZero();
    assertThat(Vector.of().norm()).isZero();
  }

  @Test
  void whatIsNotFiniteIsNoticed() {
    assertThat(ONE_TWO.isFinite()).isTrue();
    assertThat(Vector.of(1, Double.NaN).isFinite()).isFalse();
    assertThat(Vector.of(Double.POSITIVE_INFINITY).isFinite()).isFalse();
    assertThat(Vector.of(1, Double.NaN, 3).maxNorm()).isNaN();
  }

  @Test
  void equalityIsOfBits() {
    assertThat(Vector.of(0.0)).isNotEqualTo(Vector.of(-0.0));
    assertThat(Vector.of(Double.NaN)).isEqualTo(Vector.of(Double.NaN));
    assertThat(Vector.of(0.1 + 0.2)).isNotEqualTo(Vector.of(0.3));
    assertThat(Vector.zeros(2)).isNotEqualTo(Vector.zeros(3));
    assertThat(Vector.zeros(2)).isEqualTo(Vector.of(0, 0)).hasSameHashCodeAs(Vector.of(0, 0));
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> ONE_TWO.plus(Vector.zeros(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a vector of size 3 meets one of size 2");
    assertThatThrownBy(() -> ONE_TWO.minus(Vector.zeros(1)))
        .hasMessage("a vector of size 1 meets one of size 2");
    assertThatThrownBy(() -> ONE_TWO.dot(Vector.zeros(0)))
        .hasMessage("a vector of size 0 meets one of size 2");
  }

  @Test
  void travelsWithoutLosingABit() {
    Vector sent = Vector.of(-0.0, Double.MIN_VALUE, Math.PI, Double.NaN, 1e308);
    assertThat(Stored.copy(sent)).isEqualTo(sent);
  }
}
