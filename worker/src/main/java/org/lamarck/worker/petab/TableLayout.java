package org.lamarck.worker.petab;

import java.util.List;
import java.util.Map;

/** The columns of the tables that are read. */
final class TableLayout {
  static final TableLayout CONDITIONS_1 =
      new TableLayout(List.of("conditionId"), List.of("conditionName"), true);
  static final TableLayout MEASUREMENTS_1 =
      new TableLayout(
          List.of("observableId", "simulationConditionId", "measurement", "time"),
          List.of(
              "preequilibrationConditionId",
              "observableParameters",
              "noiseParameters",
              "datasetId",
              "replicateId"),
          false);
  static final TableLayout OBSERVABLES_1 =
      new TableLayout(
          List.of("observableId", "observableFormula", "noiseFormula"),
          List.of("observableName", "observableTransformation", "noiseDistribution"),
          false);
  static final TableLayout PARAMETERS_1 =
      new TableLayout(
          List.of("parameterId", "parameterScale", "lowerBound", "upperBound", "estimate"),
          List.of(
              "parameterName",
              "nominalValue",
              "initializationPriorType",
              "initializationPriorParameters",
              "objectivePriorType",
              "objectivePriorParameters",
              "parameterType"),
          false);
  static final TableLayout CONDITIONS_2 =
      new TableLayout(List.of("conditionId", "targetId", "targetValue"), List.of(), false);
  static final TableLayout EXPERIMENTS_2 =
      new TableLayout(List.of("experimentId", "time", "conditionId"), List.of(), false);
  static final TableLayout MEASUREMENTS_2 =
      new TableLayout(
          List.of("observableId", "experimentId", "time", "measurement"),
          List.of("modelId", "observableParameters", "noiseParameters", "datasetId", "replicateId"),
          false);
  static final TableLayout OBSERVABLES_2 =
      new TableLayout(
          List.of("observableId", "observableFormula", "noiseFormula"),
          List.of(
              "observableName", "noiseDistribution", "observablePlaceholders", "noisePlaceholders"),
          false);
  static final TableLayout PARAMETERS_2 =
      new TableLayout(
          List.of("parameterId", "lowerBound", "upperBound", "estimate"),
          List.of(
              "parameterName",
              "nominalValue",
              "priorDistribution",
              "priorParameters",
              "parameterType"),
          false);
  static final TableLayout MAPPINGS_2 =
      new TableLayout(List.of("petabEntityId", "modelEntityId"), List.of("name"), false);
  static final TableLayout VALUES =
      new TableLayout(List.of("parameterId"), List.of("value", "nominalValue"), false);

  private final List<String> required;
  private final List<String> optional;
  private final boolean open;

  /**
   * @param open whether columns of other names have a meaning of their own
   */
  private TableLayout(List<String> required, List<String> optional, boolean open) {
    this.required = required;
    this.optional = optional;
    this.open = open;
  }

  /** The columns without which rows mean nothing. */
  List<String> required() {
    return required;
  }

  boolean knows(String column) {
    return required.contains(column) || optional.contains(column);
  }

  /** Reports columns that are missing, and those that look like misspelt ones. */
  void check(Place header, Map<String, Integer> columns, Findings findings) {
    for (String name : required) {
      if (!columns.containsKey(name)) {
        String misspelt =
            columns.keySet().stream()
                .filter(column -> !knows(column) && Spelling.isClose(column, name))
                .findFirst()
                .orElse("");
        findings.error(
            header,
            "column \"" + name + "\" is missing",
            misspelt.isEmpty() ? "add it" : "rename column \"" + misspelt + "\"");
      }
    }
    if (open) {
      return;
    }
    for (Map.Entry<String, Integer> column : columns.entrySet()) {
      if (!knows(column.getKey())) {
        optional.stream()
            .filter(name -> !columns.containsKey(name) && Spelling.isClose(column.getKey(), name))
            .findFirst()
            .ifPresent(
                name ->
                    findings.warning(
                        new Place(header.file(), header.row(), column.getValue() + 1),
                        "column \"%s\" has no meaning".formatted(column.getKey()),
                        "rename it if \"" + name + "\" is meant"));
      }
    }
  }
}
