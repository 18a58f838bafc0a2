package org.lamarck.worker.objective;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.worker.objective.EvaluationSettings.Inner;
import org.lamarck.worker.objective.inner.InnerGroup;
import org.lamarck.worker.objective.inner.InnerParameters;
import org.lamarck.worker.objective.segment.ProblemPlan;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;

/**
 * What all objectives of a problem share: the plan of each model, and which parameters have a
 * closed form, found when it is first asked for. Safe for use by several threads.
 */
final class ObjectivePlan {
  private final EstimationProblem problem;
  private final List<ProblemPlan> parts;
  private final Map<InnerChoice, List<InnerGroup>> groups = new HashMap<>();

  private record InnerChoice(Inner inner, boolean countsPriors) {}

  /**
   * Compiles a problem.
   *
   * @throws InputException when it uses what is not supported, or leaves a value open
   */
  ObjectivePlan(EstimationProblem problem) throws InputException {
    this.problem = problem;
    List<ProblemPlan> plans = new ArrayList<>();
    for (int model = 0; model < problem.models().size(); model++) {
      plans.add(new ProblemPlan(problem.part(model)));
    }
    parts = List.copyOf(plans);
  }

  private ObjectivePlan(EstimationProblem problem, List<ProblemPlan> parts) {
    this.problem = problem;
    this.parts = List.copyOf(parts);
  }

  /** As {@link ProblemPlan#restricted}, for all models. */
  ObjectivePlan restricted(List<Parameter> others) {
    return new ObjectivePlan(
        problem.withParameters(others),
        parts.stream().map(part -> part.restricted(others)).toList());
  }

  EstimationProblem problem() {
    return problem;
  }

  /** One for each model. */
  List<ProblemPlan> parts() {
    return parts;
  }

  /**
   * The inner parameters of a problem of one model.
   *
   * @throws InputException when a declared one has no closed form
   */
  synchronized List<InnerGroup> groups(EvaluationSettings settings) throws InputException {
    InnerChoice choice = new InnerChoice(settings.inner(), settings.priors());
    List<InnerGroup> known = groups.get(choice);
    if (known == null) {
      ProblemPlan only = parts.get(0);
      known =
          switch (settings.inner()) {
            case NONE -> List.of();
            case DECLARED -> InnerParameters.declared(only, settings.priors());
            case DETECTED -> InnerParameters.detected(only, settings.priors());
          };
      groups.put(choice, known);
    }
    return known;
  }
}
