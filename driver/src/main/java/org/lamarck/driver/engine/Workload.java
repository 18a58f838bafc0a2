package org.lamarck.driver.engine;

import java.io.Serializable;

/**
 * What becomes of a task. A value that travels to the workers once; every engine runs the same.
 *
 * @param <T> the task
 * @param <R> its result
 */
public interface Workload<T extends Serializable, R extends Serializable> extends Serializable {
  /**
   * The result of {@code task}: the same bits wherever, whenever and however often it is computed.
   * Called by many threads at a time.
   *
   * @param watch may be shown how far it is; no result depends on it
   */
  R run(T task, Watch<R> watch);

  /**
   * The result that stands for a task whose code threw {@code cause}. A fault of the user's code is
   * a result: to compute it again elsewhere would only fail again.
   */
  R broken(T task, Throwable cause);
}
