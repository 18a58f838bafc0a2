package org.lamarck.worker.method;

import java.util.Arrays;
import java.util.BitSet;
import org.lamarck.worker.sparse.Finite;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.system.SystemStructure.Pairs;

/**
 * The second derivatives of the rates at the start of a step, evaluated once and contracted with
 * each stage U: ∂(∂v/∂y U)/∂y and ∂(∂v/∂y U)/∂p, rate by rate.
 */
public final class SecondDerivatives {
  private final OdeSystem system;
  private final SparsePattern curved; // by rate, the states with a second derivative
  private final ByStates byStates;
  private final ByConstants byConstants;
  private final ByTime statesByTime;
  private final ByTime constantsByTime;

  SecondDerivatives(OdeSystem system) {
    this.system = system;
    SystemStructure structure = system.structure();
    this.curved = curved(structure);
    this.byStates = new ByStates(structure, curved);
    this.byConstants = new ByConstants(structure);
    this.statesByTime = new ByTime(structure.timeStatePairs(), curved);
    this.constantsByTime = new ByTime(structure.timeConstantPairs(), structure.rateConstants());
  }

  /** For each rate the states with respect to which its first derivatives vary with y or t. */
  public SparsePattern curved() {
    return curved;
  }

  /**
   * Evaluates at the start of the step. What is not finite there, as the second derivative of x^1.4
   * at 0, is left out: the tangents then are those of the solution to the order of the method, not
   * those of the step to rounding.
   */
  void evaluate(Step step) {
    double[] vyy = byStates.values;
    double[] vyp = byConstants.values;
    double[] vty = statesByTime.values;
    double[] vtp = constantsByTime.values;
    system.secondDerivatives(step.startTime(), step.state(), step.constants(), vyy, vyp, vty, vtp);
    leaveOutInfinite(vyy);
    leaveOutInfinite(vyp);
    leaveOutInfinite(vty);
    leaveOutInfinite(vtp);
  }

  private static void leaveOutInfinite(double[] values) {
    if (Finite.all(values)) {
      return;
    }
    for (int e = 0; e < values.length; e++) {
      if (!Double.isFinite(values[e])) {
        values[e] = 0;
      }
    }
  }

  /**
   * Contracts with a stage.
   *
   * @param i whose increment U of the step is meant
   * @param timeFactor h d_i
   * @param byState becomes ∂(∂v/∂y U + timeFactor ∂v/∂t)/∂y in the order of {@link #curved}
   * @param byConstant becomes ∂v/∂p at the stage and the same by p, in the order of the rates'
   *     constants
   */
  void contract(Step step, int i, double timeFactor, double[] byState, double[] byConstant) {
    System.arraycopy(step.rates().byConstants(i), 0, byConstant, 0, byConstant.length);
    Arrays.fill(byState, 0.0);
    byStates.contract(step, i, byState);
    byConstants.contract(step, i, byConstant);
    if (timeFactor != 0) {
      statesByTime.add(timeFactor, byState);
      constantsByTime.add(timeFactor, byConstant);
    }
  }

  /**
   * The transpose of all contractions of a step at once.
   *
   * @param gathered of all stages
   * @param bars gain ∂/∂y and ∂/∂p
   */
  void addTransposed(RateProducts gathered, Bars bars) {
    byStates.addTransposed(gathered, bars.state());
    byConstants.addTransposed(gathered, bars.constants());
    statesByTime.addTransposed(gathered, bars.state());
    constantsByTime.addTransposed(gathered, bars.constants());
  }

  /** ∂²v/∂y∂y: pairs a ≤ b of states. */
  private static final class ByStates {
    private final double[] values;
    private final int[] first; // a
    private final int[] second; // b
    private final int[] firstCurved; // the place of (rate, a) in curved
    private final int[] secondCurved;
    private final int[] firstPlace; // the place of (rate, a) in the rates' states
    private final int[] secondPlace;

    ByStates(SystemStructure structure, SparsePattern curved) {
      Pairs pairs = structure.stateStatePairs();
      values = new double[pairs.size()];
      first = pairs.first();
      second = pairs.second();
      firstCurved = places(pairs.start(), first, curved);
      secondCurved = places(pairs.start(), second, curved);
      firstPlace = places(pairs.start(), first, structure.rateStates());
      secondPlace = places(pairs.start(), second, structure.rateStates());
    }

