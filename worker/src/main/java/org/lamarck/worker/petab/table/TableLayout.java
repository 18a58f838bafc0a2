package org.lamarck.worker.petab.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lamarck.worker.problem.Spelling;

/** The columns of the tables that are read. */
public final class TableLayout {
  /** Columns for people, and those that other tools read with spaces as well. */
  private static final Set<String> LOOSE =
      Set.of("conditionName", "observableName", "parameterName", "name", "estimate");

  /** Columns in which spaces mean nothing in PEtab 2. */
  private static final Set<String> FORMULAS =
      Set.of(
          "observableFormula",
          "noiseFormula",
          "noiseShape",
          "observablePlaceholders",
          "noisePlaceholders",
          "observableParameters",
          "noiseParameters",
          "targetValue",
          "priorParameters");

  public static final TableLayout CONDITIONS_1 =
      new TableLayout(List.of("conditionId"), List.of("conditionName"), true, false);
  public static final TableLayout INTERVENTIONS =
      new TableLayout(List.of("time"), List.of(), true, false);
  public static final TableLayout MEASUREMENTS_1 =
      new TableLayout(
          List.of("observableId", "simulationConditionId", "measurement", "time"),
          List.of(
              "preequilibrationConditionId",
              "observableParameters",
              "noiseParameters",
              "datasetId",
              "replicateId",
              "measurementType",
              "censoringBounds",
              "measurementCategory"),
          false,
          false);
  private static final TableLayout OBSERVABLES_1 =
      new TableLayout(
          List.of("observableId", "observableFormula", "noiseFormula"),
          List.of(
              "observableName",
              "observableTransformation",
              "noiseDistribution",
              "splineRatio",
              "minDiffFactor",
              "regularizationFactor",
              "intervalConstraints",
              "minGap"),
          false,
          false);
  public static final TableLayout PARAMETERS_1 =
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
          false,
          false);
  public static final TableLayout CONDITIONS_2 =
      new TableLayout(List.of("conditionId", "targetId", "targetValue"), List.of(), false, true);
  public static final TableLayout EXPERIMENTS_2 =
      new TableLayout(List.of("experimentId", "time", "conditionId"), List.of(), false, true);
  public static final TableLayout MEASUREMENTS_2 =
      new TableLayout(
          List.of("observableId", "experimentId", "time", "measurement"),
          List.of(
              "modelId",
              "observableParameters",
              "noiseParameters",
              "datasetId",
              "replicateId",
              "measurementType",
              "censoringBounds",
              "measurementCategory"),
          false,
          true);
  private static final TableLayout OBSERVABLES_2 =
      new TableLayout(
          List.of("observableId", "observableFormula", "noiseFormula"),
          List.of(
              "observableName",
              "noiseDistribution",
              "observablePlaceholders",
              "noisePlaceholders",
              "splineRatio",
              "minDiffFactor",
              "regularizationFactor",
              "intervalConstraints",
              "minGap"),
          false,
          true);
  public static final TableLayout PARAMETERS_2 =
      new TableLayout(
          List.of("parameterId", "lowerBound", "upperBound", "estimate"),
          List.of(
              "parameterName",
              "nominalValue",
              "priorDistribution",
              "priorParameters",
              "parameterType"),
          false,
          true);
  public static final TableLayout MAPPINGS_2 =
      new TableLayout(List.of("petabEntityId", "modelEntityId"), List.of("name"), false, true);
  public static final TableLayout HYBRIDIZATIONS =
      new TableLayout(List.of("targetId", "targetValue"), List.of(), false, true);

  /** Of spaces of models; further columns are parameters. */
  public static final TableLayout MODEL_SPACE =
      new TableLayout(
          List.of("model_subspace_id"),
          List.of("model_subspace_petab_yaml", "petab_yaml"),
          true,
          false);

  public static final TableLayout VALUES =
      new TableLayout(List.of("parameterId"), List.of("value", "nominalValue"), false, false);

  private final List<String> required;
  private final List<String> optional;
  private final boolean open;
  private final boolean spaced;

  /**
   * @param open whether columns of other names have a meaning of their own
   * @param spaced whether there may be spaces around formulas
   */
  private TableLayout(List<String> required, List<String> optional, boolean open, boolean spaced) {
    this.required = required;
    this.optional = optional;
    this.open = open;
    this.spaced = spaced;
  }

  /**
   * Of observables of PEtab 1.
   *
   * @param isExtended whether the problem uses Lamarck's extension
   */
  public static TableLayout observables1(boolean isExtended) {
    return isExtended ? OBSERVABLES_1.with("noiseShape") : OBSERVABLES_1;
  }

  /** The same of PEtab 2. */
  public static TableLayout observables2(boolean isExtended) {
    return isExtended ? OBSERVABLES_2.with("noiseShape") : OBSERVABLES_2;
  }

  private TableLayout with(String column) {
    List<String> columns = new ArrayList<>(optional);
    columns.add(column);
    return new TableLayout(required, columns, open, spaced);
  }

  /** The columns without which rows mean nothing. */
  public List<String> required() {
    return required;
  }

  /** Whether the text is a column's name, or may be one that is misspelt. */
  boolean resembles(String text) {
    return knows(text) || required.stream().anyMatch(name -> Spelling.isClose(text, name));
  }

  public boolean knows(String column) {
    return required.contains(column) || optional.contains(column);
  }

  /**
   * Reports spaces around a field of a column that has a meaning. Numbers and lists of PEtab 2 may
   * have them; names for people may be anything.
   */
  void checkSpaces(Row row, Collection<String> columns, Findings findings) {
    for (String column : columns) {
      Cell cell = row.cell(column);
      String text = cell.text();
      if (text.isEmpty() || text.length() == cell.raw().length()) {
        continue;
      }
      boolean hasMeaning = (open || knows(column)) && !LOOSE.contains(column);
      if (hasMeaning && Numbers.parse(text).isEmpty() && !(spaced && FORMULAS.contains(column))) {
        findings.error(cell.place(), "there are spaces around \"" + text + "\"", "remove them");
      }
    }
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
