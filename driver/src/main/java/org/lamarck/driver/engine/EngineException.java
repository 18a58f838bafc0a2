package org.lamarck.driver.engine;

/** The engine cannot go on; says why and what to do. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What stopped the engine. */
  public enum Kind {
    /** Someone cancelled the work from outside: the run should stop, not try again. */
    CANCELLED,
    /** Machines were lost more often than is worth another try. */
    LOST,
    /** The engine cannot be started as asked. */
    UNUSABLE
  }

  public EngineException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public EngineException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
