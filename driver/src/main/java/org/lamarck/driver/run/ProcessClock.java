package org.lamarck.driver.run;

import java.time.Duration;
import java.time.Instant;

/** How long ago the process began that serves one command; a user's limit counts from there. */
public final class ProcessClock {
  private static final String BEGAN = "lamarck.began";

  private ProcessClock() {}

  /** This process serves one command. The launcher says when it began if it has built first. */
  public static void set() {
    if (System.getProperty(BEGAN) != null) {
      return;
    }
    ProcessHandle.current()
        .info()
        .startInstant()
        .ifPresent(began -> System.setProperty(BEGAN, began.toString()));
  }

  /** Seconds since the process began; 0 in a process that has other things to do. */
  public static double seconds() {
    String began = System.getProperty(BEGAN);
    return began == null
        ? 0
        : Duration.between(Instant.parse(began), Instant.now()).toNanos() * 1e-9;
  }
}
