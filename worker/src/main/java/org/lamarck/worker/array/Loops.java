package org.lamarck.worker.array;

/** What generated classes of loops extend. */
abstract class Loops {
  /** Runs one of the loops. */
  abstract void run(int loop, double[] memory);
}
