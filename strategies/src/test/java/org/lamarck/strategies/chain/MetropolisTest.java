package org.lamarck.strategies.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.random.RandomStream;

class MetropolisTest {
  private static final Metropolis UNIT = new Metropolis(Matrix.of(1, 1, 1));
  private static final RandomStream RANDOM = RandomStream.of(1);

  /** Three cells [0, 1), [1, 2), [2, 3] with chances of 1, 2 and 5 in 8. */
  private static final Objective CELLS =
      (x, derivatives) -> new Evaluation.Value(-Math.log(new double[] {1, 2, 5}[cell(x)]));

  private static int cell(Vector x) {
    return (int) Math.min(2, x.get(0));
  }

  private static Trace walked(
      Metropolis kernel, Objective objective, SearchSpace space, int steps) {
    Vector middle = space.fromUnit(Vector.zeros(space.dimension()).map(zero -> 0.5));
    return kernel.walk(objective, space, RANDOM, kernel.begin(middle), steps);
  }

  @Test
  void betweenCellsAsManyGoAsComeBack() {
    int steps = 60_000;
    List<Draw> draws = walked(UNIT, CELLS, Densities.box(1, 0, 3), steps).draws();
    double[] visits = new double[3];
    double[][] moves = new double[3][3];
    for (int k = 0; k < steps; k++) {
      int to = cell(draws.get(k).point());
      visits[to]++;
      if (k > 0) {
        moves[cell(draws.get(k - 1).point())][to]++;
      }
    }
    for (int i = 0; i < 3; i++) {
      // steps as long as a cell forget within some ten: a tenth of the draws count
      double part = new double[] {0.125, 0.25, 0.625}[i];
      double error = Math.sqrt(part * (1 - part) / (steps / 10.0));
      assertThat(visits[i] / steps).isCloseTo(part, within(4 * error));
      for (int j = 0; j < i; j++) {
        // detailed balance; a difference of two counts of Poisson
        double four = 4 * Math.sqrt(moves[i][j] + moves[j][i]);
        assertThat(moves[i][j]).isCloseTo(moves[j][i], within(four)).isGreaterThan(500);
      }
    }
  }

