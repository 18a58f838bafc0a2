package org.lamarck.driver.engine;

/** A task whose machines were lost each time, so that it is not computed again. */
public final class LostTaskException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostTaskException(String message) {
    super(message);
  }
}
