package org.lamarck.worker.model;

/** What generated classes extend: it keeps the values that pass between their methods. */
abstract class GeneratedKernel implements Kernel {
  /** Read by generated code under this name. */
  final double[] workspace;

  GeneratedKernel(double[] workspace) {
    this.workspace = workspace;
  }

  /** Another kernel of the same formulas. */
  abstract GeneratedKernel with(double[] ownWorkspace);
}
