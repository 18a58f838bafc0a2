package org.lamarck.driver.select;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.driver.report.page.Table;
import org.lamarck.strategies.selection.CandidateModel;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.ModelSubspace;
import org.lamarck.strategies.selection.SelectionStep;
import org.lamarck.strategies.selection.Setting;

/** What came of a selection, as tables and as an object. */
final class SelectionTables {
  private SelectionTables() {}

  /** All models, best first, with what each does with the parameters of the space. */
  static String models(SelectionOutcome outcome) {
    Set<String> parameters = parameters(outcome);
    List<String> header =
        new ArrayList<>(
            List.of(
                "modelHash",
                "iteration",
                "predecessorModelHash",
                outcome.search().settings().criterion().label(),
                "delta",
                "weight",
                "nllh",
                "estimated",
                "starts",
                "agreeing",
                "failure"));
    header.addAll(parameters);
    Table table = new Table(header.toArray(String[]::new));
    List<SelectionOutcome.Ranked> ranked = outcome.ranked();
    List<Double> weights = outcome.weights(ranked);
    double best = ranked.isEmpty() ? Double.NaN : ranked.get(0).value();
    for (int i = 0; i < ranked.size(); i++) {
      SelectionOutcome.Ranked one = ranked.get(i);
      List<String> row =
          new ArrayList<>(
              List.of(
                  one.model().toString(),
                  String.valueOf(one.place().iteration()),
                  one.place().predecessor().toString(),
                  Table.number(one.value()),
                  Table.number(outcome.search().settings().criterion().excess(one.value(), best)),
                  Table.number(weights.get(i)),
                  Table.number(one.found().nllh()),
                  String.valueOf(outcome.size(one.model()).estimated()),
                  String.valueOf(one.found().starts()),
                  String.valueOf(one.found().agreeing()),
                  one.found().failure()));
      for (String parameter : parameters) {
        Setting setting = one.model().settings().get(parameter);
        row.add(setting == null ? "" : setting.toString());
      }
      table.row(row.toArray(String[]::new));
    }
    return table.toString();
  }

  /** The parameters of all subspaces. */
  static Set<String> parameters(SelectionOutcome outcome) {
    Set<String> parameters = new LinkedHashSet<>();
    for (ModelSubspace subspace : outcome.problem().space().subspaces()) {
      parameters.addAll(subspace.options().keySet());
    }
    return parameters;
  }

  /** The looks of the search, one after another. */
  static String steps(SelectionOutcome outcome) {
    Table table =
        new Table(
            "iteration",
            "method",
            "candidates",
            "modelHash",
            outcome.search().settings().criterion().label(),
            "changes");
    for (SelectionStep step : outcome.search().steps()) {
      table.row(
          String.valueOf(step.iteration()),
          step.method().word(),
          String.valueOf(step.candidates()),
          step.model().toString(),
          Table.number(step.value()),
          String.join(";", step.changes().stream().sorted().toList()));
    }
    return table.toString();
  }

  /** What {@code select --json} prints. */
  static Map<String, Object> json(SelectionOutcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("problem", outcome.problem().id());
    outcome.best().ifPresent(best -> putModel(outcome, best, result));
    result.put("calibrated", outcome.calibrated());
    result.put("method", outcome.search().settings().method().word());
    result.put("iterations", outcome.search().iteration());
    result.put("stopped", stopped(outcome));
    result.put("wallClock", outcome.seconds());
    return result;
  }

  private static void putModel(
      SelectionOutcome outcome, SelectionOutcome.Ranked best, Map<String, Object> result) {
    CandidateModel model = best.model();
    Map<String, Object> selected = new LinkedHashMap<>();
    selected.put("modelSubspaceId", model.hash().subspace());
    selected.put("modelHash", model.toString());
    Map<String, Object> parameters = new LinkedHashMap<>();
    model
        .settings()
        .forEach(
            (id, setting) ->
                parameters.put(id, setting.estimated() ? Setting.WORD : setting.value()));
    selected.put("parameters", parameters);
    selected.put("estimatedParameters", best.found().estimates());
    selected.put("iteration", best.place().iteration());
    selected.put("predecessorModelHash", best.place().predecessor().toString());
    result.put("model", selected);
    result.put("criterion", outcome.search().settings().criterion().label());
    result.put("value", best.value());
    result.put("nllh", best.found().nllh());
    Map<String, Object> criteria = new LinkedHashMap<>();
    Map<Criterion, Double> values = outcome.criteria(best);
    values.forEach((criterion, value) -> criteria.put(criterion.label(), value));
    result.put("criteria", criteria);
  }

  /** Why it ended, in words. */
  static String stopped(SelectionOutcome outcome) {
    return outcome
        .search()
        .ending()
        .map(
            ending ->
                switch (ending) {
                  case FINISHED -> "finished";
                  case TOO_MANY_MODELS ->
                      "the next step has too many models; max_steps makes it end there";
                })
        .orElse(outcome.stop().words());
  }
}
