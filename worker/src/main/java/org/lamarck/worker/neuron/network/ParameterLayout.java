package org.lamarck.worker.neuron.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.neuron.mechanism.Mechanism;

/**
 * Where the numbers of a network stand in one array: of each compartment {@code radius}, {@code
 * length}, {@code axial_resistivity}, {@code capacitance} and {@code v} (the initial voltage), then
 * of each mechanism's instances its parameters and the initial values of its states, named {@code
 * MECHANISM.NAME}.
 */
public final class ParameterLayout {
  public static final String RADIUS = "radius";
  public static final String LENGTH = "length";
  public static final String RESISTIVITY = "axial_resistivity";
  public static final String CAPACITANCE = "capacitance";
  public static final String VOLTAGE = "v";

  /** Those of compartments, in their order. */
  public static final List<String> OF_COMPARTMENTS =
      List.of(RADIUS, LENGTH, RESISTIVITY, CAPACITANCE, VOLTAGE);

  private final Map<String, Range> ranges = new LinkedHashMap<>();
  private final int size;

  /** Numbers in a row. */
  public record Range(int begin, int count) {}

  /** The layout for compartments and mechanisms. */
  ParameterLayout(int compartments, List<Insertion> insertions) {
    int next = 0;
    for (String name : OF_COMPARTMENTS) {
      ranges.put(name, new Range(next, compartments));
      next += compartments;
    }
    for (Insertion one : insertions) {
      for (String name : one.mechanism().names()) {
        if (ranges.put(key(one.mechanism(), name), new Range(next, one.count())) != null) {
          throw new IllegalArgumentException(one.mechanism().name() + " is inserted twice");
        }
        next += one.count();
      }
    }
    size = next;
  }

  /** The name of a parameter or state of a mechanism among all. */
  public static String key(Mechanism mechanism, String name) {
    return mechanism.name() + "." + name;
  }

  /** All names. */
  public Set<String> keys() {
    return ranges.keySet();
  }

  /**
   * Where the numbers of a name stand.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Range of(String key) {
    Range range = ranges.get(key);
    if (range == null) {
      throw new IllegalArgumentException("the network has no " + key);
    }
    return range;
  }

  public int size() {
    return size;
  }
}