    void contract(Step step, int i, double[] byState) {
      double[] u = step.increments();
      int offset = i * step.state().length;
      for (int e = 0; e < values.length; e++) {
        int a = first[e];
        int b = second[e];
        byState[secondCurved[e]] += values[e] * u[offset + a];
        if (a != b) {
          byState[firstCurved[e]] += values[e] * u[offset + b];
        }
      }
    }

    void addTransposed(RateProducts gathered, double[] stateBar) {
      double[] products = gathered.byEntry();
      for (int e = 0; e < values.length; e++) {
        int a = first[e];
        int b = second[e];
        stateBar[b] += values[e] * products[firstPlace[e]];
        if (a != b) {
          stateBar[a] += values[e] * products[secondPlace[e]];
        }
      }
    }
  }

  /** ∂²v/∂y∂p: pairs of a state and a constant. */
  private static final class ByConstants {
    private final double[] values;
    private final int[] state;
    private final int[] constant;
    private final int[] statePlace; // the place of (rate, state) in the rates' states
    private final int[] constantPlace; // the place of (rate, constant) in the rates' constants

    ByConstants(SystemStructure structure) {
      Pairs pairs = structure.stateConstantPairs();
      values = new double[pairs.size()];
      state = pairs.first();
      constant = pairs.second();
      statePlace = places(pairs.start(), state, structure.rateStates());
      constantPlace = places(pairs.start(), constant, structure.rateConstants());
    }

    void contract(Step step, int i, double[] byConstant) {
      double[] u = step.increments();
      int offset = i * step.state().length;
      for (int e = 0; e < values.length; e++) {
        byConstant[constantPlace[e]] += values[e] * u[offset + state[e]];
      }
    }

    void addTransposed(RateProducts gathered, double[] constantBar) {
      double[] products = gathered.byEntry();
      for (int e = 0; e < values.length; e++) {
        constantBar[constant[e]] += values[e] * products[statePlace[e]];
      }
    }
  }

  /** ∂²v/∂t∂y or ∂²v/∂t∂p. */
  private static final class ByTime {
    private final double[] values;
    private final int[] argument; // the state or constant
    private final int[] rate;
    private final int[] place; // of (rate, argument) among what is differentiated

    ByTime(SparsePattern pairs, SparsePattern differentiated) {
      values = new double[pairs.size()];
      argument = pairs.column();
      rate = pairs.rows();
      place = places(pairs.start(), argument, differentiated);
    }

    void add(double factor, double[] out) {
      for (int e = 0; e < values.length; e++) {
        out[place[e]] += factor * values[e];
      }
    }

    void addTransposed(RateProducts gathered, double[] bar) {
      double[] times = gathered.byRate();
      for (int e = 0; e < values.length; e++) {
        bar[argument[e]] += values[e] * times[rate[e]];
      }
    }
  }

  /** For each rate the states with respect to which its first derivatives vary with y or t. */
  public static SparsePattern curved(SystemStructure structure) {
    Pairs yy = structure.stateStatePairs();
    SparsePattern ty = structure.timeStatePairs();
    int[] start = new int[structure.rates() + 1];
    int[] column = new int[2 * yy.size() + ty.size()];
    int size = 0;
    BitSet row = new BitSet(structure.states());
    for (int r = 0; r < structure.rates(); r++) {
      row.clear();
      for (int e = yy.start()[r]; e < yy.start()[r + 1]; e++) {
        row.set(yy.first()[e]);
        row.set(yy.second()[e]);
      }
      for (int e = ty.start()[r]; e < ty.start()[r + 1]; e++) {
        row.set(ty.column()[e]);
      }
      for (int a = row.nextSetBit(0); a >= 0; a = row.nextSetBit(a + 1)) {
        column[size++] = a;
      }
      start[r + 1] = size;
    }
    return new SparsePattern(start, Arrays.copyOf(column, size));
  }

  /** For each entry the place of its column in the same row of {@code rows}. */
  private static int[] places(int[] start, int[] column, SparsePattern rows) {
    int[] place = new int[column.length];
    for (int r = 0; r + 1 < start.length; r++) {
      for (int e = start[r]; e < start[r + 1]; e++) {
        int at = rows.start()[r];
        while (at < rows.start()[r + 1] && rows.column()[at] != column[e]) {
          at++;
        }
        if (at == rows.start()[r + 1]) {
          throw new IllegalArgumentException(
              "rate " + r + " has a second derivative by " + column[e] + " without a first one");
        }
        place[e] = at;
      }
    }
    return place;
  }
}
