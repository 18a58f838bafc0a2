package org.lamarck.driver.report;

import org.lamarck.driver.record.RunProvenance;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.StartPoints;
import org.lamarck.strategies.Strategies;
import org.lamarck.strategies.evolution.Strategy;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.petab.table.FormatVersion;
import org.lamarck.worker.tolerance.Tolerances;

/** What to type to get a run again. */
public final class ShellCommand {
  private ShellCommand() {}

  static String of(RunProvenance provenance) {
    Budget budget = provenance.settings().budget();
    StringBuilder command = new StringBuilder("lamarck fit ");
    command.append(word(provenance.source().place()));
    command.append(" --strategy ").append(word(name(provenance.settings().strategy())));
    command.append(" --seed ").append(provenance.settings().seed());
    String start = provenance.settings().startPoints().source();
    if (!start.equals(StartPoints.RANDOM.source())) {
      command.append(" --start ").append(word(start));
    }
    if (budget.limitsEvaluations()) {
      command.append(" --evaluations ").append(budget.evaluations());
    }
    if (budget.limitsTime()) {
      long millis = budget.time().toMillis();
      command.append(" --time-limit ");
      command.append(millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms");
    }
    if (budget.hasTarget()) {
      command.append(" --target ").append(provenance.loss().shown(budget.target()));
    }
    if (budget.confidence() != budget.usualConfidence()) {
      command.append(" --confidence ").append(budget.confidence());
    }
    provenance.estimation().ifPresent(evaluation -> estimation(command, provenance, evaluation));
    return command.toString();
  }

  /** As {@code --strategy} takes it: of one that is not ours, its class. */
  private static String name(Strategy strategy) {
    return Strategies.names().contains(strategy.name())
        ? strategy.name()
        : strategy.getClass().getName();
  }

  private static void estimation(
      StringBuilder command, RunProvenance provenance, EvaluationSettings evaluation) {
    command.append(" --objective ").append(Labels.objective(evaluation));
    command.append(" --hierarchical ").append(Labels.hierarchical(evaluation));
    if (provenance.source().version() != FormatVersion.V1) {
      command.append(" --parameter-scale ").append(Labels.of(provenance.source().scales()));
    }
    command.append(" --rtol ").append(evaluation.tolerances().relative());
    if (evaluation.tolerances().floor() == Tolerances.Floor.ABSOLUTE) {
      command.append(" --atol ").append(evaluation.tolerances().absolute().get(0));
    }
    command.append(" --integrator ").append(Labels.of(evaluation.tolerances().stepping()));
    command.append(" --method ").append(Labels.of(evaluation.method()));
  }

  /** A word for the shell: as it is, or in quotes. */
  public static String word(String word) {
    return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
