package org.lamarck.worker.model;

/**
 * A compiled list of formulas, from which each thread makes a {@link Kernel} of its own. The class
 * behind it is unloaded when the factory and its kernels are no longer reachable.
 */
public final class KernelFactory {
  private final Generated first;
  private final Size size;

  /** What generated classes extend: it keeps the values that pass between their methods. */
  abstract static class Generated implements Kernel {
    /** Read by generated code under this name. */
    final double[] workspace;

    Generated(double[] workspace) {
      this.workspace = workspace;
    }

    /** Another kernel of the same formulas. */
    abstract Generated with(double[] ownWorkspace);
  }

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

  /**
   * A factory.
   *
   * @param first never evaluated: its workspace is what that of a new kernel is
   */
  KernelFactory(Generated first, Size size) {
    this.first = first;
    this.size = size;
  }

  /** A kernel for one thread. */
  public Kernel newKernel() {
    return first.with(first.workspace.clone());
  }

  /** The bytes of the largest generated method; HotSpot never compiles those of 8000 and more. */
  public int largestMethod() {
    return size.largestMethod();
  }

  public Size size() {
    return size;
  }
}
