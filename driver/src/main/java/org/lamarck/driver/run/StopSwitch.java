package org.lamarck.driver.run;

/** Asks a run to stop; from any thread, as often as you like. */
public final class StopSwitch {
  private volatile boolean thrown;

  public void stop() {
    thrown = true;
  }

  public boolean thrown() {
    return thrown;
  }
}
