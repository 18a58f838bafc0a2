package org.lamarck.driver.fit;

import java.util.List;
import java.util.Map;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.NoisyObjective;
import org.lamarck.strategies.objective.Objective;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;

/**
 * (a − 1)²/2 + 2 (log₁₀ b − 1)² as a user would write it, with settings: {@code noise}, a standard
 * deviation; {@code fails}, that it always does.
 */
record Bowl(Map<String, String> settings) implements ObjectiveSource {
  private static double value(Vector x) {
    return Math.pow(x.get(0) - 1, 2) / 2 + 2 * Math.pow(x.get(1) - 1, 2);
  }

  @Override
  public String id() {
    return "bowl";
  }

  @Override
  public List<Coordinate> coordinates() {
    return List.of(Coordinate.linear("a", -5, 5), Coordinate.log10("b", 1e-3, 1e3));
  }

  @Override
  public Objective open() {
    if (settings.containsKey("fails")) {
      return (x, derivatives) ->
          new Evaluation.Failed(Evaluation.Reason.STEP_LIMIT, "dose", 1, "as told");
    }
    if (settings.containsKey("noise")) {
      return new Noisy(Double.parseDouble(settings.get("noise")));
    }
    return (x, derivatives) ->
        derivatives == Derivatives.NONE
            ? new Evaluation.Value(value(x))
            : new Evaluation.Gradient(value(x), Vector.of(x.get(0) - 1, 4 * (x.get(1) - 1)));
  }

  private record Noisy(double deviation) implements NoisyObjective {
    @Override
    public Evaluation draw(Vector x, Derivatives derivatives, RandomStream noise) {
      return new Evaluation.Value(value(x) + deviation * noise.nextGaussian());
    }
  }
}
