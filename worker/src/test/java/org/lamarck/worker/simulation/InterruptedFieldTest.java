package org.lamarck.worker.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.system.Differentiable;
import org.lamarck.worker.system.Discontinuities;
import org.lamarck.worker.system.Discontinuous;
import org.lamarck.worker.system.EventShape;
import org.lamarck.worker.system.Point;
import org.lamarck.worker.system.PointFunction;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.tolerance.Tolerances.Stepping;

/** A field with an event: y′ = −k y, and from y a dose of 1 more at the time τ. */
class InterruptedFieldTest {
  private static final int RATE = 0;
  private static final int TIME = 1;
  private static final int MODE = 2;

  /** A function of a state or constant, and of time. */
  private record Linear(int argument, double slope, double byTime) implements PointFunction {
    @Override
    public double value(double t, double[] y, double[] p) {
      return (byTime == 0 ? 1 : 0) + slope * (argument == 0 ? y[0] : p[argument - 1]) + byTime * t;
    }

    @Override
    public double gradient(double t, double[] y, double[] p, double[] byArgument) {
      byArgument[0] = slope;
      return byTime;
    }

    @Override
    public int[] arguments() {
      return new int[] {argument};
    }
  }

  private static final class Doses implements Discontinuities {
    @Override
    public int switches() {
      return 1;
    }

    @Override
    public int firstMode() {
      return MODE;
    }

    @Override
    public boolean isFloor(int k) {
      return false;
    }

    @Override
    public boolean isKink(int k) {
      return false;
    }

    @Override
    public boolean areTimed() {
      return true;
    }

    @Override
    public void indicators(double t, double[] y, double[] p, double[] values) {
      values[0] = t;
      values[1] = p[TIME];
    }

    @Override
    public PointFunction indicator(int k) {
      return new Linear(1 + TIME, -1, 1);
    }

    @Override
    public List<EventShape> events() {
      return List.of(new EventShape("dose", true, true, false, new int[] {0}));
    }

    @Override
    public int gate() {
      return -1;
    }

    @Override
    public void triggers(double t, double[] y, double[] p, double[] truths) {
      truths[0] = p[MODE] >= 0 ? 1 : 0;
    }

    @Override
    public @Nullable PointFunction delay(int event) {
      return null;
    }

    @Override
    public @Nullable PointFunction priority(int event) {
      return null;
    }

    @Override
    public PointFunction value(int event, int target) {
      return new Linear(0, 1, 0);
    }

    @Override
    public @Nullable PointFunction factor(int event, int target) {
      return null;
    }
  }

  private static final class Decay implements Differentiable, Discontinuous {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public int constants() {
      return 3;
    }

    @Override
    public Discontinuities discontinuities() {
      return new Doses();
    }

    @Override
    public void slopes(Point at, double[] f) {
      f[0] = -at.constants()[RATE] * at.state()[0];
    }

    @Override
    public void jvp(Point at, double[] dy, double[] dp, double[] df) {
      df[0] = -at.constants()[RATE] * dy[0] - at.state()[0] * dp[RATE];
    }

    @Override
    public void vjp(Point at, double[] z, double[] yBar, double[] pBar) {
      yBar[0] = -at.constants()[RATE] * z[0];
      pBar[RATE] -= at.state()[0] * z[0];
    }
  }

  /** y(3) = 2 e^(−3k) + e^(−k(3 − τ)), with k = 0.4 and τ = 1.3. */
  @ParameterizedTest
  @EnumSource(names = {"AUTO", "TSIT5", "DOP853"})
  void gradientsGoThroughTheEvent(Stepping stepping) {
    FieldSimulation simulation =
        new FieldSimulation(new Decay(), Tolerances.of(1e-10, 1e-13).withStepping(stepping));
    Vector start = Vector.of(2);
    Vector values = Vector.of(0.4, 1.3, 0);
    TimeGrid grid = TimeGrid.of(0, 3);
    double dose = Math.exp(-0.4 * 1.7);
    double[] exact = {
      Math.exp(-1.2), -6 * Math.exp(-1.2) - 1.7 * dose, 0.4 * dose, 0 // by y₀, k, τ, the mode
    };
    ModelSimulation.Result.Completed completed =
        (ModelSimulation.Result.Completed) simulation.differentiate(start, values, grid);
    assertThat(completed.trajectory().value(0, 0))
        .isCloseTo(2 * Math.exp(-1.2) + dose, within(1e-8));
    simulation.record(start, values, grid);
    FieldSimulation.Gradient.Completed gradient =
        (FieldSimulation.Gradient.Completed) simulation.pullBack(Matrix.of(1, 1, new double[] {1}));
    for (int j = 0; j < 4; j++) {
      double tangent = completed.sensitivities().by(0, 0, j);
      double transposed = j == 0 ? gradient.byStart().get(0) : gradient.byConstants().get(j - 1);
      assertThat(tangent).isCloseTo(exact[j], within(1e-8)); // the tolerance, with room
      assertThat(transposed).isCloseTo(tangent, within(1e-13)); // rounding
    }
  }
}
