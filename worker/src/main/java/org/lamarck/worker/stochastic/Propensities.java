package org.lamarck.worker.stochastic;

import org.lamarck.worker.model.Kernel;
import org.lamarck.worker.problem.JumpModel;

/** The propensities of one run as they are now. */
final class Propensities {
  private final ReactionTable table;
  private final Kernel all;
  private final Kernel[] single;
  private final double[] one = new double[1];

  /** By reaction; others read only. */
  final double[] values;

  Propensities(ReactionTable table) {
    this.table = table;
    all = table.all().newKernel();
    single = table.single().stream().map(factory -> factory.newKernel()).toArray(Kernel[]::new);
    values = new double[table.size()];
  }

  /** All of them. */
  void evaluate(double t, double[] y, double[] p) throws JumpFailure {
    all.evaluate(t, y, p, values);
    for (int j = 0; j < values.length; j++) {
      if (!(values[j] >= 0) || values[j] == Double.POSITIVE_INFINITY) {
        throw wrong(t, j);
      }
    }
  }

  /** One of them, which is computed alone. */
  double evaluate(int j, double t, double[] y, double[] p) throws JumpFailure {
    single[j].evaluate(t, y, p, one);
    values[j] = one[0];
    if (!(one[0] >= 0) || one[0] == Double.POSITIVE_INFINITY) {
      throw wrong(t, j);
    }
    return one[0];
  }

  /** The sum of all, from the left. */
  double sum() {
    return sum(values);
  }

  /** The sum from the left. */
  static double sum(double[] values) {
    double sum = 0;
    for (double one : values) {
      sum += one;
    }
    return sum;
  }

  private JumpFailure wrong(double t, int j) {
    return new JumpFailure(t, fault(table.reaction(j), values[j]));
  }

  /** What is wrong with a propensity that is none. */
  static String fault(JumpModel.Reaction reaction, double value) {
    return "the propensity of %s (line %d) is %s%s"
        .formatted(
            reaction.id(),
            reaction.place().row(),
            value,
            value < 0 ? ", below 0; write reversible reactions as two" : "");
  }
}
