package org.lamarck.worker.objective.segment;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pattern of ∂p/∂θ in one segment: which of the m constants depend on which coordinates of the
 * search. Entries are ordered by constant, then coordinate.
 */
final class ConstantPattern {
  private final int[] start;
  private final int[] constant;
  private final int[] coordinate;

  /**
   * A pattern.
   *
   * @param constants m
   * @param coordinates by constant, those it depends on; a constant that depends on none may be
   *     left out
   */
  ConstantPattern(int constants, NavigableMap<Integer, NavigableSet<Integer>> coordinates) {
    int size = coordinates.values().stream().mapToInt(NavigableSet::size).sum();
    start = new int[constants + 1];
    constant = new int[size];
    coordinate = new int[size];
    int e = 0;
    for (Map.Entry<Integer, NavigableSet<Integer>> one : coordinates.entrySet()) {
      for (int column : one.getValue()) {
        constant[e] = one.getKey();
        coordinate[e++] = column;
      }
      start[one.getKey() + 1] = one.getValue().size();
    }
    for (int k = 0; k < constants; k++) {
      start[k + 1] += start[k];
    }
  }

  private ConstantPattern(int[] start, int[] constant, int[] coordinate) {
    this.start = start;
    this.constant = constant;
    this.coordinate = coordinate;
  }

  /**
   * A pattern of pairs, of which some may stand several times.
   *
   * @param constants m
   * @param constant of each pair, ascending
   * @param coordinate of each pair
   * @param size the number of pairs
   */
  static ConstantPattern of(int constants, int[] constant, int[] coordinate, int size) {
    int[] start = new int[constants + 1];
    int[] row = new int[size];
    int[] column = new int[size];
    int entries = 0;
    int pair = 0;
    for (int k = 0; k < constants; k++) {
      int from = pair;
      while (pair < size && constant[pair] == k) {
        pair++;
      }
      int[] sorted = Arrays.copyOfRange(coordinate, from, pair);
      Arrays.sort(sorted);
      for (int i = 0; i < sorted.length; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
          row[entries] = k;
          column[entries++] = sorted[i];
        }
      }
      start[k + 1] = entries;
    }
    return new ConstantPattern(start, Arrays.copyOf(row, entries), Arrays.copyOf(column, entries));
  }

  int size() {
    return constant.length;
  }

  int constant(int entry) {
    return constant[entry];
  }

  int coordinate(int entry) {
    return coordinate[entry];
  }

  /** The first entry of a constant; its last is before that of the next one. */
  int start(int ofConstant) {
    return start[ofConstant];
  }

  /** The entry of a constant and a coordinate that are in the pattern. */
  int place(int ofConstant, int byCoordinate) {
    int entry =
        Arrays.binarySearch(coordinate, start[ofConstant], start[ofConstant + 1], byCoordinate);
    if (entry < 0) {
      throw new IllegalArgumentException(
          "constant " + ofConstant + " does not depend on coordinate " + byCoordinate);
    }
    return entry;
  }

  /** By constant, the coordinates it depends on; a copy. */
  NavigableMap<Integer, NavigableSet<Integer>> coordinates() {
    NavigableMap<Integer, NavigableSet<Integer>> result = new TreeMap<>();
    for (int e = 0; e < constant.length; e++) {
      result.computeIfAbsent(constant[e], unknown -> new TreeSet<>()).add(coordinate[e]);
    }
    return result;
  }
}
