package org.lamarck.worker.cells;

import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;

/** Random numbers of one step. */
public interface Noise {
  /** Uniform on [0, 1). */
  double nextDouble();

  /** Standard normal. */
  double nextGaussian();

  /** Normal numbers one after another, such as those of a published run. */
  static Noise given(Vector normal) {
    return new Noise() {
      private int at;

      @Override
      public double nextDouble() {
        throw new IllegalStateException("normal numbers are given, and a step takes uniform ones");
      }

      @Override
      public double nextGaussian() {
        return normal.get(at++);
      }
    };
  }

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
