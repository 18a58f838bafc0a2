package org.lamarck.worker.direction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.sparse.RowKernel;
import org.lamarck.worker.sparse.SparsePattern;

/**
 * Which states a change of one state can ever move: the transitive closure of J, and of W⁻¹ with
 * it.
 */
public final class Reachability {
  private static final int MANY = 64;

  private final int states;
  private final StateSets moved; // by state

  /**
   * Follows the Jacobian.
   *
   * @param jacobian the pattern of J, n rows
   */
  public Reachability(int states, SparsePattern jacobian) {
    this.states = states;
    this.moved = new StateSets(states, states);
    List<List<Integer>> next = new ArrayList<>();
    for (int j = 0; j < states; j++) {
      next.add(new ArrayList<>());
    }
    for (int i = 0; i < states; i++) {
      for (int e = jacobian.start()[i]; e < jacobian.start()[i + 1]; e++) {
        next.get(jacobian.column()[e]).add(i);
      }
    }
    Deque<Integer> open = new ArrayDeque<>();
    for (int j = 0; j < states; j++) {
      visit(j, j, open);
      while (!open.isEmpty()) {
        for (int i : next.get(open.pop())) {
          visit(i, j, open);
        }
      }
    }
  }

  private void visit(int state, int set, Deque<Integer> open) {
    if (!moved.contains(set, state)) {
      moved.add(set, state);
      open.push(state);
    }
  }

  /** Empty sets, one for each direction. */
  public StateSets none(int directions) {
    return new StateSets(states, directions);
  }

  /** Adds a state, and all that it moves, to a set. */
  public void add(int state, StateSets sets, int set) {
    if (!sets.contains(set, state)) {
      sets.addAll(set, moved, state);
    }
  }

  /** Adds all states. */
  public void addAll(StateSets sets, int set) {
    for (int i = 0; i < states; i++) {
      sets.add(set, i);
    }
  }

  /**
   * Adds to the set of each direction the states whose rates depend on its constants.
   *
   * @param slopes the pattern of f_p
   */
  public void addSeeded(SparsePattern slopes, Seeds seeds, StateSets sets) {
    for (int i = 0; i < states; i++) {
      for (int e = slopes.start()[i]; e < slopes.start()[i + 1]; e++) {
        int k = slopes.column()[e];
        for (int q = seeds.start()[k]; q < seeds.start()[k + 1]; q++) {
          add(i, sets, seeds.direction()[q]);
        }
      }
    }
  }

  /** What some directions move together, as the only set. */
  public StateSets union(StateSets sets, int... directions) {
    StateSets union = none(1);
    for (int d : directions) {
      union.addAll(0, sets, d);
    }
    return union;
  }

  /**
   * Puts directions that move much the same states together: from groups of equal sets on, the pair
   * whose union saves most is joined until none saves any; of more than {@link #MANY} groups, in
   * the order of the number of states they move, each is compared with the one before it alone. A
   * group costs, for each state it moves, its padded width and a few columns more.
   *
   * @param sets by direction what it moves
   * @return the directions of each group, ascending; by the first of them
   */
  public List<int[]> groups(StateSets sets, int directions) {
    Map<StateSets, Group> equal = new LinkedHashMap<>();
    for (int d = 0; d < directions; d++) {
      StateSets set = sets.only(d);
      equal.computeIfAbsent(set, same -> new Group(set.only(0))).directions.add(d);
    }
    List<Group> groups = new ArrayList<>(equal.values());
    groups.sort(Comparator.comparingInt(Group::rows));
    groups = groups.size() > MANY ? joinNeighbours(groups) : groups;
    while (joinBest(groups)) {}
    return groups.stream()
        .map(group -> group.directions.stream().mapToInt(Integer::intValue).sorted().toArray())
        .sorted((a, b) -> Integer.compare(a[0], b[0]))
        .toList();
  }

  /** Joins each group with the one before it as long as that saves work. */
  private static List<Group> joinNeighbours(List<Group> groups) {
    List<Group> joined = new ArrayList<>();
    for (Group group : groups) {
      Group last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && last.savedWith(group) > 0) {
        last.join(group);
      } else {
        joined.add(group);
      }
    }
    return joined;
  }

  /** Joins the pair of groups whose union saves most; false when none saves any. */
  private static boolean joinBest(List<Group> groups) {
    long most = 0;
    int first = 0;
    int second = 0;
    for (int a = 0; a < groups.size() && groups.size() <= MANY; a++) {
      for (int b = a + 1; b < groups.size(); b++) {
        long saved = groups.get(a).savedWith(groups.get(b));
        if (saved > most) {
          most = saved;
          first = a;
          second = b;
        }
      }
    }
    if (most == 0) {
      return false;
    }
    Group joined = groups.remove(second);
    groups.get(first).join(joined);
    return true;
  }

  /** Directions and what they move. */
  private static final class Group {
    /** What a row costs beside its numbers, in columns. */
    private static final int ROW = 6;

    private final StateSets set;
    private final List<Integer> directions = new ArrayList<>();

    Group(StateSets set) {
      this.set = set;
    }

    int rows() {
      return set.size(0);
    }

    long savedWith(Group other) {
      StateSets both = set.only(0);
      both.addAll(0, other.set, 0);
      int rows = both.size(0);
      int count = directions.size();
      int others = other.directions.size();
      return cost(rows(), count) + cost(other.rows(), others) - cost(rows, count + others);
    }

    private static long cost(int rows, int count) {
      return (long) rows * (RowKernel.width(count) + ROW);
    }

    void join(Group other) {
      set.addAll(0, other.set, 0);
      directions.addAll(other.directions);
    }
  }
}
