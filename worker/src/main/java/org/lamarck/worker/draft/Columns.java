package org.lamarck.worker.draft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.worker.problem.InputException;
import org.lamarck.worker.problem.OdeModel;
import org.lamarck.worker.problem.Quantity;

/**
 * What the columns of a table of data are.
 *
 * @param observables in the order of their columns
 * @param conditions by id: the values of constants of the model
 * @param measurements row by row, and in a row in the order of the columns
 * @param assumptions what was decided without being asked, a line each
 */
record Columns(
    List<Observable> observables,
    Map<String, Map<String, Double>> conditions,
    List<Measurement> measurements,
    List<String> assumptions) {
  private static final Set<String> TIME = Set.of("time", "t");
  private static final Set<String> CONDITION = Set.of("condition", "conditionid", "experiment");
  private static final List<String> ERRORS =
      List.of("_sd", "_std", "_err", "_error", "_sigma", "_sem");

  /**
   * Something measured.
   *
   * @param name of the column
   * @param formula over the model
   * @param hasErrors whether a column gives its noise
   * @param largest absolute value in the data
   */
  record Observable(String name, String formula, boolean hasErrors, double largest) {
    /** Ids of observables are none of the model's. */
    String id() {
      return "obs_" + name;
    }

    /** The parameter that is its noise, where none is given. */
    String noise() {
      return "sd_" + name;
    }
  }

  /**
   * A value.
   *
   * @param error its standard deviation; NaN when it is estimated
   */
  record Measurement(
      Observable observable, String condition, double time, double value, double error) {}

  static Columns of(DataTable table, OdeModel model, Map<String, String> formulas)
      throws InputException {
    return new Sorting(table, model, formulas).columns();
  }

  String observableTable() {
    StringBuilder text =
        new StringBuilder("observableId\tobservableName\tobservableFormula\tnoiseFormula\n");
    for (Observable one : observables) {
      text.append(one.id()).append('\t').append(one.name()).append('\t').append(one.formula());
      text.append('\t').append(one.hasErrors() ? "noiseParameter1_" + one.id() : one.noise());
      text.append('\n');
    }
    return text.toString();
  }

  String measurementTable() {
    boolean given = observables.stream().anyMatch(Observable::hasErrors);
    StringBuilder text =
        new StringBuilder("observableId\tsimulationConditionId\ttime\tmeasurement");
    text.append(given ? "\tnoiseParameters\n" : "\n");
    for (Measurement one : measurements) {
      text.append(one.observable().id()).append('\t').append(one.condition());
      text.append('\t').append(one.time()).append('\t').append(one.value());
      if (given) {
        text.append('\t').append(one.observable().hasErrors() ? Double.toString(one.error()) : "");
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The work on one table. */
  private static final class Sorting {
    private final DataTable table;
    private final OdeModel model;
    private final Map<String, String> formulas;
    private int time = -1;
    private int condition = -1;

    /** The column of the values, and of the errors or −1, by observable. */
    private final Map<String, int[]> measured = new LinkedHashMap<>();

    private final Map<String, Integer> settings = new LinkedHashMap<>();

    Sorting(DataTable table, OdeModel model, Map<String, String> formulas) {
      this.table = table;
      this.model = model;
      this.formulas = formulas;
    }

    Columns columns() throws InputException {
      for (int c = 0; c < table.columns().size(); c++) {
        sort(c);
      }
      requireMeasured();
      if (time < 0) {
        throw DataTable.wrong(
            table.file(), 1, 0, "there is no column time", "name the column of times so");
      }
      for (String name : formulas.keySet()) {
        if (!measured.containsKey(name)) {
          throw DataTable.wrong(
              table.file(), 1, 0, "there is no column " + name, "name the observable like one");
        }
      }
      if (measured.isEmpty()) {
        throw DataTable.wrong(
            table.file(),
            1,
            0,
            "no column is of something that the model computes",
            "name columns by its species, such as "
                + String.join(
                    ", ", model.outputs().subList(0, Math.min(5, model.outputs().size()))));
      }
      return filled();
    }

    private void sort(int c) throws InputException {
      String column = table.columns().get(c);
      String lower = column.toLowerCase(Locale.ROOT);
      String name = bare(column);
      Optional<Quantity> quantity = model.quantity(name);
      boolean constant = quantity.filter(Quantity::isConstant).isPresent() && !isSpecies(name);
      if (formulas.containsKey(column) || (quantity.isPresent() && !constant)) {
        claim(formulas.containsKey(column) ? column : name, 0, c, "of ");
      } else if (constant) {
        settings.put(name, c);
      } else if (time < 0 && TIME.contains(lower)) {
        time = c;
      } else if (condition < 0 && CONDITION.contains(lower)) {
        condition = c;
      } else {
        String of =
            errorOf(column)
                .orElseThrow(
                    () ->
                        wrong(
                            c,
                            "is nothing of the model",
                            "name it by a species or parameter, X_sd for the error of X, or give"
                                + " --observable NAME=FORMULA; or remove it"));
        claim(of, 1, c, "the error of ");
      }
    }

    /** Makes a column the one of an observable's values or errors, which no other may be. */
    private void claim(String of, int part, int column, String role) throws InputException {
      int[] columns = measured.computeIfAbsent(of, unknown -> new int[] {-1, -1});
      if (columns[part] >= 0) {
        throw wrong(
            column,
            "is %s%s, as \"%s\" is".formatted(role, of, table.columns().get(columns[part])),
            "remove one of them");
      }
      columns[part] = column;
    }

    private InputException wrong(int column, String what, String remedy) {
      return DataTable.wrong(
          table.file(),
          1,
          column + 1,
          "column \"%s\" %s".formatted(table.columns().get(column), what),
          remedy);
    }

    private void requireMeasured() throws InputException {
      for (Map.Entry<String, int[]> one : measured.entrySet()) {
        if (one.getValue()[0] < 0) {
          throw wrong(
              one.getValue()[1],
              "is the error of " + one.getKey() + ", which is not measured",
              "remove it, or name the column of its values by the model");
        }
      }
    }

    /** A name without brackets, which some write for concentrations. */
    private static String bare(String column) {
      return column.replaceAll("^\\[(.*)\\]$", "$1");
    }

    private boolean isSpecies(String id) {
      return model.species().stream().anyMatch(one -> one.species().equals(id));
    }

    private Optional<String> errorOf(String column) {
      String lower = column.toLowerCase(Locale.ROOT);
      return ERRORS.stream()
          .filter(lower::endsWith)
          .map(end -> bare(column.substring(0, column.length() - end.length())))
          .filter(
              name -> table.columns().contains(name) || table.columns().contains("[" + name + "]"))
          .findFirst();
    }

    private Columns filled() throws InputException {
      Map<String, Observable> observables = new LinkedHashMap<>();
      for (Map.Entry<String, int[]> one : measured.entrySet()) {
        double largest = 0;
        for (DataTable.Row row : table.rows()) {
          double value = table.number(row, one.getValue()[0]);
          largest = Double.isNaN(value) ? largest : Math.max(largest, Math.abs(value));
        }
        String name = one.getKey();
        observables.put(
            name,
            new Observable(
                name, formulas.getOrDefault(name, name), one.getValue()[1] >= 0, largest));
      }
      Map<String, Map<String, Double>> conditions = new LinkedHashMap<>();
      Map<Map<String, Double>, String> byValues = new LinkedHashMap<>();
      List<Measurement> measurements = new ArrayList<>();
      for (DataTable.Row row : table.rows()) {
        String id = condition(row, conditions, byValues);
        for (Map.Entry<String, int[]> one : measured.entrySet()) {
          int[] at = one.getValue();
          double value = table.number(row, at[0]);
          Observable observable = observables.get(one.getKey());
          if (observable != null && !Double.isNaN(value)) {
            measurements.add(new Measurement(observable, id, time(row), value, error(row, at[1])));
          }
        }
      }
      return new Columns(
          List.copyOf(observables.values()),
          conditions,
          measurements,
          assumptions(observables.values(), conditions));
    }

    private double time(DataTable.Row row) throws InputException {
      double value = table.number(row, time);
      if (Double.isNaN(value) || value < 0) {
        throw DataTable.wrong(
            table.file(), row.line(), time + 1, "the time is missing or negative", "correct it");
      }
      return value;
    }

    private double error(DataTable.Row row, int column) throws InputException {
      if (column < 0) {
        return Double.NaN;
      }
      double error = table.number(row, column);
      if (!(error > 0)) {
        throw DataTable.wrong(
            table.file(),
            row.line(),
            column + 1,
            "the error is missing or not positive",
            "give the standard deviation of each value, or remove the column to have it estimated");
      }
      return error;
    }

    /** The condition of a row: as it is named, else by the constants that it sets. */
    private String condition(
        DataTable.Row row,
        Map<String, Map<String, Double>> conditions,
        Map<Map<String, Double>, String> byValues)
        throws InputException {
      Map<String, Double> values = new LinkedHashMap<>();
      for (Map.Entry<String, Integer> setting : settings.entrySet()) {
        double value = table.number(row, setting.getValue());
        if (Double.isNaN(value)) {
          throw DataTable.wrong(
              table.file(),
              row.line(),
              setting.getValue() + 1,
              "there is no value of " + setting.getKey(),
              "give it in each row");
        }
        values.put(setting.getKey(), value);
      }
      String id =
          condition >= 0
              ? row.fields().get(condition).replaceAll("\\W", "_").replaceFirst("^(?=\\d|$)", "c_")
              : byValues.computeIfAbsent(values, unknown -> "condition" + (byValues.size() + 1));
      Map<String, Double> before = conditions.putIfAbsent(id, values);
      if (before != null && !before.equals(values)) {
        throw DataTable.wrong(
            table.file(),
            row.line(),
            0,
            "condition " + id + " has other values than in a row above",
            "give each combination of values a condition of its own");
      }
      return id;
    }

    private static List<String> assumptions(
        Collection<Observable> observables, Map<String, Map<String, Double>> conditions) {
      List<String> lines = new ArrayList<>();
      for (Observable one : observables) {
        lines.add(
            one.hasErrors()
                ? one.name() + " is measured with the errors of its column"
                : one.name()
                    + " is measured with normal noise, whose size "
                    + one.noise()
                    + " is estimated");
      }
      if (conditions.size() > 1) {
        lines.add(
            "there are %d conditions: %s"
                .formatted(conditions.size(), String.join(", ", conditions.keySet())));
      }
      return lines;
    }
  }
}
