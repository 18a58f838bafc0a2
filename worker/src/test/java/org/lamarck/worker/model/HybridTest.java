package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.OdeIntegrator;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;
import org.lamarck.worker.simulation.ModelPlan;
import org.lamarck.worker.simulation.ModelSimulation;
import org.lamarck.worker.simulation.Sensitivities;
import org.lamarck.worker.simulation.Trajectory;
import org.lamarck.worker.tolerance.Tolerances;

/** Events and switches, with closed solutions where there are some. */
class HybridTest {
  private static final Tolerances TIGHT = Tolerances.of(1e-11, 1e-13);

  /** A model with a start and output times away from its instants. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to them
  enum Case {
    BOUNCE(
        new FormulaModel()
            .constant("g", 9.81)
            .constant("r", 0.8)
            .state("h", 2, "v")
            .state("v", 0.3, "-g")
            .event("h < 0", null, "v = -r * v"),
        0.5,
        1.2,
        1.9,
        2.4),
    DOSES_AND_DELAYS(
        new FormulaModel()
            .constant("k", 0.7)
            .constant("level", 0.4)
            .constant("lag", 0.35)
            .constant("dose", 2)
            .state("a", 1, "-k * a")
            .state("b", 0, "k * a - 0.2 * b")
            .state("count", 0, "0")
            .event("a < level", "lag * a + 0.1 * time", "a = a + dose * b", "count = count + 1"),
        1,
        2,
        4,
        8),
    VALUES_AT_EXECUTION(
        new FormulaModel()
            .constant("k", 0.7)
            .constant("lag", 0.5)
            .state("a", 1, "-k * a")
            .event("a < 0.5", true, true, "lag", null, false, "a = 3 * a + time * k"),
        1,
        1.3,
        3),
    FACTORS_OF_EXECUTION(
        new FormulaModel()
            .constant("k", 0.7)
            .constant("lag", 0.5)
            .constant("growth", 0.3)
            .state("v", 1, "growth * v")
            .state("a", 1, "-k * a")
            .state("b", 0.5, "0.1 * a")
            .event("a < 0.7", "lag", "a = 2 * b + time * k @ v * v", "v = 3 * k + a")
            .event("a < 0.7", true, true, "lag * b", null, false, "b = a * k @ v + time"),
        0.4,
        0.8,
        1.3,
        3),
    SWITCHED_RATE(
        new FormulaModel()
            .constant("k", 1.3)
            .constant("on", 0.8)
            .constant("high", 0.6)
            .state("x", 0.1, "piecewise(k, time < on * k, -0.5 * x) + max(x, high) - high")
            .state("z", 0, "abs(sin(3 * time) - high) * floor(4 * x)"),
        0.3,
        1.5,
        2.7,
        4),
    CASCADE(
        new FormulaModel()
            .constant("k", 1)
            .constant("p", 0.3)
            .state("x", 0, "k")
            .state("y", 1, "-p * y")
            .state("z", 0, "x * y")
            .event("x > 1.2", true, true, null, "1", true, "x = x - y", "y = y + x * p")
            .event("x > 1.2", true, true, null, "2", false, "z = z + x * y")
            .event("y > 1.1", true, true, null, "3", false, "z = 2 * z"),
        0.5,
        1.5,
        3.3),
    CANCELLED(
        new FormulaModel()
            .constant("w", 2)
            .constant("lag", 0.4)
            .state("x", 0, "w * cos(w * time)")
            .state("n", 0, "0.1 * x")
            .event("x > 0.5", true, false, "lag", null, true, "n = n + x")
            .event("x > 0.9", true, false, "2 * lag", null, true, "n = n + 100 * x"),
        0.9,
        3.2,
        5.7);

    final OdeModel model;
    final double[] times;

    Case(FormulaModel builder, double... times) {
      this.model = builder.build();
      this.times = times;
    }
  }

  /** A model at its own constants and initial states, of all of which it is a function. */
  static final class Point {
    final ModelPlan plan;
    final CompiledModel compiled;
    final Vector own;
    final int constants;
    final double[] y0;
    final double[] p; // with places for modes

    Point(OdeModel model) {
      List<String> given = new ArrayList<>(CompiledModel.constants(model));
      constants = given.size();
      for (Quantity quantity : model.quantities()) {
        if (quantity.isState()) {
          given.add(quantity.id());
        }
      }
      plan = ModelPlan.of(model, given);
      compiled = plan.model();
      InitialValues initial = InitialValues.of(model, List.of());
      double[] out = new double[given.size()];
      initial.newKernel().evaluate(0, new double[0], new double[0], out);
      own = Vector.of(out);
      y0 = Arrays.copyOfRange(out, constants, out.length);
      p = Arrays.copyOf(Arrays.copyOf(out, constants), compiled.constants().size());
    }

