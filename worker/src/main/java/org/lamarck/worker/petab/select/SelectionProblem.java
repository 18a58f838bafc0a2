package org.lamarck.worker.petab.select;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lamarck.strategies.selection.ModelSpace;
import org.lamarck.strategies.selection.SelectionSettings;

/**
 * A problem of model selection.
 *
 * @param id its name, for reports
 * @param settings how models are searched
 * @param space the models; the problem of a subspace is a key of {@code problems}
 * @param problems of which models are variants, by their paths from the folder of the YAML file
 * @param start what is known of the parameters of the model that the search begins with, on the
 *     linear scale
 */
public record SelectionProblem(
    String id,
    SelectionSettings settings,
    ModelSpace space,
    Map<String, BaseProblem> problems,
    Map<String, Double> start) {
  public SelectionProblem {
    problems = Collections.unmodifiableMap(new LinkedHashMap<>(problems));
    start = Collections.unmodifiableMap(new LinkedHashMap<>(start));
  }

  /** The problem that models of a subspace, or the first model, are variants of. */
  public BaseProblem problem(String path) {
    BaseProblem problem = problems.get(path);
    if (problem == null) {
      throw new IllegalArgumentException("no model is a variant of " + path);
    }
    return problem;
  }
}
