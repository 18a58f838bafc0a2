package org.lamarck.worker.objective.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConstantPatternTest {
  /**
   * Constant 1 depends on coordinates 2 and 5, told three times; constant 3 on 0; others on none.
   */
  private final ConstantPattern pattern =
      ConstantPattern.of(5, new int[] {1, 1, 1, 3, 9}, new int[] {5, 2, 5, 0, 9}, 4);

  @Test
  void pairsStandOnceByConstantThenCoordinate() {
    assertThat(IntStream.range(0, pattern.size()).map(pattern::constant)).containsExactly(1, 1, 3);
    assertThat(IntStream.range(0, pattern.size()).map(pattern::coordinate))
        .containsExactly(2, 5, 0);
    assertThat(IntStream.rangeClosed(0, 5).map(pattern::start)).containsExactly(0, 0, 2, 2, 3, 3);
  }

  @Test
  void findsThePlaceOfAPairThatIsInIt() {
    assertThat(pattern.place(1, 5)).isEqualTo(1);
    assertThatThrownBy(() -> pattern.place(0, 5)).hasMessageContaining("does not depend");
  }

  @Test
  void isThatOfTheSameSets() {
    TreeMap<Integer, NavigableSet<Integer>> sets = new TreeMap<>();
    sets.put(1, new TreeSet<>(List.of(2, 5)));
    sets.put(3, new TreeSet<>(List.of(0)));
    assertThat(pattern.coordinates()).isEqualTo(sets);
    assertThat(new ConstantPattern(5, sets).coordinates()).isEqualTo(sets);
  }
}
