package org.lamarck.worker.stochastic.fit;

import java.util.Arrays;
import java.util.Objects;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.petab.parameter.GivenParameters;
import org.lamarck.worker.stochastic.ReactionNetwork;
import org.lamarck.worker.stochastic.gradient.Estimators;
import org.lamarck.worker.stochastic.gradient.ExpectationGradient;
import org.lamarck.worker.stochastic.gradient.GradientEstimate;

/** Squared differences of expectations with their derivatives, of two independent halves each. */
final class EstimatedObjective implements NoisyObjective {
  private final GivenParameters given;
  private final StochasticTarget.Expectations target;
  private final int runs;
  private final ExpectationGradient expectation;
  private final Times times;
  private final int rows;
  private final int parameters;

  EstimatedObjective(
      ReactionNetwork network,
      GivenParameters given,
      StochasticTarget.Expectations target,
      int runs) {
    this.given = given;
    this.target = target;
    this.runs = runs;
    times = Times.of(target.rows(), StochasticTarget.Row::time);
    double[] later = Arrays.copyOfRange(times.grid(), 1, times.grid().length); // rows are after 0
    rows = target.rows().size();
    parameters = network.parameters();
    expectation =
        new ExpectationGradient(
            network,
            Objects.requireNonNullElse(target.estimator(), Estimators.SCORE_FUNCTION),
            later);
  }

  @Override
  public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
    double[][] values = new double[2][rows];
    double[][] slopes = new double[2][rows * parameters];
    try {
      double[] linear = given.at(x);
      for (int half = 0; half < 2; half++) {
        GradientEstimate found = expectation.estimate(linear, noise.split("half", half), runs / 2);
        for (int r = 0; r < rows; r++) {
          int place = (times.places()[r] - 1) * rows + r; // each row is observed at all times
          values[half][r] = found.value().get(place);
          for (int i = 0; i < parameters; i++) {
            slopes[half][r * parameters + i] = found.gradient().get(place, i);
          }
        }
      }
    } catch (IllegalArgumentException e) {
      return new Evaluation.Failed(
          Evaluation.Reason.INVALID_PARAMETERS, "", Double.NaN, String.valueOf(e.getMessage()));
    }
    double[] gradient = new double[parameters];
    for (int r = 0; r < rows; r++) {
      StochasticTarget.Row row = target.rows().get(r);
      double square = row.scale() * row.scale();
      for (int half = 0; half < 2; half++) {
        double off = (values[half][r] - row.value()) / square;
        for (int i = 0; i < parameters; i++) {
          gradient[i] += off * slopes[1 - half][r * parameters + i];
        }
      }
    }
    return new Evaluation.Gradient(
        MomentObjective.value(target.rows(), values[0], values[1]),
        given.byCoordinates(x, gradient));
  }
}
