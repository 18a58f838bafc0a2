package org.lamarck.driver.engine;

import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Hands the results of one submission to its receiver: each index once, however often it was
 * computed, none after the end, never two at a time.
 */
final class Delivery<R> implements Submission<R> {
  private final Receiver<R> receiver;
  private final BitSet missing = new BitSet();
  private final AtomicReferenceArray<R> shown;
  private volatile boolean open = true;

  Delivery(int size, Receiver<R> receiver) {
    this.receiver = receiver;
    missing.set(0, size);
    shown = new AtomicReferenceArray<>(size);
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

  /** A task under way shows how far it is. */
  void show(int index, R result) {
    shown.set(index, result);
  }

  /** For a task of this process. */
  Watch<R> watch(int index) {
    return new Watch<>() {
      @Override
      public void soFar(R result) {
        show(index, result);
      }

      @Override
      public boolean expired() {
        return !open;
      }
    };
  }

  @Override
  public SortedMap<Integer, R> soFar() {
    SortedMap<Integer, R> results = new TreeMap<>();
    for (int index : missing()) {
      R result = shown.get(index);
      if (result != null) {
        results.put(index, result);
      }
    }
    return results;
  }

  @Override
  public boolean isWaiting() {
    return false;
  }

  /** Tasks of this process have told already. */
  @Override
  public void awaitSoFar() {}
}
