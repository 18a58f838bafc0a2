package org.lamarck.driver.cli;

/** What the process says to the one who called it; scripts rely on it. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** Done, but without the result asked for. */
  public static final int NO_RESULT = 1;

  /** Wrong usage or bad input; nothing was written. */
  public static final int BAD_INPUT = 2;

  /** An error of the program itself. */
  public static final int INTERNAL = 3;

  /** Interrupted; a checkpoint was written. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
