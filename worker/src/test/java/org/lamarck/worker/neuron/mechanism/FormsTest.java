package org.lamarck.worker.neuron.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lamarck.worker.expression.Evaluator;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;

/** Steps of states, {@code vtrap}, and what ions do, against their closed forms. */
class FormsTest {
  private final ExpressionPool pool = new ExpressionPool();
  private final Expression x = pool.symbol("x");
  private final Expression dt = pool.symbol("dt");

  private Expression formula(String text) throws FormulaException {
    return FormulaParser.parse(pool, text);
  }

  /** The state after a step from x. */
  private double after(Dynamics dynamics, double from, double step) {
    return new Evaluator(List.of(dynamics.after(x, dt)))
        .evaluate(name -> name.equals("x") ? from : step, 0)[0];
  }

  private double steady(Dynamics dynamics) {
    return new Evaluator(List.of(dynamics.steady(x))).evaluate(name -> Double.NaN, 0)[0];
  }

  @Test
  void aGateGoesByItsClosedFormWhateverTheStep() {
    Dynamics gate = new Dynamics.Gate(pool.constant(0.3), pool.constant(0.2));
    assertThat(steady(gate)).isEqualTo(0.6);
    for (double step : new double[] {0.025, 1, 40}) {
      assertThat(after(gate, 0.1, step))
          .isCloseTo(0.6 - 0.5 * Math.exp(-0.5 * step), within(1e-15));
    }
    double halves = after(gate, after(gate, 0.1, 0.5), 0.5);
    assertThat(halves).isCloseTo(after(gate, 0.1, 1), within(1e-15)); // two halves are one
  }

  @Test
  void aGateAndARelaxationOfTheSameRatesAreTheSame() {
    Dynamics gate = new Dynamics.Gate(pool.constant(0.3), pool.constant(0.2));
    Dynamics relaxation = new Dynamics.Relaxation(pool.constant(0.6), pool.constant(2));
    assertThat(after(relaxation, 0.9, 0.7)).isCloseTo(after(gate, 0.9, 0.7), within(1e-15));
  }

  @Test
  void aLinearRateIsExactAndOneOfConstantsIsEulers() throws FormulaException {
    Dynamics decay = new Dynamics.Rate(formula("2 - x / 4"));
    for (double step : new double[] {0.025, 3, 100}) {
      assertThat(after(decay, 1, step)).isCloseTo(8 - 7 * Math.exp(-step / 4), within(1e-13));
    }
    assertThat(after(new Dynamics.Rate(formula("0.5")), 1, 3)).isEqualTo(2.5);
    assertThat(steady(decay)).isNaN(); // not told by the formula
  }

  @Test
  void theSeriesOfARateJoinsItsQuotient() throws FormulaException {
    Dynamics decay = new Dynamics.Rate(formula("-x"));
    for (double step : new double[] {1e-8, 0.9999e-4, 1.0001e-4, 1e-3}) {
      // the quotient loses digits near its end, by rounding / z of a step of size z
      assertThat(after(decay, 1, step)).isCloseTo(Math.exp(-step), within(4e-16));
    }
  }

  @Test
  void aCurvedRateIsOfSecondOrder() throws FormulaException {
    Dynamics logistic = new Dynamics.Rate(formula("x * (1 - x)"));
    double exact = 1 / (1 + 4 * Math.exp(-1)); // from 0.2 after 1
    double[] error = new double[2];
    for (int i = 0; i < 2; i++) {
      int steps = 50 << i;
      double state = 0.2;
      for (int k = 0; k < steps; k++) {
        state = after(logistic, state, 1.0 / steps);
      }
      error[i] = Math.abs(state - exact);
    }
    assertThat(error[0] / error[1]).isCloseTo(4, within(0.1)); // half the step, a quarter
  }

  @Test
  void anUpdateTakesThePlaceOfTheState() throws FormulaException {
    assertThat(after(new Dynamics.Update(formula("3 * x")), 2, 0.1)).isEqualTo(6);
    assertThat(steady(new Dynamics.Update(formula("3 * x")))).isNaN();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-50, -0.02, -0.0101, -0.0099, -1e-9, 0, 1e-9, 0.0099, 0.0101, 0.02, 50})
  void vtrapHasItsLimitAndJoinsItsSeries(double at) throws FormulaException {
    Expression vtrap = Macros.parse(pool, "vtrap(x, 2)");
    double found = new Evaluator(List.of(vtrap)).evaluate(name -> 2 * at, 0)[0];
    double expected = at == 0 ? 2 : 2 * at / Math.expm1(at);
    // e^z − 1 has lost two digits where the series ends
    assertThat(found).isCloseTo(expected, within(1e-13 * expected));
  }

  @Test
  void vtrapMayStandInItself() throws FormulaException {
    Expression nested = Macros.parse(pool, "1 + vtrap(vtrap(x, 1), 3) * 2");
    double inner = 2 / Math.expm1(2);
    double found = new Evaluator(List.of(nested)).evaluate(name -> 2, 0)[0];
    assertThat(found).isCloseTo(1 + 2 * inner / Math.expm1(inner / 3), within(1e-13));
  }

  @Test
  void theNernstPotentialIsThatOfTheTextbook() {
    // 37 °C, one charge: 61.54 mV for a tenfold ratio; the sign goes with the charge
    Ion potassium = new Ion("k", 1, 37, 140, 14, 1, Double.NaN);
    assertThat(potential(potassium)).isCloseTo(-61.54, within(0.005)); // printed digits
    Ion chloride = new Ion("k", -1, 37, 140, 14, 1, Double.NaN);
    assertThat(potential(chloride)).isEqualTo(-potential(potassium));
    Ion twofold = new Ion("k", 2, 37, 140, 14, 1, Double.NaN);
    assertThat(potential(twofold)).isCloseTo(potential(potassium) / 2, within(1e-12));
  }

  private double potential(Ion ion) {
    return new Evaluator(List.of(ion.potential(pool)))
        .evaluate(name -> name.equals("k") ? ion.initial() : ion.outside(), 0)[0];
  }

  @Test
  void anOutwardCurrentOfCationsEmptiesTheShell() {
    Ion ion = new Ion("k", 1, 37, 140, 14, 0.5, Double.NaN);
    double rate =
        new Evaluator(List.of(ion.carried(pool.constant(1e-3)))).evaluate(name -> 0.5, 0)[0];
    // 1 µA/cm² is 1e-3/F mmol/(s·cm²); over 0.5e-4 cm, per ms
    double expected = -1e-6 / 96485.33212 / 0.5e-4 * 1e6 / 1e3;
    assertThat(rate).isCloseTo(expected, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 0.1, NaN",
    "1, 0, 1, 0.1, NaN",
    "1, 1, -2, 0.1, NaN",
    "1, 1, 1, 0, NaN",
    "1, 1, 1, 0.1, 0",
    "1, NaN, 1, 0.1, NaN"
  })
  void anIonThatCannotBeIsRefused(
      int valence, double initial, double outside, double depth, double diffusion) {
    assertThatThrownBy(() -> new Ion("ca", valence, 6.3, initial, outside, depth, diffusion))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ca: valence " + valence);
  }
}
