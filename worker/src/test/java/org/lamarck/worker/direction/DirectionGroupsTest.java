package org.lamarck.worker.direction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.sparse.Matrices;
import org.lamarck.worker.sparse.SparsePattern;

/** What directions move, against closures of dense matrices, and in which groups they are put. */
class DirectionGroupsTest {
  private final RandomStream random = RandomStream.of(23);

  /** The pattern of no entry. */
  private static SparsePattern nothing(int states) {
    return new SparsePattern(new int[states + 1], new int[0]);
  }

  /** Warshall (1962): whether a change of j can ever move i. */
  private static boolean[][] closure(double[][] jacobian) {
    int n = jacobian.length;
    boolean[][] moves = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        moves[i][j] = i == j || jacobian[i][j] != 0;
      }
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          moves[i][j] |= moves[i][k] && moves[k][j];
        }
      }
    }
    return moves;
  }

  private static boolean[] column(boolean[][] matrix, int j) {
    boolean[] column = new boolean[matrix.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = matrix[i][j];
    }
    return column;
  }

  private static boolean[] contained(StateSets sets, int set, int states) {
    boolean[] contained = new boolean[states];
    for (int i = 0; i < states; i++) {
      contained[i] = sets.contains(set, i);
    }
    return contained;
  }

  @Test
  void whatAStateMovesIsTheTransitiveClosureOfTheJacobian() {
    for (int n = 0; n < 60; n++) {
      int states = 1 + random.nextInt(12);
      double[][] jacobian = Matrices.random(random, states, states, 0.15);
      Reachability reach = new Reachability(states, Matrices.pattern(jacobian));
      boolean[][] moves = closure(jacobian);
      StateSets sets = reach.none(states);
      for (int j = 0; j < states; j++) {
        reach.add(j, sets, j);
        assertThat(contained(sets, j, states)).isEqualTo(column(moves, j));
      }
    }
  }

  /** Of constants: by f_p and the seeds to first states, from there on by J. */
  @Test
  void seedsMoveWhatFollowsFromTheRatesOfTheirConstants() {
    for (int n = 0; n < 60; n++) {
      int states = 1 + random.nextInt(9);
      int constants = 1 + random.nextInt(5);
      int directions = 1 + random.nextInt(5);
      double[][] jacobian = Matrices.random(random, states, states, 0.15);
      double[][] slopes = Matrices.random(random, states, constants, 0.3);
      int entries = random.nextInt(6);
      int[] constant = IntStream.range(0, entries).map(e -> random.nextInt(constants)).toArray();
      int[] direction = IntStream.range(0, entries).map(e -> random.nextInt(directions)).toArray();
      Seeds seeds = new Seeds(constants, directions, constant, direction);
      Reachability reach = new Reachability(states, Matrices.pattern(jacobian));
      StateSets sets = reach.none(directions);
      reach.addSeeded(Matrices.pattern(slopes), seeds, sets);
      boolean[][] moves = closure(jacobian);
      boolean[][] expected = new boolean[directions][states];
      for (int e = 0; e < entries; e++) {
        for (int i = 0; i < states; i++) {
          for (int j = 0; j < states; j++) {
            expected[direction[e]][i] |= moves[i][j] && slopes[j][constant[e]] != 0;
          }
        }
      }
      for (int d = 0; d < directions; d++) {
        assertThat(contained(sets, d, states)).isEqualTo(expected[d]);
      }
    }
  }

  @Test
  void theUnionIsWhatAnyOfThemMoves() {
    Reachability reach = new Reachability(5, nothing(5));
    StateSets sets = reach.none(3);
    reach.add(0, sets, 0);
    reach.add(4, sets, 1);
    reach.addAll(sets, 2);
    assertThat(contained(reach.union(sets, 0, 1), 0, 5))
        .containsExactly(true, false, false, false, true);
    assertThat(reach.union(sets, 1, 2).size(0)).isEqualTo(5);
    assertThat(reach.union(sets).size(0)).as("of none").isZero();
  }

  /** Up to 64 groups are compared pair by pair; of more each with its neighbour. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 64, 65, 150})
  void eachDirectionIsInOneGroupAndGroupsAscend(int directions) {
    int states = 40;
    Reachability reach = new Reachability(states, nothing(states));
    StateSets sets = reach.none(directions);
    for (int d = 0; d < directions; d++) {
      for (int k = 0; k < 1 + d % 7; k++) {
        reach.add(random.nextInt(states), sets, d);
      }
    }
    List<int[]> groups = reach.groups(sets, directions);
    assertThat(groups.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .isEqualTo(IntStream.range(0, directions).toArray());
    int before = -1;
    for (int[] group : groups) {
      assertThat(group).isSorted();
      assertThat(group[0]).isGreaterThan(before);
      before = group[0];
    }
  }

  /** A common block would have all rows of both, and no fewer columns than either. */
  @Test
  void directionsThatMoveNothingInCommonStayApart() {
    int states = 30;
    Reachability reach = new Reachability(states, nothing(states));
    StateSets sets = reach.none(9);
    for (int d = 0; d < 9; d++) {
      for (int i = 0; i < 10; i++) {
        reach.add(10 * (d % 3) + i, sets, d);
      }
    }
    List<int[]> groups = reach.groups(sets, 9);
    assertThat(groups).hasSize(3);
    assertThat(groups.get(0)).containsExactly(0, 3, 6);
    assertThat(groups.get(1)).containsExactly(1, 4, 7);
    assertThat(groups.get(2)).containsExactly(2, 5, 8);
  }

  @Test
  void groupsAreTheSameInWhateverOrderTheirStatesAreFound() {
    int states = 20;
    Reachability reach = new Reachability(states, nothing(states));
    StateSets up = reach.none(6);
    StateSets down = reach.none(6);
    for (int d = 0; d < 6; d++) {
      for (int k = 0; k < 3 + d; k++) {
        reach.add((3 * d + k) % states, up, d);
        reach.add((3 * d + 2 + d - k) % states, down, d);
      }
    }
    assertThat(reach.groups(down, 6).toArray(int[][]::new))
        .isDeepEqualTo(reach.groups(up, 6).toArray(int[][]::new));
  }
}
