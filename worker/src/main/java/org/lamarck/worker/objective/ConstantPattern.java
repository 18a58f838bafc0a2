package org.lamarck.worker.objective;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pattern of ∂p/∂θ in one phase: which of the m constants depend on which coordinates of the
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
