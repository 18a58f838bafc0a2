package org.lamarck.worker.stochastic;

import java.util.Arrays;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.variate.Variates;

/**
 * D. F. Anderson (2007), A modified next reaction method for simulating chemical systems with time
 * dependent propensities and delays: each reaction is a Poisson process of rate 1 in a time of its
 * own, which its propensity drives. The times stand in a heap, as M. A. Gibson and J. Bruck (2000)
 * keep them. Each reaction has a stream of its own, so that runs with slightly other parameters
 * have the same noise: common random numbers.
 */
final class NextReaction implements ReactionClock {
  private final ReactionTable table;
  private final Propensities propensities;
  private final double[] a;
  private final RandomStream[] streams;
  private final double[] passed; // T_k: how far each own time has gone at the time of since[k]
  private final double[] due; // P_k: when in its own time it happens next
  private final double[] since;
  private final double[] times; // when in the run's time it happens next
  private final int[] heap; // reactions, the earliest first
  private final int[] place; // of each in the heap

  NextReaction(ReactionTable table) {
    this.table = table;
    propensities = new Propensities(table);
    a = propensities.values;
    int n = table.size();
    streams = new RandomStream[n];
    passed = new double[n];
    due = new double[n];
    since = new double[n];
    times = new double[n];
    heap = new int[n];
    place = new int[n];
  }

  @Override
  public void start(RandomStream random, double t, double[] y, double[] p) throws JumpFailure {
    for (int k = 0; k < streams.length; k++) {
      streams[k] = random.split("reaction", k);
      due[k] = Variates.exponential(streams[k]);
      heap[k] = k;
      place[k] = k;
    }
    Arrays.fill(passed, 0);
    Arrays.fill(since, t);
    Arrays.fill(a, 0);
    reset(t, y, p);
  }

  @Override
  public void reset(double t, double[] y, double[] p) throws JumpFailure {
    for (int k = 0; k < a.length; k++) {
      pass(k, t);
    }
    propensities.evaluate(t, y, p);
    for (int k = 0; k < a.length; k++) {
      times[k] = time(k);
    }
    for (int i = a.length / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  /** Its own time goes on to the present. */
  private void pass(int k, double t) {
    passed[k] += a[k] * (t - since[k]);
    since[k] = t;
  }

  private double time(int k) {
    return a[k] > 0 ? since[k] + Math.max(due[k] - passed[k], 0) / a[k] : Double.POSITIVE_INFINITY;
  }

  @Override
  public double next() {
    return heap.length == 0 ? Double.POSITIVE_INFINITY : times[heap[0]];
  }

  @Override
  public int reaction() {
    return heap[0];
  }

  @Override
  public void happened(double[] y, double[] p) throws JumpFailure {
    int reaction = heap[0];
    double t = times[reaction];
    passed[reaction] = due[reaction]; // exactly, whatever rounding says
    since[reaction] = t;
    due[reaction] += Variates.exponential(streams[reaction]);
    if (table.size() > ReactionTable.FEW) {
      for (int k : table.dependents(reaction)) {
        pass(k, t);
        propensities.evaluate(k, t, y, p);
        move(k);
      }
    } else {
      for (int k = 0; k < a.length; k++) {
        pass(k, t);
      }
      propensities.evaluate(t, y, p);
      for (int k = 0; k < a.length; k++) {
        move(k);
      }
    }
    move(reaction);
  }

  private void move(int k) {
    double before = times[k];
    times[k] = time(k);
    if (times[k] < before) {
      rise(place[k]);
    } else {
      sink(place[k]);
    }
  }

  private void rise(int from) {
    int i = from;
    int moved = heap[i];
    while (i > 0 && times[moved] < times[heap[(i - 1) / 2]]) {
      put(i, heap[(i - 1) / 2]);
      i = (i - 1) / 2;
    }
    put(i, moved);
  }

  private void sink(int from) {
    int i = from;
    int moved = heap[i];
    for (int child = 2 * i + 1; child < heap.length; child = 2 * i + 1) {
      if (child + 1 < heap.length && times[heap[child + 1]] < times[heap[child]]) {
        child++;
      }
      if (times[heap[child]] >= times[moved]) {
        break;
      }
      put(i, heap[child]);
      i = child;
    }
    put(i, moved);
  }

  private void put(int i, int reaction) {
    heap[i] = reaction;
    place[reaction] = i;
  }
}
