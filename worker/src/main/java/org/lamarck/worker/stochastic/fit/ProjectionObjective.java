package org.lamarck.worker.stochastic.fit;

import java.util.List;
import java.util.Optional;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.stochastic.ReactionNetwork;
import org.lamarck.worker.stochastic.gradient.FiniteStateProjection;

/** What a solution of the master equation is worth, with its gradient: no noise. */
final class ProjectionObjective implements Objective {
  /** Of probability, beside what a likelihood can tell apart. */
  static final double LOSS = 1e-9;

  /** What was seen and cannot be is as improbable as this. */
  private static final double LEAST = 1e-300;

  private final GivenParameters given;
  private final FiniteStateProjection projection;
  private final Times times;
  private final Share share;
  private final int parameters;
  private final int states;

  /** What a row adds, and its derivative by the row's expectation. */
  private interface Share {
    /** Writes value and slope. */
    void of(int row, double expectation, double[] into);
  }

  private ProjectionObjective(
      ReactionNetwork network, GivenParameters given, Times times, Share share, int states) {
    this.given = given;
    this.times = times;
    this.share = share;
    this.states = states;
    parameters = network.parameters();
    projection = new FiniteStateProjection(network, states);
  }

  static ProjectionObjective of(
      ReactionNetwork network, GivenParameters given, StochasticTarget.Expectations target) {
    List<StochasticTarget.Row> rows = target.rows();
    return new ProjectionObjective(
        network,
        given,
        Times.of(rows, StochasticTarget.Row::time),
        (row, expectation, into) -> {
          double scale = rows.get(row).scale();
          double off = (expectation - rows.get(row).value()) / scale;
          into[0] = off * off;
          into[1] = 2 * off / scale;
        },
        target.states());
  }

  static ProjectionObjective of(
      ReactionNetwork network, GivenParameters given, StochasticTarget.Distribution target) {
    List<StochasticTarget.Count> counts = target.counts();
    return new ProjectionObjective(
        network,
        given,
        Times.of(counts, StochasticTarget.Count::time),
        (row, probability, into) -> {
          double count = counts.get(row).count();
          double p = Math.max(probability, LEAST);
          into[0] = -count * Math.log(p);
          into[1] = -count / p;
        },
        target.states());
  }

  @Override
  public Evaluation evaluate(Vector x, Derivatives derivatives) {
    Optional<FiniteStateProjection.Distribution> found;
    try {
      found = projection.solve(given.at(x), times.grid(), LOSS);
    } catch (IllegalArgumentException e) {
      return failed(String.valueOf(e.getMessage()));
    }
    if (found.isEmpty()) {
      return failed("the states are more than " + states + "; allow more of them");
    }
    double value = 0;
    double[] gradient = new double[parameters];
    double[] into = new double[2];
    int rows = times.places().length;
    for (int r = 0; r < rows; r++) {
      int place = times.places()[r] * rows + r; // each row is observed at all times
      share.of(r, found.get().value()[place], into);
      value += into[0];
      for (int i = 0; i < parameters; i++) {
        gradient[i] += into[1] * found.get().gradient()[place * parameters + i];
      }
    }
    return new Evaluation.Gradient(value, given.byCoordinates(x, gradient));
  }

  private static Evaluation.Failed failed(String why) {
    return new Evaluation.Failed(Evaluation.Reason.INVALID_PARAMETERS, "", Double.NaN, why);
  }
}
