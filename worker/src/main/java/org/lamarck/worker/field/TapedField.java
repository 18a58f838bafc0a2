package org.lamarck.worker.field;

import java.util.Arrays;
import org.lamarck.worker.sparse.SparsePattern;
import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.Linearised;
import org.lamarck.worker.system.Point;

/**
 * A system written as a function of {@link Real} numbers. Its derivatives are those of what was
 * computed at the point in question: products from either side, and J row by row, so that every
 * method and every gradient can be had.
 */
public final class TapedField implements Linearised, Differentiable {
  /** dy/dt of a system. */
  @FunctionalInterface
  public interface Formulas {
    /**
     * Computes the slopes.
     *
     * @param t the time
     * @param y the states, n
     * @param p the constants, m
     * @return dy/dt, n numbers that are computed from these
     */
    Real[] slopes(Real t, Real[] y, Real[] p);
  }

  private final int states;
  private final int constants;
  private final Formulas formulas;
  private final SparsePattern jacobian;
  private final Tape tape = new Tape();
  private final Real[] y;
  private final Real[] p;
  private final double[] knownStates; // where the tape was recorded
  private final double[] knownConstants;
  private double knownTime = Double.NaN;
  private Real[] slopes = {};

  private TapedField(int states, int constants, SparsePattern jacobian, Formulas formulas) {
    this.states = states;
    this.constants = constants;
    this.formulas = formulas;
    this.jacobian = jacobian;
    this.y = new Real[states];
    this.p = new Real[constants];
    this.knownStates = new double[states];
    this.knownConstants = new double[constants];
  }

  /**
   * A field whose J is taken for dense.
   *
   * @param states n
   * @param constants m
   */
  public static TapedField of(int states, int constants, Formulas formulas) {
    return new TapedField(states, constants, SparsePattern.dense(states), formulas);
  }

  /**
   * The same field with a sparse J.
   *
   * @param pattern by state, the states that its slope depends on
   */
  public TapedField withJacobian(SparsePattern pattern) {
    return new TapedField(states, constants, pattern, formulas);
  }

  @Override
  public int states() {
    return states;
  }

  @Override
  public int constants() {
    return constants;
  }

  @Override
  public SparsePattern jacobian() {
    return jacobian;
  }

  @Override
  public void slopes(Point at, double[] f) {
    if (!isKnown(at)) {
      compute(at, false);
    }
    copySlopes(f);
  }

  private void copySlopes(double[] f) {
    for (int i = 0; i < states; i++) {
      f[i] = slopes[i].value();
    }
  }

  private boolean isKnown(Point at) {
    return knownTime == at.time()
        && Arrays.equals(knownStates, at.state())
        && Arrays.equals(knownConstants, 0, constants, at.constants(), 0, constants);
  }

  /** Makes the tape that of a point. */
  private void record(Point at) {
    if (!isKnown(at)) {
      compute(at, true);
      knownTime = at.time();
      System.arraycopy(at.state(), 0, knownStates, 0, states);
      System.arraycopy(at.constants(), 0, knownConstants, 0, constants);
    }
  }

  private void compute(Point at, boolean isRecorded) {
    knownTime = Double.NaN;
    tape.clear(isRecorded);
    Real t = tape.variable(at.time());
    for (int i = 0; i < states; i++) {
      y[i] = tape.variable(at.state()[i]);
    }
    for (int k = 0; k < constants; k++) {
      p[k] = tape.variable(at.constants()[k]);
    }
    slopes = formulas.slopes(t, y.clone(), p.clone());
    if (slopes.length != states) {
      throw new IllegalStateException(
          slopes.length + " slopes were computed for " + states + " states");
    }
  }

  private int stateEntry(int i) {
    return 2 + i;
  }

  private int constantEntry(int k) {
    return 2 + states + k;
  }

  @Override
  public void linearise(Point at, double[] f, double[] fy, double[] ft) {
    record(at);
    copySlopes(f);
    for (int i = 0; i < states; i++) {
      tape.begin();
      tape.add(slopes[i].index(), 1);
      tape.backward();
      for (int e = jacobian.start()[i]; e < jacobian.start()[i + 1]; e++) {
        fy[e] = tape.get(stateEntry(jacobian.column()[e]));
      }
      ft[i] = tape.get(1);
    }
  }

  @Override
  public void jvp(Point at, double[] dy, double[] dp, double[] df) {
    record(at);
    tape.begin();
    for (int i = 0; i < states; i++) {
      tape.add(stateEntry(i), dy[i]);
    }
    for (int k = 0; k < constants; k++) {
      tape.add(constantEntry(k), dp[k]);
    }
    tape.forward();
    for (int i = 0; i < states; i++) {
      df[i] = tape.get(slopes[i].index());
    }
  }

  @Override
  public void vjp(Point at, double[] z, double[] yBar, double[] pBar) {
    record(at);
    tape.begin();
    for (int i = 0; i < states; i++) {
      tape.add(slopes[i].index(), z[i]);
    }
    tape.backward();
    for (int i = 0; i < states; i++) {
      yBar[i] = tape.get(stateEntry(i));
    }
    for (int k = 0; k < constants; k++) {
      pBar[k] += tape.get(constantEntry(k));
    }
  }
}
