package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.List;

/**
 * A workload that the workers know, open for its tasks.
 *
 * @param <T> the task
 * @param <R> its result
 */
public interface Session<T extends Serializable, R extends Serializable> extends AutoCloseable {
  /**
   * Sends tasks to the workers and returns at once.
   *
   * @param terms how they are to be computed
   * @param receiver is handed each result as it comes
   */
  Submission<R> submit(List<T> tasks, Terms terms, Receiver<R> receiver);

  /**
   * How tasks are to be computed.
   *
   * @param label what they belong to, for people who watch the cluster
   * @param seconds after which nobody waits for results any more; +∞ when somebody always does
   */
  record Terms(String label, double seconds) {
    /** However long they take. */
    public static Terms of(String label) {
      return new Terms(label, Double.POSITIVE_INFINITY);
    }
  }

  /** Cancels what is under way; what the workers hold of the workload is freed. */
  @Override
  void close();
}
