package org.lamarck.worker.method;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.tolerance.ErrorScale;

/**
 * States with 0 in the place of what is negative, but was negligible or positive at the start of a
 * step: rounding and stages may go below 0 where no solution does, and a real power of that is not
 * a number.
 */
public final class NonnegativeStates {
  private double[] negligible;
  private final double[] state;
  private @Nullable ErrorScale scale; // of which the sizes are not known yet
  private boolean isUsed;

  NonnegativeStates(int states) {
    negligible = new double[states];
    state = new double[states];
  }

  /**
   * Sets below what size a negative state may be rounding: by what states have reached when one is
   * first found below 0.
   */
  public void negligible(ErrorScale scale) {
    this.scale = scale;
  }

  /** Sets the same for a step that was made before; read until it is set again. */
  public void negligible(double[] sizes) {
    scale = null;
    negligible = sizes;
  }

  double[] negligible() {
    return negligible;
  }

  /** A step begins. */
  void begin() {
    isUsed = false;
  }

  /** Whether any state has been moved since the step began. */
  boolean isUsed() {
    return isUsed;
  }

  /**
   * Moves a copy of a state inside.
   *
   * @param start the state at the start of the step
   * @return whether any number is another one
   */
  boolean move(double[] from, double[] start) {
    boolean any = false;
    ask();
    for (int s = 0; s < state.length; s++) {
      boolean isBelow = from[s] < 0 && start[s] >= -negligible[s];
      state[s] = isBelow ? 0 : from[s];
      any |= isBelow;
    }
    isUsed |= any;
    return any;
  }

  private void ask() {
    ErrorScale asked = scale;
    if (asked != null) {
      for (int s = 0; s < negligible.length; s++) {
        negligible[s] = asked.negligible(s);
      }
      scale = null;
    }
  }

  /** The last copy. */
  double[] state() {
    return state;
  }
}
