package org.lamarck.worker.neuron.train;

import java.util.Arrays;

/** Adam (Kingma and Ba 2015), with a rate for each coordinate. */
public final class Adam implements Optimiser {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final double[] rates;
  private final double[] mean;
  private final double[] square;
  private int steps;

  public Adam(double... rates) {
    this(rates, 0, new double[rates.length], new double[rates.length]);
  }

  /**
   * One that goes on.
   *
   * @param steps that were made
   * @param mean of gradients, which goes on in this array
   * @param square mean of their squares, likewise
   */
  Adam(double[] rates, int steps, double[] mean, double[] square) {
    this.rates = rates.clone();
    this.steps = steps;
    this.mean = mean;
    this.square = square;
  }

  /** The same rate for all coordinates. */
  public static Adam of(double rate, int coordinates) {
    double[] rates = new double[coordinates];
    Arrays.fill(rates, rate);
    return new Adam(rates);
  }

  @Override
  public void step(double[] x, double loss, double[] gradient) {
    steps++;
    for (int i = 0; i < x.length; i++) {
      mean[i] = FIRST * mean[i] + (1 - FIRST) * gradient[i];
      square[i] = SECOND * square[i] + (1 - SECOND) * gradient[i] * gradient[i];
      double unbiased = mean[i] / (1 - Math.pow(FIRST, steps));
      double scale = Math.sqrt(square[i] / (1 - Math.pow(SECOND, steps)));
      x[i] -= rates[i] * unbiased / (scale + EPSILON);
    }
  }
}
