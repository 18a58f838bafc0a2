package org.lamarck.worker.method;

/**
 * Memory that may be used to keep what could be computed again. All that one thread keeps shares
 * one room; what was taken is never given back.
 */
public final class MemoryBudget {
  /** All threads together keep as much as fits into this part of the heap. */
  private static final int PART = 8;

  private long left;

  /** A room of so many bytes. */
  public MemoryBudget(long bytes) {
    left = bytes;
  }

  /** That of one of as many threads as there are processors. */
  public static MemoryBudget ofOneThread() {
    Runtime java = Runtime.getRuntime();
    return new MemoryBudget(java.maxMemory() / PART / java.availableProcessors());
  }

  /** Takes some bytes, all or none; whether there were as many. */
  boolean take(long bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }
}
