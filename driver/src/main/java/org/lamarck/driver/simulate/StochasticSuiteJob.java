package org.lamarck.driver.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.lamarck.driver.config.ConfigException;
import org.lamarck.worker.expression.Expression;
import org.lamarck.worker.expression.FormulaException;
import org.lamarck.worker.problem.Finding;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.JumpModel;
import org.lamarck.worker.sbml.SbmlReader;
import org.lamarck.worker.stochastic.Ensemble;
import org.lamarck.worker.stochastic.JumpPlan;
import org.lamarck.worker.stochastic.Moments;
import org.lamarck.worker.task.Simulator;
import org.lamarck.worker.task.StochasticCase;
import org.lamarck.worker.task.SuiteCase;
import org.lamarck.worker.task.SuiteNumbers;

/**
 * A case of the stochastic test suite on its way to a table and to a judgement. What is out of its
 * range in one sample is looked at in a second one, of the next seed: chance does not come twice to
 * one place, a fault does.
 */
public final class StochasticSuiteJob implements Batch.Job {
  private final Path folder;
  private final Optional<String> version;
  private final StochasticOptions.Choice choice;
  private final Path out;
  private final RangeTable ranges;

  /**
   * A case.
   *
   * @param folder the case's
   * @param version of SBML; the highest there is when empty
   * @param out the folder for tables
   * @param ranges is told how it went
   */
  public StochasticSuiteJob(
      Path folder, Optional<String> version, StochasticOptions options, Path out, RangeTable ranges)
      throws ConfigException {
    this.folder = folder;
    this.version = version;
    this.choice = options.choice();
    this.out = out;
    this.ranges = ranges;
  }

  @Override
  public String model() {
    return SuiteCase.name(folder);
  }

  @Override
  public Batch.LoadedModel load() throws IOException, InputException {
    StochasticCase one = StochasticCase.read(SuiteCase.read(folder, version));
    JumpModel model = SbmlReader.readJumps(one.one().model());
    JumpPlan plan = EnsembleTables.plan(model, List.of(), choice);
    List<Expression> formulas = new ArrayList<>();
    for (String observable : one.observables()) {
      formulas.add(formula(one, plan, observable));
    }
    Ensemble ensemble = new Ensemble(plan, choice.method(), plan.observables(formulas));
    return cancelled -> run(one, ensemble, cancelled);
  }

  private static Expression formula(StochasticCase one, JumpPlan plan, String observable)
      throws InputException {
    try {
      return one.formula(plan, observable);
    } catch (FormulaException e) {
      throw new InputException(
          Finding.error(
              one.one().id() + "-settings.txt",
              0,
              0,
              "the output " + observable + " is no formula: " + e.what(),
              e.remedy()));
    }
  }

  private Optional<String> run(StochasticCase one, Ensemble ensemble, BooleanSupplier cancelled)
      throws IOException {
    Sample first = sample(one, ensemble, choice, cancelled);
    if (first.moments.isEmpty()) {
      return first.failure;
    }
    write(one, first.moments.get());
    StochasticCase.Judgement judgement = one.judge(first.moments.get());
    List<String> again = List.of();
    if (!judgement.isWithin()) {
      Sample second = sample(one, ensemble, choice.withSeed(choice.seed() + 1), cancelled);
      if (second.moments.isEmpty()) {
        return second.failure;
      }
      again = new ArrayList<>(judgement.outside());
      again.retainAll(one.judge(second.moments.get()).outside());
    }
    ranges.add(one.one().id(), judgement, again);
    return Optional.empty();
  }

  private record Sample(Optional<Moments> moments, Optional<String> failure) {}

  private static Sample sample(
      StochasticCase one,
      Ensemble ensemble,
      StochasticOptions.Choice choice,
      BooleanSupplier cancelled) {
    Ensemble.Result result =
        ensemble.run(
            new Ensemble.Experiment(
                one.one().settings().times(), new double[0], choice.runs(), choice.seed()),
            1,
            Optional.empty(),
            cancelled);
    return result instanceof Ensemble.Result.Completed completed
        ? new Sample(Optional.of(completed.moments()), Optional.empty())
        : new Sample(Optional.empty(), Optional.of(((Ensemble.Result.Failed) result).reason()));
  }

  /** The columns that the settings ask for, in their order. */
  private void write(StochasticCase one, Moments moments) throws IOException {
    List<Double> times = Arrays.stream(one.one().settings().times()).boxed().toList();
    TrajectoryTables.file(out.resolve(one.one().id() + ".csv"), SuiteNumbers::print)
        .write(new Simulator.Result.Table(one.outputs(), times, one.values(moments), 0));
  }
}
