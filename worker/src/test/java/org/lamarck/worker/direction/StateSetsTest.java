package org.lamarck.worker.direction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;

/** Sets of states against {@link BitSet}, about the ends of words. */
class StateSetsTest {
  private final RandomStream random = RandomStream.of(11);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 127, 128, 129, 300})
  void setsContainWhatWasAddedAndNothingElse(int states) {
    int count = 5;
    StateSets sets = new StateSets(states, count);
    BitSet[] expected = new BitSet[count];
    for (int set = 0; set < count; set++) {
      expected[set] = new BitSet(states);
      for (int k = 0; k < states / 2 + 1; k++) {
        int state = random.nextInt(states);
        sets.add(set, state);
        expected[set].set(state);
      }
    }
    sets.add(0, states - 1);
    expected[0].set(states - 1);
    sets.addAll(1, sets, 0);
    expected[1].or(expected[0]);
    long total = 0;
    for (int set = 0; set < count; set++) {
      StateSets alone = sets.only(set);
      for (int state = 0; state < states; state++) {
        assertThat(sets.contains(set, state)).isEqualTo(expected[set].get(state));
        assertThat(alone.contains(0, state)).isEqualTo(expected[set].get(state));
      }
      assertThat(sets.size(set)).isEqualTo(expected[set].cardinality());
      total += expected[set].cardinality();
    }
    assertThat(sets.total()).isEqualTo(total);
  }

  @Test
  void oneSetAloneIsOfItsOwn() {
    StateSets sets = new StateSets(70, 2);
    sets.add(1, 69);
    StateSets alone = sets.only(1);
    alone.add(0, 3);
    assertThat(sets.contains(1, 3)).isFalse();
    sets.add(1, 4);
    assertThat(alone.contains(0, 4)).isFalse();
  }

  @Test
  void setsOfTheSameStatesAreEqualHoweverTheyWereMade() {
    StateSets sets = new StateSets(130, 3);
    sets.add(0, 5);
    sets.add(0, 129);
    sets.add(1, 129);
    sets.addAll(1, sets.only(0), 0);
    sets.add(2, 5);
    assertThat(sets.only(1)).isEqualTo(sets.only(0)).hasSameHashCodeAs(sets.only(0));
    assertThat(sets.only(2)).isNotEqualTo(sets.only(0));
  }

  @Test
  void ofNoStatesAllSetsAreEmpty() {
    StateSets sets = new StateSets(0, 3);
    sets.addAll(2, sets, 1);
    assertThat(sets.total()).isZero();
    assertThat(sets.size(2)).isZero();
    assertThat(sets.only(0)).isEqualTo(sets.only(1));
  }
}
