package org.lamarck.worker.method;

import java.util.Arrays;
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
 * amount that is negative by no more than rounding falls, faster than in proportion, but would not
 * fall at 0, a step is {@linkplain #hold held}: its rates are those with 0 for the amounts that
 * flee at its start. As these are rates of reactions still, what is conserved is conserved.
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

  private static final int[] NONE = {};

  /** Between 2, of what is in proportion, and 4, of pairs. */
  private static final double STEEP = 3;

  private final boolean[] isAmount; // with a slope
  private double[] negligible;
  private final double[] state;
  private @Nullable ErrorScale scale; // of which the sizes are not known yet
  private final int[] found;
  private Move move = Move.NONE;
  private int[] held = NONE;

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
    found = new int[isAmount.length];
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

  /** Holds the step at some states: where one of them is negative its rates are those at 0. */
  void hold(int[] states) {
    held = states;
    move = Move.HELD;
  }

  /** The states that the step is held at. */
  int[] held() {
    return held;
  }

  /** Whether an amount is negative and falls. */
  boolean anyFalls(double[] y, double[] slope) {
    for (int s = 0; s < state.length; s++) {
      if (slope[s] < 0 && y[s] < 0 && isAmount[s]) {
        return true;
      }
    }
    return false;
  }

  /** The amounts that are negative and negligible. */
  int[] below(double[] y) {
    ask();
    int count = 0;
    for (int s = 0; s < state.length; s++) {
      if (y[s] < 0 && isAmount[s] && y[s] >= -negligible[s]) {
        found[count++] = s;
      }
    }
    return count == 0 ? NONE : Arrays.copyOf(found, count);
  }

  /**
   * Those of them that fall, would not with the slopes that there are with 0 for all, and fall
   * faster than in proportion. Otherwise they are driven below 0, or go there no faster than an
   * exponential does, and the solution is theirs.
   *
   * @param twice slopes with twice the amounts: a difference to those at 0 that is in proportion to
   *     amounts is twice as large there, one of pairs four times
   */
  int[] fleeing(int[] below, double[] slope, double[] inside, double[] twice) {
    int count = 0;
    for (int s : below) {
      boolean falls = slope[s] < 0 && inside[s] >= 0;
      if (falls && inside[s] - twice[s] > STEEP * (inside[s] - slope[s])) {
        found[count++] = s;
      }
    }
    return count == 0 ? NONE : Arrays.copyOf(found, count);
  }

  /** Doubles some of the numbers in a copy of a state. */
  void stretch(double[] from, int[] states) {
    System.arraycopy(from, 0, state, 0, state.length);
    for (int s : states) {
      state[s] = 2 * from[s];
    }
  }

  /**
   * Moves a copy of a state to 0 where it is negative, of some states.
   *
   * @return whether any number is another one
   */
  boolean move(double[] from, int[] states) {
    System.arraycopy(from, 0, state, 0, state.length);
    boolean any = false;
    for (int s : states) {
      any |= from[s] < 0;
      state[s] = Math.max(from[s], 0);
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
