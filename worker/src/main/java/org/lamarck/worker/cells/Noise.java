package org.lamarck.worker.cells;

import org.lamarck.strategies.random.RandomStream;

/** Random numbers of one step. */
public interface Noise {
  /** Uniform on [0, 1). */
  double nextDouble();

  /** Standard normal. */
  double nextGaussian();

  /** Of a stream. */
  static Noise of(RandomStream random) {
    return new Noise() {
      @Override
      public double nextDouble() {
        return random.nextDouble();
      }

      @Override
      public double nextGaussian() {
        return random.nextGaussian();
      }
    };
  }
}
