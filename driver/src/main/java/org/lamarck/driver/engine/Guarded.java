package org.lamarck.driver.engine;

import java.io.Serializable;
import java.util.List;

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

  /** The results of tasks; where something is thrown while they are computed, each by itself. */
  @SuppressWarnings("checkstyle:IllegalCatch") // user code may throw anything
  static <T extends Serializable, R extends Serializable> List<R> run(
      Workload<T, R> workload, List<T> tasks, Watch<R> watch) {
    if (tasks.size() > 1) {
      try {
        return workload.runTogether(tasks, watch);
      } catch (StackOverflowError | OutOfMemoryError error) {
        return each(workload, tasks, watch);
      } catch (VirtualMachineError error) {
        throw error;
      } catch (Throwable cause) {
        return each(workload, tasks, watch);
      }
    }
    return each(workload, tasks, watch);
  }

  private static <T extends Serializable, R extends Serializable> List<R> each(
      Workload<T, R> workload, List<T> tasks, Watch<R> watch) {
    return tasks.stream().map(task -> run(workload, task, watch)).toList();
  }

  /**
   * The first of some tasks that are computed in one go.
   *
   * @param most at most so many
   */
  @SuppressWarnings("checkstyle:IllegalCatch") // user code may throw anything
  static <T extends Serializable, R extends Serializable> List<T> first(
      Workload<T, R> workload, List<T> tasks, int most) {
    try {
      int many = Math.min(most, workload.together(tasks.get(0)));
      int end = 1;
      while (end < Math.min(many, tasks.size()) && workload.together(tasks.get(end)) > 1) {
        end++;
      }
      return tasks.subList(0, end);
    } catch (VirtualMachineError error) {
      throw error;
    } catch (Throwable cause) {
      return tasks.subList(0, 1); // computed by itself it throws that again
    }
  }
}
