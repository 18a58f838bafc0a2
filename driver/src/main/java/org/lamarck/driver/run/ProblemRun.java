package org.lamarck.driver.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.engine.Workload;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.objective.Derivatives;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.SearchSpace;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.objective.ProblemEvaluation;
import org.lamarck.worker.objective.ProblemObjective;
import org.lamarck.worker.problem.EstimationProblem;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Measurement;
import org.lamarck.worker.task.SerializedProblem;

/**
 * A problem on its way through a run: what workers need of it before, and what the record says of
 * the best point after.
 */
public final class ProblemRun {
  private final String source;
  private final EstimationProblem problem;
  private final EvaluationSettings settings;
  private final ProblemObjective objective;
  private final SerializedProblem serialized;

  private ProblemRun(String source, EstimationProblem problem, EvaluationSettings settings)
      throws InputException {
    this.source = source;
    this.problem = problem;
    this.settings = settings;
    objective = ProblemObjective.of(problem, settings);
    serialized = SerializedProblem.of(problem);
  }

  /**
   * Compiles a problem.
   *
   * @param source where it was read, as the user wrote it
   * @throws InputException when the problem cannot be compiled
   */
  public static ProblemRun of(String source, EstimationProblem problem, EvaluationSettings settings)
      throws InputException {
    return new ProblemRun(source, problem, settings);
  }

  public EstimationProblem problem() {
    return problem;
  }

  public SearchSpace space() {
    return objective.space();
  }

  /** SHA-256 of the problem's content. */
  public String hash() {
    return serialized.hash();
  }

  /** What the workers are sent. */
  public Workload<Proposal, Individual> workload() {
    return new ProblemWorkload(serialized, settings);
  }

  /**
   * The record of a run of this problem.
   *
   * @param engine where it ran, for people
   */
  public RunRecord record(RunSettings run, Outcome outcome, String engine) {
    Heading heading =
        new Heading(
            Program.version(),
            Program.java(),
            engine,
            source,
            problem.id(),
            hash(),
            run,
            settings.tolerances().relative(),
            settings.tolerances().absolute().get(0));
    Best best = outcome.state().best();
    Fit fit = best == null ? null : fit(best.point());
    return new RunRecord(heading, problem.parameters(), outcome, fit);
  }

  private @Nullable Fit fit(Vector point) {
    ProblemEvaluation evaluation = objective.evaluateFully(point, Derivatives.NONE);
    if (evaluation.measurements().isEmpty()) {
      return null; // with derivatives the same point could be evaluated, without them it cannot
    }
    List<FitPoint> points = new ArrayList<>();
    for (int i = 0; i < problem.measurements().size(); i++) {
      Measurement measurement = problem.measurements().get(i);
      ProblemEvaluation.Simulated simulated = evaluation.measurements().get(i);
      points.add(
          new FitPoint(
              problem.observables().get(measurement.observable()).id(),
              problem.experiments().get(measurement.experiment()).id(),
              measurement.time(),
              measurement.value(),
              simulated.value(),
              simulated.sigma(),
              simulated.residual()));
    }
    double objectiveValue =
        evaluation.evaluation() instanceof Evaluation.Finite finite ? finite.value() : Double.NaN;
    return new Fit(objectiveValue, evaluation.logLikelihood(), evaluation.chiSquared(), points);
  }
}
