package org.lamarck.driver.engine;

/**
 * Who looks on while a task is computed. What is shown counts when the time is over before the task
 * is; it never takes the place of a result.
 *
 * @param <R> the result
 */
public interface Watch<R> {
  /** Shows what the task would come to if it had to end now. Cheap; called as often as you like. */
  void soFar(R result);

  /** Whether nobody waits for the task's result any more: it should end soon, in whatever way. */
  boolean expired();

  /** Nobody looks on. */
  static <R> Watch<R> nobody() {
    return new Watch<>() {
      @Override
      public void soFar(R result) {}

      @Override
      public boolean expired() {
        return false;
      }
    };
  }
}
