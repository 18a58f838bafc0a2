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
   * @param label what they belong to, for people who watch the cluster
   * @param receiver is handed each result as it comes
   */
  Submission submit(List<T> tasks, String label, Receiver<R> receiver);

  /** Cancels what is under way; what the workers hold of the workload is freed. */
  @Override
  void close();
}
