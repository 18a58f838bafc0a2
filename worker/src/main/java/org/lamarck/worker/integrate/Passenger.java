package org.lamarck.worker.integrate;

/** What is carried along with the steps of an integration, such as sensitivities. */
public interface Passenger {
  /**
   * Follows a step that has passed the test of the states.
   *
   * @return an error norm of its own: the step is accepted when it is at most 1; NaN when what is
   *     carried has become infinite or NaN
   */
  double follow(Rodas5PStep step);

  /**
   * The step is accepted.
   *
   * @param end the time at its end
   * @param from the first output time after its start
   * @param to the first output time that is not before its end
   */
  void accept(Rodas5PStep step, double end, int from, int to);

  /**
   * The flow is interrupted where the last step ended, or at the start.
   *
   * @return whether what is carried has a derivative there
   */
  boolean pass(Instant instant);

  /**
   * Output times {@code from} to {@code to} − 1 are here: at the start, or at the end of a step.
   */
  void arrive(int from, int to);
}
