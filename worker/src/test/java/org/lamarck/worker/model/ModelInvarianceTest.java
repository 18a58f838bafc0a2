package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.simulation.CheckedRun;

/** Models that are written in different ways and mean the same, in values and derivatives. */
class ModelInvarianceTest {
  private static final TimeGrid GRID = TimeGrid.of(0, 0.7, 2.5);

  /** Errors of some tens of steps of 1e-11 by each of the two. */
  private static final double SAME = 1e-8;

  private static CheckedRun run(OdeModel model, String... given) {
    double[] values = new double[given.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.4 + 0.3 * i;
    }
    return CheckedRun.of(model, CheckedRun.TIGHT, GRID, List.of(given), Vector.of(values));
  }

  private static void requireSame(CheckedRun one, CheckedRun other, String state, String... given) {
    for (int k = 0; k < GRID.size(); k++) {
      assertThat(other.value(k, state)).isCloseTo(one.value(k, state), within(SAME));
      for (String by : given) {
        assertThat(other.by(k, state, by))
            .as("%s by %s", state, by)
            .isCloseTo(one.by(k, state, by), within(10 * SAME));
      }
    }
  }

  /** Saturation, binding, an inflow that changes with time, and a formula that others use. */
  private static FormulaModel plain() {
    return new FormulaModel()
        .constant("k", 0.4)
        .constant("v", 0.7)
        .assigned("speed", "v * x / (1 + x)")
        .state("x", 2, "-speed - k * x * y + 0.1 * (1 + sin(time))")
        .state("y", 1, "speed - k * x * y");
  }

  @Test
  void theOrderOfQuantitiesDoesNotMatter() {
    OdeModel model = plain().build();
    CheckedRun one = run(model, "k", "v");
    RandomStream random = RandomStream.of(6);
    for (int n = 0; n < 5; n++) {
      List<Quantity> left = new ArrayList<>(model.quantities());
      List<Quantity> shuffled = new ArrayList<>();
      while (!left.isEmpty()) {
        shuffled.add(left.remove(random.nextInt(left.size())));
      }
      CheckedRun other = run(model.withQuantities(shuffled), "k", "v");
      requireSame(one, other, "x", "k", "v");
      requireSame(one, other, "y", "k", "v");
    }
  }

  @Test
  void aNamedFormulaIsTheFormulaInItsPlace() {
    FormulaModel written =
        new FormulaModel()
            .constant("k", 0.4)
            .constant("v", 0.7)
            .state("x", 2, "-v * x / (1 + x) - k * x * y + 0.1 * (1 + sin(time))")
            .state("y", 1, "v * x / (1 + x) - k * x * y");
    requireSame(run(plain().build(), "k", "v"), run(written.build(), "k", "v"), "y", "k", "v");
  }

  @Test
  void anAlgebraicQuantityIsWhatItsEquationSays() {
    FormulaModel implicit =
        new FormulaModel()
            .constant("k", 0.4)
            .constant("v", 0.7)
            .algebraic("speed", 1, "speed * (1 + x) - v * x")
            .state("x", 2, "-speed - k * x * y + 0.1 * (1 + sin(time))")
            .state("y", 1, "speed - k * x * y");
    requireSame(run(plain().build(), "k", "v"), run(implicit.build(), "k", "v"), "y", "k", "v");
  }

  @Test
  void reactionsMayBeDividedAndJoined() {
    FormulaModel one = new FormulaModel().constant("k", 0.4);
    one.state("x", "3", one.term(-2, "k * x"), one.term(1, "0.1 * y"));
    one.state("y", "0", one.term(1, "k * x"), one.term(-1, "0.1 * y"));
    FormulaModel other = new FormulaModel().constant("k", 0.4);
    other.state(
        "x", "3", other.term(-1, "k * x"), other.term(0.1, "y"), other.term(-0.5, "2 * k * x"));
    other.state("y", "0", other.term(1, "k * x - 0.1 * y"));
    requireSame(run(one.build(), "k"), run(other.build(), "k"), "x", "k");
    requireSame(run(one.build(), "k"), run(other.build(), "k"), "y", "k");
  }

