package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.sparse.Rows;

/**
 * The beginning of an experiment. The chain is parameters → slots of {@link ParameterFormulas} →
 * given quantities → {@link InitialValues}; its Jacobian is sparse and its pattern is fixed, so it
 * is a list of products.
 */
final class FirstBeginning implements Beginning {
  private static final double[] NOTHING = {};

  private final double time;
  private final Kernel initial;
  private final int[] slot;
  private final double[] given;
  private final double[] out;
  private final int constants;
  private final int states;
  private final ConstantPattern pattern;

  /** Products that add to entries of ∂p/∂θ. */
  private final Products ofConstants;

  /** Products that add to ∂y/∂θ: their entries are states. */
  private final Products ofStates;

  private final NavigableSet<Integer> stateCoordinates = new TreeSet<>();

  /** A derivative of the initial values times one of a slot, for an entry and a coordinate. */
  private static final class Products {
    private final int[] entry;
    private final int[] coordinate;
    private final int[] jacobian;
    private final int[] slotEntry;

    Products(List<int[]> products) {
      entry = products.stream().mapToInt(product -> product[0]).toArray();
      coordinate = products.stream().mapToInt(product -> product[1]).toArray();
      jacobian = products.stream().mapToInt(product -> product[2]).toArray();
      slotEntry = products.stream().mapToInt(product -> product[3]).toArray();
    }

    double value(int product, double[] out, ParameterFormulas formulas) {
      return out[jacobian[product]] * formulas.derivative(slotEntry[product]);
    }
  }

  /**
   * Lays out a beginning.
   *
   * @param time of the start
   * @param slot of each given quantity and input of the initial values, in their order
   */
  FirstBeginning(double time, InitialValues initialValues, int[] slot, ParameterFormulas formulas) {
    this.time = time;
    this.initial = initialValues.newKernel();
    this.slot = slot;
    this.given = new double[slot.length];
    this.constants = initialValues.constants();
    this.states = initialValues.states();
    Rows jacobian = initialValues.jacobian();
    this.out = new double[constants + states + jacobian.size()];
    NavigableMap<Integer, NavigableSet<Integer>> coordinates = new TreeMap<>();
    List<int[]> constantProducts = new ArrayList<>();
    List<int[]> stateProducts = new ArrayList<>();
    for (int row = 0; row < constants + states; row++) {
      for (int e = jacobian.start()[row]; e < jacobian.start()[row + 1]; e++) {
        int s = slot[jacobian.column()[e]];
        for (int q = formulas.firstEntry(s); q < formulas.firstEntry(s + 1); q++) {
          int coordinate = formulas.coordinate(q);
          int[] product = {row, coordinate, constants + states + e, q};
          if (row < constants) {
            constantProducts.add(product);
            coordinates.computeIfAbsent(row, unknown -> new TreeSet<>()).add(coordinate);
          } else {
            product[0] = row - constants;
            stateProducts.add(product);
            stateCoordinates.add(coordinate);
          }
        }
      }
    }
    pattern = new ConstantPattern(constants, coordinates);
    constantProducts.forEach(product -> product[0] = pattern.place(product[0], product[1]));
    ofConstants = new Products(constantProducts);
    ofStates = new Products(stateProducts);
  }

  @Override
  public ConstantPattern constants() {
    return pattern;
  }

  @Override
  public NavigableSet<Integer> stateCoordinates() {
    return stateCoordinates;
  }

  @Override
  public void values(ParameterFormulas formulas, double[] p, double[] y) {
    for (int i = 0; i < given.length; i++) {
      given[i] = formulas.value(slot[i]);
    }
    initial.evaluate(time, NOTHING, given, out);
    System.arraycopy(out, 0, p, 0, constants);
    System.arraycopy(out, constants, y, 0, states);
  }

  @Override
  public void differentiate(ParameterFormulas formulas, double[] entries) {
    Arrays.fill(entries, 0.0);
    for (int i = 0; i < ofConstants.entry.length; i++) {
      entries[ofConstants.entry[i]] += ofConstants.value(i, out, formulas);
    }
  }

  @Override
  public void carry(ParameterFormulas formulas, int[] coordinates, double[] s) {
    Arrays.fill(s, 0.0);
    for (int i = 0; i < ofStates.entry.length; i++) {
      int column = Arrays.binarySearch(coordinates, ofStates.coordinate[i]);
      s[ofStates.entry[i] * coordinates.length + column] += ofStates.value(i, out, formulas);
    }
  }

  @Override
  public void transpose(
      ParameterFormulas formulas, double[] yBar, double[] pBar, double[] gradient) {
    for (int i = 0; i < ofStates.entry.length; i++) {
      gradient[ofStates.coordinate[i]] +=
          yBar[ofStates.entry[i]] * ofStates.value(i, out, formulas);
    }
    for (int i = 0; i < ofConstants.entry.length; i++) {
      gradient[ofConstants.coordinate[i]] +=
          pBar[pattern.constant(ofConstants.entry[i])] * ofConstants.value(i, out, formulas);
    }
  }
}
