package org.lamarck.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lamarck.worker.event.Outcome;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.method.Bars;
import org.lamarck.worker.method.rungekutta.ExplicitMethod;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.sensitivity.AdjointIntegrator;
import org.lamarck.worker.system.OdeSystem;
import org.lamarck.worker.system.WrittenStep;
import org.lamarck.worker.tolerance.Tolerances;

/** Steps that are written out have the bits of loops over stages. */
class WrittenStepsTest {
  private static final WrittenStep.Rows ROWS = rows();

  /** A method of two stages, which takes no part in integrations. */
  private static WrittenStep.Rows rows() {
    return new WrittenStep.Rows("euler", new double[][] {{}, {1}});
  }

  /** Three genes that repress each other around a ring, with a loss to the second one. */
  private static OdeModel ring() {
    return new FormulaModel()
        .constant("w", -11)
        .constant("b", 5.5)
        .constant("k", 0.7)
        .constant("d", 0.1)
        .state("x", 0.1, "k / (1 + exp(-w * z - b)) - k * x")
        .state("y", 0.2, "k / (1 + exp(-w * x - b)) - (k + d) * y")
        .state("z", 0.3, "k / (1 + exp(-w * y - b)) - k * z + 2 * d * y")
        .build();
  }

  /** A flow out of a vessel, whose slope is infinite where it is empty. */
  private static OdeModel vessel() {
    return new FormulaModel()
        .constant("in", 0.2)
        .constant("out", 0.5)
        .state("level", 0, "in - out * level^0.5")
        .build();
  }

  private static CompiledModel compiled(OdeModel model, String... by) {
    return CompiledModel.of(model, Set.of(by));
  }

  /** The same system with loops alone. */
  private static OdeSystem looped(OdeSystem system) {
    return changed(system, "written", null);
  }

  /** The same system but for the answer to one question. */
  private static OdeSystem changed(OdeSystem system, String name, @Nullable Object answer) {
    return (OdeSystem)
        Proxy.newProxyInstance(
            OdeSystem.class.getClassLoader(),
            new Class<?>[] {OdeSystem.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(name)) {
                return answer;
              }
              try {
                return method.invoke(system, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static OdeSystem written(CompiledModel model) {
    OdeSystem system = model.newSystem();
    for (int i = 0; i < 1000 && system.written(ROWS) == null; i++) {
      assertThat(i).isLessThan(999);
    }
    return system;
  }

  /** States at the outputs, then both bars of a weighted sum of them. */
  private static double[] results(OdeSystem system, TimeGrid grid, double[] y0, double[] p) {
    int n = y0.length;
    AdjointIntegrator adjoint = new AdjointIntegrator(system, Tolerances.of(1e-7, 1e-9));
    double[] out = new double[grid.size() * n];
    assertThat(adjoint.forward(grid, y0, p, out)).isInstanceOf(Outcome.Completed.class);
    assertThat(adjoint.stepMethods()).contains(ExplicitMethod.TSIT5);
    double[] weights = new double[out.length];
    Arrays.setAll(weights, k -> 1 - 0.37 * (k % 7));
    Bars bars = new Bars(new double[n], new double[p.length]);
    assertThat(adjoint.backward(weights, bars)).isInstanceOf(Outcome.Completed.class);
    double[] all = Arrays.copyOf(out, out.length + n + p.length);
    System.arraycopy(bars.state(), 0, all, out.length, n);
    System.arraycopy(bars.constants(), 0, all, out.length + n, p.length);
    return all;
  }

  private static TimeGrid grid(double end, int outputs) {
    double[] times = new double[outputs];
    Arrays.setAll(times, k -> end * (k + 1) / outputs);
    return TimeGrid.of(0, times);
  }

  @Test
  void stepsAndTheirTransposesHaveTheBitsOfLoops() {
    CompiledModel model = compiled(ring(), "w", "b", "k", "d");
    OdeSystem written = written(model);
    OdeSystem looped = looped(model.newSystem());
    double[] y0 = {0.1, 0.2, 0.3};
    double[] p = {-11, 5.5, 0.7, 0.1};
    for (int outputs : new int[] {1, 40, 190, 700}) { // none, some, one and several in a step
      TimeGrid grid = grid(60, outputs);
      assertThat(results(written, grid, y0, p)).containsExactly(results(looped, grid, y0, p));
    }
  }

  @Test
  void derivativesByFewConstantsHaveTheBitsOfLoops() {
    FormulaModel store = // whose rate has no derivative that is wanted
        new FormulaModel()
            .constant("use", 0.01)
            .constant("k", 0.7)
            .state("store", 1, "-use")
            .state("x", 0.2, "k * store * (1 - x) - x");
    CompiledModel model = compiled(store.build(), "k");
    double[] y0 = {1, 0.2};
    double[] p = {0.01, 0.7};
    assertThat(results(written(model), grid(60, 40), y0, p))
        .containsExactly(results(looped(model.newSystem()), grid(60, 40), y0, p));
  }

  @Test
  void stepsThatAreHeldAtZeroAreLeftToLoops() {
    FormulaModel fleeing = // from below 0, where rounding has put a
        new FormulaModel()
            .constant("k", 0.7)
            .constant("c", 1000)
            .state("x", 1, "-k * x + 0.1")
            .state("a", 0, "-c * a^2");
    CompiledModel model = compiled(fleeing.build(), "k", "c");
    double[] y0 = {1, -1e-12};
    double[] p = {0.7, 1000};
    double[] held = results(changed(written(model), "isAmount", true), grid(9, 20), y0, p);
    assertThat(held)
        .containsExactly(
            results(changed(looped(model.newSystem()), "isAmount", true), grid(9, 20), y0, p));
    assertThat(held[1]).isEqualTo(-1e-12);
  }

  @Test
  void whatIsNotFiniteIsLeftToLoops() {
    CompiledModel model = compiled(vessel(), "in", "out");
    OdeSystem written = written(model);
    WrittenStep step = Objects.requireNonNull(written.written(ROWS));
    double[] u = {7, 7};
    WrittenStep.Ends ends =
        new WrittenStep.Ends(
            new double[1], new double[] {9}, new double[1], new double[step.kept()]);
    assertThat(step.attempt(1, new double[] {0}, new double[] {-1}, new double[] {0, 1}, u, ends))
        .isFalse();
    assertThat(u).containsExactly(7, 7);
    assertThat(ends.next()).containsExactly(9);
    double[] y0 = {0};
    double[] p = {0.2, 0.5};
    assertThat(results(written, grid(3, 5), y0, p))
        .containsExactly(results(looped(model.newSystem()), grid(3, 5), y0, p));
  }

  @Test
  void onlySmallModelsWithoutTimeAndSwitchesAreWrittenOut() {
    assertThat(asked(ring())).isNotNull();
    FormulaModel timed = new FormulaModel().state("x", 1, "-x * (1 + sin(time))");
    assertThat(asked(timed.build())).isNull();
    FormulaModel switched = new FormulaModel().state("x", 1, "piecewise(-x, x > 0.5, -2 * x)");
    assertThat(asked(switched.build())).isNull();
    FormulaModel large = new FormulaModel();
    for (int i = 0; i < 9; i++) {
      large.state("x" + i, 1, "-x" + i);
    }
    assertThat(asked(large.build())).isNull();
  }

  private static @Nullable WrittenStep asked(OdeModel model) {
    OdeSystem system = compiled(model).newSystem();
    WrittenStep step = null;
    for (int i = 0; i < 1000 && step == null; i++) {
      step = system.written(ROWS);
    }
    return step;
  }
}
