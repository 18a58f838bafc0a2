package org.lamarck.driver.run;

import org.lamarck.driver.engine.LostTaskException;
import org.lamarck.driver.engine.Watch;
import org.lamarck.driver.engine.Workload;
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
  public Individual run(Proposal proposal, Watch<Individual> watch) {
    return worker.live(proposal, problem, settings, watch::soFar, watch::expired);
  }

  /** The proposal's first candidate, with what was thrown as its failure. */
  @Override
  public Individual broken(Proposal proposal, Throwable cause) {
    Evaluation.Reason reason =
        cause instanceof LostTaskException
            ? Evaluation.Reason.WORKER_LOST
            : cause instanceof OutOfMemoryError
                ? Evaluation.Reason.OUT_OF_MEMORY
                : Evaluation.Reason.USER_ERROR;
    String detail =
        reason == Evaluation.Reason.USER_ERROR
            ? cause.toString()
            : String.valueOf(cause.getMessage());
    return Individual.failed(proposal, new Evaluation.Failed(reason, "", Double.NaN, detail));
  }

  /** A worker of this process's own, when the bytes arrive. */
  private Object readResolve() {
    return new ProblemWorkload(problem, settings);
  }
}