  @Test
  void aStateThatNothingChangesIsAConstant() {
    FormulaModel still =
        new FormulaModel().constant("k", 0.4).state("v", 0.7, "0").state("x", 2, "-v * k * x");
    FormulaModel constant =
        new FormulaModel().constant("k", 0.4).constant("v", 0.7).state("x", 2, "-v * k * x");
    requireSame(run(constant.build(), "k", "v"), run(still.build(), "k", "v"), "x", "k", "v");
  }

  @Test
  void timeIsAStateWhoseRateIsOne() {
    FormulaModel clock =
        new FormulaModel()
            .constant("k", 0.4)
            .state("t", 0, "1")
            .state("x", 2, "-k * x + sin(3 * t) / (1 + t)");
    FormulaModel timed =
        new FormulaModel().constant("k", 0.4).state("x", 2, "-k * x + sin(3 * time) / (1 + time)");
    requireSame(run(timed.build(), "k"), run(clock.build(), "k"), "x", "k");
  }

  @Test
  void anAutonomousModelMayBeginAtAnyTime() {
    FormulaModel model =
        new FormulaModel().constant("k", 0.4).state("x", 2, "-k * x").state("y", 0, "k * x");
    CheckedRun one = run(model.build(), "k");
    for (double shift : new double[] {-5, 1e3}) {
      CheckedRun other =
          CheckedRun.of(
              model.build(),
              CheckedRun.TIGHT,
              TimeGrid.of(shift, shift + 0.7, shift + 2.5),
              List.of("k"),
              Vector.of(0.4));
      requireSame(one, other, "y", "k");
    }
  }

  /** A condition that never changes, and one that changes where both branches agree. */
  @Test
  void branchesThatAgreeAreOne() {
    FormulaModel model =
        new FormulaModel()
            .constant("k", 0.4)
            .state("x", 2, "piecewise(-k * x, x > 1, -k * x * x / x)")
            .state("y", 0, "piecewise(k * x, x > -1, 1000)");
    FormulaModel smooth =
        new FormulaModel().constant("k", 0.4).state("x", 2, "-k * x").state("y", 0, "k * x");
    requireSame(run(smooth.build(), "k"), run(model.build(), "k"), "x", "k");
    requireSame(run(smooth.build(), "k"), run(model.build(), "k"), "y", "k");
  }

  @Test
  void constantsThatFollowOthersPassTheirDerivativesOn() {
    FormulaModel model =
        new FormulaModel()
            .constant("k", 0.4)
            .constant("twice", "2 * k")
            .constant("start", "twice * twice");
    model.state("x", "start + 1", model.term(-1, "twice * x"));
    CheckedRun run = run(model.build(), "k");
    for (int i = 0; i < GRID.size(); i++) {
      double t = GRID.time(i);
      double start = 4 * 0.16 + 1;
      double decayed = Math.exp(-0.8 * t);
      assertThat(run.value(i, "x")).isCloseTo(start * decayed, within(SAME));
      assertThat(run.by(i, "x", "k"))
          .isCloseTo((8 * 0.4 - 2 * t * start) * decayed, within(10 * SAME));
    }
  }

  @Test
  void aModelBesideAnotherIsNotDisturbedByIt() {
    FormulaModel alone = new FormulaModel().constant("k", 0.4).state("x", 2, "-k * x");
    FormulaModel beside =
        new FormulaModel()
            .constant("k", 0.4)
            .state("p", 1, "100 * q")
            .state("x", 2, "-k * x")
            .state("q", 0, "-100 * p");
    requireSame(run(alone.build(), "k"), run(beside.build(), "k"), "x", "k");
  }
}
