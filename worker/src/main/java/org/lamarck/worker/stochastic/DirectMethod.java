package org.lamarck.worker.stochastic;

import org.jspecify.annotations.Nullable;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.variate.Variates;

/**
 * D. T. Gillespie (1977), Exact stochastic simulation of coupled chemical reactions: the time to
 * the next reaction is exponential with the sum of all propensities, and which one it is goes by
 * their shares. Of few reactions all propensities are computed after each; of many only those that
 * changed, with the sum in a tree.
 */
final class DirectMethod implements ReactionClock {
  private final ReactionTable table;
  private final Propensities propensities;
  private final @Nullable SumTree tree;
  private RandomStream random = RandomStream.of(0);
  private double total;
  private double next;
  private int reaction;

  DirectMethod(ReactionTable table) {
    this.table = table;
    propensities = new Propensities(table);
    tree = table.size() > ReactionTable.FEW ? new SumTree(table.size()) : null;
  }

  @Override
  public void start(RandomStream stream, double t, double[] y, double[] p) throws JumpFailure {
    random = stream;
    reset(t, y, p);
  }

  @Override
  public void reset(double t, double[] y, double[] p) throws JumpFailure {
    propensities.evaluate(t, y, p);
    if (tree != null) {
      tree.setAll(propensities.values);
    }
    draw(t);
  }

  private void draw(double t) {
    total = tree == null ? propensities.sum() : tree.total();
    next = total > 0 ? t + Variates.exponential(random) / total : Double.POSITIVE_INFINITY;
    reaction = -1;
  }

  @Override
  public double next() {
    return next;
  }

  @Override
  public int reaction() {
    if (reaction < 0) {
      reaction = choose();
    }
    return reaction;
  }

  private int choose() {
    return tree == null
        ? Variates.categorical(random, propensities.values, total)
        : tree.find(random.nextDouble() * total);
  }

  @Override
  public void happened(double[] y, double[] p) throws JumpFailure {
    if (tree == null) {
      propensities.evaluate(next, y, p);
    } else {
      for (int k : table.dependents(reaction)) {
        tree.set(k, propensities.evaluate(k, next, y, p));
      }
    }
    draw(next);
  }
}