  /** Exact draws stay exact, however long the steps. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.3, 2})
  void aWalkLeavesTheDensityAsItWas(double length) {
    double rate = 4;
    Metropolis kernel = new Metropolis(Matrix.of(1, 1, length));
    SearchSpace space = Densities.box(1, 0, 1);
    double[] after = new double[4000];
    for (int k = 0; k < after.length; k++) {
      RandomStream own = RANDOM.split("chain", k);
      double exact = Densities.quantile(rate, own.split("start", 0).nextDouble());
      Trace trace =
          kernel.walk(Densities.falling(rate), space, own, kernel.begin(Vector.of(exact)), 5);
      after[k] = trace.state().point().get(0);
    }
    assertThat(Densities.distance(after, v -> Densities.cumulative(rate, v)))
        .isLessThan(Densities.THOUSANDTH);
  }

  @Test
  void stepsHaveTheCovarianceOfTheirFactor() {
    Matrix factor = Matrix.of(2, 2, 2, 0, 1, 0.5);
    Objective flat = (x, derivatives) -> new Evaluation.Value(0);
    int steps = 20_000;
    List<Draw> draws =
        walked(new Metropolis(factor), flat, Densities.box(2, -1e6, 1e6), steps).draws();
    double[] sums = new double[3];
    for (int k = 1; k < steps; k++) {
      Vector step = draws.get(k).point().minus(draws.get(k - 1).point());
      sums[0] += step.get(0) * step.get(0) / (steps - 1);
      sums[1] += step.get(0) * step.get(1) / (steps - 1);
      sums[2] += step.get(1) * step.get(1) / (steps - 1);
    }
    // L Lᵀ = (4 2; 2 1.25); standard errors √(2/n) of a variance, √((σ₁²σ₂² + c²)/n) of the other
    double root = 4 / Math.sqrt(steps);
    assertThat(sums[0]).isCloseTo(4, within(4 * Math.sqrt(2) * root));
    assertThat(sums[1]).isCloseTo(2, within(3 * root));
    assertThat(sums[2]).isCloseTo(1.25, within(1.25 * Math.sqrt(2) * root));
    assertThat(draws).allMatch(draw -> draw.acceptance() == 1);
  }

  @Test
  void everyDrawTellsItsPointsValueAndTheChanceOfTheStep() {
    SearchSpace space = Densities.box(1, 0, 1);
    Objective falling = Densities.falling(3);
    double before = 1.5; // at the middle
    for (Draw draw : walked(UNIT, falling, space, 500).draws()) {
      assertThat(draw.value()).isEqualTo(3 * draw.point().get(0));
      assertThat(draw.acceptance()).isBetween(0.0, 1.0);
      if (draw.value() > before) {
        // it went uphill, so it was accepted with that chance
        assertThat(draw.acceptance()).isCloseTo(Math.exp(before - draw.value()), within(1e-15));
      }
      assertThat(draw.leaps()).isEqualTo(1);
      assertThat(draw.isDivergent()).isFalse();
      before = draw.value();
    }
  }

  @Test
  void nothingIsAskedOutsideOfTheSpace() {
    SearchSpace space = Densities.box(2, 0, 1);
    List<Vector> asked = new ArrayList<>();
    Objective objective =
        (x, derivatives) -> {
          asked.add(x);
          assertThat(derivatives).isEqualTo(Derivatives.NONE);
          return new Evaluation.Value(0);
        };
    Trace trace = walked(new Metropolis(Matrix.identity(2)), objective, space, 300);
    assertThat(asked).allMatch(space::contains).hasSizeBetween(2, 299);
    assertThat(trace.effort().evaluations()).isEqualTo(asked.size());
    assertThat(trace.draws()).hasSize(300).allMatch(draw -> space.contains(draw.point()));
  }

  @Test
  void pointsThatFailAreNotVisited() {
    Objective half =
        (x, derivatives) -> x.get(0) < 0.4 ? Densities.failed() : new Evaluation.Value(x.get(0));
    Trace trace = walked(UNIT, half, Densities.box(1, 0, 1), 400);
    assertThat(trace.draws()).allMatch(draw -> draw.point().get(0) >= 0.4);
    assertThat(trace.effort().failures()).isPositive();
  }

  @Test
  void aWalkThatIsCutGoesOnToTheBit() {
    SearchSpace space = Densities.box(1, 0, 3);
    List<Draw> whole = walked(UNIT, CELLS, space, 60).draws();
    for (int slice : new int[] {1, 7, 59}) {
      List<Draw> cut = new ArrayList<>();
      ChainState state = UNIT.begin(Vector.of(1.5));
      while (cut.size() < 60) {
        Trace trace = UNIT.walk(CELLS, space, RANDOM, state, Math.min(slice, 60 - cut.size()));
        cut.addAll(trace.draws());
        state = trace.state();
        assertThat(state.steps()).isEqualTo(cut.size());
      }
      assertThat(cut).isEqualTo(whole);
    }
  }

  @Test
  void whereItCannotBeginItSaysSoByNoDraws() {
    Trace failed = walked(UNIT, (x, derivatives) -> Densities.failed(), Densities.box(1, 0, 1), 9);
    assertThat(failed.draws()).isEmpty();
    assertThat(failed.state().steps()).isZero();
    assertThat(failed.effort().failures()).isEqualTo(1);
  }

  @Test
  void aStartOutsideOfTheSpaceHasNoDensity() {
    // where objectives may well have a value, such as a model at a negative rate
    Objective flat = (x, derivatives) -> new Evaluation.Value(0);
    Trace outside = UNIT.walk(flat, Densities.box(1, 0, 1), RANDOM, UNIT.begin(Vector.of(50)), 9);
    assertThat(outside.draws()).isEmpty();
    assertThat(outside.effort().evaluations()).isZero();
  }

  @Test
  void aChainOfAnotherKindIsRefused() {
    ChainState other = Nuts.DEFAULT.begin(Vector.of(0.5));
    assertThatThrownBy(() -> UNIT.walk(CELLS, Densities.box(1, 0, 3), RANDOM, other, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a Metropolis chain cannot go on from");
  }
}
