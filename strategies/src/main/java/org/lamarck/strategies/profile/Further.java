package org.lamarck.strategies.profile;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is asked for beside the profiles of single coordinates.
 *
 * @param slices whether their slices as well
 * @param pairs profiles of two coordinates
 * @param yields by coordinate, ε² of those that are values of functions ({@link Line#yield})
 */
public record Further(boolean slices, List<Pair> pairs, Map<Integer, Double> yields)
    implements Serializable {
  /** Nothing. */
  public static final Further NONE = new Further(false, List.of(), Map.of());

  public Further {
    pairs = List.copyOf(pairs);
    yields = Collections.unmodifiableMap(new TreeMap<>(yields));
    for (Pair pair : pairs) {
      if (yields.containsKey(pair.first()) || yields.containsKey(pair.second())) {
        throw new IllegalArgumentException("pairs are of coordinates, not of values of functions");
      }
    }
  }
}
