package org.lamarck.driver.engine;

/**
 * Who waits for the results of a submission. Called by threads of the engine, one at a time; what
 * it does should be short.
 *
 * @param <R> the result
 */
public interface Receiver<R> {
  /**
   * A result came; each is handed over exactly once, in any order.
   *
   * @param index the task's place in the list that was submitted
   */
  void received(int index, R result);

  /** No further result will come although some are missing. */
  void stopped(EngineException cause);
}
