package org.lamarck.driver.run;

import java.util.concurrent.locks.LockSupport;
import org.lamarck.driver.engine.Watch;
import org.lamarck.driver.engine.Workload;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.local.Effort;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.local.Refinement;
import org.lamarck.strategies.local.Termination;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.Individual;
import org.lamarck.strategies.population.Proposal;
import org.lamarck.strategies.population.Work;

/** A workload whose tasks take different times, and now and then throw. */
record Hills() implements Workload<Proposal, Individual> {
  @Override
  public Individual run(Proposal task, Watch<Individual> watch) {
    LockSupport.parkNanos((task.id() * 7919 % 5) * 200_000);
    if (task.id() % 17 == 5) {
      throw new IllegalStateException("proposal " + task.id() + "\nfails");
    }
    boolean refine = task.work() instanceof Work.Refine;
    Vector start = task.candidates().get(0);
    Vector end = refine ? start.times(0.125) : start;
    Effort effort = refine ? new Effort(1, 3, Failures.NONE) : new Effort(1, 0, Failures.NONE);
    Termination why = refine ? Termination.BUDGET : Termination.EVALUATED;
    return Individual.of(
        task,
        new Refinement(
            start, height(start), end, value(end), Double.NaN, null, why, 3, effort, null));
  }

  private static Evaluation value(Vector x) {
    return new Evaluation.Value(height(x));
  }

  private static double height(Vector x) {
    return x.dot(x) + 0.1 * StrictMath.sin(20 * x.get(0));
  }

  @Override
  public Individual broken(Proposal task, Throwable cause) {
    Vector x = task.candidates().get(0);
    Evaluation.Failed failed =
        new Evaluation.Failed(
            Evaluation.Reason.USER_ERROR, "", Double.NaN, String.valueOf(cause.getMessage()));
    return Individual.of(
        task,
        new Refinement(
            x,
            Double.POSITIVE_INFINITY,
            x,
            failed,
            Double.NaN,
            null,
            Termination.FAILED,
            0,
            new Effort(1, 0, Failures.of(Evaluation.Reason.USER_ERROR, 1)),
            null));
  }
}
