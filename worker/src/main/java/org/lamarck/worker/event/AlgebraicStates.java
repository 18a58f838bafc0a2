package org.lamarck.worker.event;

import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.worker.method.Constraints;
import org.lamarck.worker.method.Step;

/**
 * Algebraic states at instants: they follow at once whatever changes a state or a mode, and modes
 * follow them, so that what comes next sees them as they are then.
 */
final class AlgebraicStates {
  /** More changes of switches at one instant: each solution supposes the others' sides. */
  private static final int MOST_CHANGES = 50;

  private final Step step;
  private final Constraints constraints;
  private final SwitchingFunctions switches;

  AlgebraicStates(Step step, SwitchingFunctions switches) {
    this.step = step;
    this.constraints = step.constraints();
    this.switches = switches;
  }

  boolean areNone() {
    return constraints.areNone();
  }

  /** Solves at the start, where they were guesses. */
  void solveGuesses(Present present) throws Impassable {
    for (int i = 0; search(present) && switches.refresh(); i++) {
      requireSettled(i);
    }
    present.changed();
  }

  /** What an instant remembers of a solution. */
  Transition.Restore restored(Present present) {
    double time = present.at().time();
    return new Transition.Restore(present.moment().at(step.inLimits(time)));
  }

  /** Lets them follow what has changed, and modes follow them. */
  void follow(Present present, Transition instant) throws Impassable {
    if (areNone()) {
      return;
    }
    for (int i = 0; ; i++) {
      requireSettled(i);
      boolean isLarge = search(present);
      present.changed();
      instant.add(restored(present));
      if (!isLarge) {
        switches.adopt(); // a switch at its threshold stays there
        return;
      }
      if (!switches.refresh()) {
        return;
      }
      present.changed();
    }
  }

  /** Solves; whether they have moved by more than steps leave. */
  private boolean search(Present present) throws Impassable {
    double time = present.at().time();
    Constraints.Search search = constraints.solve(present.at().at(step.inLimits(time)));
    if (search == Constraints.Search.SINGULAR) {
      throw new Impassable(
          Reason.SINGULAR_MATRIX,
          "the algebraic equations do not determine their unknowns here: their Jacobian by these is"
              + " singular or not finite");
    } else if (search == Constraints.Search.NONE) {
      throw new Impassable(
          Reason.NON_FINITE,
          "Newton's method finds no solution of the algebraic equations from the values known"
              + " before; a better guess may help");
    }
    return search == Constraints.Search.LARGE;
  }

  private static void requireSettled(int changes) throws Impassable {
    if (changes > MOST_CHANGES) {
      throw new Impassable(
          "the algebraic equations have no solution for which the switches are as they suppose");
    }
  }
}
