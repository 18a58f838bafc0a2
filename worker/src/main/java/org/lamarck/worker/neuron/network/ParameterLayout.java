package org.lamarck.worker.neuron.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.neuron.mechanism.Ion;
import org.lamarck.worker.neuron.mechanism.Mechanism;

/**
 * Where the numbers of a network stand in one array: of each compartment {@code radius}, {@code
 * length}, {@code axial_resistivity}, {@code capacitance} and {@code v} (the initial voltage) and
 * of each ion {@code ION} (the initial concentration), {@code ION.outside}, {@code ION.depth} and,
 * where it diffuses, {@code ION.diffusion}; then of each mechanism's instances its parameters and
 * the initial values of its states, named {@code MECHANISM.NAME}.
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

  private static final String OUTSIDE = ".outside";
  private static final String DEPTH = ".depth";
  private static final String DIFFUSION = ".diffusion";

  private final Map<String, Range> ranges = new LinkedHashMap<>();
  private final int size;

  /** Numbers in a row. */
  public record Range(int begin, int count) {}

  /** The layout for compartments, ions and mechanisms. */
  ParameterLayout(int compartments, List<Ion> ions, List<Insertion> insertions) {
    int next = 0;
    List<String> names = new ArrayList<>(OF_COMPARTMENTS);
    ions.forEach(ion -> names.addAll(keys(ion)));
    for (String name : names) {
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

  /** The names of the numbers of an ion in each compartment. */
  public static List<String> keys(Ion ion) {
    List<String> keys = List.of(ion.name(), outside(ion), depth(ion), diffusion(ion));
    return ion.diffuses() ? keys : keys.subList(0, 3);
  }

  /** The name of the concentration outside, mM. */
  public static String outside(Ion ion) {
    return ion.name() + OUTSIDE;
  }

  /** The name of the depth of the shell below the membrane, µm. */
  public static String depth(Ion ion) {
    return ion.name() + DEPTH;
  }

  /** The name of the diffusion along the cable, µm²/ms. */
  public static String diffusion(Ion ion) {
    return ion.name() + DIFFUSION;
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
