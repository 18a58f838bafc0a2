package org.lamarck.worker.event;

import org.jspecify.annotations.Nullable;
import org.lamarck.worker.method.Step;
import org.lamarck.worker.system.Point;

/** What is carried along with the steps of an integration, such as sensitivities. */
public interface SecondaryEquations {
  /** Nothing is carried. */
  SecondaryEquations NONE =
      new SecondaryEquations() {
        @Override
        public double follow(Step step) {
          return 0;
        }

        @Override
        public void accept(Step step, double end, int from, int to) {}

        @Override
        public boolean pass(Transition instant) {
          return true;
        }

        @Override
        public void arrive(int from, int to) {}
      };

  /**
   * Follows a step that has passed the test of the states.
   *
   * @return an error norm of its own: the step is accepted when it is at most 1; NaN when what is
   *     carried has become infinite or NaN
   */
  double follow(Step step);

  /**
   * The step is accepted.
   *
   * @param end the time at its end
   * @param from the first output time after its start
   * @param to the first output time that is not before its end
   */
  void accept(Step step, double end, int from, int to);

  /**
   * The flow is interrupted where the last step ended, or at the start.
   *
   * @return whether what is carried has a derivative there
   */
  boolean pass(Transition instant);

  /**
   * Output times {@code from} to {@code to} − 1 are here: at the start, or at the end of a step.
   */
  void arrive(int from, int to);

  /**
   * Whether the integration may end here, before its last output time. Asked after each step, and
   * after what happens at its end.
   *
   * @param at states, and constants with the modes of switches; not to be written to
   */
  default boolean isEnough(Point at) {
    return false;
  }

  /**
   * Why they cannot be carried any further; nothing when they can. Asked after each step, and after
   * what happens at its end.
   */
  default @Nullable Outcome failure(double t) {
    return null;
  }
}
