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
   * @param to the first output time after its end
   */
  void accept(Rodas5PStep step, double end, int from, int to);
}
