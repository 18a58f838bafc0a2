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
  private final int states;
  private final SparsePattern curved; // by rate, the states with a second derivative
  private final int[] yyFirstState;
  private final int[] yySecondState;
  private final int[] yyFirst; // the place of (rate, first state) in curved
  private final int[] yySecond;
  private final int[] ypState;
  private final int[] ypConstant; // the place of (rate, constant) in rateConstants
  private final int[] yyFirstPlace; // the place of (rate, first state) in rateStates
  private final int[] yySecondPlace;
  private final int[] ypPlace; // the place of (rate, state) in rateStates
  private final int[] tyState;
  private final int[] tyRate;
  private final int[] tpConstant;
  private final int[] tpRate;
  private final int[] constant; // of each pair (state, constant)
  private final int[] ty;
  private final int[] tp;
  private final double[] vyy;
  private final double[] vyp;
  private final double[] vty;
  private final double[] vtp;

  SecondDerivatives(OdeSystem system) {
    this.system = system;
    this.states = system.structure().states();
    SystemStructure structure = system.structure();
    Pairs yy = structure.stateStatePairs();
    Pairs yp = structure.stateConstantPairs();
    this.curved = curved(structure);
    this.yyFirstState = yy.first();
    this.yySecondState = yy.second();
    this.yyFirst = places(yy.start(), yy.first(), curved);
    this.yySecond = places(yy.start(), yy.second(), curved);
    this.ypState = yp.first();
    this.ypConstant = places(yp.start(), yp.second(), structure.rateConstants());
    SparsePattern timeStates = structure.timeStatePairs();
    SparsePattern timeConstants = structure.timeConstantPairs();
    SparsePattern rateStates = structure.rateStates();
    this.yyFirstPlace = places(yy.start(), yy.first(), rateStates);
    this.yySecondPlace = places(yy.start(), yy.second(), rateStates);
    this.ypPlace = places(yp.start(), yp.first(), rateStates);
    this.constant = yp.second();
    this.tyState = timeStates.column();
    this.tyRate = timeStates.rows();
    this.tpConstant = timeConstants.column();
    this.tpRate = timeConstants.rows();
    this.ty = places(timeStates.start(), timeStates.column(), curved);
    this.tp = places(timeConstants.start(), timeConstants.column(), structure.rateConstants());
    this.vyy = new double[yy.size()];
    this.vyp = new double[yp.size()];
    this.vty = new double[timeStates.size()];
    this.vtp = new double[timeConstants.size()];
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
  public void evaluate(Step step) {
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
  public void contract(Step step, int i, double timeFactor, double[] byState, double[] byConstant) {
    double[] u = step.increments();
    int offset = i * states;
    System.arraycopy(step.rates().byConstants(i), 0, byConstant, 0, byConstant.length);
    Arrays.fill(byState, 0.0);
    for (int e = 0; e < vyy.length; e++) {
      int a = yyFirstState[e];
      int b = yySecondState[e];
      byState[yySecond[e]] += vyy[e] * u[offset + a];
      if (a != b) {
        byState[yyFirst[e]] += vyy[e] * u[offset + b];
      }
    }
    for (int e = 0; e < vyp.length; e++) {
      byConstant[ypConstant[e]] += vyp[e] * u[offset + ypState[e]];
    }
    if (timeFactor != 0) {
      for (int e = 0; e < vty.length; e++) {
        byState[ty[e]] += timeFactor * vty[e];
      }
      for (int e = 0; e < vtp.length; e++) {
        byConstant[tp[e]] += timeFactor * vtp[e];
      }
    }
  }

  /**
   * The transpose of all contractions of a step at once.
   *
   * @param products for each rate and each of its states Σ_i w_ir U_ia, in the order of the rates'
   *     states, where w_i weighs the rates in stage i
   * @param times for each rate Σ_i h d_i w_ir
   * @param stateBar gains ∂/∂y
   * @param constantBar gains ∂/∂p
   */
  public void addTransposed(
      double[] products, double[] times, double[] stateBar, double[] constantBar) {
    for (int e = 0; e < vyy.length; e++) {
      int a = yyFirstState[e];
      int b = yySecondState[e];
      stateBar[b] += vyy[e] * products[yyFirstPlace[e]];
      if (a != b) {
        stateBar[a] += vyy[e] * products[yySecondPlace[e]];
      }
    }
    for (int e = 0; e < vyp.length; e++) {
      constantBar[constant[e]] += vyp[e] * products[ypPlace[e]];
    }
    for (int e = 0; e < vty.length; e++) {
      stateBar[tyState[e]] += vty[e] * times[tyRate[e]];
    }
    for (int e = 0; e < vtp.length; e++) {
      constantBar[tpConstant[e]] += vtp[e] * times[tpRate[e]];
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
