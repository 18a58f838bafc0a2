package org.example;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lamarck.strategies.linalg.Matrix;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Exhibit;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.worker.field.Real;
import org.lamarck.worker.field.TapedField;
import org.lamarck.worker.integrate.TimeGrid;
import org.lamarck.worker.tolerance.Tolerances;
import org.lamarck.worker.simulation.FieldSimulation;
import org.lamarck.worker.simulation.ModelSimulation.Result;
import org.lamarck.worker.simulation.Trajectory;

/**
 * A pendulum with friction whose angle was measured each second: a system in Java, with a gradient.
 */
public record Pendulum() implements ObjectiveSource {
  private static final double[] MEASURED = {
    0.308, -1.409, 0.217, 0.919, -0.607, -0.336, 0.635, -0.152
  };
  private static final TimeGrid SECONDS = TimeGrid.of(0, 1, 2, 3, 4, 5, 6, 7, 8);

  /** Angle and speed; friction p₀ and stiffness p₁. */
  private static TapedField field() {
    return TapedField.of(
        2,
        2,
        (t, y, p) ->
            new Real[] {y[1], p[0].times(y[1]).plus(p[1].times(y[0].sin())).negated()});
  }

  @Override
  public String id() {
    return "pendulum";
  }

  @Override
  public List<Coordinate> coordinates() {
    return List.of(Coordinate.linear("friction", 0, 1), Coordinate.log10("stiffness", 0.5, 20));
  }

  @Override
  public Map<String, Double> nominal() {
    return Map.of("friction", 0.25, "stiffness", 4.2);
  }

  /** The angle in time, beside what was measured. */
  @Override
  public List<Exhibit> exhibits(Vector x) {
    double[] times = IntStream.rangeClosed(0, 80).mapToDouble(k -> k / 10.0).toArray();
    FieldSimulation simulation = new FieldSimulation(field(), Tolerances.defaults());
    Vector p = Vector.of(x.get(0), Math.pow(10, x.get(1)));
    if (!(simulation.simulate(Vector.of(2, 0), p, TimeGrid.of(0, times)) instanceof Result.Completed done)) {
      throw new IllegalStateException("the pendulum cannot be simulated");
    }
    double[] rows = new double[3 * times.length];
    for (int k = 0; k < times.length; k++) {
      rows[3 * k] = times[k];
      rows[3 * k + 1] = done.trajectory().value(k, 0);
      rows[3 * k + 2] = k % 10 == 0 && k > 0 ? MEASURED[k / 10 - 1] : Double.NaN;
    }
    return List.of(
        new Exhibit(
            "swing",
            "Angle of the pendulum",
            List.of("time in s", "angle", "measured"),
            Matrix.of(times.length, 3, rows)));
  }

  @Override
  public Objective open() {
    FieldSimulation simulation = new FieldSimulation(field(), Tolerances.defaults());
    return (x, derivatives) -> {
      Vector p = Vector.of(x.get(0), Math.pow(10, x.get(1)));
      if (!(simulation.record(Vector.of(2, 0), p, SECONDS) instanceof Result.Completed done)) {
        throw new IllegalStateException("the pendulum cannot be simulated");
      }
      Trajectory angle = done.trajectory();
      double[] residuals = new double[2 * MEASURED.length]; // by angle and speed
      double sum = 0;
      for (int k = 0; k < MEASURED.length; k++) {
        residuals[2 * k] = angle.value(k, 0) - MEASURED[k];
        sum += 0.5 * residuals[2 * k] * residuals[2 * k];
      }
      Matrix bars = Matrix.of(MEASURED.length, 2, residuals);
      if (!(simulation.pullBack(bars) instanceof FieldSimulation.Gradient.Completed gradient)) {
        throw new IllegalStateException("the pendulum has no gradient");
      }
      Vector byP = gradient.byConstants();
      return new Evaluation.Gradient(
          sum, Vector.of(byP.get(0), byP.get(1) * p.get(1) * Math.log(10)));
    };
  }
}
