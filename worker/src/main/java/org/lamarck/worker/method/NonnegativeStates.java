package org.lamarck.worker.method;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.SystemStructure;
import org.lamarck.worker.tolerance.ErrorScale;

/**
 * States with 0 in the place of what is negative, but was negligible or positive at the start of a
 * step: rounding and stages may go below 0 where no solution does, and a real power of that is not
 * a number.
 *
 * <p>An amount below 0 may also flee from it: with A' = p − 2kA² every A below −√(p/2k) goes to −∞
 * in finite time, and two partners that are both negative bind each other ever faster. Where an
 * amount that is negative by no more than rounding falls, but would not fall at 0, a step is
 * {@linkplain #hold held}: its rates are those with 0 for all amounts that are so at its start. As
 * these are rates of reactions still, what is conserved is conserved.
 */
public final class NonnegativeStates {
  /** Why rates of a step are those of another state. */
  enum Move {
    /** They are not. */
    NONE,
    /** They were not finite. */
    NOT_FINITE,
    /** The step is held. */
    HELD
  }

  private final boolean[] isAmount; // with a slope
  private double[] negligible;
  private final double[] state;
  private @Nullable ErrorScale scale; // of which the sizes are not known yet
  private Move move = Move.NONE;

  NonnegativeStates(OdeSystem system) {
    SystemStructure structure = system.structure();
    isAmount = new boolean[structure.states()];
    for (int s = 0; s < isAmount.length; s++) {
      isAmount[s] = system.isAmount(s);
    }
    for (int s : structure.algebraic().values()) {
      isAmount[s] = false;
    }
    negligible = new double[isAmount.length];
    state = new double[isAmount.length];
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
    move = Move.NONE;
  }

  /** Why states have been moved since the step began. */
  Move move() {
    return move;
  }

  /**
   * Holds the step: every state is moved that is an amount, negative and negligible at its start.
   */
  void hold() {
    move = Move.HELD;
  }

  /** Whether an amount that is negative and negligible falls. */
  boolean anyFalls(double[] y, double[] slope) {
    for (int s = 0; s < state.length; s++) {
      if (falls(s, y, slope)) {
        return true;
      }
    }
    return false;
  }

  /** Whether such an amount would not fall with these slopes, which are those at 0. */
  boolean anyFlees(double[] y, double[] slope, double[] inside) {
    for (int s = 0; s < state.length; s++) {
      if (inside[s] >= 0 && falls(s, y, slope)) {
        return true;
      }
    }
    return false;
  }

  private boolean falls(int s, double[] y, double[] slope) {
    return slope[s] < 0 && isHeld(s, y);
  }

  private boolean isHeld(int s, double[] start) {
    if (!(start[s] < 0 && isAmount[s])) {
      return false;
    }
    ask();
    return start[s] >= -negligible[s];
  }

  /**
   * Moves a copy of a state as a held step has it.
   *
   * @param start the state at the start of the step
   * @return whether any number is another one
   */
  boolean moveHeld(double[] from, double[] start) {
    boolean any = false;
    for (int s = 0; s < state.length; s++) {
      boolean isBelow = from[s] < 0 && isHeld(s, start);
      state[s] = isBelow ? 0 : from[s];
      any |= isBelow;
    }
    return any;
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
    move = any && move == Move.NONE ? Move.NOT_FINITE : move;
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
