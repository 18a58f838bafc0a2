package org.lamarck.worker.neuron.network;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.neuron.mechanism.Ion;
import org.lamarck.worker.neuron.mechanism.Mechanism;
import org.lamarck.worker.neuron.mechanism.MechanismParameter;
import org.lamarck.worker.neuron.mechanism.StateVariable;
import org.lamarck.worker.neuron.morphology.Branch;
import org.lamarck.worker.neuron.morphology.Compartment;
import org.lamarck.worker.neuron.morphology.Morphology;

/** Cells, the mechanisms in them and between them, and all their numbers. A value. */
public final class Network implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of a compartment, unless it is told otherwise: Ω·cm, µF/cm², mV. */
  public static final double RESISTIVITY = 5000;

  public static final double CAPACITANCE = 1;
  public static final double VOLTAGE = -70;

  private final List<Morphology> cells;
  private final List<Insertion> insertions;
  private final double[] numbers;

  private Network(List<Morphology> cells, List<Insertion> insertions, double[] numbers) {
    this.cells = List.copyOf(cells);
    this.insertions = List.copyOf(insertions);
    this.numbers = numbers;
  }

  /** A network whose numbers are those of the morphologies and the defaults. */
  public static Network of(List<Morphology> cells, List<Insertion> insertions) {
    ParameterLayout layout = layout(cells, insertions);
    double[] numbers = new double[layout.size()];
    int i = 0;
    ParameterLayout.Range radius = layout.of(ParameterLayout.RADIUS);
    ParameterLayout.Range length = layout.of(ParameterLayout.LENGTH);
    for (Morphology cell : cells) {
      for (Branch branch : cell.branches()) {
        for (Compartment one : branch.compartments()) {
          numbers[radius.begin() + i] = one.radius();
          numbers[length.begin() + i] = one.length();
          i++;
        }
      }
    }
    fill(numbers, layout.of(ParameterLayout.RESISTIVITY), RESISTIVITY);
    fill(numbers, layout.of(ParameterLayout.CAPACITANCE), CAPACITANCE);
    fill(numbers, layout.of(ParameterLayout.VOLTAGE), VOLTAGE);
    for (Ion ion : ions(insertions)) {
      fill(numbers, layout.of(ion.name()), ion.initial());
      fill(numbers, layout.of(ParameterLayout.outside(ion)), ion.outside());
      fill(numbers, layout.of(ParameterLayout.depth(ion)), ion.depth());
      if (ion.diffuses()) {
        fill(numbers, layout.of(ParameterLayout.diffusion(ion)), ion.diffusion());
      }
    }
    for (Insertion one : insertions) {
      Mechanism mechanism = one.mechanism();
      for (MechanismParameter parameter : mechanism.parameters()) {
        String key = ParameterLayout.key(mechanism, parameter.name());
        fill(numbers, layout.of(key), parameter.value());
      }
      for (StateVariable state : mechanism.states()) {
        fill(numbers, layout.of(ParameterLayout.key(mechanism, state.name())), state.initial());
      }
    }
    return new Network(cells, insertions, numbers);
  }

  private static ParameterLayout layout(List<Morphology> cells, List<Insertion> insertions) {
    int compartments = cells.stream().mapToInt(Morphology::compartments).sum();
    return new ParameterLayout(compartments, ions(insertions), insertions);
  }

  private static void fill(double[] numbers, ParameterLayout.Range range, double value) {
    Arrays.fill(numbers, range.begin(), range.begin() + range.count(), value);
  }

  /** The ions that mechanisms read or change. */
  private static List<Ion> ions(List<Insertion> insertions) {
    Map<String, Ion> ions = new LinkedHashMap<>();
    for (Insertion one : insertions) {
      for (Ion ion : one.mechanism().ions()) {
        Ion known = ions.putIfAbsent(ion.name(), ion);
        if (known != null && !known.equals(ion)) {
          throw new IllegalArgumentException("two ions are called " + ion.name());
        }
      }
    }
    return List.copyOf(ions.values());
  }

  /** The ions that mechanisms read or change, in all compartments. */
  public List<Ion> ions() {
    return ions(insertions);
  }

  public List<Morphology> cells() {
    return cells;
  }

  public List<Insertion> insertions() {
    return insertions;
  }

  public ParameterLayout layout() {
    return layout(cells, insertions);
  }

  public int compartments() {
    return cells.stream().mapToInt(Morphology::compartments).sum();
  }

  /** The number of a compartment of a branch of a cell, among all. */
  public int compartment(int cell, int branch, int compartment) {
    int first = 0;
    for (int i = 0; i < cell; i++) {
      first += cells.get(i).compartments();
    }
    return first + cells.get(cell).first(branch) + compartment;
  }

  /** All numbers, in the order of the {@link #layout}. */
  public double[] numbers() {
    return numbers.clone();
  }

  /** The same with other numbers. */
  public Network with(double[] others) {
    if (others.length != numbers.length) {
      throw new IllegalArgumentException(others.length + " numbers for " + numbers.length);
    }
    return new Network(cells, insertions, others.clone());
  }

  /** The same with another number at some of a name. */
  public Network with(String key, double value, int... instances) {
    ParameterLayout.Range range = layout().of(key);
    double[] others = numbers.clone();
    for (int one : instances) {
      others[range.begin() + one] = value;
    }
    return new Network(cells, insertions, others);
  }

  /** The same with another number at all of a name. */
  public Network with(String key, double value) {
    double[] others = numbers.clone();
    fill(others, layout().of(key), value);
    return new Network(cells, insertions, others);
  }

  /** The same, with all states that have a steady state beginning there. */
  public Network atSteadyStates() {
    ParameterLayout layout = layout();
    double[] others = numbers.clone();
    for (Insertion one : insertions) {
      for (StateVariable state : one.mechanism().states()) {
        if (state.hasSteadyState()) {
          String key = ParameterLayout.key(one.mechanism(), state.name());
          fill(others, layout.of(key), Double.NaN);
        }
      }
    }
    return new Network(cells, insertions, others);
  }

  /**
   * So many of it side by side, unconnected: for as many stimuli in one run. The numbers of each
   * name stand one copy behind the other.
   */
  public Network copies(int copies) {
    List<Morphology> all = new ArrayList<>();
    for (int i = 0; i < copies; i++) {
      all.addAll(cells);
    }
    List<Insertion> repeated =
        insertions.stream().map(one -> one.copies(copies, compartments())).toList();
    ParameterLayout from = layout();
    ParameterLayout to = layout(all, repeated);
    double[] others = new double[to.size()];
    for (String key : from.keys()) {
      ParameterLayout.Range one = from.of(key);
      for (int i = 0; i < copies; i++) {
        System.arraycopy(
            numbers, one.begin(), others, to.of(key).begin() + i * one.count(), one.count());
      }
    }
    return new Network(all, repeated, others);
  }
}
