package org.lamarck.worker.stochastic.gradient;

import java.util.Arrays;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.stochastic.ReactionNetwork;
import org.lamarck.worker.variate.Variates;

/**
 * Runs that are differentiated along themselves, by forward tangents: times of reactions by t′ = −E
 * a₀′/a₀², states by how much of each reaction happens, and observations through a smooth step in
 * time. Which reaction happens, and how that is differentiated, is the subclass's.
 */
abstract class SoftPath implements PathSample {
  private static final long MOST_REACTIONS = 10_000_000;

  final ReactionNetwork network;
  final int parameters;

  /** How much of each reaction happens, and its derivative: reactions × parameters. */
  final double[] weight;

  final double[] weightSlope;

  /** Propensities, none below 0, their derivatives, and the sum. */
  final double[] a;

  final double[] slopes;
  double total;
  final double[] totalSlope;

  private final double[] times;
  private final double width;
  private final ReactionNetwork.Rates rates;
  private final double[] y;
  private final double[] tangents; // states × parameters
  private final double[] timeSlope;
  private final double[] share; // of the present reaction that each observation sees
  private final double[] shareSlope; // by its time
  private final double[][] seen; // states at each observation
  private final double[][] seenTangents;
  private final double[] values;

  SoftPath(ReactionNetwork network, double[] times) {
    this.network = network;
    this.times = times.clone();
    width = SoftObservation.width(times);
    rates = network.newRates();
    parameters = network.parameters();
    int n = network.states();
    y = new double[n];
    tangents = new double[n * parameters];
    timeSlope = new double[parameters];
    a = new double[network.reactions()];
    slopes = new double[a.length * parameters];
    totalSlope = new double[parameters];
    weight = new double[a.length];
    weightSlope = new double[slopes.length];
    share = new double[times.length];
    shareSlope = new double[times.length];
    seen = new double[times.length][n];
    seenTangents = new double[times.length][n * parameters];
    values = new double[network.observables() * parameters];
  }

  /** Whether the states of observations are those of the smooth step, or as they are. */
  abstract boolean isSoft();

  /** Says how much of each reaction happens. */
  abstract void choose(RandomStream random);

  @Override
  public void block(
      double[] given, RandomStream stream, int runs, double[] value, double[] gradient) {
    Arrays.fill(value, 0);
    Arrays.fill(gradient, 0);
    for (int run = 0; run < runs; run++) {
      run(given, stream.split("run", run));
      for (int k = 0; k < times.length; k++) {
        ReactionNetwork.Part at = rates.observables(seen[k]);
        at.differentiate(seenTangents[k], values);
        for (int o = 0; o < network.observables(); o++) {
          int place = k * network.observables() + o;
          value[place] += at.value(o) / runs;
          for (int i = 0; i < parameters; i++) {
            gradient[place * parameters + i] += values[o * parameters + i] / runs;
          }
        }
      }
    }
  }

  private void run(double[] given, RandomStream random) {
    rates.begin(given, y);
    Arrays.fill(tangents, 0);
    Arrays.fill(timeSlope, 0);
    for (int k = 0; k < times.length; k++) {
      System.arraycopy(y, 0, seen[k], 0, y.length);
      Arrays.fill(seenTangents[k], 0);
    }
    double end = times[times.length - 1] + SoftObservation.REACH * width;
    double t = 0;
    for (long reactions = 0; t < end; reactions++) {
      if (reactions > MOST_REACTIONS) {
        throw new IllegalArgumentException("a run has more than 10 million reactions");
      }
      propensities();
      if (!(total > 0)) {
        return;
      }
      double unit = Variates.exponential(random);
      t += unit / total;
      for (int i = 0; i < parameters; i++) {
        timeSlope[i] -= unit / (total * total) * totalSlope[i];
      }
      choose(random);
      happen(t);
    }
  }

  private void propensities() {
    ReactionNetwork.Part at = rates.propensities(y);
    at.differentiate(tangents, slopes);
    total = 0;
    Arrays.fill(totalSlope, 0);
    for (int j = 0; j < a.length; j++) {
      boolean isPossible = isSoft() || network.isPossible(j, y);
      a[j] = isPossible ? Math.max(at.value(j), 0) : 0;
      if (!(a[j] > 0)) {
        Arrays.fill(slopes, j * parameters, (j + 1) * parameters, 0);
      }
      total += a[j];
      for (int i = 0; i < parameters; i++) {
        totalSlope[i] += slopes[j * parameters + i];
      }
    }
  }

  private void happen(double t) {
    for (int k = 0; k < times.length; k++) {
      share[k] = SoftObservation.step(times[k], t, width);
      shareSlope[k] = SoftObservation.slope(share[k], width);
    }
    for (int j = 0; j < a.length; j++) {
      int[] changed = network.changed(j);
      double[] by = network.changes(j);
      for (int c = 0; c < changed.length; c++) {
        int s = changed[c];
        double change = by[c] * weight[j];
        for (int k = 0; k < times.length; k++) {
          see(k, s, t, change, by[c], j);
        }
        y[s] += change;
        for (int i = 0; i < parameters; i++) {
          tangents[s * parameters + i] += by[c] * weightSlope[j * parameters + i];
        }
      }
    }
  }

  /** What of a change is seen at the k-th observation. */
  private void see(int k, int s, double t, double change, double by, int j) {
    if (share[k] == 0) {
      return;
    }
    seen[k][s] += isSoft() ? share[k] * change : t <= times[k] ? change : 0;
    for (int i = 0; i < parameters; i++) {
      seenTangents[k][s * parameters + i] +=
          share[k] * by * weightSlope[j * parameters + i] + shareSlope[k] * timeSlope[i] * change;
    }
  }
}
