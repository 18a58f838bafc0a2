package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.ExpressionPool;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.tolerance.Tolerances;

/** Models with quantities that formulas determine, from the model to its derivatives. */
class AlgebraicTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-13);

  /** A model with a start and output times away from its instants. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to them
  enum Case {
    CUBIC(
        new FormulaModel()
            .constant("k", 0.8)
            .constant("a", 1.5)
            .state("y", 2, "-k * y * z")
            .algebraic("z", 1, "z^3 + z - a * y * (2 + sin(time))"),
        0.4,
        1,
        3),
    COUPLED(
        new FormulaModel()
            .constant("k", 0.6)
            .constant("total", 1.5)
            .constant("kd", 0.3)
            .state("source", 1, "-k * source + 0.1 * bound")
            .algebraic("free", 0.2, "free + bound - total * source")
            .algebraic("bound", 0.1, "free * (1 - bound) - kd * bound"),
        0.5,
        2,
        6),
    EXCHANGED(
        new FormulaModel()
            .constant("k", 0.6)
            .constant("c", 0.5)
            .algebraic("u", 1, "v^3 + v - x - 0.1 * w")
            .state("x", 1, "u - k * x")
            .algebraic("v", 1, "w + sin(w) / 2 - c * x")
            .algebraic("w", 1, "u * (1 + x) - v - w * time"),
        0.5,
        1.5),
    EVENT(
        new FormulaModel()
            .constant("k", 0.8)
            .constant("dose", 1.2)
            .constant("level", 0.7)
            .constant("lag", 0.3)
            .state("y", 2, "-k * z")
            .state("count", 0, "0")
            .algebraic("z", 1, "z^3 + z - y * (1 + 0.1 * time)")
            .event("z < level", "lag * z", "y = y + dose * z", "count = count + z"),
        0.5,
        2.5,
        4,
        7),
    EVENTS_IN_A_ROW(
        new FormulaModel()
            .constant("k", 0.5)
            .constant("dose", 1.2)
            .state("y", 1, "k")
            .state("x", 0.5, "-k * x * z")
            .algebraic("z", 1, "exp(z) - y - x")
            .event("y > 1.4", true, true, null, "2", false, "x = x + dose")
            .event("y > 1.4", true, true, null, "1", false, "y = y + z")
            .event("z > 1.1", true, true, null, "3", false, "x = x + 0.1 * z"),
        0.4,
        1.3,
        2.2),
    SWITCHED(
        new FormulaModel()
            .constant("on", 0.8)
            .constant("a", 1.1)
            .constant("b", 1.7)
            .state("y", 0.2, "0.7 * z - 0.5 * y")
            .algebraic("z", 1, "z * (1 + z^2) - piecewise(a, time < on * a, b * (1 + y))")
            .algebraic("m", 1, "m + 0.2 * m^3 - max(z, 0.4 + y)"),
        0.5,
        1.5,
        3.1,
        6);

    final OdeModel model;
    final double[] times;

    Case(FormulaModel builder, double... times) {
      this.model = builder.build();
      this.times = times;
    }
  }

  @ParameterizedTest
  @EnumSource
  void tangentAgreesWithAdjointAndWithDifferences(Case c) {
    HybridTest.requireDerivatives(c.model, c.times);
  }

  @Test
  void aConstraintFollowsWhatAnEventAssigns() {
    OdeModel model =
        new FormulaModel()
            .state("y", 1, "-y")
            .algebraic("z", 5, "z * z - y")
            .event("z < 0.8", null, "y = 4 * y")
            .build();
    double[] y = new HybridTest.Point(model).simulate(TimeGrid.of(0, 0.3, 1), TIGHT);
    // z² = y reaches 0.64 at t = −ln 0.64 = 0.446
    assertThat(y[0]).isCloseTo(Math.exp(-0.3), within(1e-9));
    assertThat(y[1]).isCloseTo(Math.exp(-0.15), within(1e-9));
    assertThat(y[2]).isCloseTo(4 * Math.exp(-1), within(1e-9));
    assertThat(y[3]).isCloseTo(2 * Math.exp(-0.5), within(1e-9));
  }

  @Test
  void aConstraintMayJumpWithTime() {
    OdeModel model =
        new FormulaModel()
            .state("x", 0, "z")
            .algebraic("z", 0, "z + z^3 - piecewise(2, time < 1, 10)")
            .build();
    double[] y = new HybridTest.Point(model).simulate(TimeGrid.of(0, 0.5, 3), TIGHT);
    assertThat(y).containsExactly(new double[] {0.5, 1, 5, 2}, within(1e-10));
  }

  @Test
  void theOrderOfQuantitiesDoesNotMatter() {
    FormulaModel first =
        new FormulaModel()
            .constant("k", 0.3)
            .algebraic("z", 1, "z + log(z) - y")
            .assigned("twice", "2 * z")
            .state("y", 1, "-k * twice");
    FormulaModel last =
        new FormulaModel()
            .state("y", 1, "-k * twice")
            .assigned("twice", "2 * z")
            .algebraic("z", 1, "z + log(z) - y")
            .constant("k", 0.3);
    TimeGrid grid = TimeGrid.of(0, 1);
    double[] one = new HybridTest.Point(first.build()).simulate(grid, TIGHT);
    double[] two = new HybridTest.Point(last.build()).simulate(grid, TIGHT);
    assertThat(two[1]).isCloseTo(one[0], within(1e-10));
    assertThat(two[0]).isCloseTo(one[1], within(1e-10));
  }

  @Test
  void aModelAndTheSameWithARateAreCompiledApart() {
    OdeModel algebraic = new FormulaModel().algebraic("z", 1, "2 - z").build();
    OdeModel rate = new FormulaModel().state("z", 1, "2 - z").build();
    assertThat(ModelCache.compiled(algebraic, Set.of()).structure().algebraic().size()).isOne();
    assertThat(ModelCache.compiled(rate, Set.of()).structure().algebraic().size()).isZero();
  }

  @Test
  void fastReactionsComeToEquilibriumUnderAConstraint() {
    FormulaModel builder =
        new FormulaModel().constant("ratio", 3).constant("total", 4).state("slow", 1, "-a");
    Expression flux = builder.formula("a - ratio * z");
    List<Quantity> quantities = new ArrayList<>(builder.build().quantities());
    ExpressionPool pool = flux.pool();
    quantities.add(
        new Quantity.State("a", pool.constant(4), List.of(new Quantity.Term(-1, flux, true))));
    quantities.add(new Quantity.Algebraic("z", pool.constant(0), builder.formula("a + z - total")));
    OdeModel model = new OdeModel("fast", pool, quantities, List.of(), List.of());
    double[] y = new HybridTest.Point(model).simulate(TimeGrid.of(0, 0, 1), TIGHT);
    // a = 3 z, a + z = 4; what is slow begins at the start
    assertThat(y).containsExactly(new double[] {1, 3, 1, -2, 3, 1}, within(1e-8));
    HybridTest.requireDerivatives(model, 0.5, 1);
  }

  @Test
  void noInitialValueUsesAnAlgebraicQuantity() {
    ExpressionPool pool = new ExpressionPool();
    OdeModel model =
        new OdeModel(
            "m",
            pool,
            List.of(
                new Quantity.Algebraic("z", pool.constant(1), pool.symbol("z")),
                new Quantity.Assigned("twice", pool.multiply(pool.constant(2), pool.symbol("z"))),
                new Quantity.State("y", pool.symbol("twice"), List.of())),
            List.of(),
            List.of());
    assertThatThrownBy(() -> InitialValues.of(model, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the initial value of y uses z, which algebraic equations determine");
    assertThat(InitialValues.of(model, List.of("y")).states()).isEqualTo(2);
  }

  @Test
  void whatEventsAloneChangeMayBeInfinite() {
    OdeModel model =
        new FormulaModel()
            .state("x", 1, "-x")
            .state("never", Double.POSITIVE_INFINITY, "0")
            .state("unknown", Double.NaN, "0")
            .event("time > 0.5", null, "never = 2")
            .build();
    HybridTest.Point point = new HybridTest.Point(model);
    double[] out = new double[6];
    Outcome outcome =
        new OdeIntegrator(point.compiled.newSystem(), TIGHT)
            .integrate(TimeGrid.of(0, 0.25, 1), point.y0, point.p, out);
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    assertThat(out[0]).isCloseTo(Math.exp(-0.25), within(1e-10));
    assertThat(out[1]).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(out[4]).isEqualTo(2);
    assertThat(out[5]).isNaN();
  }

  @Test
  void aModelMayHaveNoStates() {
    OdeModel model = new FormulaModel().constant("k", 1).build();
    HybridTest.requireDerivatives(model, 0.5, 2);
  }
}
