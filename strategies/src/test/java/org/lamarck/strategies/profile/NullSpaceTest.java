package org.lamarck.strategies.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;

class NullSpaceTest {
  /** r = (x₀ x₁, x₂, x₀ x₁ x₂) at a point: x₀ and x₁ make up for each other. */
  private static Matrix product(double a, double b, double c) {
    return Matrix.of(3, 3, b, a, 0, 0, 0, 1, b * c, a * c, a * b);
  }

  @Test
  void factorsOfAProductMakeUpForEachOther() {
    NullSpace space = NullSpace.of(List.of(product(2, 3, 5), product(1, 7, 4)));
    Vector direction = space.direction(0).orElseThrow();
    // d(x₀ x₁) = 3 dx₀ + 2 dx₁ = 0
    assertThat(direction.get(0)).isEqualTo(1);
    assertThat(direction.get(1)).isCloseTo(-1.5, within(1e-9));
    assertThat(direction.get(2)).isCloseTo(0, within(1e-9));
    assertThat(space.direction(1).orElseThrow().get(0)).isCloseTo(-2 / 3.0, within(1e-9));
    assertThat(space.direction(2)).isEmpty();
  }

  @Test
  void whatHasNoEffectIsADirectionByItself() {
    NullSpace space = NullSpace.of(List.of(Matrix.of(2, 3, 1, 0, 2, 3, 0, 1)));
    assertThat(space.direction(1).orElseThrow()).isEqualTo(Vector.of(0, 1, 0));
    assertThat(space.direction(0)).isEmpty();
  }

  @Test
  void aSloppyDirectionAndOneThatIsNullAtOnePointAloneAreNone() {
    // columns whose angle is 1e-4, of lengths 10⁶ apart: the data tell them apart
    Matrix sloppy = Matrix.of(2, 2, 1e6, 1, 0, 1e-4);
    assertThat(NullSpace.of(List.of(sloppy)).direction(0)).isEmpty();
    // as R₀ and γ are where of an epidemic hardly more than (R₀ − 1) γ is seen
    Matrix growth = Matrix.of(2, 2, 1, 1, 0, 1e-6);
    assertThat(NullSpace.of(List.of(growth)).direction(0)).isEmpty();
    Matrix here = Matrix.of(2, 2, 1, 1, 2, 2);
    Matrix there = Matrix.of(2, 2, 1, 1, 2, 3);
    assertThat(NullSpace.of(List.of(here)).direction(0)).isPresent();
    assertThat(NullSpace.of(List.of(here, there)).direction(0)).isEmpty();
  }
}
