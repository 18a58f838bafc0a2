package org.lamarck.driver.run;

import org.lamarck.driver.engine.Workload;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.task.SerializedProblem;
import org.lamarck.worker.task.Worker;

/** Proposals lived against a problem. Travels as the problem's bytes; compiled where it arrives. */
public final class ProblemWorkload implements Workload<Proposal, Individual> {
  private static final long serialVersionUID = 1L;

  private final SerializedProblem problem;
  private final EvaluationSettings settings;
  private transient Worker worker = new Worker();

  public ProblemWorkload(SerializedProblem problem, EvaluationSettings settings) {
    this.problem = problem;
    this.settings = settings;
  }

  @Override
  public Individual run(Proposal proposal) {
    return worker.live(proposal, problem, settings);
  }

  /** The proposal's first candidate, with what was thrown as its failure. */
  @Override
  public Individual broken(Proposal proposal, Throwable cause) {
    Vector point = proposal.candidates().get(0);
    Evaluation.Failed failed =
        new Evaluation.Failed(Evaluation.Reason.USER_ERROR, "", Double.NaN, cause.toString());
    return new Individual(
        proposal,
        new Refinement(
            point,
            Double.POSITIVE_INFINITY,
            point,
            failed,
            Double.NaN,
            null,
            Termination.FAILED,
            0,
            new Effort(1, 0, Failures.of(Evaluation.Reason.USER_ERROR, 1)),
            null));
  }

  /** A worker of this process's own, when the bytes arrive. */
  private Object readResolve() {
    return new ProblemWorkload(problem, settings);
  }
}
