package org.lamarck.worker.objective.monotone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnotGridTest {
  private static final double[] VALUES = {2.5, -1, 3, 0.4, 7, 3};

  private static KnotGrid grid(int knots, double[] values) {
    KnotGrid grid = new KnotGrid(knots, values.length);
    grid.locate(values);
    return grid;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 17})
  void aValueIsWhereItsKnotsAndItsPartSay(int knots) {
    KnotGrid grid = grid(knots, VALUES);
    assertThat(grid.knot(0)).isEqualTo(-1);
    assertThat(grid.knot(knots - 1)).isEqualTo(7);
    for (int k = 0; k < VALUES.length; k++) {
      int above = grid.interval(k);
      assertThat(above).isBetween(1, knots - 1);
      assertThat(grid.part(k)).isBetween(0.0, 1.0);
      double from = grid.knot(above - 1);
      // a few roundings of 7
      assertThat(from + grid.part(k) * (grid.knot(above) - from))
          .isCloseTo(VALUES[k], within(1e-14));
      assertThat(grid.from() + grid.shareOf(k) * grid.range()).isCloseTo(VALUES[k], within(1e-14));
    }
  }

  @Test
  void theEndsAreTheLeastAndTheLargestValue() {
    KnotGrid grid = grid(4, VALUES);
    assertThat(grid.lowest()).isEqualTo(1);
    assertThat(grid.highest()).isEqualTo(4);
    assertThat(grid.part(1)).isZero();
    assertThat(grid.part(4)).isEqualTo(1);
  }

  @Test
  void theSlopeIsThatOfThePartOfAnInnerValue() {
    double h = 1e-6;
    double[] moved = VALUES.clone();
    moved[3] += h;
    double difference = (grid(5, moved).part(3) - grid(5, VALUES).part(3)) / h;
    assertThat(grid(5, VALUES).slope()).isCloseTo(difference, within(1e-9)); // it is linear
  }

  @Test
  void valuesThatDifferByRoundingHaveOnePlace() {
    KnotGrid grid = grid(3, new double[] {0.1 + 0.2, 0.3, 0.3});
    assertThat(grid.isCollapsed()).isTrue();
    assertThat(grid.knot(0)).isEqualTo(grid.knot(2));
    for (int k = 0; k < 3; k++) {
      assertThat(grid.interval(k)).isEqualTo(1);
      assertThat(grid.part(k)).isZero();
    }
    assertThat(grid(3, new double[] {0, 0}).isCollapsed()).isTrue();
    assertThat(grid(3, new double[] {1e-20, 2e-20}).isCollapsed()).isFalse();
  }
}
