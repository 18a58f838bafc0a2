package org.lamarck.worker.stochastic;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.Subgraph;
import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.variate.Variates;

/**
 * Y. Cao, D. T. Gillespie and L. R. Petzold (2006), Efficient step size selection for the
 * tau-leaping simulation method: a leap is so short that no propensity is expected to change by
 * more than a share ε of the sum; reactions that few molecules are left for happen one at a time;
 * where a leap would be hardly longer than a few reactions, these are made one by one.
 */
final class TauLeaping {
  private static final double EPSILON = 0.03;
  private static final double CRITICAL = 10; // fewer firings left than this
  private static final double SHORT = 10; // a leap of fewer reactions than this
  private static final int SINGLE = 100; // reactions made one by one then

  private final ReactionTable table;
  private final Propensities propensities;
  private final double[] a;
  private final int[][] changed;
  private final double[][] by;
  private final @Nullable Kernel[] factors;
  private final double[][] factorValues;
  private final boolean[] isRead; // whether a propensity has the state in it
  private final int[] order; // highest order of a reaction that takes the state
  private final double[] molecules; // how many of it that reaction takes
  private final double[] critical; // propensities of critical reactions, 0 of others
  private final double[] drift;
  private final double[] variance;
  private final double[] counts;
  private final double[] before;
  private RandomStream random = RandomStream.of(0);
  private long happened;
  private int single;

  TauLeaping(JumpPlan plan) {
    if (!plan.isPure()) {
      throw new IllegalArgumentException(
          "tau-leaping is for models that nothing but reactions and events change");
    }
    table = plan.reactions();
    propensities = new Propensities(table);
    a = propensities.values;
    changed = table.changes().position();
    by = table.changes().value();
    int n = table.size();
    factors = table.newFactors();
    factorValues = new double[n][];
    for (int j = 0; j < n; j++) {
      factorValues[j] = new double[by[j].length];
      Arrays.fill(factorValues[j], 1);
    }
    int states = plan.states().size();
    isRead = new boolean[states];
    for (Expression leaf : Subgraph.leaves(table.propensities())) {
      int place = leaf.isSymbol() ? plan.states().indexOf(leaf.name()) : -1;
      if (place >= 0) {
        isRead[place] = true;
      }
    }
    order = new int[states];
    molecules = new double[states];
    Arrays.fill(order, 1);
    Arrays.fill(molecules, 1);
    for (int j = 0; j < n; j++) {
      int own = (int) Arrays.stream(table.reactants().value()[j]).sum();
      for (int i = 0; i < table.reactants().position()[j].length; i++) {
        int s = table.reactants().position()[j][i];
        double taken = table.reactants().value()[j][i];
        if (own > order[s] || (own == order[s] && taken > molecules[s])) {
          order[s] = own;
          molecules[s] = taken;
        }
      }
    }
    critical = new double[n];
    counts = new double[n];
    drift = new double[states];
    variance = new double[states];
    before = new double[states];
  }

  /** A run begins. */
  void start(RandomStream stream) {
    random = stream;
    single = 0;
  }

  /** How many reactions the last leap had. */
  long happened() {
    return happened;
  }

  /** Leaps, or makes one reaction; the time at which that ends, at most {@code stop}. */
  double leap(double t, double stop, double[] y, double[] p) throws JumpFailure {
    evaluate(t, y, p);
    double total = propensities.sum();
    happened = 0;
    if (!(total > 0)) {
      return stop;
    }
    if (single > 0) {
      return one(t, stop, total, y);
    }
    markCritical(y);
    double longest = longest(y);
    while (longest >= SHORT / total) {
      double end = attempt(t, Math.min(longest, stop - t), stop, y);
      if (end >= 0) {
        return end;
      }
      longest /= 2; // a state would have fallen below 0
    }
    single = SINGLE;
    return one(t, stop, total, y);
  }

