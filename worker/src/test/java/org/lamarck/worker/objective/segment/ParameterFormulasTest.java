package org.lamarck.worker.objective.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.expression.FormulaParser;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.MisfitLoss;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;
import org.lamarck.worker.problem.Prior.Family;
import org.lamarck.worker.problem.Prior.Limits;
import org.lamarck.worker.problem.Scale;

/** Formulas over parameters at a point with their derivatives, and the box that is searched. */
class ParameterFormulasTest {
  private final ExpressionPool pool = new ExpressionPool();

  private ParameterMap map(Parameter... parameters) {
    return new ParameterMap(
        new EstimationProblem(
            "p",
            new OdeModel("m", pool, List.of(), List.of(), List.of()),
            List.of(parameters),
            List.of(),
            List.of(),
            List.of(),
            MisfitLoss.NEGATIVE_LOG_LIKELIHOOD));
  }

  private static Parameter parameter(String id, Scale scale, boolean estimated) {
    return new Parameter(id, scale, 0.01, 100, 2, estimated, null);
  }

  private ParameterMap three() {
    return map(
        parameter("a", Scale.LOG10, true),
        parameter("fixed", Scale.LIN, false),
        parameter("b", Scale.LIN, true));
  }

  private Expression formula(String text) {
    try {
      return FormulaParser.parse(pool, text);
    } catch (FormulaException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static double value(ParameterFormulas formulas, int slot, double... linear) {
    ParameterValues values = formulas.newValues();
    values.evaluate(linear);
    return values.value(slot);
  }

  @Test
  void slotsAreNumbersParametersAndFormulasWithTheirDerivatives() {
    ParameterFormulas.Builder builder = new ParameterFormulas.Builder(three());
    List<String> texts =
        List.of("3.5", "b", "fixed", "a * b^2 + fixed", "exp(a) / b", "2 * fixed", "a + a", "b");
    List<Integer> slots = new ArrayList<>();
    texts.forEach(text -> slots.add(builder.slot(formula(text))));
    assertThat(slots).as("equal formulas have one slot").containsExactly(0, 1, 2, 3, 4, 5, 6, 1);
    ParameterFormulas formulas = builder.build();
    double[] at = {0.7, 5, 1.3};
    double[] expected = {3.5, 1.3, 5, 0.7 * 1.69 + 5, Math.exp(0.7) / 1.3, 10, 1.4};
    ParameterValues values = formulas.newValues();
    values.evaluate(at);
    int[] place = {0, -1, 1}; // coordinates of the parameters
    double h = 1e-6;
    for (int slot = 0; slot < expected.length; slot++) {
      assertThat(values.value(slot)).isCloseTo(expected[slot], within(1e-15 * expected[slot]));
      double[] slopes = new double[2];
      for (int e = values.firstEntry(slot); e < values.firstEntry(slot + 1); e++) {
        slopes[values.coordinate(e)] += values.derivative(e);
      }
      for (int parameter = 0; parameter < 3; parameter++) {
        if (place[parameter] >= 0) {
          double[] up = at.clone();
          double[] down = at.clone();
          up[parameter] += h;
          down[parameter] -= h;
          double difference = (value(formulas, slot, up) - value(formulas, slot, down)) / (2 * h);
          // on the linear scale, whatever is searched; rounding 1e-15 over h
          assertThat(slopes[place[parameter]])
              .as("%s by %d", texts.get(slot), parameter)
              .isCloseTo(difference, within(1e-8));
        }
      }
    }
  }

  @Test
  void threadsHaveValuesOfTheirOwn() {
    ParameterFormulas.Builder builder = new ParameterFormulas.Builder(three());
    int slot = builder.slot(formula("a * b"));
    ParameterFormulas formulas = builder.build();
    ParameterValues one = formulas.newValues();
    ParameterValues other = formulas.newValues();
    one.evaluate(new double[] {2, 0, 3});
    other.evaluate(new double[] {5, 0, 7});
    assertThat(one.value(slot)).isEqualTo(6);
    assertThat(other.value(slot)).isEqualTo(35);
  }

  @Test
  void formulasOfTimeOrOfNothingKnownAreRefused() {
    ParameterFormulas.Builder timed = new ParameterFormulas.Builder(three());
    timed.slot(formula("a + time"));
    assertThatThrownBy(timed::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a formula over parameters must not depend on time: it is evaluated once");
    ParameterFormulas.Builder unknown = new ParameterFormulas.Builder(three());
    unknown.slot(formula("a + q"));
    assertThatThrownBy(unknown::build).hasMessage("there is no parameter q");
  }

  @Test
  void coordinatesAreThoseOfEstimatedParametersInTheirOrder() {
    ParameterMap map = three();
    assertThat(map.size()).isEqualTo(3);
    assertThat(map.coordinates()).isEqualTo(2);
    assertThat(map.coordinate(map.indexOf("fixed"))).isEqualTo(-1);
    assertThat(map.coordinate(map.indexOf("b"))).isEqualTo(1);
    double[] linear = new double[3];
    map.linear(Vector.of(1, 0.5), linear);
    assertThat(linear).containsExactly(10, 2, 0.5);
    double[] slopes = new double[2];
    map.slopes(linear, slopes);
    assertThat(slopes).containsExactly(new double[] {10 * Math.log(10), 1}, within(1e-14));
    assertThat(map.toLinear(Vector.of(1, 0.5))).isEqualTo(Vector.of(10, 0.5));
    assertThat(map.toScaled(Vector.of(10, 0.5))).isEqualTo(Vector.of(1, 0.5));
    assertThat(map.nominal()).isEqualTo(Vector.of(Math.log10(2), 2));
    assertThat(map.estimates(linear)).containsOnlyKeys("a", "b").containsEntry("a", 10.0);
  }

  @Test
  void theBoxIsThatOfTheBoundsOnTheirScales() {
    SearchSpace space = three().space();
    assertThat(space.lower()).isEqualTo(Vector.of(-2, 0.01));
    assertThat(space.upper()).isEqualTo(Vector.of(2, 100));
  }

  /** In the place of an infinite bound stands what starts seldom go beyond: 5.2 σ. */
  @Test
  void infiniteBoundsAreReplacedByWhatStartsSeldomGoBeyond() {
    double inf = Double.POSITIVE_INFINITY;
    Prior start = new Prior(Family.NORMAL, 1, 2, Limits.clipping(-inf, inf));
    SearchSpace space = map(infinite(3, start)).space();
    assertThat(space.lower().get(0)).isCloseTo(1 - 2 * 5.199337582, within(1e-7));
    assertThat(space.upper().get(0)).isCloseTo(1 + 2 * 5.199337582, within(1e-7));
    SearchSpace beyond = map(infinite(50, start)).space();
    assertThat(beyond.upper().get(0))
        .as("a nominal value beyond has as much room again")
        .isCloseTo(50 + 2 * 5.199337582, within(1e-6));
    assertThat(beyond.lower()).isEqualTo(space.lower());
  }

  private static Parameter infinite(double nominal, Prior start) {
    return new Parameter(
        "w",
        Scale.LIN,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        nominal,
        true,
        null,
        start,
        Parameter.Inner.NONE);
  }
}
