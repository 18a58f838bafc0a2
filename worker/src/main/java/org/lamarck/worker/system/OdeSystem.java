package org.lamarck.worker.system;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What integrators take: dy/dt = N v(t, y, p), with y of n states, p of m constants; in the rows of
 * algebraic states 0 = N v instead, of index 1: the derivatives of these rows by these states are a
 * regular matrix. Systems of less than that, a {@link VectorField} and what it implements, become
 * one by {@link FieldSystem}.
 *
 * <p>Lags, discontinuities and algebraic states are further roles; a system need not have them. An
 * instance has workspaces of its own and serves one thread.
 */
public interface OdeSystem extends RateForm {
  /**
   * Whether a state is an amount or a concentration, whose units change together; others have units
   * of their own.
   */
  default boolean isAmount(int state) {
    return true;
  }

  /** How many independent systems it consists of, as {@link VectorField#lanes}. */
  default int lanes() {
    return 1;
  }

  /** The states that are what other states were some time ago. */
  default List<LagShape> lags() {
    return List.of();
  }

  /** What is not smooth about it. */
  default Discontinuities discontinuities() {
    return Discontinuities.NONE;
  }

  /** Whether J is known, which implicit methods solve with. */
  default boolean isLinearised() {
    return true;
  }

  /**
   * Steps of an explicit method, written out; absent where the system is too large for it, or has
   * not been asked often enough to be worth the code.
   */
  default @Nullable WrittenStep written(WrittenStep.Rows rows) {
    return null;
  }

  /**
   * The field that it was made of; absent where there are rates, of which derivatives of steps come
   * then.
   */
  default @Nullable VectorField field() {
    return null;
  }
}
