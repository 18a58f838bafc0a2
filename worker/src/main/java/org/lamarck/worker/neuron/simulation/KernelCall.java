package org.lamarck.worker.neuron.simulation;

import org.lamarck.worker.neuron.kernel.BlockKernel;

/** The arguments of a kernel in one thread: places in arrays, filled in the order of its names. */
final class KernelCall {
  private final BlockKernel kernel;
  private final BlockKernel.Registers registers;
  private final double[][] from;
  private final int[] fromAt;
  private final double[][] to;
  private final int[] toAt;
  private int read;
  private int written;

  KernelCall(BlockKernel kernel, int inputs, int outputs) {
    this.kernel = kernel;
    registers = kernel.newRegisters();
    from = new double[inputs][];
    fromAt = new int[inputs];
    to = new double[outputs][];
    toAt = new int[outputs];
  }

  void begin() {
    read = 0;
    written = 0;
  }

  void reads(double[] array, int at) {
    from[read] = array;
    fromAt[read++] = at;
  }

  void writes(double[] array, int at) {
    to[written] = array;
    toAt[written++] = at;
  }

  void run(double[] uniform, int count) {
    kernel.run(registers, uniform, from, fromAt, to, toAt, count);
  }
}
