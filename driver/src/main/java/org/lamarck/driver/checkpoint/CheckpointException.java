package org.lamarck.driver.checkpoint;

/** A checkpoint that cannot be used; the message is one line and says what to do. */
public final class CheckpointException extends Exception {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