    /** The states, times × n. */
    double[] simulate(TimeGrid grid, Tolerances tolerances) {
      Trajectory trajectory = simulate(plan.newSimulation(tolerances, () -> false), own, grid);
      int n = y0.length;
      return IntStream.range(0, grid.size() * n)
          .mapToDouble(k -> trajectory.value(k / n, k % n))
          .toArray();
    }

    static Trajectory simulate(ModelSimulation simulation, Vector values, TimeGrid grid) {
      return completed(simulation.simulate(values, grid)).trajectory();
    }

    static ModelSimulation.Result.Completed completed(ModelSimulation.Result result) {
      assertThat(result).isInstanceOf(ModelSimulation.Result.Completed.class);
      return (ModelSimulation.Result.Completed) result;
    }
  }

  @Test
  void aBallBouncesAsNewtonSays() {
    Point point = new Point(Case.BOUNCE.model);
    double[] y = point.simulate(TimeGrid.of(0, 1), TIGHT);
    double g = 9.81;
    double hit = (0.3 + Math.sqrt(0.09 + 4 * g)) / g; // 2 + 0.3 t − g t²/2 = 0
    double up = 0.8 * (g * hit - 0.3);
    assertThat(y[0]).isCloseTo(up * (1 - hit) - g / 2 * (1 - hit) * (1 - hit), within(1e-9));
    assertThat(y[1]).isCloseTo(up - g * (1 - hit), within(1e-9));
  }

  @Test
  void aBallThatComesToRestIsToldAsWhatItIs() {
    OdeModel model =
        new FormulaModel()
            .state("h", 1, "v")
            .state("v", 0, "-9.81")
            .event("h < 0", null, "v = -0.8 * v", "h = 0")
            .build();
    Point point = new Point(model);
    OdeIntegrator integrator = new OdeIntegrator(point.compiled.newSystem(), TIGHT);
    double[] y = new double[4];
    assertThat(integrator.integrate(TimeGrid.of(0, 2, 4), point.y0, point.p.clone(), y))
        .isInstanceOf(Outcome.Completed.class); // it rests at 4.06
    Outcome outcome =
        integrator.integrate(TimeGrid.of(0, 2, 6), point.y0, point.p.clone(), new double[4]);
    assertThat(((Outcome.Failed) outcome).detail()).contains("ever faster");
    assertThat(((Outcome.Failed) outcome).time()).isCloseTo(4.0637, within(1e-3));
  }

  @ParameterizedTest
  @EnumSource
  void tangentAgreesWithAdjointAndWithDifferences(Case c) {
    requireDerivatives(c.model, c.times);
  }

  /** That tangents, adjoint and differences by all constants and initial states agree. */
  static void requireDerivatives(OdeModel model, double... times) {
    Point point = new Point(model);
    TimeGrid grid = TimeGrid.of(0, times);
    int n = point.y0.length;
    ModelSimulation simulation = point.plan.newSimulation(TIGHT, () -> false);
    int size = times.length * n;
    ModelSimulation.Result.Completed run =
        Point.completed(simulation.differentiate(point.own, grid));
    Sensitivities s = run.sensitivities();

    ModelSimulation.Result.Completed same = Point.completed(simulation.record(point.own, grid));
    for (int k = 0; k < times.length; k++) {
      assertThat(same.trajectory().state(k)).isEqualTo(run.trajectory().state(k));
    }
    double[] bar = new double[size];
    Arrays.setAll(bar, k -> Math.cos(1.7 * k));
    ModelSimulation.Gradient gradient =
        simulation.pullBack(Matrix.of(times.length, n, bar), Vector.zeros(point.own.size() - n));
    assertThat(gradient).isInstanceOf(ModelSimulation.Gradient.Completed.class);
    Vector adjoint = ((ModelSimulation.Gradient.Completed) gradient).byGiven();

    for (int j = 0; j < point.own.size(); j++) {
      double byTangent = 0;
      double sum = 0;
      for (int k = 0; k < size; k++) {
        byTangent += bar[k] * s.by(k / n, k % n, j);
        sum += Math.abs(bar[k] * s.by(k / n, k % n, j));
      }
      // rounding, and 1e-20 where fast reactions have left less
      assertThat(adjoint.get(j))
          .as("direction %s", j)
          .isCloseTo(byTangent, within(1e-11 * sum + 1e-20));
      double h = 1e-5;
      double value = point.own.get(j);
      Trajectory up = Point.simulate(simulation, point.own.with(j, value + h), grid);
      Trajectory down = Point.simulate(simulation, point.own.with(j, value - h), grid);
      for (int k = 0; k < size; k++) {
        double difference = (up.value(k / n, k % n) - down.value(k / n, k % n)) / (2 * h);
        // h² of truncation, 1e-10 / h of the integration's error
        assertThat(s.by(k / n, k % n, j))
            .as("output %s, direction %s", k, j)
            .isCloseTo(difference, within(2e-6 * (1 + Math.abs(difference))));
      }
    }
  }
}
