package org.lamarck.worker.tolerance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.integrate.Jet;
import org.lamarck.worker.integrate.JetSystem;
import org.lamarck.worker.integrate.Models;
import org.lamarck.worker.system.FieldSystem;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.VectorField;

/** What errors are compared with: closed forms, units, states that begin at 0, what is unknown. */
class ErrorScaleTest {
  private static final double RELATIVE = 1e-3;
  private static final double FRACTION = 1e-5;

  /** A few roundings of sums of a few positive terms. */
  private static final double ROUNDING = 1e-14;

  private static ErrorScale begun(OdeSystem system, Tolerances tolerances, double... y) {
    ErrorScale scale = new ErrorScale(system, tolerances);
    scale.begin(y, EventMemory.NONE);
    return scale;
  }

  private static ErrorScale fractions(OdeSystem system, double... y) {
    return begun(system, Tolerances.scaled(RELATIVE, FRACTION), y);
  }

  /** y₀ → c y₁, and y₂ by itself. */
  private static JetSystem turning(double c) {
    return new JetSystem(
        new double[][] {{-1, 0}, {c, 0}, {0, -1}},
        new double[] {1.3, 0.7, 0.4},
        new double[] {0.5, 0.2},
        (t, y, p) -> new Jet[] {p[0].times(y[0]), p[1].times(y[2])});
  }

  /** States that no reaction turns into one another, each of a unit of its own. */
  private static OdeSystem apart(int states) {
    return FieldSystem.of(
        new VectorField() {
          @Override
          public int states() {
            return states;
          }

          @Override
          public int constants() {
            return 0;
          }

          @Override
          public void slopes(Point at, double[] f) {
            System.arraycopy(at.state(), 0, f, 0, states);
          }
        });
  }

  @Test
  void absoluteFloorsAreThoseThatWereGivenWhateverStatesReach() {
    ErrorScale scale =
        begun(Models.chain(), Tolerances.of(RELATIVE, 1).withAbsolute(Vector.of(0.25, 4)), 100, 0);
    assertThat(scale.reach(new double[] {1e6, 1e6})).as("no floor follows").isFalse();
    assertThat(scale.floor(0)).isEqualTo(0.25);
    assertThat(scale.floor(1)).isEqualTo(4);
    assertThat(scale.tolerance(0, -2000)).isEqualTo(0.25 + RELATIVE * 2000);
    assertThat(scale.typical(1, 10)).isEqualTo(4 + RELATIVE * 10);
    assertThat(scale.negligible(1)).isEqualTo(4000);
    assertThat(scale.needsRounding()).isFalse();
  }

  @Test
  void theNormIsTheRootMeanSquareOfErrorsRelativeToTolerances() {
    ErrorScale scale = begun(Models.chain(), Tolerances.of(RELATIVE, 1e-2), 3, 4);
    double[] error = {Double.NaN, 0.02, -0.05}; // what is before the offset has no say
    double[] y = {3, 4};
    double[] next = {-7, 2};
    double first = 0.02 / (1e-2 + RELATIVE * 7);
    double second = 0.05 / (1e-2 + RELATIVE * 4);
    double expected = Math.sqrt((first * first + second * second) / 2);
    assertThat(scale.norm(error, 1, y, next, 0.1)).isCloseTo(expected, within(ROUNDING));
  }

  @Test
  void fractionsAreOfTheLargestSizeThatWasReachedAndNeverShrink() {
    ErrorScale scale = fractions(apart(2), 2, -3);
    assertThat(scale.floor(1)).isEqualTo(3 * FRACTION);
    assertThat(scale.reach(new double[] {1, -5})).isTrue();
    assertThat(scale.reach(new double[] {-1.5, 0})).as("less than before").isFalse();
    assertThat(scale.floor(0)).isEqualTo(2 * FRACTION);
    assertThat(scale.floor(1)).isEqualTo(5 * FRACTION);
    assertThat(scale.size(1, 1)).isEqualTo(5);
    assertThat(scale.size(1, -9)).isEqualTo(9);
    assertThat(scale.reached()).containsExactly(2, 5);
  }

  /** A trial step may be far larger than what was reached: then it is its own measure. */
  @Test
  void theEndOfAStepCountsForItsFloorBeforeItIsReached() {
    ErrorScale scale = fractions(apart(1), 1);
    double error = 1e-3;
    double norm = scale.norm(new double[] {error}, 0, new double[] {1}, new double[] {50}, 0.1);
    assertThat(norm).isCloseTo(error / (50 * FRACTION + 50 * RELATIVE), within(ROUNDING));
    assertThat(scale.floor(0)).as("until it is accepted").isEqualTo(FRACTION);
  }

