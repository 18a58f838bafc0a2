package org.lamarck.strategies.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.evolution.ReferenceSet.Elite;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

class ReferenceSetTest {
  private static final RandomStream RANDOM = RandomStream.of(1);

  /** Members at (k/10, ½) with value k. */
  private static ReferenceSet of(int members, int capacity) {
    ReferenceSet set = new ReferenceSet(List.of(), capacity);
    for (int k = 0; k < members; k++) {
      set = set.with(null, place(k), k);
    }
    return set;
  }

  private static Vector place(double k) {
    return Vector.of(k / 10, 0.5);
  }

  private static List<Double> values(ReferenceSet set) {
    return set.members().stream().map(Elite::value).toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 5", "5, 8", "10, 11", "30, 18", "100, 33", "1000, 40"})
  void thereIsRoomForTenPairsACoordinate(int dimension, int capacity) {
    // b² − b ≥ 10 n (Egea et al. 2009), from 5 to 40
    assertThat(ReferenceSet.empty(dimension).capacity()).isEqualTo(capacity);
  }

  @Test
  void theBestComeFirst() {
    ReferenceSet set =
        ReferenceSet.empty(2)
            .with(null, place(5), 5)
            .with(null, place(1), 1)
            .with(null, place(3), 3);
    assertThat(values(set)).containsExactly(1.0, 3.0, 5.0);
    assertThat(set.parent(0)).isEqualTo(place(1));
    assertThat(set.parent(4)).isEqualTo(place(3)); // they take turns
    assertThat(set.valueSpread()).contains(2.0);
  }

  @Test
  void twoAreTooFewToRecombine() {
    assertThat(of(2, 5).fertile()).isFalse();
    assertThat(of(3, 5).fertile()).isTrue();
    assertThat(of(1, 5).valueSpread()).isEmpty();
  }

  @Test
  void aFullSetTakesWhatIsBetterThanItsWorst() {
    ReferenceSet full = of(5, 5);
    assertThat(values(full.with(null, place(7), 9))).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
    assertThat(values(full.with(null, place(7), 2.5))).containsExactly(0.0, 1.0, 2.0, 2.5, 3.0);
  }

  @Test
  void aChildReplacesNobodyButItsParent() {
    ReferenceSet set = of(4, 9);
    ReferenceSet next = set.with(place(2), place(8), 1.5);
    assertThat(values(next)).containsExactly(0.0, 1.0, 1.5, 3.0);
    assertThat(next.members()).extracting(Elite::point).doesNotContain(place(2));
    ReferenceSet worse = set.with(place(2), place(8), 2.5);
    assertThat(values(worse)).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(worse.members().get(2).stagnation()).isEqualTo(1);
  }

  @Test
  void aChildThatIsAnotherMemberIsNoNewOne() {
    ReferenceSet set = of(4, 9);
    // within a thousandth of member 1, and better than it
    ReferenceSet next = set.with(place(2), place(1.005), 0.5);
    assertThat(values(next)).containsExactly(0.0, 0.5, 2.0, 3.0);
    assertThat(next.members().get(2).stagnation()).isEqualTo(1); // its own parent gained nothing
    assertThat(values(set.with(null, place(1.005), 1.5))).containsExactly(0.0, 1.0, 2.0, 3.0);
  }

  @Test
  void aParentWhoseChildrenFailTwentyTimesMakesRoom() {
    ReferenceSet set = of(5, 5);
    for (int child = 0; child < 19; child++) {
      set = set.with(place(2), place(9), 50);
    }
    assertThat(values(set)).contains(2.0);
    set = set.with(place(2), place(9), 50);
    assertThat(values(set)).containsExactly(0.0, 1.0, 3.0, 4.0);
  }

  @Test
  void theBestStaysHoweverLongItsChildrenFail() {
    ReferenceSet set = of(5, 5);
    for (int child = 0; child < 100; child++) {
      set = set.with(place(0), place(9), 50);
    }
    assertThat(values(set)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0);
  }

  @Test
  void threeAreNeverLeftAlone() {
    ReferenceSet set = of(3, 5);
    for (int child = 0; child < 100; child++) {
      set = set.with(place(2), place(9), 50);
    }
    assertThat(set.members()).hasSize(3);
  }

  @Test
  void childrenAreInTheUnitBoxAndAFunctionOfTheFamily() {
    ReferenceSet set = of(9, 9);
    Set<Vector> seen = new HashSet<>();
    for (long family = 0; family < 50; family++) {
      List<Vector> children = set.children(RANDOM.split("family", family), family, 3);
      assertThat(children).hasSize(3);
      assertThat(children)
          .allMatch(child -> child.get(0) >= 0 && child.get(0) <= 1)
          .allMatch(child -> child.get(1) >= 0 && child.get(1) <= 1);
      assertThat(set.children(RANDOM.split("family", family), family, 3)).isEqualTo(children);
      seen.addAll(children);
    }
    assertThat(seen).hasSizeGreaterThan(140);
  }

  @Test
  void halfOfTheChildrenComeOfRectanglesBetweenMembers() {
    // all members have ½ in the second coordinate, which rectangles keep and normal ones leave
    ReferenceSet set = of(9, 9);
    int kept = 0;
    int families = 400;
    for (long family = 0; family < families; family++) {
      Vector child = set.children(RANDOM.split("family", family), family, 1).get(0);
      kept += child.get(1) == 0.5 ? 1 : 0;
    }
    assertThat(kept).isBetween(160, 240); // four deviations of 400 coins
  }

  @Test
  void normalChildrenScatterAsTheMembersDo() {
    ReferenceSet set = new ReferenceSet(List.of(), 9);
    double[] at = {0.4, 0.45, 0.5, 0.55, 0.6};
    for (int k = 0; k < at.length; k++) {
      set = set.with(null, Vector.of(at[k], 0.5 + (at[k] - 0.5) / 5), k);
    }
    double[] squares = new double[2];
    double product = 0;
    int count = 0;
    for (long family = 0; family < 4000; family += 5) { // the first member is the parent
      for (Vector child : set.children(RANDOM.split("family", family), family, 4)) {
        double x = child.get(0) - 0.4;
        double y = child.get(1) - 0.48;
        if (y != x / 5) { // rectangles are on the diagonal of members only by chance
          squares[0] += x * x;
          squares[1] += y * y;
          product += x * y;
          count++;
        }
      }
    }
    assertThat(count).isGreaterThan(1000);
    // members are on a line of slope 1/5: so are the children, but for the noise of 0.02
    assertThat(product / Math.sqrt(squares[0] * squares[1])).isBetween(0.1, 0.9);
    assertThat(Math.sqrt(squares[1] / squares[0])).isCloseTo(0.4, within(0.3));
  }
}