  /** Propensities of reactions that can happen; what lacks a reactant cannot. */
  private void evaluate(double t, double[] y, double[] p) throws JumpFailure {
    propensities.evaluate(t, y, p);
    for (int j = 0; j < a.length; j++) {
      if (!table.isPossible(j, y)) {
        a[j] = 0;
      }
      Kernel factor = factors[j];
      if (factor != null) {
        factor.evaluate(t, y, p, factorValues[j]);
      }
    }
  }

  private double one(double t, double stop, double total, double[] y) {
    single--;
    double next = t + Variates.exponential(random) / total;
    if (next >= stop) {
      return stop;
    }
    int j = Variates.categorical(random, a, total);
    add(j, 1, y);
    happened = 1;
    return next;
  }

  private void add(int j, double count, double[] y) {
    for (int i = 0; i < changed[j].length; i++) {
      y[changed[j][i]] += by[j][i] * factorValues[j][i] * count;
    }
  }

  private void markCritical(double[] y) {
    for (int j = 0; j < a.length; j++) {
      double left = Double.POSITIVE_INFINITY;
      for (int i = 0; i < changed[j].length; i++) {
        double change = by[j][i] * factorValues[j][i];
        if (change < 0) {
          left = Math.min(left, Math.floor(y[changed[j][i]] / -change));
        }
      }
      critical[j] = left < CRITICAL ? a[j] : 0;
    }
  }

  /** Equations 32a to 33 there. */
  private double longest(double[] y) {
    Arrays.fill(drift, 0);
    Arrays.fill(variance, 0);
    for (int j = 0; j < a.length; j++) {
      if (critical[j] == 0) {
        for (int i = 0; i < changed[j].length; i++) {
          double change = by[j][i] * factorValues[j][i];
          drift[changed[j][i]] += change * a[j];
          variance[changed[j][i]] += change * change * a[j];
        }
      }
    }
    double tau = Double.POSITIVE_INFINITY;
    for (int s = 0; s < y.length; s++) {
      if (isRead[s] && variance[s] > 0) {
        double bound = Math.max(EPSILON * y[s] / sensitivity(s, y[s]), 1);
        tau = Math.min(tau, Math.min(bound / Math.abs(drift[s]), bound * bound / variance[s]));
      }
    }
    return tau;
  }

  /** g_i: by how much more than the state itself propensities change, section IV there. */
  private double sensitivity(int s, double x) {
    if (order[s] == 2) {
      return molecules[s] == 2 ? 2 + 1 / Math.max(x - 1, 1) : 2;
    }
    if (order[s] >= 3) {
      double pair = 1 / Math.max(x - 1, 1);
      double third = 2 / Math.max(x - 2, 1);
      return molecules[s] >= 3 ? order[s] + pair + third : molecules[s] == 2 ? 1.5 * (2 + pair) : 3;
    }
    return 1;
  }

  /** A leap; −1 where a state falls below 0, with the states as they were. */
  private double attempt(double t, double longest, double stop, double[] y) {
    double sum = Propensities.sum(critical);
    double next = sum > 0 ? Variates.exponential(random) / sum : Double.POSITIVE_INFINITY;
    double tau = Math.min(longest, next);
    System.arraycopy(y, 0, before, 0, y.length);
    happened = 0;
    for (int j = 0; j < a.length; j++) {
      counts[j] = critical[j] > 0 ? 0 : Variates.poisson(random, a[j] * tau);
    }
    if (next <= longest) {
      counts[Variates.categorical(random, critical, sum)] = 1;
    }
    for (int j = 0; j < a.length; j++) {
      if (counts[j] > 0) {
        add(j, counts[j], y);
        happened += (long) counts[j];
      }
    }
    for (int s = 0; s < y.length; s++) {
      if (y[s] < 0 && before[s] >= 0) {
        System.arraycopy(before, 0, y, 0, y.length);
        return -1;
      }
    }
    return tau == stop - t ? stop : Math.min(t + tau, stop);
  }
}
