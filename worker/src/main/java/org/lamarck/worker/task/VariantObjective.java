package org.lamarck.worker.task;

import java.util.List;
import org.lamarck.strategies.objective.Coordinate;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

/**
 * The likelihood, or posterior, of a variant of an estimation problem, which fixes some of what
 * that one estimates. All variants share what is compiled.
 *
 * @param name the variant's
 * @param widest the problem in which everything is estimated that any variant estimates
 * @param parameters the same in the same order, with those fixed that the variant fixes
 */
public record VariantObjective(
    String name, SerializedProblem widest, List<Parameter> parameters, EvaluationSettings settings)
    implements ObjectiveSource {
  public VariantObjective {
    parameters = List.copyOf(parameters);
  }

  @Override
  public String id() {
    return name;
  }

  @Override
  public List<Coordinate> coordinates() {
    return EstimationObjective.coordinates(open());
  }

  @Override
  public SearchSpace space() {
    return open().space();
  }

  /**
   * An objective of the variant.
   *
   * @throws IllegalArgumentException when it cannot be compiled, or is no variant of the problem
   */
  @Override
  public ProblemObjective open() {
    try {
      return ProblemObjective.variant(widest.hash(), widest::problem, parameters, settings);
    } catch (InputException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