  @Test
  void infiniteStatesReachNothing() {
    ErrorScale scale = fractions(apart(2), 1, 1);
    assertThat(scale.reach(new double[] {Double.POSITIVE_INFINITY, Double.NaN})).isFalse();
    assertThat(scale.floor(0)).isEqualTo(FRACTION);
    assertThat(scale.floor(1)).isEqualTo(FRACTION);
    assertThat(scale.typical(0, Double.NEGATIVE_INFINITY)).isEqualTo(FRACTION);
  }

  @Test
  void whatEventsAloneChangeHasNoErrorButCountsAsAState() {
    JetSystem system =
        new JetSystem(
            new double[][] {{-1}, {0}},
            new double[] {0.5, 0.5},
            new double[] {0.2},
            (t, y, p) -> new Jet[] {p[0].times(y[0]).times(y[1])});
    ErrorScale scale = begun(system, Tolerances.of(RELATIVE, 1), 1, 1);
    double[] error = {3, Double.NaN};
    double[] infinite = {0, Double.POSITIVE_INFINITY};
    assertThat(scale.norm(error, 0, new double[2], infinite, 1))
        .isCloseTo(3 / Math.sqrt(2), within(ROUNDING));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void stepsThatEndNowhereHaveNoNorm(double end) {
    for (Tolerances tolerances :
        new Tolerances[] {Tolerances.of(RELATIVE, 1), Tolerances.scaled(RELATIVE)}) {
      ErrorScale scale = begun(Models.chain(), tolerances, 1, 1);
      double[] next = {end, 1};
      assertThat(scale.norm(new double[2], 0, new double[] {1, 1}, next, 1)).isNaN();
    }
  }

  @Test
  void aSystemWithoutStatesHasNoError() {
    ErrorScale scale = fractions(apart(0));
    assertThat(scale.norm(new double[0], 0, new double[0], new double[0], 1)).isZero();
  }

  /** Powers of 2 change exponents alone, so that norms are the same to the last digit. */
  @Test
  void unitsOfStatesThatAreApartHaveNoSay() {
    double[] y = {3, -0.7, 0};
    double[] next = {2.5, -0.9, 0.3};
    double[] error = {1e-3, 2e-4, 1e-5};
    double[] unit = {0x1p20, 0x1p-33, 0x1p7};
    ErrorScale one = fractions(apart(3), y);
    ErrorScale other = fractions(apart(3), times(unit, y));
    for (int step = 0; step < 3; step++) {
      double norm = one.norm(error, 0, y, next, 0.1);
      assertThat(norm).isPositive().isFinite();
      assertThat(other.norm(times(unit, error), 0, times(unit, y), times(unit, next), 0.1))
          .isEqualTo(norm);
      one.reach(next);
      other.reach(times(unit, next));
      next = times(new double[] {2, 3, 5}, next);
    }
  }

  private static double[] times(double[] factors, double[] values) {
    double[] product = values.clone();
    for (int s = 0; s < product.length; s++) {
      product[s] *= factors[s];
    }
    return product;
  }

  /** All amounts in other units together: a state at 0 keeps its place among them. */
  @Test
  void theUnitOfAllAmountsHasNoSay() {
    double[] y = {3, 0, 0.5};
    double[] unit = {0x1p-40, 0x1p-40, 0x1p-40};
    ErrorScale one = fractions(turning(2), y);
    ErrorScale other = fractions(turning(2), times(unit, y));
    for (int s = 0; s < 3; s++) {
      assertThat(other.floor(s)).isEqualTo(one.floor(s) * 0x1p-40);
      assertThat(other.tolerance(s, 0x1p-40)).isEqualTo(one.tolerance(s, 1) * 0x1p-40);
      assertThat(other.negligible(s)).isEqualTo(one.negligible(s) * 0x1p-40);
    }
  }

  /** 2⁻⁷ of 8 that are turned into twice as many, and 2⁻¹⁰ of the largest amount. */
  @Test
  void aStateThatIsZeroIsComparedWithWhatIsTurnedIntoIt() {
    ErrorScale scale = fractions(turning(2), 8, 0, 0);
    assertThat(scale.floor(1)).isEqualTo(FRACTION * 16 / 128);
    assertThat(scale.floor(2)).as("nothing is, but it is an amount").isEqualTo(FRACTION / 128);
    assertThat(scale.wasZero()).containsExactly(false, true, true);
    scale.reach(new double[] {8, 0.01, 0});
    assertThat(scale.floor(1)).as("less than that part").isEqualTo(FRACTION * 16 / 128);
    scale.reach(new double[] {8, 5, 0.5});
    assertThat(scale.floor(1)).isEqualTo(FRACTION * 5);
    assertThat(scale.floor(2)).isEqualTo(FRACTION * 0.5);
    scale.reach(new double[] {1024, 5, 0.5});
    assertThat(scale.floor(1)).isEqualTo(FRACTION * 16);
    assertThat(scale.floor(2)).isEqualTo(FRACTION);
  }

  /** A state that began above 0 is its own measure, however small beside the others. */
  @Test
  void aStateThatWasNotZeroIsComparedWithItself() {
    ErrorScale scale = fractions(turning(1), 1e6, 1e-6, 1);
    assertThat(scale.floor(1)).isEqualTo(FRACTION * 1e-6);
    assertThat(scale.typical(1, 0)).as("but among others").isEqualTo(FRACTION * 1e6);
  }

  @Test
  void quantitiesThatAreNoAmountsAreComparedWithNothingElse() {
    ErrorScale scale = fractions(apart(2), 1e9, 0);
    assertThat(scale.floor(1)).isZero();
    assertThat(scale.negligible(1)).isZero();
    assertThat(scale.tolerance(1, -4)).isEqualTo(4 * FRACTION + 4 * RELATIVE);
  }

  /** Six refusals, then no say; from then on 2⁻⁵ of leniency after each step that is accepted. */
  @Test
  void aStateOfWhichNothingIsKnownLosesItsSayAndRegainsIt() {
    ErrorScale scale = fractions(apart(1), 0);
    double[] error = {1};
    double[] zero = {0};
    double[] tiny = {1e-3};
    for (int refusal = 0; refusal < 6; refusal++) {
      assertThat(scale.norm(error, 0, zero, tiny, 1)).as("refusal %s", refusal).isGreaterThan(1);
    }
    assertThat(scale.norm(error, 0, zero, tiny, 1)).as("patience is over").isZero();
    scale.reach(tiny);
    for (int step = 1; step <= 3; step++) {
      scale.accepted();
      double relative = Math.max(RELATIVE, Math.pow(2, -5.0 * step));
      assertThat(scale.norm(new double[] {1e-6}, 0, tiny, tiny, 1))
          .as("%s steps later", step)
          .isCloseTo(1e-6 / (FRACTION * 1e-3 + relative * 1e-3), within(ROUNDING));
    }
    scale.begin(zero, EventMemory.NONE);
    assertThat(scale.norm(error, 0, zero, tiny, 1)).as("a new integration").isGreaterThan(1);
  }

  /** A state that has refused less often than that, or has reached anything, keeps its say. */
  @Test
  void statesThatAreKnownAreNeverLenient() {
    ErrorScale scale = fractions(apart(1), 1);
    double[] one = {1};
    double first = scale.norm(one, 0, one, one, 1);
    for (int refusal = 0; refusal < 20; refusal++) {
      assertThat(scale.norm(one, 0, one, one, 1)).isEqualTo(first).isGreaterThan(1);
    }
  }

  /** Rates of 10¹² that cancel leave 2⁻⁵⁰ of them, for each unit of time. */
  @Test
  void whatRoundingLeavesOfRatesIsNoError() {
    ErrorScale scale = fractions(apart(1), 1e-6);
    double[] y = {1e-6};
    assertThat(scale.needsRounding()).isTrue();
    double before = scale.norm(new double[] {1e-4}, 0, y, y, 0.5);
    scale.rounding()[0] = 1e12;
    assertThat(scale.needsRounding()).isFalse();
    double left = 0x1p-50 * 0.5 * 1e12;
    assertThat(scale.norm(new double[] {1e-4}, 0, y, y, 0.5))
        .isCloseTo(1e-4 / (left + RELATIVE * 1e-6), within(ROUNDING));
    scale.reach(y);
    assertThat(scale.needsRounding()).as("at the next step").isTrue();
    assertThat(scale.norm(new double[] {1e-4}, 0, y, y, 0.5)).isEqualTo(before);
  }

  @Test
  void anIntegrationThatGoesOnRemembersWhatWasReachedAndWhatWasZero() {
    OdeSystem system = turning(1);
    ErrorScale first = fractions(system, 8, 0, 0.5);
    first.reach(new double[] {1, 6, 20});
    EventMemory memory =
        new EventMemory(new boolean[] {true, false}, true, first.reached(), first.wasZero());
    first.reach(new double[] {1e9, 1e9, 1e9}); // the memory is of its own
    ErrorScale second = new ErrorScale(system, Tolerances.scaled(RELATIVE, FRACTION));
    second.begin(new double[] {0, 5, 30}, memory);
    assertThat(second.wasZero()).containsExactly(false, true, false);
    assertThat(second.reached()).containsExactly(8, 6, 30);
    assertThat(second.floor(0)).as("0 now, not at the very start").isEqualTo(FRACTION * 8);
    assertThat(memory.holds(0)).isTrue();
    assertThat(memory.holds(1)).isFalse();
    assertThat(memory.isWaiting()).isTrue();
    assertThat(EventMemory.NONE.isWaiting()).isFalse();
    assertThat(EventMemory.NONE.reaches(0)).isFalse();
  }
}
