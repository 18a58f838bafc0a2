package org.lamarck.worker.stochastic.gradient;

import java.util.Arrays;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.stochastic.ReactionNetwork;
import org.lamarck.worker.variate.Variates;

/**
 * Central differences of runs that have the same unit Poisson process for each reaction (M.
 * Rathinam, P. W. Sheppard and M. Khammash 2010, common reaction paths): the next reaction method
 * with a stream of its own for each reaction. The step is 5 % of each number, so the bias is that
 * of its square.
 */
final class CommonNumbers implements PathSample {
  private static final double STEP = 0.05;

  private final ReactionNetwork network;
  private final double[] times;
  private final ReactionNetwork.Rates rates;
  private final ExactPath path;
  private final double[] y;
  private final double[] due;
  private final double[] passed;
  private final RandomStream[] streams;
  private final double[] values;

  CommonNumbers(ReactionNetwork network, double[] times) {
    this.network = network;
    this.times = times.clone();
    rates = network.newRates();
    path = new ExactPath(network);
    y = new double[network.states()];
    due = new double[network.reactions()];
    passed = new double[due.length];
    streams = new RandomStream[due.length];
    values = new double[times.length * network.observables()];
  }

  @Override
  public void block(
      double[] given, RandomStream stream, int runs, double[] value, double[] gradient) {
    Arrays.fill(value, 0);
    Arrays.fill(gradient, 0);
    int n = network.parameters();
    double[] moved = given.clone();
    for (int run = 0; run < runs; run++) {
      RandomStream random = stream.split("run", run);
      run(given, random);
      for (int m = 0; m < value.length; m++) {
        value[m] += values[m] / runs;
      }
      for (int i = 0; i < n; i++) {
        double step = STEP * Math.max(Math.abs(given[i]), 1e-12);
        for (int sign = -1; sign <= 1; sign += 2) {
          moved[i] = given[i] + sign * step;
          run(moved, random);
          for (int m = 0; m < value.length; m++) {
            gradient[m * n + i] += sign * values[m] / (2 * step * runs);
          }
        }
        moved[i] = given[i];
      }
    }
  }

  private void run(double[] given, RandomStream random) {
    for (int j = 0; j < due.length; j++) {
      streams[j] = random.split("reaction", j);
      due[j] = Variates.exponential(streams[j]);
      passed[j] = 0;
    }
    rates.begin(given, y);
    path.begin();
    double t = 0;
    for (int k = 0; k < times.length; k++) {
      while (t < times[k]) {
        t = step(t, times[k]);
      }
      ReactionNetwork.Part at = rates.observables(y);
      for (int o = 0; o < network.observables(); o++) {
        values[k * network.observables() + o] = at.value(o);
      }
    }
  }

  /** To the next reaction, or to the stop. */
  private double step(double t, double stop) {
    path.sum(rates.propensities(y), y);
    double wait = stop - t;
    int next = -1;
    for (int j = 0; j < due.length; j++) {
      double own = path.a[j] > 0 ? (due[j] - passed[j]) / path.a[j] : Double.POSITIVE_INFINITY;
      if (own < wait) {
        wait = Math.max(own, 0);
        next = j;
      }
    }
    for (int j = 0; j < due.length; j++) {
      passed[j] += path.a[j] * wait;
    }
    if (next < 0) {
      return stop;
    }
    passed[next] = due[next];
    due[next] += Variates.exponential(streams[next]);
    network.fire(next, y);
    return t + wait;
  }
}
