package org.lamarck.driver.select;

import java.io.Serializable;
import java.util.List;
import org.lamarck.driver.engine.Watch;
import org.lamarck.driver.engine.Workload;
import org.lamarck.strategies.evolution.Pace;
import org.lamarck.strategies.evolution.multistart.MultiStart;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.TrustRegion;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.task.SerializedProblem;
import org.lamarck.worker.task.VariantObjective;
import org.lamarck.worker.task.Worker;

/**
 * Local searches of models that are variants of a few problems, each of which is compiled once
 * where it arrives.
 *
 * @param families the problems, by position
 */
record CalibrationWorkload(List<Family> families)
    implements Workload<CalibrationTask, CalibrationEnd> {
  private static final int ITERATIONS = 1000;

  CalibrationWorkload {
    families = List.copyOf(families);
  }

  /** A problem in which everything is estimated that any of its models estimates. */
  record Family(SerializedProblem widest, EvaluationSettings settings) implements Serializable {}

  @Override
  public CalibrationEnd run(CalibrationTask task, Watch<CalibrationEnd> watch) {
    Family family = families.get(task.family());
    VariantObjective source =
        new VariantObjective(task.model(), family.widest(), task.parameters(), family.settings());
    ProblemObjective objective = source.open();
    Individual individual =
        new Worker(source, RandomStream.of(0))
            .run(proposal(task, objective), soFar -> {}, watch::expired);
    Effort effort = individual.refinement().effort();
    if (individual.refinement().evaluation() instanceof Evaluation.Failed failed) {
      return CalibrationEnd.failed(effort, failed.reason() + ": " + failed.detail());
    }
    ProblemEvaluation there = objective.evaluateFully(individual.point(), Derivatives.NONE);
    return new CalibrationEnd(
        individual.value(), -there.logLikelihood(), there.estimates(), effort, "");
  }

  private static Proposal proposal(CalibrationTask task, ProblemObjective objective) {
    SearchSpace space = objective.space();
    if (space.free().length == 0) {
      return new Proposal(0, "model", List.of(space.lower()), Work.VALUE);
    }
    List<Vector> candidates =
        task.start().isEmpty()
            ? MultiStart.anywhere(space, task.random(), Pace.USUAL.screening())
            : List.of(start(task, objective));
    return new Proposal(
        0, "model", candidates, new Work.Refine(TrustRegion.DEFAULT, ITERATIONS, null));
  }

  private static Vector start(CalibrationTask task, ProblemObjective objective) {
    SearchSpace space = objective.space();
    List<Parameter> parameters = objective.parameters().estimated();
    double[] point = new double[parameters.size()];
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = parameters.get(i);
      Double value = task.start().get(parameter.id());
      double scaled = value == null ? Double.NaN : parameter.scale().toScale(value);
      point[i] =
          Double.isNaN(scaled) ? space.lower().get(i) / 2 + space.upper().get(i) / 2 : scaled;
    }
    return space.clip(Vector.of(point));
  }

  @Override
  public CalibrationEnd broken(CalibrationTask task, Throwable cause) {
    return CalibrationEnd.failed(Effort.NONE, cause.toString());
  }
}
