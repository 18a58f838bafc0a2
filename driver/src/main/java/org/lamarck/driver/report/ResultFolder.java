package org.lamarck.driver.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunProvenance;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.StartValue;
import org.lamarck.driver.report.draws.SampleFiles;
import org.lamarck.driver.report.draws.SampleTables;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.report.page.Table;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.Budget;
import org.lamarck.driver.run.RefinementRow;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.TraceRow;
import org.lamarck.strategies.local.Failures;
import org.lamarck.strategies.objective.Evaluation;
import org.lamarck.strategies.population.BasinArchive.Basin;
import org.lamarck.strategies.population.Individual;
import org.lamarck.worker.objective.EvaluationSettings;
import org.lamarck.worker.petab.parameter.ParameterTable;
import org.lamarck.worker.petab.table.FormatVersion;

/** Writes a record as the files that scripts rely on. */
public final class ResultFolder {
  /** Basins listed in {@code result.json}; all of them are in {@code refinements.tsv}. */
  private static final int LISTED_BASINS = 100;

  /** The name of the report's file. */
  public static final String REPORT = "report.html";

  /** Names of files that a record may have or not. */
  private static final String FURTHER =
      "(uncertainty|correlations|covariance|spectrum|profiles|curves|contours)\\.tsv|shown-.*\\.csv|"
          + SampleFiles.NAMES;

  private ResultFolder() {}

  /** Writes all files into a folder, each whole or not at all. */
  public static void write(RunRecord record, Store folder) throws IOException {
    Judgement judgement = new Judgement(record);
    folder.write("refinements.tsv", refinements(judgement));
    folder.write("trace.tsv", trace(record));
    folder.write(REPORT, HtmlReport.write(record));
    if (record.outcome().state().found().isPresent()) {
      folder.write("estimates.tsv", estimates(record));
    }
    Map<String, String> further = further(record);
    for (String name : folder.list()) {
      if (name.matches(FURTHER) && !further.containsKey(name)) {
        folder.delete(name); // of a best point before
      }
    }
    for (Map.Entry<String, String> file : further.entrySet()) {
      folder.write(file.getKey(), file.getValue());
    }
    folder.write("result.json", Json.write(result(judgement))); // last: it says that all is there
  }

  /** Files, by name, that a record may have or not. */
  private static Map<String, String> further(RunRecord record) {
    Map<String, String> files = new LinkedHashMap<>();
    record
        .bestFit()
        .map(Fit::uncertainty)
        .ifPresent(uncertainty -> files.putAll(UncertaintyTables.files(uncertainty)));
    record.profiles().ifPresent(all -> files.putAll(ProfileTables.files(all)));
    record.samples().ifPresent(samples -> files.putAll(SampleFiles.of(samples)));
    record.shown().exhibits().forEach(one -> files.put("shown-" + one.name() + ".csv", one.csv()));
    return files;
  }

  /** What {@code result.json} holds. All but {@code wallClock} follows from seed and settings. */
  public static Map<String, Object> result(Judgement judgement) {
    RunRecord record = judgement.record();
    RunProvenance provenance = record.provenance();
    RunState state = record.outcome().state();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("lamarck", provenance.program());
    result.put("problem", provenance.source().place());
    result.put("problemId", provenance.source().id());
    result.put("problemHash", provenance.source().hash());
    result.put("seed", provenance.settings().seed());
    result.put("strategy", provenance.settings().strategy().name());
    result.put("settings", settings(provenance));
    result.put("start", start(record));
    result.put("parameterCount", record.searched().size());
    record.bestFit().ifPresent(fit -> result.put("measurements", fit.points().size()));
    state.found().ifPresent(best -> result.put("best", best(record, best)));
    record
        .bestFit()
        .ifPresent(fit -> result.put("uncertainty", UncertaintyTables.json(fit.uncertainty())));
    record.profiles().ifPresent(profiles -> result.put("profiles", ProfileTables.json(profiles)));
    record.samples().ifPresent(samples -> result.put("sample", SampleTables.json(samples)));
    result.put("starts", starts(judgement.certainty()));
    result.put("basinCount", judgement.basins().size());
    result.put("basins", basins(judgement));
    result.put("chanceOfBetter", state.generation().chanceOfBetter());
    result.put("generations", state.generation().number());
    result.put("evaluations", state.effort().evaluations());
    result.put("gradients", state.effort().gradients());
    result.put("failures", state.effort().failures());
    result.put("failureReasons", reasons(state.effort().failed()));
    state.failed().ifPresent(failure -> result.put("firstFailure", failure.line()));
    result.put("stopped", record.outcome().stop().words());
    result.put("wallClock", wallClock(record));
    return result;
  }

