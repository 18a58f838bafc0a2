package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lamarck.worker.integrate.SystemStructure.Rows;
import org.lamarck.worker.model.InitialValues;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.problem.Experiment;

/**
 * One experiment, ready to simulate: how its constants and initial states follow from the
 * parameters, when it is measured, and by what.
 *
 * <p>The chain is parameters → slots of {@link ParameterFormulas} → overridden quantities → {@link
 * InitialValues}; its Jacobian is sparse and its pattern is fixed, so it is a list of products that
 * {@link #start} sums up. Serves one thread.
 */
final class ExperimentPlan {
  private static final double[] NOTHING = {};

  private final String id;
  private final double startTime;
  private final Kernel initial;
  private final int[] overrideSlot;
  private final double[] overrides;
  private final double[] initialOut;
  private final int constants;
  private final int states;

  /** The nonzero entries of ∂(constants, states)/∂coordinates. */
  private final int[] entryRow;

  private final int[] entryCoordinate;
  private final double[] entryValue;

  /** Products that add to entries: an entry of the initial Jacobian times one of a slot. */
  private final int[] productEntry;

  private final int[] productJacobian;
  private final int[] productSlotEntry;

  private final double[] times;
  private final int[] measurements;
  private final int[] timeIndex;

  /**
   * Lays out an experiment.
   *
   * @param overrides the quantities that are not at the model's own values, with their slots
   * @param initialValues of the model, for exactly these overridden quantities in this order
   * @param measurements indices of the problem's measurements of this experiment
   * @param measurementTimes their times, in the same order
   */
  ExperimentPlan(
      Experiment experiment,
      Map<String, Integer> overrides,
      InitialValues initialValues,
      ParameterFormulas formulas,
      int[] measurements,
      double[] measurementTimes) {
    this.id = experiment.id();
    this.startTime = experiment.periods().get(0).start();
    this.overrideSlot = overrides.values().stream().mapToInt(Integer::intValue).toArray();
    this.overrides = new double[overrideSlot.length];
    this.initial = initialValues.newKernel();
    this.constants = initialValues.constants();
    this.states = initialValues.states();
    Rows jacobian = initialValues.jacobian();
    this.initialOut = new double[constants + states + jacobian.size()];

    Map<Long, Integer> entryOf = new LinkedHashMap<>();
    List<int[]> products = new ArrayList<>();
    for (int row = 0; row < constants + states; row++) {
      for (int e = jacobian.start()[row]; e < jacobian.start()[row + 1]; e++) {
        int slot = overrideSlot[jacobian.column()[e]];
        for (int s = formulas.firstEntry(slot); s < formulas.firstEntry(slot + 1); s++) {
          long key = ((long) row << 32) | formulas.coordinate(s);
          int entry = entryOf.computeIfAbsent(key, unknown -> entryOf.size());
          products.add(new int[] {entry, constants + states + e, s});
        }
      }
    }
    entryRow = entryOf.keySet().stream().mapToInt(key -> (int) (key >>> 32)).toArray();
    entryCoordinate = entryOf.keySet().stream().mapToInt(Long::intValue).toArray();
    entryValue = new double[entryRow.length];
    productEntry = products.stream().mapToInt(product -> product[0]).toArray();
    productJacobian = products.stream().mapToInt(product -> product[1]).toArray();
    productSlotEntry = products.stream().mapToInt(product -> product[2]).toArray();

    this.measurements = measurements;
    TreeSet<Double> distinct = new TreeSet<>();
    for (double time : measurementTimes) {
      distinct.add(time);
    }
    times = distinct.stream().mapToDouble(Double::doubleValue).toArray();
    timeIndex = new int[measurements.length];
    for (int i = 0; i < timeIndex.length; i++) {
      timeIndex[i] = distinct.headSet(measurementTimes[i]).size();
    }
  }

  /** Computes constants and initial states from the slots as they are. */
  void start(ParameterFormulas formulas, double[] p, double[] y0) {
    for (int i = 0; i < overrides.length; i++) {
      overrides[i] = formulas.value(overrideSlot[i]);
    }
    initial.evaluate(startTime, NOTHING, overrides, initialOut);
    System.arraycopy(initialOut, 0, p, 0, constants);
    System.arraycopy(initialOut, constants, y0, 0, states);
    Arrays.fill(entryValue, 0);
    for (int i = 0; i < productEntry.length; i++) {
      entryValue[productEntry[i]] +=
          initialOut[productJacobian[i]] * formulas.derivative(productSlotEntry[i]);
    }
  }

  String id() {
    return id;
  }

  double startTime() {
    return startTime;
  }

  /** The distinct times of measurements, ascending. */
  double[] times() {
    return times;
  }

  /** Indices of the problem's measurements of this experiment. */
  int[] measurements() {
    return measurements;
  }

  /** For each of {@link #measurements} the position of its time in {@link #times}. */
  int[] timeIndex() {
    return timeIndex;
  }

  /** The number of the model's constants. */
  int constants() {
    return constants;
  }

  /** The number of nonzero entries of ∂(constants, states)/∂coordinates. */
  int entries() {
    return entryRow.length;
  }

  /** The row of an entry: a constant, or constants + state. */
  int row(int entry) {
    return entryRow[entry];
  }

  int coordinate(int entry) {
    return entryCoordinate[entry];
  }

  /** The value of an entry on the linear scale, after {@link #start}. */
  double value(int entry) {
    return entryValue[entry];
  }

  /** Adds the ids of the constants that depend on an estimated parameter. */
  void addVaryingConstants(List<String> ids, Set<String> varying) {
    for (int row : entryRow) {
      if (row < constants) {
        varying.add(ids.get(row));
      }
    }
  }
}
