package org.lamarck.driver.engine;

import java.util.SortedMap;

/**
 * Tasks that were sent.
 *
 * @param <R> the result of one
 */
public interface Submission<R> {
  /** Begins none that has not begun, and hands over nothing from now on. */
  void cancel();

  /**
   * What tasks that are under way have come to, by index, as far as it is known here; none of a
   * task whose result was handed over.
   */
  SortedMap<Integer, R> soFar();

  /** Whether there is no machine that could compute them at present. */
  boolean isWaiting();

  /**
   * Waits until whatever was under way when its time was over has told how far it is, but not long.
   */
  void awaitSoFar() throws InterruptedException;
}
