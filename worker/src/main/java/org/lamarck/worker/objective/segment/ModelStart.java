package org.lamarck.worker.objective.segment;

import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.sparse.SparsePattern;

/**
 * How an experiment begins. The chain is parameters → slots of {@link ParameterFormulas} → given
 * quantities → {@link InitialValues}; its Jacobian is sparse and its pattern is fixed, so it is a
 * list of products.
 */
final class ModelStart implements InitialConditions {
  private static final double[] NOTHING = {};

  private final double time;
  private final InitialValues initialValues;
  private final int[] slot;
  private final int constants;
  private final int states;
  private final ConstantPattern pattern;

  /** Products that add to entries of ∂p/∂θ. */
  private final Products ofConstants = new Products();

  /** Products that add to ∂y/∂θ: their entries are states. */
  private final Products ofStates = new Products();

  private final NavigableSet<Integer> stateCoordinates = new TreeSet<>();

  /** Derivatives of the initial values times those of slots, for an entry and a coordinate each. */
  private static final class Products {
    private int[] entry = new int[16];
    private int[] coordinate = new int[16];
    private int[] jacobian = new int[16];
    private int[] slotEntry = new int[16];
    private int size;

    void add(int ofEntry, int byCoordinate, int ofJacobian, int ofSlotEntry) {
      if (size == entry.length) {
        entry = Arrays.copyOf(entry, 2 * size);
        coordinate = Arrays.copyOf(coordinate, 2 * size);
        jacobian = Arrays.copyOf(jacobian, 2 * size);
        slotEntry = Arrays.copyOf(slotEntry, 2 * size);
      }
      entry[size] = ofEntry;
      coordinate[size] = byCoordinate;
      jacobian[size] = ofJacobian;
      slotEntry[size++] = ofSlotEntry;
    }

    int size() {
      return size;
    }

    double value(int product, double[] out, ParameterValues parameters) {
      return out[jacobian[product]] * parameters.derivative(slotEntry[product]);
    }
  }

  /**
   * Lays out a start.
   *
   * @param time of the start
   * @param slot of each given quantity and input of the initial values, in their order
   */
  ModelStart(double time, InitialValues initialValues, int[] slot, ParameterFormulas formulas) {
    this.time = time;
    this.initialValues = initialValues;
    this.slot = slot;
    this.constants = initialValues.constants();
    this.states = initialValues.states();
    SparsePattern jacobian = initialValues.jacobian();
    for (int row = 0; row < constants + states; row++) {
      for (int e = jacobian.start()[row]; e < jacobian.start()[row + 1]; e++) {
        int s = slot[jacobian.column()[e]];
        for (int q = formulas.firstEntry(s); q < formulas.firstEntry(s + 1); q++) {
          int coordinate = formulas.coordinate(q);
          if (row < constants) {
            ofConstants.add(row, coordinate, constants + states + e, q);
          } else {
            ofStates.add(row - constants, coordinate, constants + states + e, q);
            stateCoordinates.add(coordinate);
          }
        }
      }
    }
    pattern =
        ConstantPattern.of(
            constants, ofConstants.entry, ofConstants.coordinate, ofConstants.size());
    for (int i = 0; i < ofConstants.size(); i++) {
      ofConstants.entry[i] = pattern.place(ofConstants.entry[i], ofConstants.coordinate[i]);
    }
  }

  @Override
  public ConstantPattern constants() {
    return pattern;
  }

  @Override
  public boolean isLike(InitialConditions other, int constant) {
    if (!(other instanceof ModelStart its)
        || its.initialValues != initialValues
        || its.time != time) {
      return false;
    }
    SparsePattern arguments = initialValues.arguments();
    return Arrays.stream(
            arguments.column(), arguments.start()[constant], arguments.start()[constant + 1])
        .allMatch(input -> its.slot[input] == slot[input]);
  }

  @Override
  public NavigableSet<Integer> stateCoordinates() {
    return stateCoordinates;
  }

  @Override
  public Workspace newWorkspace(ParameterValues parameters, @Nullable SegmentState before) {
    return new AtPoint(parameters);
  }

  /** The start at a point. */
  private final class AtPoint implements Workspace {
    private final ParameterValues parameters;
    private final Kernel initial;
    private final double[] given;
    private final double[] out;

    AtPoint(ParameterValues parameters) {
      this.parameters = parameters;
      initial = initialValues.newKernel();
      given = new double[slot.length];
      out = new double[constants + states + initialValues.jacobian().size()];
    }

    @Override
    public void values(double[] p, double[] y) {
      for (int i = 0; i < given.length; i++) {
        given[i] = parameters.value(slot[i]);
      }
      initial.evaluate(time, NOTHING, given, out);
      System.arraycopy(out, 0, p, 0, constants);
      System.arraycopy(out, constants, y, 0, states);
    }

    @Override
    public void differentiate(double[] entries) {
      Arrays.fill(entries, 0.0);
      for (int i = 0; i < ofConstants.size(); i++) {
        entries[ofConstants.entry[i]] += ofConstants.value(i, out, parameters);
      }
    }

    @Override
    public void carry(int[] coordinates, double[] s) {
      Arrays.fill(s, 0.0);
      for (int i = 0; i < ofStates.size(); i++) {
        int column = Arrays.binarySearch(coordinates, ofStates.coordinate[i]);
        s[ofStates.entry[i] * coordinates.length + column] += ofStates.value(i, out, parameters);
      }
    }

    @Override
    public void transpose(double[] yBar, double[] pBar, double[] gradient) {
      for (int i = 0; i < ofStates.size(); i++) {
        gradient[ofStates.coordinate[i]] +=
            yBar[ofStates.entry[i]] * ofStates.value(i, out, parameters);
      }
      for (int i = 0; i < ofConstants.size(); i++) {
        gradient[ofConstants.coordinate[i]] +=
            pBar[pattern.constant(ofConstants.entry[i])] * ofConstants.value(i, out, parameters);
      }
    }
  }
}
