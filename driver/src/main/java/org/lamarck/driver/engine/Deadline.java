package org.lamarck.driver.engine;

import java.io.Serializable;

/**
 * When nobody waits for results any more, for machines whose clocks may differ: a worker takes the
 * earlier of what its clock says and of the time that was left when the tasks were sent.
 *
 * @param atMillis since the epoch, by the driver's clock
 * @param seconds that were left when the tasks were sent; +∞ for no end
 */
record Deadline(long atMillis, double seconds) implements Serializable {
  /** Someone always waits. */
  static final Deadline NEVER = new Deadline(Long.MAX_VALUE, Double.POSITIVE_INFINITY);

  static Deadline after(double seconds) {
    return seconds < 1e9
        ? new Deadline(System.currentTimeMillis() + Math.round(1000 * seconds), seconds)
        : NEVER;
  }

  /** The seconds that are left, by the clock of this machine. */
  double left() {
    return seconds == Double.POSITIVE_INFINITY
        ? seconds
        : Math.min(seconds, (atMillis - System.currentTimeMillis()) * 1e-3);
  }
}
