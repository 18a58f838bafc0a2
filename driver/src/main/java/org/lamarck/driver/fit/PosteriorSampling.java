package org.lamarck.driver.fit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.SourceWorkload;
import org.lamarck.strategies.objective.ObjectiveSource;
import org.lamarck.strategies.random.RandomStream;
import org.lamarck.strategies.sampling.Convergence;
import org.lamarck.strategies.sampling.Sampled;
import org.lamarck.strategies.sampling.Sampling;
import org.lamarck.worker.problem.InputException;

/** Draws from the posterior of a run's parameters, by chains that begin at its best point. */
public final class PosteriorSampling {
  private final AroundBest around;

  private PosteriorSampling(AroundBest around) {
    this.around = around;
  }

  /**
   * Sampling around what a run has found.
   *
   * @param moved where the run's problem is now; null for where it was
   * @throws ConfigException when that has no posterior
   */
  public static PosteriorSampling of(RunFolder folder, Fitting fitting, @Nullable String moved)
      throws ConfigException, InputException, CheckpointException, IOException {
    return new PosteriorSampling(
        AroundBest.of(
            folder,
            fitting,
            moved,
            "the objective has noise; sample one without",
            "what was minimised is a norm, which is no density; fit a likelihood"));
  }

  /** What it is around of. */
  public AroundBest around() {
    return around;
  }

  /**
   * Samples and writes the draws to the run's results.
   *
   * @param budget for all of it, with what was spent before
   */
  public FollowUp.Done compute(Sampling sampling, long seed, Budget budget, Conditions conditions)
      throws IOException {
    ObjectiveSource posterior = around.problem().posterior();
    RunSettings settings =
        RunSettings.of(sampling, seed, Budget.UNLIMITED).withStartPoints(around.start());
    RunOutcome outcome =
        around
            .followUp("sample")
            .compute(
                settings,
                budget,
                () -> RunState.first(settings, around.problem().space()),
                new SourceWorkload(posterior, RandomStream.of(seed).split("noise", 0)),
                conditions);
    return new FollowUp.Done(written(sampling, outcome), outcome.stop());
  }

  private RunRecord written(Sampling sampling, RunOutcome outcome) throws IOException {
    RunState state = outcome.state();
    if (!(state.generation().report() instanceof Sampled sampled)) {
      return around.record(); // there is nothing that could move
    }
    Samples samples =
        new Samples(
            around.problem().searched(),
            sampled,
            sampling.kernel().warmup(),
            state.effort(),
            state.seconds(),
            state.generation().finished());
    RunRecord with = around.record().with(samples);
    if (samples.length() < Convergence.FEWEST_DRAWS) {
      return with; // what was known before is more
    }
    around.write(with);
    return with;
  }
}
