package org.lamarck.worker.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.direction.Reachability;
import org.lamarck.worker.direction.StateSets;
import org.lamarck.worker.sparse.SparsePattern;

class ReachabilityTest {
  /** A cascade 0 → 1 → 2 with a loop 2 ⇄ 3, and 4 by itself, over two words with 66 states. */
  private static Reachability cascade() {
    int[] start = new int[67];
    int[] column = {0, 0, 1, 1, 3, 2, 4};
    int[] rowEnds = {1, 2, 5, 6, 7};
    for (int i = 0; i < 66; i++) {
      start[i + 1] = i < rowEnds.length ? rowEnds[i] : 7;
    }
    return new Reachability(66, new SparsePattern(start, column));
  }

  @Test
  void aStateMovesAllThatComesAfterIt() {
    Reachability reach = cascade();
    assertThat(moved(reach, 0)).containsExactly(0, 1, 2, 3);
    assertThat(moved(reach, 2)).containsExactly(2, 3);
    assertThat(moved(reach, 4)).containsExactly(4);
    assertThat(moved(reach, 65)).containsExactly(65);
  }

  private static List<Integer> moved(Reachability reach, int state) {
    StateSets set = reach.none(1);
    reach.add(state, set, 0);
    return IntStream.range(0, 66).filter(i -> set.contains(0, i)).boxed().toList();
  }

  @Test
  void directionsThatMoveTheSameGoTogether() {
    Reachability reach = cascade();
    StateSets sets = reach.none(40);
    for (int d = 0; d < 40; d++) {
      if (d % 2 == 0) {
        reach.addAll(sets, d);
      } else {
        reach.add(4, sets, d);
      }
    }
    List<int[]> groups = reach.groups(sets, 40);
    assertThat(groups).hasSize(2);
    assertThat(groups.get(0)).containsExactly(IntStream.range(0, 20).map(d -> 2 * d).toArray());
    assertThat(groups.get(1)).containsExactly(IntStream.range(0, 20).map(d -> 2 * d + 1).toArray());
  }

  /** Two directions that move nearly the same fit in one vector of four. */
  @Test
  void smallGroupsAreJoinedWhereThatCostsLess() {
    Reachability reach = cascade();
    StateSets sets = reach.none(2);
    reach.add(0, sets, 0);
    reach.add(1, sets, 1);
    assertThat(reach.groups(sets, 2)).hasSize(1);
  }
}
