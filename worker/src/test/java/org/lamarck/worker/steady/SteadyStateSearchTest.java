package org.lamarck.worker.steady;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.objective.Evaluation.Reason;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.Jet;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.tolerance.Tolerances;

/** Searches for steady states against closed forms and against long integrations. */
class SteadyStateSearchTest {
  private static final Tolerances TIGHT = Tolerances.scaled(1e-10);

  private static double[] found(JetSystem system, double[] y0, double[] p) {
    SteadyState search = new SteadyState(system, TIGHT);
    double[] y = new double[y0.length];
    assertThat(search.find(TimeGrid.of(0), y0, p, y)).isInstanceOf(Outcome.Completed.class);
    assertThat(search.isIsolated()).isTrue();
    return y;
  }

  /** A₀ ⇌ A₁ ⇌ … with random constants: detailed balance, x_{i+1}/x_i = k/k′. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6, 15})
  void chainsOfReversibleReactionsAreInDetailedBalance(int states) {
    RandomStream random = RandomStream.of(states);
    double[][] n = new double[states][2 * (states - 1)];
    double[] p = new double[2 * (states - 1)];
    for (int i = 0; i + 1 < states; i++) {
      n[i][2 * i] = -1;
      n[i + 1][2 * i] = 1;
      n[i][2 * i + 1] = 1;
      n[i + 1][2 * i + 1] = -1;
      p[2 * i] = Math.pow(10, random.nextDouble(-2, 2));
      p[2 * i + 1] = Math.pow(10, random.nextDouble(-2, 2));
    }
    double[] sample = new double[states];
    Arrays.fill(sample, 0.7);
    JetSystem system =
        new JetSystem(
            n,
            sample,
            p,
            (t, y, k) -> {
              Jet[] v = new Jet[k.length];
              Arrays.setAll(v, r -> k[r].times(y[r / 2 + r % 2]));
              return v;
            });
    double[] y0 = new double[states];
    y0[0] = 2;
    y0[states - 1] += 1;
    double[] expected = new double[states];
    expected[0] = 1;
    for (int i = 0; i + 1 < states; i++) {
      expected[i + 1] = expected[i] * p[2 * i] / p[2 * i + 1];
    }
    double scale = 3 / Arrays.stream(expected).sum();
    double[] y = found(system, y0, p);
    for (int i = 0; i < states; i++) {
      // Newton's method ends at rounding, for condition numbers of up to 10⁴
      assertThat(y[i]).isCloseTo(scale * expected[i], within(1e-11 * scale * expected[i] + 1e-13));
    }
  }

  /** A + B ⇌ C: x² − (a + b + K) x + a b = 0 with the dissociation constant K. */
  @ParameterizedTest
  @CsvSource({"1, 2, 0.5", "1, 1, 1e-6", "3, 1e-3, 20", "5, 5, 1e3"})
  void bindingFollowsItsQuadraticEquation(double a, double b, double dissociation) {
    JetSystem system =
        new JetSystem(
            new double[][] {{-1, 1}, {-1, 1}, {1, -1}},
            new double[] {0.4, 0.6, 0.3},
            new double[] {1, dissociation},
            (t, y, p) -> new Jet[] {p[0].times(y[0]).times(y[1]), p[1].times(y[2])});
    double[] y = found(system, new double[] {a, b, 0}, new double[] {1, dissociation});
    double sum = a + b + dissociation;
    double complex = 2 * a * b / (sum + Math.sqrt(sum * sum - 4 * a * b));
    assertThat(y[2]).isCloseTo(complex, within(1e-10 * complex));
    assertThat(y[0] + y[2]).isCloseTo(a, within(1e-12 * a));
    assertThat(y[1] + y[2]).isCloseTo(b, within(1e-12 * (a + b)));
  }

