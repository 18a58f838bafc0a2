package org.lamarck.driver.engine;

import java.io.Serializable;

/** The one place where whatever a task throws becomes a result. */
final class Guarded {
  private Guarded() {}

  /**
   * The task's result, or {@link Workload#broken}. Errors of the virtual machine itself (but for a
   * stack that overflowed or a heap that was exhausted, which are the task's own doing) are not the
   * task's and pass.
   */
  @SuppressWarnings("checkstyle:IllegalCatch") // user code may throw anything
  static <T extends Serializable, R extends Serializable> R run(
      Workload<T, R> workload, T task, Watch<R> watch) {
    try {
      return workload.run(task, watch);
    } catch (StackOverflowError | OutOfMemoryError error) {
      return workload.broken(task, error);
    } catch (VirtualMachineError error) {
      throw error;
    } catch (Throwable cause) {
      return workload.broken(task, cause);
    }
  }
}
