package org.lamarck.worker.method;

import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.sparse.RowKernel;
import org.lamarck.worker.sparse.SparsePattern;

/**
 * Which states a change of one state can ever move: the transitive closure of J, and of W⁻¹ with
 * it. A set of states is a bit set of {@link #words} numbers.
 */
public final class Reachability {
  private static final int MANY = 64;

  private final int states;
  private final int words;
  private final long[] moved; // by state, a bit set

  /**
   * Follows the Jacobian.
   *
   * @param jacobian the pattern of J, n rows
   */
  public Reachability(int states, SparsePattern jacobian) {
    this.states = states;
    this.words = (states + Long.SIZE - 1) / Long.SIZE;
    this.moved = new long[states * words];
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
      visit(j, j * words, open);
      while (!open.isEmpty()) {
        for (int i : next.get(open.pop())) {
          visit(i, j * words, open);
        }
      }
    }
  }

  private void visit(int state, int set, Deque<Integer> open) {
    if (!contains(moved, set, state)) {
      moved[set + state / Long.SIZE] |= 1L << state;
      open.push(state);
    }
  }

  /** The length of a set. */
  public int words() {
    return words;
  }

  public static boolean contains(long[] sets, int offset, int state) {
    return (sets[offset + state / Long.SIZE] & (1L << state)) != 0;
  }

  /** Adds a state, and all that it moves, to the set that begins at {@code offset}. */
  public void add(int state, long[] sets, int offset) {
    if (!contains(sets, offset, state)) {
      for (int w = 0; w < words; w++) {
        sets[offset + w] |= moved[state * words + w];
      }
    }
  }

  /** Adds all states. */
  public void addAll(long[] sets, int offset) {
    for (int i = 0; i < states; i++) {
      sets[offset + i / Long.SIZE] |= 1L << i;
    }
  }

  /**
   * Adds to the set of each direction the states whose rates depend on its constants.
   *
   * @param slopes the pattern of f_p
   */
  public void addSeeded(SparsePattern slopes, Seeds seeds, long[] sets) {
    for (int i = 0; i < states; i++) {
      for (int e = slopes.start()[i]; e < slopes.start()[i + 1]; e++) {
        int k = slopes.column()[e];
        for (int q = seeds.start()[k]; q < seeds.start()[k + 1]; q++) {
          add(i, sets, seeds.direction()[q] * words);
        }
      }
    }
  }

  /** What some directions move together. */
  public long[] union(long[] sets, int[] directions) {
    long[] union = new long[words];
    for (int d : directions) {
      for (int w = 0; w < words; w++) {
        union[w] |= sets[d * words + w];
      }
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
  public List<int[]> groups(long[] sets, int directions) {
    Map<LongBuffer, Group> equal = new LinkedHashMap<>();
    for (int d = 0; d < directions; d++) {
      long[] set = Arrays.copyOfRange(sets, d * words, (d + 1) * words);
      equal.computeIfAbsent(LongBuffer.wrap(set), same -> new Group(set)).directions.add(d);
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

    private final long[] set;
    private final List<Integer> directions = new ArrayList<>();

    Group(long[] set) {
      this.set = set;
    }

    int rows() {
      return Arrays.stream(set).mapToInt(Long::bitCount).sum();
    }

    long savedWith(Group other) {
      int rows = 0;
      for (int w = 0; w < set.length; w++) {
        rows += Long.bitCount(set[w] | other.set[w]);
      }
      int count = directions.size();
      int others = other.directions.size();
      return cost(rows(), count) + cost(other.rows(), others) - cost(rows, count + others);
    }

    private static long cost(int rows, int count) {
      return (long) rows * (RowKernel.width(count) + ROW);
    }

    void join(Group other) {
      for (int w = 0; w < set.length; w++) {
        set[w] |= other.set[w];
      }
      directions.addAll(other.directions);
    }
  }
}
