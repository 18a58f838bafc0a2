package org.lamarck.strategies.evolution.differential;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lamarck.strategies.random.RandomStream;

/**
 * What succeeded lately, symbols as in the paper.
 *
 * @param factors M_F, means of the factors F that succeeded
 * @param rates M_CR, means of the crossover rates CR that succeeded
 * @param next the place that is overwritten next
 */
record SuccessHistory(List<Double> factors, List<Double> rates, int next) implements Serializable {
  private static final int LENGTH = 10;

  SuccessHistory {
    factors = List.copyOf(factors);
    rates = List.copyOf(rates);
  }

  static SuccessHistory begin() {
    List<Double> half = Collections.nCopies(LENGTH, 0.5);
    return new SuccessHistory(half, half, 0);
  }

  /** F and CR of a trial. */
  record Draw(double factor, double rate) {}

  /** A trial that was better than its parent, and by how much. */
  record Success(Draw draw, double gain) {}

  /** A draw around what succeeded; F by a Cauchy, CR by a normal distribution. */
  Draw draw(RandomStream random) {
    int place = random.nextInt(LENGTH);
    double rate = rates.get(place) + 0.1 * random.nextGaussian();
    double factor = 0;
    while (!(factor > 0)) {
      double u = random.nextDouble();
      factor = factors.get(place) + 0.1 * StrictMath.tan(Math.PI * (u - 0.5));
    }
    return new Draw(Math.min(1, factor), Math.min(1, Math.max(0, rate)));
  }

  /** The history after a generation; weights are what was gained. */
  SuccessHistory with(List<Success> successes) {
    double weights = 0;
    for (Success one : successes) {
      weights += one.gain();
    }
    if (!(weights > 0) || Double.isInfinite(weights)) {
      return this;
    }
    double factor = 0;
    double squares = 0;
    double rate = 0;
    for (Success one : successes) {
      double weight = one.gain() / weights;
      factor += weight * one.draw().factor();
      squares += weight * one.draw().factor() * one.draw().factor();
      rate += weight * one.draw().rate();
    }
    List<Double> nextFactors = new ArrayList<>(factors);
    List<Double> nextRates = new ArrayList<>(rates);
    nextFactors.set(next, squares / factor); // Lehmer's mean
    nextRates.set(next, rate);
    return new SuccessHistory(nextFactors, nextRates, (next + 1) % LENGTH);
  }
}
