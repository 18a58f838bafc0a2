package org.lamarck.worker.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.random.RandomStream;

/** Births and deaths: what they make, and their derivatives by each way. */
class DivisionTest {
  private static final Fields FIELDS = new Fields(2, 2, 1, 1);
  private static final int READY = Property.DIVISION.first(FIELDS);
  private static final int WIDTH = FIELDS.width();
  private static final int DRAWS = 20_000;

  private static double[] weights(int places) {
    RandomStream random = RandomStream.of(9);
    double[] weights = new double[places * WIDTH];
    for (int n = 0; n < weights.length; n++) {
      // neither positions, which chance moves, nor readiness itself
      weights[n] = n % WIDTH < 2 || n % WIDTH == READY ? 0 : random.nextDouble(-1, 1);
    }
    return weights;
  }

  private static double sum(Tissue tissue, double[] weights) {
    double sum = 0;
    for (int i = 0; i < tissue.cells(); i++) {
      for (int c = 0; c < WIDTH; c++) {
        sum += weights[i * WIDTH + c] * tissue.rows().get(i, c);
      }
    }
    return sum;
  }

  private static Rollout once(Division.Choice choice, int capacity) {
    return new Rollout(List.of(Division.of(choice, 2)), 1, FIELDS, capacity);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void daughtersKeepTheVolumeAndTheCentre(int dimensions) {
    Fields fields = new Fields(dimensions, 1, 0, 0);
    Tissue start = StepCheck.start(fields, 1, 1);
    Step division = Division.of(Division.Choice.PATHWISE, dimensions);
    Tissue end = new Rollout(List.of(division), 1, fields, 2).run(start, new double[0]);
    assertThat(end.cells()).isEqualTo(2);
    double share = Math.pow(2, -1.0 / dimensions);
    double square = 0;
    for (int c = 0; c < dimensions; c++) {
      double one = end.positions().get(0, c);
      double other = end.positions().get(1, c);
      assertThat((one + other) / 2).isEqualTo(start.positions().get(0, c), within(1e-15));
      square += (one - other) * (one - other);
    }
    double radius = end.radii().get(1);
    assertThat(2 * Math.pow(radius, dimensions))
        .isEqualTo(Math.pow(start.radii().get(0), dimensions), within(1e-15));
    assertThat(end.radii().get(0)).isEqualTo(radius);
    assertThat(Math.sqrt(square)).isEqualTo(2 * radius * share, within(1e-14));
  }

  @ParameterizedTest
  @EnumSource(Division.Choice.class)
  void noCellIsBornWhereThereIsNoPlaceOrNothingIsReady(Division.Choice choice) {
    Tissue start = StepCheck.start(FIELDS, 3, 1);
    assertThat(once(choice, 3).run(start, new double[0]).cells()).isEqualTo(3);
    double[] rows = start.rows().toArray();
    for (int i = 0; i < 3; i++) {
      rows[i * WIDTH + READY] = 0;
    }
    Tissue idle = new Tissue(FIELDS, Matrix.of(3, WIDTH, rows));
    Rollout rollout = once(choice, 6);
    assertThat(rollout.run(idle, new double[0]).cells()).isEqualTo(3);
    assertThat(rollout.pullBack(new double[6 * WIDTH])).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Division.Choice.class)
  void cellsDivideAsOftenAsTheyAreReady(Division.Choice choice) {
    Tissue start = StepCheck.start(FIELDS, 3, 1);
    Matrix ready = start.of(Property.DIVISION);
    double all =
        choice == Division.Choice.INDEPENDENT
            ? 1
            : ready.get(0, 0) + ready.get(1, 0) + ready.get(2, 0);
    int[] divided = new int[3];
    Rollout rollout = once(choice, 6);
    for (int draw = 0; draw < DRAWS; draw++) {
      rollout.draw(RandomStream.of(1).split("draw", draw));
      Tissue end = rollout.run(start, new double[0]);
      for (int i = 0; i < 3; i++) {
        divided[i] += end.radii().get(i) < start.radii().get(i) ? 1 : 0;
      }
    }
    for (int i = 0; i < 3; i++) {
      double p = ready.get(i, 0) / all;
      assertThat(divided[i] / (double) DRAWS)
          .isEqualTo(p, within(4 * Math.sqrt(p * (1 - p) / DRAWS)));
    }
  }

  @Test
  void derivativesAlongPathsOfDividingAndDyingCellsAgreeWithDifferences() {
    Setting a = Setting.parameter(0);
    Setting b = Setting.parameter(1);
    List<Step> steps =
        List.of(
            Division.of(Division.Choice.PATHWISE, 2),
            new Growth(Setting.fixed(0.1), b, false, 10),
            new Relaxation(new Morse(a, b, 1, 2), 3, 1e-2, 1, 0.1),
            new Death(List.of(Setting.fixed(0.1)), 1));
    new StepCheck(steps, 4, FIELDS, 9).holds(StepCheck.start(FIELDS, 5, 1), 2, 0.7);
  }

  /** The mean over draws of the score function, per place, with four standard errors. */
  private static void expectMean(
      Rollout rollout,
      Tissue start,
      double[] point,
      ToDoubleFunction<Tissue> value,
      Consumer<double[][]> check) {
    int places = 8;
    double[] sums = new double[places * WIDTH + point.length];
    double[] squares = new double[sums.length];
    for (int draw = 0; draw < DRAWS; draw++) {
      rollout.draw(RandomStream.of(2).split("draw", draw));
      double cost = value.applyAsDouble(rollout.run(start, point));
      double[] adjoint = new double[places * WIDTH];
      double[] gradient =
          rollout.pullBack(adjoint, new double[] {cost}, (state, repeat, tape) -> {});
      for (int n = 0; n < sums.length; n++) {
        double one = n < adjoint.length ? adjoint[n] : gradient[n - adjoint.length];
        sums[n] += one / DRAWS;
        squares[n] += one * one / DRAWS;
      }
    }
    double[] errors = new double[sums.length];
    for (int n = 0; n < sums.length; n++) {
      errors[n] = 4 * Math.sqrt((squares[n] - sums[n] * sums[n]) / DRAWS);
    }
    check.accept(new double[][] {sums, errors});
  }

  @Test
  void scoreFunctionsOfDivisionHaveNoBias() {
    Tissue start = StepCheck.start(FIELDS, 3, 1);
    double[] weights = weights(4);
    Matrix ready = start.of(Property.DIVISION);
    double all = ready.get(0, 0) + ready.get(1, 0) + ready.get(2, 0);
    double[] after = new double[3]; // what comes of it when the cell divides
    double mean = 0;
    for (int i = 0; i < 3; i++) {
      double[] rows = new double[4 * WIDTH];
      System.arraycopy(start.rows().toArray(), 0, rows, 0, 3 * WIDTH);
      System.arraycopy(rows, i * WIDTH, rows, 3 * WIDTH, WIDTH);
      rows[i * WIDTH + 2] *= Math.sqrt(0.5);
      rows[3 * WIDTH + 2] *= Math.sqrt(0.5);
      after[i] = sum(new Tissue(FIELDS, Matrix.of(4, WIDTH, rows)), weights);
      mean += ready.get(i, 0) / all * after[i];
    }
    double expected = mean;
    expectMean(
        once(Division.Choice.SCORE, 8),
        start,
        new double[0],
        end -> sum(end, weights),
        found -> {
          for (int i = 0; i < 3; i++) {
            int at = i * WIDTH + READY;
            assertThat(found[0][at]).isEqualTo((after[i] - expected) / all, within(found[1][at]));
          }
        });
  }

  /** E cells = Σ (1 + p): its derivative by each p is 1. */
  @Test
  void scoreFunctionsOfIndependentDivisionsHaveNoBias() {
    Tissue start = StepCheck.start(FIELDS, 3, 1);
    expectMean(
        once(Division.Choice.INDEPENDENT, 8),
        start,
        new double[0],
        Tissue::cells,
        found -> {
          for (int i = 0; i < 3; i++) {
            int at = i * WIDTH + READY;
            assertThat(found[0][at]).isEqualTo(1, within(found[1][at]));
          }
        });
  }

  /** E cells = Σ e^(−rate · duration). */
  @Test
  void scoreFunctionsOfDeathHaveNoBias() {
    Tissue start = StepCheck.start(FIELDS, 3, 1);
    Death death = new Death(List.of(Setting.parameter(0), Setting.parameter(1)), 0.5);
    double[] rates = {0.8, 0.3};
    double[] slopes = new double[2];
    Matrix types = start.of(Property.TYPE);
    for (int i = 0; i < 3; i++) {
      double rate = types.get(i, 0) * rates[0] + types.get(i, 1) * rates[1];
      for (int t = 0; t < 2; t++) {
        slopes[t] -= 0.5 * types.get(i, t) * Math.exp(-0.5 * rate);
      }
    }
    expectMean(
        new Rollout(List.of(death), 1, FIELDS, 8),
        start,
        rates,
        Tissue::cells,
        found -> {
          for (int t = 0; t < 2; t++) {
            int at = 8 * WIDTH + t;
            assertThat(found[0][at]).isEqualTo(slopes[t], within(found[1][at]));
          }
        });
  }

  /** What the daughter would have of each cell, and its mean with shares that move. */
  @ParameterizedTest
  @EnumSource(
      value = Division.Choice.class,
      names = {"STRAIGHT_THROUGH", "GUMBEL"})
  void softChoicesAreDifferentiatedAsTheMeanOfWhatIsInherited(Division.Choice choice) {
    Tissue start = StepCheck.start(FIELDS, 3, 1);
    double[] weights = weights(4);
    RandomStream random = RandomStream.of(6);
    Rollout rollout = once(choice, 4);
    rollout.draw(random);
    rollout.run(start, new double[0]);
    double[] adjoint = weights.clone();
    rollout.pullBack(adjoint, new double[1], (state, repeat, tape) -> {});
    double[] inherited = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int c = 2; c < WIDTH; c++) {
        inherited[i] +=
            weights[3 * WIDTH + c] * start.rows().get(i, c) * (c == 2 ? Math.sqrt(0.5) : 1);
      }
    }
    double[] noise = new double[3];
    RandomStream step = random.split("step", 0);
    for (int i = 0; i < 3 && choice == Division.Choice.GUMBEL; i++) {
      noise[i] = -Math.log(-Math.log(step.nextDouble()));
    }
    double h = 1e-6;
    for (int k = 0; k < 3; k++) {
      double up = mean(start, inherited, noise, k, h);
      double down = mean(start, inherited, noise, k, -h);
      assertThat(adjoint[k * WIDTH + READY]).isEqualTo((up - down) / (2 * h), within(1e-8));
    }
  }

  /** Shares are in proportion to readiness · e^noise. */
  private static double mean(
      Tissue start, double[] inherited, double[] noise, int moved, double by) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < 3; i++) {
      double ready = start.of(Property.DIVISION).get(i, 0) + (i == moved ? by : 0);
      double share = ready * Math.exp(noise[i]);
      sum += share * inherited[i];
      all += share;
    }
    return sum / all;
  }
}
