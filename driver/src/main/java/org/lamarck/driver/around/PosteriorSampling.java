package org.lamarck.driver.around;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.CheckpointException;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.driver.fit.Conditions;
import org.lamarck.driver.fit.Fitting;
import org.lamarck.driver.fit.RunFolder;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Samples;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.driver.run.RunSettings;
import org.lamarck.driver.run.RunState;
import org.lamarck.strategies.chain.Chart;
import org.lamarck.strategies.chain.Nuts;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.strategies.sampling.Convergence;
import org.lamarck.strategies.sampling.Mode;
import org.lamarck.strategies.sampling.Sampled;
import org.lamarck.strategies.sampling.Sampling;
import org.lamarck.strategies.sampling.Tempering;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.Parameter;
import org.lamarck.worker.problem.Prior;

/** Draws from the posterior of a run's parameters, by chains that begin in its basins. */
public final class PosteriorSampling {
  /** Steps of a chain in a task. */
  private static final int SLICE = 25;

  /** Steps of tempered chains between exchanges. */
  private static final int EXCHANGE = 2;

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
   * What is asked for.
   *
   * @param isTempered whether chains of other temperatures are beside
   * @param kernel of the chains
   * @param temperatures of a ladder, where it is tempered; 0 for as many as are needed
   * @param budget for all of it, with what was spent before
   */
  public record Request(
      boolean isTempered,
      Nuts kernel,
      int chains,
      int draws,
      int temperatures,
      long seed,
      Budget budget) {
    /** Complains of numbers out of range. */
    public Request {
      strategy(isTempered, kernel, chains, draws, temperatures, List.of());
    }

    private Strategy strategy(Chart chart, List<Mode> modes) {
      return strategy(isTempered, kernel.in(chart), chains, draws, temperatures, modes);
    }

    private static Strategy strategy(
        boolean isTempered,
        Nuts kernel,
        int chains,
        int draws,
        int temperatures,
        List<Mode> modes) {
      return isTempered
          ? new Tempering(kernel, chains, draws, EXCHANGE, temperatures, modes)
          : new Sampling(kernel, chains, draws, SLICE, modes);
    }
  }

  /** Samples and writes the draws to the run's results. */
  public FollowUp.Done compute(Request request, Conditions conditions)
      throws IOException, InputException {
    List<Mode> modes = PosteriorModes.of(around.problem(), around.basins(Double.POSITIVE_INFINITY));
    SampledDensity density = SampledDensity.of(around, modes);
    RunSettings settings =
        RunSettings.of(
                request.strategy(chart(around.problem().searched()), modes),
                request.seed(),
                Budget.UNLIMITED)
            .withStartPoints(around.start());
    RunOutcome outcome =
        around
            .followUp("sample")
            .compute(
                settings,
                request.budget(),
                () -> RunState.first(settings, around.problem().space()),
                around.problem().workload(density.source(), request.seed()),
                conditions);
    return new FollowUp.Done(written(request, modes, density, outcome), outcome.stop());
  }

  /**
   * Where chains move: in the box, if there is a parameter whose prior does not say where it ends,
   * so that draws come to its bounds; else on the line.
   */
  private static Chart chart(List<Parameter> searched) {
    for (Parameter parameter : searched) {
      Prior prior = parameter.prior();
      if (prior == null || prior.family().isUniform()) {
        return Chart.BOX;
      }
    }
    return Chart.LINE;
  }

  private RunRecord written(
      Request request, List<Mode> modes, SampledDensity density, RunOutcome outcome)
      throws IOException {
    RunState state = outcome.state();
    if (!(state.generation().report() instanceof Sampled sampled)) {
      return around.record(); // there is nothing that could move
    }
    Samples samples =
        Samples.of(
            around.problem().searched(),
            sampled,
            request.kernel().warmup(),
            new Samples.Cost(state.effort(), state.seconds()),
            state.generation().finished(),
            new Samples.Density(
                Mode.logEvidence(modes, around.problem().space()).orElse(Double.NaN),
                density.error(sampled.chains())));
    RunRecord with = around.record().with(samples);
    if (samples.length() < Convergence.FEWEST_DRAWS) {
      return with; // what was known before is more
    }
    around.write(with);
    return with;
  }
}
