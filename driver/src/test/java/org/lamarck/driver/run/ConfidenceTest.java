package org.lamarck.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.driver.Lamarck;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

class ConfidenceTest {
  /** r = (10 (y − x²), 1 − x): Rosenbrock's valley, which has one end. */
  record Valley() implements ObjectiveSource {
    @Override
    public String id() {
      return "valley";
    }

    @Override
    public List<Coordinate> coordinates() {
      return List.of(Coordinate.linear("x", -2, 2), Coordinate.linear("y", -2, 2));
    }

    @Override
    public Objective open() {
      return (x, derivatives) -> {
        double a = x.get(0);
        Vector r = Vector.of(10 * (x.get(1) - a * a), 1 - a);
        double value = 0.5 * r.dot(r);
        if (derivatives == Derivatives.NONE) {
          return new Evaluation.Value(value);
        }
        Matrix jacobian = Matrix.of(2, 2, -20 * a, 10, -1, 0);
        return new Evaluation.LeastSquares(
            value, jacobian.transposeTimes(r), r, jacobian, jacobian.gram());
      };
    }
  }

  private static RunOutcome fit(Budget budget) {
    return Lamarck.onThreads(2).withBudget(budget).fit(new Valley()).outcome();
  }

  @Test
  void aFitEndsWhenNoBetterBasinIsExpected() {
    RunOutcome outcome = fit(Budget.UNLIMITED.withConfidence(0.95));
    assertThat(outcome.stop()).isEqualTo(Stop.CONFIDENT);
    assertThat(outcome.state().bestValue()).isLessThan(1e-12);
    // 21 independent searches of about 20 gradients that end alike; other arms spend as much
    assertThat(outcome.state().effort().gradients()).isBetween(21L * 5, 21L * 100);
  }

  @Test
  void moreConfidenceTakesMoreSearches() {
    long some = fit(Budget.UNLIMITED.withConfidence(0.8)).state().effort().gradients();
    long more = fit(Budget.UNLIMITED.withConfidence(0.99)).state().effort().gradients();
    assertThat(more).isGreaterThan(2 * some); // 6 and 101 searches
  }

  @Test
  void aFitThatIsNeverConfidentGoesOn() {
    RunOutcome outcome = fit(Budget.UNLIMITED.withEvaluations(20_000));
    assertThat(outcome.stop()).isEqualTo(Stop.EVALUATIONS);
  }
}
