package org.lamarck.driver.engine;

import java.util.BitSet;

/**
 * Hands the results of one submission to its receiver: each index once, however often it was
 * computed, none after the end, never two at a time.
 */
final class Delivery<R> implements Submission {
  private final Receiver<R> receiver;
  private final BitSet missing = new BitSet();
  private boolean open = true;

  Delivery(int size, Receiver<R> receiver) {
    this.receiver = receiver;
    missing.set(0, size);
  }

  synchronized void received(int index, R result) {
    if (open && missing.get(index)) {
      missing.clear(index);
      receiver.received(index, result);
    }
  }

  synchronized void stopped(EngineException cause) {
    if (open && !missing.isEmpty()) {
      open = false;
      receiver.stopped(cause);
    }
  }

  @Override
  public synchronized void cancel() {
    open = false;
  }

  /** Whether results are still waited for. */
  synchronized boolean open() {
    return open && !missing.isEmpty();
  }

  /** The indices without a result, ascending. */
  synchronized int[] missing() {
    return missing.stream().toArray();
  }
}
