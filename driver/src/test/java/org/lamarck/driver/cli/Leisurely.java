package org.lamarck.driver.cli;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

/** A valley that is walked slowly but costs no computing: a run of it is long and cheap. */
public record Leisurely() implements ObjectiveSource {
  static final String YAML = "format: lamarck\nobjective: " + Leisurely.class.getName() + "\n";

  private static final long NANOS = 10_000_000;

  @Override
  public String id() {
    return "leisurely";
  }

  @Override
  public List<Coordinate> coordinates() {
    return List.of(Coordinate.linear("a", -2, 2), Coordinate.linear("b", -1, 3));
  }

  @Override
  public Objective open() {
    return (x, derivatives) -> {
      LockSupport.parkNanos(NANOS);
      double a = x.get(0);
      double r = x.get(1) - a * a;
      double value = (1 - a) * (1 - a) + 100 * r * r + 1; // not 0, where digits that are shown end
      return new Evaluation.Gradient(value, Vector.of(-2 * (1 - a) - 400 * a * r, 200 * r));
    };
  }
}
