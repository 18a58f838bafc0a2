package org.lamarck.driver.record;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.run.RunOutcome;
import org.lamarck.strategies.linalg.Vector;
import org.lamarck.strategies.population.BasinArchive;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.problem.Parameter;

/**
 * All that a run's tables, plots and reports are made of, with no need of the problem's files.
 *
 * @param parameters of the problem, in the order of its table
 * @param searched those that are the coordinates of every point, in their order; estimated ones
 *     that the objective computes are not among them
 * @param starts what the points are worth that the user began with, in their order
 * @param fit at the best point; absent when no point could be evaluated
 * @param profiled profiles around the best point; absent as long as there are none
 * @param sampled draws from the posterior; absent as long as there are none
 * @param shown what the objective shows at the best point
 */
public record RunRecord(
    RunProvenance provenance,
    List<Parameter> parameters,
    List<Parameter> searched,
    RunOutcome outcome,
    List<StartValue> starts,
    @Nullable Fit fit,
    @Nullable Profiles profiled,
    @Nullable Samples sampled,
    Shown shown)
    implements Serializable {
  public RunRecord {
    parameters = List.copyOf(parameters);
    searched = List.copyOf(searched);
    starts = List.copyOf(starts);
  }

  /** A record without profiles and draws. */
  public RunRecord(
      RunProvenance provenance,
      List<Parameter> parameters,
      List<Parameter> searched,
      RunOutcome outcome,
      List<StartValue> starts,
      @Nullable Fit fit) {
    this(provenance, parameters, searched, outcome, starts, fit, null, null, Shown.NOTHING);
  }

  /** The same with profiles. */
  public RunRecord with(Profiles others) {
    return new RunRecord(
        provenance, parameters, searched, outcome, starts, fit, others, sampled, shown);
  }

  /** The same with draws from the posterior. */
  public RunRecord with(Samples others) {
    return new RunRecord(
        provenance, parameters, searched, outcome, starts, fit, profiled, others, shown);
  }

  /** The same with what the objective shows. */
  public RunRecord with(Shown others) {
    return new RunRecord(
        provenance, parameters, searched, outcome, starts, fit, profiled, sampled, others);
  }

  /** Draws from the posterior, when there are any. */
  public Optional<Samples> samples() {
    return Optional.ofNullable(sampled);
  }

  /** Profiles around the best point, when there are any. */
  public Optional<Profiles> profiles() {
    return Optional.ofNullable(profiled);
  }

  /** What the best point says about the data, when there is one. */
  public Optional<Fit> bestFit() {
    return Optional.ofNullable(fit);
  }

  /** The basins that are known, best first; where there is a best point the first one holds it. */
  public BasinArchive basins() {
    BasinArchive known = outcome.basins();
    return outcome
        .state()
        .found()
        .map(best -> known.holding(best.point(), best.value()))
        .orElse(known);
  }

  /** The logarithm of the priors' density at the best point, where priors count. */
  public OptionalDouble logPrior() {
    if (fit == null || !provenance.estimation().map(EvaluationSettings::priors).orElse(false)) {
      return OptionalDouble.empty();
    }
    double logPrior = -fit.objective() - fit.logLikelihood();
    return Double.isNaN(logPrior) ? OptionalDouble.empty() : OptionalDouble.of(logPrior);
  }

  /**
   * All estimated parameters at the best point, by id on the linear scale, also those that are
   * computed and not searched; empty when there is no best point.
   */
  public Map<String, Double> estimates() {
    if (fit != null) {
      return fit.estimates();
    }
    return outcome.state().found().map(best -> linear(best.point())).orElse(Map.of());
  }

  /** A point of the search space as values on the linear scale, by id, in the table's order. */
  public Map<String, Double> linear(Vector point) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < searched.size(); i++) {
      values.put(searched.get(i).id(), searched.get(i).linear(point.get(i)));
    }
    return values;
  }

  /** In a few words, for shells, which show every value; all of a record can be megabytes. */
  @Override
  public String toString() {
    return "RunRecord[%s: %s, %d parameters searched, %s]"
        .formatted(
            provenance.source().id(),
            outcome.state().found().map(best -> "objective " + best.value()).orElse("no point"),
            searched.size(),
            outcome.stop().words());
  }
}
