package org.lamarck.worker.model;

import java.lang.reflect.Constructor;

/**
 * A compiled list of formulas, from which each thread makes a {@link Kernel} of its own. The class
 * behind it is unloaded when the factory and its kernels are no longer reachable.
 */
public final class KernelFactory {
  private final Constructor<? extends GeneratedKernel> constructor;
  private final double[] workspace;
  private final Size size;

  /**
   * How large the compiled code is.
   *
   * @param outputs formulas
   * @param nodes distinct parts of formulas, inputs and constants included
   * @param methods methods that compute them
   * @param largestMethod bytes of code of the largest one
   * @param workspace numbers that pass from one method to another
   */
  public record Size(int outputs, int nodes, int methods, int largestMethod, int workspace) {}

  KernelFactory(Constructor<? extends GeneratedKernel> constructor, double[] workspace, Size size) {
    this.constructor = constructor;
    this.workspace = workspace;
    this.size = size;
  }

  /** A kernel for one thread. */
  public Kernel newKernel() {
    try {
      return constructor.newInstance((Object) workspace.clone());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated kernel cannot be made", e);
    }
  }

  /** The bytes of the largest generated method; HotSpot never compiles those of 8000 and more. */
  public int largestMethod() {
    return size.largestMethod();
  }

  public Size size() {
    return size;
  }
}
