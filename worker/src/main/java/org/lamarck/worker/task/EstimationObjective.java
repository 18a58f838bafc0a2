package org.lamarck.worker.task;

import java.util.ArrayList;
import java.util.List;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.tolerance.Tolerances;

/**
 * The likelihood, or posterior, of an estimation problem. Travels as the problem's bytes; compiled
 * where it is opened, once for all threads.
 *
 * @param name the problem's
 */
public record EstimationObjective(
    String name, SerializedProblem problem, EvaluationSettings settings)
    implements ObjectiveSource {

  @Override
  public String id() {
    return name;
  }

  @Override
  public List<Coordinate> coordinates() {
    return coordinates(open());
  }

  /** The coordinates of an objective of a problem or a variant. */
  static List<Coordinate> coordinates(ProblemObjective objective) {
    SearchSpace space = objective.space();
    List<Coordinate> coordinates = new ArrayList<>();
    for (Parameter parameter : objective.parameters().estimated()) {
      int i = coordinates.size();
      Coordinate.Scale scale = Coordinate.Scale.valueOf(parameter.scale().name());
      coordinates.add(
          new Coordinate(
              parameter.id(),
              scale,
              parameter.linear(space.lower().get(i)),
              parameter.linear(space.upper().get(i)),
              space.starts().get(i)));
    }
    return coordinates;
  }

  /** The box as the problem says it, not rounded by a way over the linear scale. */
  @Override
  public SearchSpace space() {
    return open().space();
  }

  /**
   * An objective of the problem, and a coarse one beside it where that is cheaper.
   *
   * @throws IllegalArgumentException when the problem cannot be compiled; a driver finds that out
   *     before it sends tasks
   */
  @Override
  public ProblemObjective open() {
    Tolerances exact = settings.tolerances();
    Tolerances rough = exact.rough();
    ProblemObjective objective = open(settings);
    return rough.equals(exact) ? objective : objective.withCoarse(() -> open(settings.with(rough)));
  }

  private ProblemObjective open(EvaluationSettings chosen) {
    try {
      return ProblemObjective.of(problem.hash(), problem::problem, chosen);
    } catch (InputException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
