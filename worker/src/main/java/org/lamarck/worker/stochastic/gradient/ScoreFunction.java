package org.lamarck.worker.stochastic.gradient;

import java.util.Arrays;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.stochastic.ReactionNetwork;
import org.lamarck.worker.variate.Variates;

/**
 * The score function (Glynn 1990; S. Plyasunov and A. P. Arkin 2007 for reactions): d E f = E (f −
 * b) s + E ∂f, where s = Σ ∂ ln a_j at the reactions − ∫ ∂a₀ dt is the derivative of the logarithm
 * of the path's probability. E s = 0, so any baseline b leaves no bias; the mean of the other runs
 * of the block is nearly the best one, and makes this the covariance of f and s.
 */
final class ScoreFunction implements PathSample {
  private final ReactionNetwork network;
  private final double[] times;
  private final ReactionNetwork.Rates rates;
  private final ExactPath path;
  private final int parameters;
  private final int observed;
  private final double[] y;
  private final double[] score;
  private final double[] scoreMean;
  private final double[] covariance;
  private final double[] values;
  private final double[] scores;

  ScoreFunction(ReactionNetwork network, double[] times) {
    this.network = network;
    this.times = times.clone();
    rates = network.newRates();
    path = new ExactPath(network);
    parameters = network.parameters();
    observed = network.observables();
    y = new double[network.states()];
    score = new double[parameters];
    int m = times.length * observed;
    values = new double[m];
    scores = new double[times.length * parameters];
    scoreMean = new double[scores.length];
    covariance = new double[m * parameters];
  }

  @Override
  public void block(
      double[] given, RandomStream stream, int runs, double[] value, double[] gradient) {
    Arrays.fill(value, 0);
    Arrays.fill(gradient, 0);
    Arrays.fill(scoreMean, 0);
    Arrays.fill(covariance, 0);
    for (int run = 0; run < runs; run++) {
      run(given, stream.split("run", run), gradient);
      add(run + 1, value);
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = gradient[i] / runs + covariance[i] / (runs - 1);
    }
  }

  /** Welford's covariance of observables and scores of the same time. */
  private void add(int count, double[] value) {
    for (int k = 0; k < times.length; k++) {
      for (int o = 0; o < observed; o++) {
        int at = k * observed + o;
        double off = values[at] - value[at];
        value[at] += off / count;
        for (int i = 0; i < parameters; i++) {
          double scoreOff = scores[k * parameters + i] - scoreMean[k * parameters + i];
          covariance[at * parameters + i] += off * scoreOff * (count - 1) / count;
        }
      }
      for (int i = 0; i < parameters; i++) {
        int at = k * parameters + i;
        scoreMean[at] += (scores[at] - scoreMean[at]) / count;
      }
    }
  }

  /** One run; the derivatives of observables with states held are added to {@code direct}. */
  private void run(double[] given, RandomStream random, double[] direct) {
    rates.begin(given, y);
    path.begin();
    Arrays.fill(score, 0);
    double t = 0;
    for (int k = 0; k < times.length; k++) {
      t = to(t, times[k], random);
      observe(k, direct);
    }
  }

  private double to(double from, double stop, RandomStream random) {
    double t = from;
    while (t < stop) {
      ReactionNetwork.Part at = rates.propensities(y);
      double total = path.sum(at, y);
      double next = total > 0 ? t + Variates.exponential(random) / total : Double.POSITIVE_INFINITY;
      double passed = Math.min(next, stop) - t;
      for (int j = 0; j < network.reactions(); j++) {
        if (path.a[j] > 0) {
          for (int i = 0; i < parameters; i++) {
            score[i] -= at.byParameter(j, i) * passed;
          }
        }
      }
      if (next >= stop) {
        return stop; // the exponential has no memory: the next one is drawn anew
      }
      int j = Variates.categorical(random, path.a, total);
      for (int i = 0; i < parameters; i++) {
        score[i] += at.byParameter(j, i) / path.a[j];
      }
      network.fire(j, y);
      t = next;
    }
    return stop;
  }

  private void observe(int k, double[] direct) {
    ReactionNetwork.Part at = rates.observables(y);
    for (int o = 0; o < observed; o++) {
      values[k * observed + o] = at.value(o);
      for (int i = 0; i < parameters; i++) {
        direct[(k * observed + o) * parameters + i] += at.byParameter(o, i);
      }
    }
    System.arraycopy(score, 0, scores, k * parameters, parameters);
  }
}
