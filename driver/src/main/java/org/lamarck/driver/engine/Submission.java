package org.lamarck.driver.engine;

/** Tasks that were sent. */
public interface Submission {
  /** Begins none that has not begun, and hands over nothing from now on. */
  void cancel();
}
