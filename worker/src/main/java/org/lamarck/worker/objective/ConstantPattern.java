package org.lamarck.worker.objective;

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
  private final int[] constant;
  private final int[] coordinate;
  private final Map<Long, Integer> place = new TreeMap<>();

  ConstantPattern(NavigableMap<Integer, NavigableSet<Integer>> coordinates) {
    int size = coordinates.values().stream().mapToInt(NavigableSet::size).sum();
    constant = new int[size];
    coordinate = new int[size];
    int e = 0;
    for (Map.Entry<Integer, NavigableSet<Integer>> one : coordinates.entrySet()) {
      for (int column : one.getValue()) {
        place.put(key(one.getKey(), column), e);
        constant[e] = one.getKey();
        coordinate[e++] = column;
      }
    }
  }

  private static long key(int constant, int coordinate) {
    return ((long) constant << 32) | coordinate;
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

  /** The entry of a constant and a coordinate that are in the pattern. */
  int place(int ofConstant, int byCoordinate) {
    Integer entry = place.get(key(ofConstant, byCoordinate));
    if (entry == null) {
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
