package org.lamarck.worker.objective.segment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.expression.Differentiator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.model.KernelCompiler;
import org.lamarck.worker.model.KernelFactory;

/**
 * Numbers and formulas over the problem's parameters that conditions and measurements refer to.
 * Each distinct one has a slot; {@link ParameterValues} of one thread are filled once per point,
 * with their derivatives.
 */
public final class ParameterFormulas {
  private final ParameterMap parameters;
  private final KernelFactory factory;
  private final int slots;
  private final double[] initial;

  /** Slots that copy a parameter. */
  private final int[] copySlot;

  private final int[] copySource;

  /** Slots that the kernel computes, in the order of its first outputs. */
  private final int[] computedSlot;

  /** Derivatives of slot s by coordinates: entries start[s] … start[s + 1] − 1. */
  private final int[] start;

  private final int[] coordinate;

  /** Where an entry's value comes from: an output of the kernel, or −1 for 1. */
  private final int[] entryOutput;

  /** Collects formulas; each gets its slot when it is first seen. */
  static final class Builder {
    private final ParameterMap parameters;
    private final Map<Expression, Integer> slotOf = new LinkedHashMap<>();

    Builder(ParameterMap parameters) {
      this.parameters = parameters;
    }

    int slot(Expression formula) {
      return slotOf.computeIfAbsent(formula, unknown -> slotOf.size());
    }

    ParameterFormulas build() {
      return new ParameterFormulas(parameters, List.copyOf(slotOf.keySet()));
    }
  }

  private ParameterFormulas(ParameterMap parameters, List<Expression> formulas) {
    this.parameters = parameters;
    slots = formulas.size();
    initial = new double[slots];
    start = new int[slots + 1];
    List<Integer> copies = new ArrayList<>();
    List<Integer> computed = new ArrayList<>();
    List<Expression> outputs = new ArrayList<>();
    for (int s = 0; s < slots; s++) {
      Expression formula = formulas.get(s);
      if (formula.isConstant()) {
        initial[s] = formula.value();
      } else if (formula.isSymbol()) {
        copies.add(s);
      } else {
        computed.add(s);
        outputs.add(formula);
      }
    }
    List<Integer> coordinates = new ArrayList<>();
    List<Integer> sources = new ArrayList<>();
    for (int s = 0; s < slots; s++) {
      Expression formula = formulas.get(s);
      start[s] = coordinates.size();
      if (formula.isSymbol()) {
        addEntry(formula, -1, coordinates, sources);
      } else if (!formula.isConstant()) {
        for (Map.Entry<Expression, Expression> partial :
            Differentiator.gradient(formula).entrySet()) {
          if (addEntry(partial.getKey(), outputs.size(), coordinates, sources)) {
            outputs.add(partial.getValue());
          }
        }
      }
    }
    start[slots] = coordinates.size();
    coordinate = coordinates.stream().mapToInt(Integer::intValue).toArray();
    entryOutput = sources.stream().mapToInt(Integer::intValue).toArray();
    copySlot = copies.stream().mapToInt(Integer::intValue).toArray();
    copySource =
        copies.stream().mapToInt(s -> parameters.indexOf(formulas.get(s).name())).toArray();
    computedSlot = computed.stream().mapToInt(Integer::intValue).toArray();
    factory = KernelCompiler.compile(outputs, List.of(), parameters.ids());
  }

  /** The same formulas of fewer coordinates: what was compiled is shared. */
  private ParameterFormulas(ParameterFormulas wide, ParameterMap parameters) {
    this.parameters = parameters;
    factory = wide.factory;
    slots = wide.slots;
    initial = wide.initial;
    copySlot = wide.copySlot;
    copySource = wide.copySource;
    computedSlot = wide.computedSlot;
    start = new int[slots + 1];
    List<Integer> coordinates = new ArrayList<>();
    List<Integer> sources = new ArrayList<>();
    int[] narrow = wide.parameters.coordinatesIn(parameters);
    for (int s = 0; s < slots; s++) {
      start[s] = coordinates.size();
      for (int e = wide.start[s]; e < wide.start[s + 1]; e++) {
        if (narrow[wide.coordinate[e]] >= 0) {
          coordinates.add(narrow[wide.coordinate[e]]);
          sources.add(wide.entryOutput[e]);
        }
      }
    }
    start[slots] = coordinates.size();
    coordinate = coordinates.stream().mapToInt(Integer::intValue).toArray();
    entryOutput = sources.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The same formulas where some of the estimated parameters are fixed.
   *
   * @param fewer the same parameters, of which none is estimated that was not
   */
  ParameterFormulas restricted(ParameterMap fewer) {
    return new ParameterFormulas(this, fewer);
  }

  private boolean addEntry(
      Expression leaf, int output, List<Integer> coordinates, List<Integer> sources) {
    if (!leaf.isSymbol()) {
      throw new IllegalArgumentException(
          "a formula over parameters must not depend on time: it is evaluated once");
    }
    int position = parameters.coordinate(parameters.indexOf(leaf.name()));
    if (position < 0) {
      return false;
    }
    coordinates.add(position);
    sources.add(output);
    return true;
  }

  /** Values for one thread. */
  public ParameterValues newValues() {
    return new ParameterValues(this, factory);
  }

  /** Fills slots, given all parameters' linear values and the kernel's outputs there. */
  void fill(double[] linear, double[] outputs, double[] values) {
    System.arraycopy(initial, 0, values, 0, slots);
    for (int i = 0; i < copySlot.length; i++) {
      values[copySlot[i]] = linear[copySource[i]];
    }
    for (int i = 0; i < computedSlot.length; i++) {
      values[computedSlot[i]] = outputs[i];
    }
  }

  /** Fills the entries of the slots' derivatives. */
  void fillDerivatives(double[] outputs, double[] derivatives) {
    for (int e = 0; e < derivatives.length; e++) {
      derivatives[e] = entryOutput[e] < 0 ? 1 : outputs[entryOutput[e]];
    }
  }

  /** The number of slots. */
  int slots() {
    return slots;
  }

  /** The number of derivative entries of all slots. */
  int entries() {
    return coordinate.length;
  }

  /** The number of coordinates of the search. */
  int coordinates() {
    return parameters.coordinates();
  }

  /** The first derivative entry of a slot; its last is before that of the next slot. */
  int firstEntry(int slot) {
    return start[slot];
  }

  /** The coordinate by which an entry differentiates. */
  int coordinate(int entry) {
    return coordinate[entry];
  }
}
