package org.lamarck.worker.array.plan;

/** What generated classes of loops extend. */
abstract class Loops {
  /** Runs one of the loops. */
  abstract void run(int loop, double[] memory);
}