  /** Random networks with influx and decay of every state: what an integration ends at. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void openNetworksEndWhereALongIntegrationDoes(int seed) {
    RandomStream random = RandomStream.of(seed);
    int states = 5;
    int exchanges = 6;
    int rates = 2 * states + exchanges;
    double[][] n = new double[states][rates];
    int[] from = new int[exchanges];
    double[] p = new double[rates];
    Arrays.setAll(p, r -> random.nextDouble(0.2, 2));
    for (int s = 0; s < states; s++) {
      n[s][s] = 1;
      n[s][states + s] = -1;
    }
    for (int r = 0; r < exchanges; r++) {
      from[r] = random.nextInt(states);
      int to = (from[r] + 1 + random.nextInt(states - 1)) % states;
      n[from[r]][2 * states + r] = -1;
      n[to][2 * states + r] = 1;
    }
    double[] sample = new double[states];
    Arrays.fill(sample, 0.9);
    JetSystem system =
        new JetSystem(
            n,
            sample,
            p,
            (t, y, k) -> {
              Jet[] v = new Jet[rates];
              for (int r = 0; r < rates; r++) {
                v[r] =
                    r < states
                        ? k[r].times(1)
                        : r < 2 * states
                            ? k[r].times(y[r - states])
                            : k[r].times(y[from[r - 2 * states]])
                                .over(y[from[r - 2 * states]].plus(1));
              }
              return v;
            });
    double[] y0 = new double[states];
    double[] integrated = new double[states];
    new OdeIntegrator(system, Tolerances.scaled(1e-11))
        .integrate(TimeGrid.of(0, 400), y0, p, integrated);
    // e^(−0.2 · 400) is nothing
    assertThat(found(system, y0, p)).containsExactly(integrated, within(1e-8));
  }

  @Test
  void theStartMayBeTheSteadyStateItself() {
    JetSystem decay =
        new JetSystem(
            new double[][] {{1, -1}},
            new double[] {0.5},
            new double[] {2, 4},
            (t, y, p) -> new Jet[] {p[0].times(1), p[1].times(y[0])});
    assertThat(found(decay, new double[] {0.5}, new double[] {2, 4})).containsExactly(0.5);
    assertThat(found(decay, new double[] {0}, new double[] {0, 4})).containsExactly(0);
  }

  /** The same search again, after another one: nothing is left over. */
  @Test
  void aSearchLeavesNothingBehind() {
    JetSystem decay =
        new JetSystem(
            new double[][] {{1, -1}},
            new double[] {0.5},
            new double[] {2, 4},
            (t, y, p) -> new Jet[] {p[0].times(1), p[1].times(y[0])});
    SteadyState search = new SteadyState(decay, TIGHT);
    double[] first = new double[1];
    double[] other = new double[1];
    double[] again = new double[1];
    search.find(TimeGrid.of(0), new double[] {3}, new double[] {2, 4}, first);
    double time = search.time();
    search.find(TimeGrid.of(5), new double[] {1e6}, new double[] {1, 1e-3}, other);
    search.find(TimeGrid.of(0), new double[] {3}, new double[] {2, 4}, again);
    assertThat(again).isEqualTo(first);
    assertThat(search.time()).isEqualTo(time);
    assertThat(other[0]).isCloseTo(1000, within(1e-9));
  }

  @Test
  void whatGrowsOrOscillatesHasNone() {
    JetSystem growth =
        new JetSystem(
            new double[][] {{1}},
            new double[] {0.5},
            new double[] {2},
            (t, y, p) -> new Jet[] {p[0].times(1)});
    Outcome outcome =
        new SteadyState(growth, TIGHT)
            .find(TimeGrid.of(0), new double[] {0}, new double[] {2}, new double[1]);
    assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.NO_STEADY_STATE);
    assertThat(((Outcome.Failed) outcome).detail()).contains("no steady state");
  }

  @Test
  void aSearchCanBeStopped() {
    JetSystem decay =
        new JetSystem(
            new double[][] {{-1}},
            new double[] {0.5},
            new double[] {2},
            (t, y, p) -> new Jet[] {p[0].times(y[0])});
    Outcome outcome =
        new SteadyState(decay, TIGHT, () -> true)
            .find(TimeGrid.of(0), new double[] {1}, new double[] {2}, new double[1]);
    assertThat(((Outcome.Failed) outcome).reason()).isEqualTo(Reason.TIME_LIMIT);
  }

  /**
   * Of states that all begin at 0 nothing tells how long a first step may be. Of x′ = k − x/(1 + x)
   * with k < 1 one of 10⁴ ends beyond the pole, near a steady state of y′ = 3 − y + 5 x/(1 + x)
   * that no trajectory from 0 leads to.
   */
  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1, 1e9})
  void theFirstStepFromNothingGoesNoFurtherThanTheTrajectory(double unitOfTime) {
    double[] p = {0.5 / unitOfTime, 1 / unitOfTime, 3 / unitOfTime};
    JetSystem system =
        new JetSystem(
            new double[][] {{1, -1, 0, 0}, {0, 5, 1, -1}},
            new double[] {0.7, 0.9},
            p,
            (t, y, k) ->
                new Jet[] {
                  k[0].times(1),
                  k[1].times(y[0]).over(y[0].plus(1)),
                  k[2].times(1),
                  k[1].times(y[1])
                });
    // x/(1 + x) = 1/2, y = 3 + 5/2
    assertThat(found(system, new double[2], p))
        .containsExactly(new double[] {1, 5.5}, within(1e-10));
  }
}
