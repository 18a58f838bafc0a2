package org.lamarck.driver.fit;

import java.io.IOException;
import java.util.List;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.SourceWorkload;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.strategies.sampling.Sampled;
import org.lamarck.strategies.sampling.Sampling;
import org.lamarck.worker.problem.InputException;

/** Draws from the posterior of a run's parameters, by chains that begin at its best point. */
public final class PosteriorSampling {
  private final RunFolder folder;
  private final Fitting fitting;
  private final SourceRun problem;
  private final RunRecord record;
  private final StartPoints start;

  private PosteriorSampling(
      RunFolder folder, Fitting fitting, SourceRun problem, RunRecord record, StartPoints start) {
    this.folder = folder;
    this.fitting = fitting;
    this.problem = problem;
    this.record = record;
    this.start = start;
  }

  /**
   * Sampling around what a run has found.
   *
   * @param reopened the run's problem
   * @throws ConfigException when that has no posterior
   */
  public static PosteriorSampling of(
      RunFolder folder, Fitting fitting, SourceRun reopened, RunRecord record)
      throws ConfigException, InputException {
    if (record.outcome().state().found().isEmpty()) {
      throw new ConfigException(
          folder.location() + ": error: the run has found no point; go on with lamarck resume");
    }
    if (record.outcome().state().found().get().evaluation() instanceof Evaluation.Estimate) {
      throw new ConfigException(
          folder.location() + ": error: the objective has noise; sample one without");
    }
    if (record.provenance().estimation().isPresent() && !reopened.loss().isLikelihood()) {
      throw new ConfigException(
          folder.location()
              + ": error: what was minimised is a norm, which is no density; fit a likelihood");
    }
    SourceRun problem = reopened.withAllSearched();
    return new PosteriorSampling(
        folder, fitting, problem, record, problem.startPoints("best", List.of(record.estimates())));
  }

  /**
   * Samples and writes the draws to the run's results.
   *
   * @param budget for all of it, with what was spent before
   * @param saved the run
   */
  public FollowUp.Done compute(
      Sampling sampling, long seed, Budget budget, SavedRun saved, FollowUp.Conditions conditions)
      throws IOException {
    ObjectiveSource posterior = problem.posterior();
    RunSettings settings = RunSettings.of(sampling, seed, Budget.UNLIMITED).withStartPoints(start);
    RunOutcome outcome =
        new FollowUp(folder, "sample", fitting, saved)
            .compute(
                settings,
                budget,
                () -> RunState.first(settings, problem.space()),
                new SourceWorkload(posterior, RandomStream.of(seed).split("noise", 0)),
                conditions);
    return new FollowUp.Done(written(sampling, outcome), outcome.stop());
  }

  private RunRecord written(Sampling sampling, RunOutcome outcome) throws IOException {
    RunState state = outcome.state();
    if (!(state.generation().report() instanceof Sampled sampled)) {
      return record; // there is nothing that could move
    }
    Samples samples =
        new Samples(
            problem.searched(),
            sampled,
            sampling.kernel().warmup(),
            state.effort(),
            state.seconds(),
            state.generation().finished());
    RunRecord with = record.with(samples);
    if (samples.length() < 4) {
      return with; // what was known before is more
    }
    fitting.checkpoints().saveResult(with);
    fitting.write(with, problem.file());
    return with;
  }
}
