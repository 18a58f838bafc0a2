package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.List;

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
   * How many tasks like this one, one behind the other, {@link #runTogether} takes in one go for
   * less than each by itself; 1 for a task that is computed by itself.
   */
  default int together(T task) {
    return 1;
  }

  /**
   * The results of tasks that can be computed {@link #together}: of each the bits of {@link #run}.
   *
   * @param watch of them all; is shown nothing
   */
  default List<R> runTogether(List<T> tasks, Watch<R> watch) {
    return tasks.stream().map(task -> run(task, watch)).toList();
  }

  /**
   * The result that stands for a task whose code threw {@code cause}. A fault of the user's code is
   * a result: to compute it again elsewhere would only fail again.
   */
  R broken(T task, Throwable cause);
}
