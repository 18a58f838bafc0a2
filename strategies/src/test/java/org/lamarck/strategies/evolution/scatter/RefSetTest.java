package org.lamarck.strategies.evolution.scatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/** Reference sets, and what the islands that have them remember. */
class RefSetTest {
  private static Member member(double value, int stagnation, double... point) {
    return new Member(Vector.of(point), value, stagnation);
  }

  @Test
  void theBestIsFirstAndOfEqualOnesTheEarlier() {
    RefSet set = new RefSet(List.of(member(2, 0, 0.1), member(1, 0, 0.2), member(1, 0, 0.3)));
    assertThat(set.members())
        .containsExactly(member(1, 0, 0.2), member(1, 0, 0.3), member(2, 0, 0.1));
    assertThat(set.best()).isEqualTo(1);
    assertThat(set.spread()).isZero(); // the middle one is as good
    assertThat(RefSet.EMPTY.best()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(RefSet.EMPTY.spread()).isZero();
  }

  @Test
  void aFirstSetOfFewPointsHasAllOfThem() {
    List<Member> found = List.of(member(3, 0, 0.1), member(1, 0, 0.9));
    assertThat(RefSet.of(found, 5).members()).containsExactly(found.get(1), found.get(0));
    assertThat(RefSet.of(List.of(), 5)).isEqualTo(RefSet.EMPTY);
  }

  @Test
  void thoseThatStagnateMakeRoomButTheBestStays() {
    RefSet set = new RefSet(List.of(member(1, 99, 0.1), member(2, 19, 0.3), member(3, 20, 0.5)));
    assertThat(set.pruned().members()).containsExactly(member(1, 99, 0.1), member(2, 19, 0.3));
  }

  /** Twins are nearer than 0.001 in each coordinate, not in their distance. */
  @Test
  void ofTwinsTheBetterStays() {
    RefSet set =
        new RefSet(
            List.of(
                member(2, 0, 0.5009, 0.2009), member(1, 0, 0.5, 0.2), member(3, 0, 0.5, 0.2011)));
    assertThat(set.pruned().members())
        .containsExactly(member(1, 0, 0.5, 0.2), member(3, 0, 0.5, 0.2011));
  }

  @Test
  void aGuestTakesThePlaceOfTheWorstOnlyWhereThereIsNoOther() {
    RefSet set = new RefSet(List.of(member(1, 0, 0.1), member(4, 0, 0.4)));
    Member guest = member(2, 0, 0.9);
    assertThat(set.taking(guest, 3).members())
        .containsExactly(member(1, 0, 0.1), guest, member(4, 0, 0.4));
    assertThat(set.taking(guest, 2).members()).containsExactly(member(1, 0, 0.1), guest);
  }

  @Test
  void aSearchThatGotNoBetterLetsItsParentStagnate() {
    RefSet set = new RefSet(List.of(member(1, 3, 0.1), member(4, 5, 0.4)));
    assertThat(set.refined(Vector.of(0.4), Vector.of(0.45), 4).members())
        .containsExactly(member(1, 3, 0.1), member(4, 6, 0.4));
  }

  /** β is 0: the box is between half of the way to the mate and as much on the other side. */
  @Test
  void childrenOfNeighboursInRankAreOnBothSides() {
    RefSet set = new RefSet(List.of(member(1, 0, 0.5), member(2, 0, 0.7), member(3, 0, 0.1)));
    RandomStream random = RandomStream.of(5);
    int n = 2000;
    double sum = 0;
    for (int k = 0; k < n; k++) {
      double child = set.child(random, 0, 1).get(0);
      assertThat(child).isBetween(0.4, 0.6);
      sum += child;
    }
    // uniform on a width of 0.2: σ of the mean is 0.2/√(12·2000) = 0.0013
    assertThat(sum / n).isCloseTo(0.5, within(3 * 0.0013));
  }

  /** The better the mate, the farther children are shifted to it: α = −1, β = 1. */
  @Test
  void childrenOfTheWorstWithTheBestLieOnTheBestsSide() {
    RefSet set = new RefSet(List.of(member(1, 0, 0.2), member(2, 0, 0.9), member(3, 0, 0.6)));
    RandomStream random = RandomStream.of(5);
    for (int k = 0; k < 200; k++) {
      assertThat(set.child(random, 2, 0).get(0)).isBetween(0.2, 0.6);
    }
  }

  @Test
  void childrenStayInTheBox() {
    RefSet set =
        new RefSet(List.of(member(1, 0, 0, 1), member(2, 0, 1, 0), member(3, 0, 0.5, 0.5)));
    RandomStream random = RandomStream.of(6);
    for (int k = 0; k < 300; k++) {
      int parent = k % 3;
      for (double u : set.child(random, parent, (parent + 1 + k / 3 % 2) % 3).toArray()) {
        assertThat(u).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void aChildWithoutAValueGoesNowhere() {
    Line line = Line.from(member(1, 0, 0.5), Vector.of(0.6), Double.POSITIVE_INFINITY);
    assertThat(line.going()).isFalse();
    assertThat(line.after(Vector.of(0.7), Double.NaN).going()).isFalse();
    assertThat(line.after(Vector.of(0.7), Double.NaN).child()).isEqualTo(line.child());
  }

  /** Clipped at a wall: the point is better by rounding alone, and the same. */
  @Test
  void aLineThatStandsStillEnds() {
    Line line = Line.from(member(2, 0, 0.9), Vector.of(1.0), 1);
    assertThat(line.next(RandomStream.of(1))).isEqualTo(Vector.of(1.0));
    assertThat(line.after(Vector.of(1.0), 0.5).going()).isFalse();
  }

  @Test
  void theReachDoublesAfterEveryTwoSteps() {
    Line line = Line.from(member(10, 0, 0.0), Vector.of(0.01), 9);
    List<Double> reaches = new ArrayList<>();
    for (int step = 1; step <= 6; step++) {
      line = line.after(Vector.of(0.01 + 0.01 * step), 9 - step);
      reaches.add(line.reach());
    }
    assertThat(reaches).containsExactly(2.0, 2.0, 4.0, 4.0, 8.0, 8.0);
  }

  /** b is the least with b² − b ≥ 10 · size · n, between 4 and 40. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5", "0.5, 5", "2, 7", "0.01, 3", "1, 50", "1, 10000", "7.3, 11"})
  void membersAreAsManyAsTheirPairsServe(double size, int coordinates) {
    Temper temper = new Temper(size, 1, 0.5);
    int b = temper.members(coordinates);
    double wanted = 10 * size * coordinates;
    assertThat(b).isBetween(4, 40);
    assertThat(b == 40 || b * (b - 1) >= wanted).isTrue();
    assertThat(b == 4 || (b - 1) * (b - 2) < wanted).isTrue();
    assertThat(temper.diverse(coordinates)).isEqualTo(b * b - b);
  }

  @Test
  void theOldestOfMoreThanThreeHundredSearchesIsForgotten() {
    Trails trails = Trails.NONE;
    assertThat(trails.isEmpty()).isTrue();
    assertThat(trails.distance(Vector.of(0.5))).isEqualTo(Double.POSITIVE_INFINITY);
    for (int k = 0; k <= 300; k++) {
      trails = trails.with(Vector.of(10.0 * k), Vector.of(10.0 * k));
    }
    assertThat(trails.trails()).hasSize(300);
    assertThat(trails.repeats(Vector.of(0.0))).isFalse();
    assertThat(trails.repeats(Vector.of(10.0))).isTrue();
    assertThat(trails.repeats(Vector.of(3000.0))).isTrue();
  }

  @Test
  void theDistanceIsThatToTheNearestStartOrEnd() {
    Trails trails =
        Trails.NONE
            .with(Vector.of(0.0, 0.0), Vector.of(1.0, 0.0))
            .with(Vector.of(0.0, 1.0), Vector.of(0.6, 0.9));
    assertThat(trails.distance(Vector.of(0.3, 0.5))).isEqualTo(0.5, within(1e-15)); // 3, 4, 5
    assertThat(trails.distance(Vector.of(1.0, 0.2))).isEqualTo(0.2, within(1e-15));
  }
}
