package org.lamarck.worker.memory;

/**
 * The memory of one thread for what it keeps of integrations: what must be kept, the steps that a
 * sweep back goes over, and what could be computed again, their factorisations.
 */
public final class MemoryBudget {
  /** All threads together keep what could be computed again in this part of the heap. */
  private static final int PART = 8;

  /** All threads together keep their steps in this part of the heap. */
  private static final int RECORDS_PART = 2;

  private final long most; // of what must be kept
  private long kept;
  private long left;

  /** A budget of so many bytes for what could be computed again, and no limit for the rest. */
  public MemoryBudget(long bytes) {
    this(bytes, Long.MAX_VALUE);
  }

  /**
   * A budget.
   *
   * @param bytes for what could be computed again
   * @param records bytes for what must be kept
   */
  public MemoryBudget(long bytes, long records) {
    left = bytes;
    most = records;
  }

  /** That of one of as many threads as there are processors. */
  public static MemoryBudget ofOneThread() {
    Runtime java = Runtime.getRuntime();
    long heap = java.maxMemory() / java.availableProcessors();
    return new MemoryBudget(heap / PART, heap / RECORDS_PART);
  }

  /** What is kept has grown by so many bytes, or shrunk. */
  public void keep(long bytes) {
    kept += bytes;
  }

  /** Whether more must be kept than there is memory for. */
  public boolean isExceeded() {
    return kept > most;
  }

  /** The bytes there are for what must be kept. */
  public long records() {
    return most;
  }

  /**
   * Takes some bytes for what could be computed again, all or none, and never gives them back;
   * whether there were as many.
   */
  public boolean take(long bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }
}
