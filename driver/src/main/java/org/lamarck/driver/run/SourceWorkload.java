package org.lamarck.driver.run;

import java.util.List;
import org.lamarck.driver.engine.LostTaskException;
import org.lamarck.driver.engine.Watch;
import org.lamarck.driver.engine.Workload;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.worker.task.Worker;

/** The work of proposals against a source, which travels with it and is opened where it arrives. */
public final class SourceWorkload implements Workload<Proposal, Individual> {
  private static final long serialVersionUID = 1L;

  private final ObjectiveSource source;
  private final RandomStream noise;
  private final transient Worker worker;

  /**
   * A workload.
   *
   * @param noise the run's, for objectives that have it; only split
   */
  public SourceWorkload(ObjectiveSource source, RandomStream noise) {
    this.source = source;
    this.noise = noise.copy();
    worker = new Worker(source, noise);
  }

  @Override
  public Individual run(Proposal proposal, Watch<Individual> watch) {
    return worker.run(proposal, watch::soFar, watch::expired);
  }

  @Override
  public int together(Proposal proposal) {
    return worker.together(proposal);
  }

  @Override
  public List<Individual> runTogether(List<Proposal> proposals, Watch<Individual> watch) {
    return worker.runTogether(proposals, watch::expired);
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
    return new SourceWorkload(source, noise);
  }
}
