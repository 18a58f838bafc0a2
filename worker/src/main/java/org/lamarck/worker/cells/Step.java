package org.lamarck.worker.cells;

import java.io.Serializable;
import org.lamarck.strategies.random.RandomStream;

/** One step of a tissue, described. */
public sealed interface Step extends Serializable permits Growth, Relaxation {
  /** What makes it, for so many cells; for one thread. */
  Runner newRunner(int cells, int dimensions);

  /** How many numbers of noise it takes each time. */
  int noise(int cells, int dimensions);

  /** Makes a step, and its transpose. */
  interface Runner {
    /** How many numbers it keeps each time for the way back. */
    int kept();

    /**
     * Moves a tissue on.
     *
     * @param state becomes the one after the step
     * @param noise standard normal numbers
     * @param keep what the way back needs, from {@code at} on
     */
    void forward(State state, double[] parameters, double[] noise, double[] keep, int at);

    /**
     * Pulls derivatives back: those of positions and radii after the step become those before it,
     * and those by parameters are added.
     */
    void backward(State adjoint, double[] parameters, double[] kept, int at, double[] gradient);
  }

  /** Positions and radii, or derivatives by them. */
  @SuppressWarnings("ArrayRecordComponent") // worked on in loops
  record State(double[] x, double[] r) {}

  /** Standard normal numbers. */
  static double[] draw(RandomStream random, int count) {
    double[] noise = new double[count];
    for (int i = 0; i < count; i++) {
      noise[i] = random.nextGaussian();
    }
    return noise;
  }
}
