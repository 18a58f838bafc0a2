package org.lamarck.worker.stochastic.gradient;

import org.lamarck.strategies.random.RandomStream;

/** Makes samples of what is observed, and of its derivatives; serves one thread. */
interface PathSample {
  /**
   * The mean over a block of runs.
   *
   * @param given the numbers by which derivatives are
   * @param stream of this block
   * @param runs at least 2
   * @param value becomes times × observables
   * @param gradient becomes (times × observables) × parameters
   */
  void block(double[] given, RandomStream stream, int runs, double[] value, double[] gradient);
}