  /** Where the search began, and what that point is worth. */
  private static Map<String, Object> start(RunRecord record) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("from", record.provenance().settings().startPoints().source());
    for (StartValue start : record.starts()) {
      if (start.failed().isPresent()) {
        entry.put("failure", start.failed().get().line());
        continue;
      }
      if (entry.get("objective") instanceof Double before && before <= start.objective()) {
        continue; // of several starts the best one counts
      }
      entry.put("objective", start.objective());
      if (!Double.isNaN(start.logLikelihood())) {
        entry.put("nllh", -start.logLikelihood());
      }
    }
    return entry;
  }

  /** How many evaluations failed for each reason that there was. */
  private static Map<String, Object> reasons(Failures failed) {
    Map<String, Object> reasons = new LinkedHashMap<>();
    for (Evaluation.Reason reason : Evaluation.Reason.values()) {
      if (failed.count(reason) > 0) {
        reasons.put(reason.words(), failed.count(reason));
      }
    }
    return reasons;
  }

  private static Map<String, Object> settings(RunProvenance provenance) {
    Map<String, Object> settings = new LinkedHashMap<>();
    Budget budget = provenance.settings().budget();
    settings.put("strategy", provenance.settings().strategy().toString());
    if (budget.limitsEvaluations()) {
      settings.put("evaluations", budget.evaluations());
    }
    if (budget.limitsTime()) {
      settings.put("timeLimitSeconds", budget.time().toNanos() / 1e9);
    }
    if (budget.hasTarget()) {
      settings.put("targetObjective", budget.target());
    }
    if (budget.confidence() < 1) {
      settings.put("confidence", budget.confidence());
    }
    provenance.estimation().ifPresent(evaluation -> estimation(settings, provenance, evaluation));
    return settings;
  }

  /** What only estimation problems have. */
  private static void estimation(
      Map<String, Object> settings, RunProvenance provenance, EvaluationSettings evaluation) {
    settings.put("objective", Labels.objective(evaluation));
    settings.put("hierarchical", Labels.hierarchical(evaluation));
    if (provenance.source().version() != FormatVersion.V1) {
      settings.put("parameterScale", Labels.of(provenance.source().scales()));
    }
    settings.put("rtol", evaluation.tolerances().relative());
    settings.put("atol", evaluation.tolerances().absolute().get(0));
    settings.put("atolOf", evaluation.tolerances().floor().words());
    settings.put("integrator", Labels.of(evaluation.tolerances().stepping()));
    settings.put("method", Labels.of(evaluation.method()));
  }

  private static Map<String, Object> best(RunRecord record, Best best) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("objective", best.value());
    if (best.evaluation() instanceof Evaluation.Estimate estimate) {
      entry.put("standardError", estimate.standardError());
      entry.put("draws", estimate.draws());
      entry.put("below", estimate.upperBound(Individual.RISK));
    }
    record
        .bestFit()
        .map(Fit::logLikelihood)
        .filter(llh -> !Double.isNaN(llh))
        .ifPresent(llh -> entry.put("nllh", -llh));
    record.logPrior().ifPresent(prior -> entry.put("logPrior", prior));
    record.bestFit().ifPresent(fit -> entry.put("chi2", fit.chiSquared()));
    entry.put("origin", best.origin());
    entry.put("parameters", record.estimates());
    return entry;
  }

  /** What independent starts tell; the chance of unseen basins when there are starts enough. */
  private static Map<String, Object> starts(Judgement.Certainty certainty) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("independent", certainty.begun());
    entry.put("toBasins", certainty.arrived());
    entry.put("toBestBasin", certainty.atBest());
    if (certainty.isEnough()) {
      entry.put("unseenBasins", certainty.unseen());
    }
    return entry;
  }

  private static List<Map<String, Object>> basins(Judgement judgement) {
    List<Map<String, Object>> basins = new ArrayList<>();
    for (int i = 0; i < Math.min(LISTED_BASINS, judgement.basins().size()); i++) {
      Basin basin = judgement.basins().get(i);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("objective", basin.value());
      entry.put("independentStarts", judgement.independentStarts(i));
      entry.put("visits", basin.visits());
      entry.put("parameters", judgement.record().linear(basin.point()));
      basins.add(entry);
    }
    return basins;
  }

  private static Map<String, Object> wallClock(RunRecord record) {
    Map<String, Object> wallClock = new LinkedHashMap<>();
    wallClock.put("seconds", record.outcome().state().seconds());
    wallClock.put("engine", record.provenance().engine());
    wallClock.put("java", record.provenance().java());
    return wallClock;
  }

  /** A parameter table in the format of the problem whose nominal values are the estimates. */
  static String estimates(RunRecord record) {
    return ParameterTable.format(
        record.parameters(), record.estimates(), record.provenance().source().version());
  }

  /** A row for each slice of a local search, its end on the linear scale. */
  public static String refinements(Judgement judgement) {
    RunRecord record = judgement.record();
    List<String> header =
        new ArrayList<>(
            List.of(
                "proposal",
                "origin",
                "search",
                "independent",
                "basin",
                "generation",
                "startObjective",
                "objective",
                "termination",
                "iterations",
                "evaluations",
                "gradients",
                "failures",
                "projectedGradient",
                "failure"));
    record.searched().forEach(parameter -> header.add(parameter.id()));
    Table table = new Table(header.toArray(String[]::new));
    for (RefinementRow row : record.outcome().refinements()) {
      int basin = judgement.basin(row);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Long.toString(row.proposal()),
                  row.origin(),
                  Long.toString(row.search()),
                  Boolean.toString(row.independent()),
                  basin < 0 ? "" : Integer.toString(basin + 1),
                  Integer.toString(row.generation()),
                  Table.number(row.startValue()),
                  Table.number(row.value()),
                  row.termination().name().toLowerCase(Locale.ROOT),
                  Integer.toString(row.iterations()),
                  Long.toString(row.effort().evaluations()),
                  Long.toString(row.effort().gradients()),
                  Long.toString(row.effort().failures()),
                  Table.number(row.optimality()),
                  row.failed().map(Evaluation.Failed::line).orElse("")));
      record.linear(row.point()).values().forEach(value -> cells.add(Table.number(value)));
      table.row(cells.toArray(String[]::new));
    }
    return table.toString();
  }

  /** How the best value fell. */
  static String trace(RunRecord record) {
    Table table =
        new Table("generation", "evaluations", "gradients", "objective", "basins", "seconds");
    for (TraceRow row : record.outcome().trace()) {
      table.row(
          Integer.toString(row.generation()),
          Long.toString(row.evaluations()),
          Long.toString(row.gradients()),
          Table.number(row.best()),
          Integer.toString(row.basins()),
          Table.number(row.seconds()));
    }
    return table.toString();
  }
}
