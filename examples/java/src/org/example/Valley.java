package org.example;

import java.util.List;
import java.util.Map;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;

/**
 * Rosenbrock's valley, with a gradient.
 *
 * @param depth how much the walls rise; a setting of valley.yaml
 */
public record Valley(double depth) implements ObjectiveSource {
  /** As Lamarck makes it, with the settings of the file. */
  public Valley(Map<String, String> settings) {
    this(Double.parseDouble(settings.getOrDefault("depth", "100")));
  }

  @Override
  public String id() {
    return "valley";
  }

  @Override
  public List<Coordinate> coordinates() {
    return List.of(Coordinate.linear("a", -2, 2), Coordinate.linear("b", -1, 3));
  }

  @Override
  public Objective open() {
    return (x, derivatives) -> {
      double a = x.get(0);
      double r = x.get(1) - a * a;
      Vector gradient = Vector.of(-2 * (1 - a) - 4 * depth * a * r, 2 * depth * r);
      return new Evaluation.Gradient((1 - a) * (1 - a) + depth * r * r, gradient);
    };
  }
}
