package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.record.Uncertainty.Direction;
import org.lamarck.driver.record.Uncertainty.Estimate;
import org.lamarck.driver.record.Uncertainty.Status;
import org.lamarck.driver.report.page.Table;

/** How well estimates are determined, as tables and as a part of {@code result.json}. */
public final class UncertaintyTables {
  private static final int MOST_NAMES = 12; // of one line

  private UncertaintyTables() {}

  /** A row for each estimated parameter. */
  static String estimates(Uncertainty uncertainty) {
    Table table =
        new Table(
            "parameterId",
            "parameterScale",
            "estimate",
            "standardError",
            "lower95",
            "upper95",
            "status");
    for (Estimate one : uncertainty.estimates()) {
      table.row(
          one.id(),
          word(one.scale()),
          Table.number(one.value()),
          number(one.standardError()),
          number(one.lower()),
          number(one.upper()),
          word(one.status()));
    }
    return table.toString();
  }

  /** The files by name; none where nothing is known. */
  static Map<String, String> files(Uncertainty uncertainty) {
    if (!uncertainty.missing().isEmpty()) {
      return Map.of();
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put("uncertainty.tsv", estimates(uncertainty));
    files.put("correlations.tsv", square(uncertainty, correlation(uncertainty)));
    files.put("covariance.tsv", square(uncertainty, uncertainty::covariance));
    files.put("spectrum.tsv", spectrum(uncertainty));
    return files;
  }

  /** An entry for each pair of estimates, by their places. */
  private interface Entries {
    double at(int i, int j);
  }

  private static Entries correlation(Uncertainty uncertainty) {
    int n = uncertainty.estimates().size();
    return (i, j) -> uncertainty.correlations().get(i * n + j);
  }

  /** A square with ids in the header and the first column. */
  private static String square(Uncertainty uncertainty, Entries entries) {
    List<String> header = new ArrayList<>(List.of("parameterId"));
    uncertainty.estimates().forEach(one -> header.add(one.id()));
    Table table = new Table(header.toArray(String[]::new));
    int n = uncertainty.estimates().size();
    for (int i = 0; i < n; i++) {
      List<String> row = new ArrayList<>(List.of(uncertainty.estimates().get(i).id()));
      for (int j = 0; j < n; j++) {
        row.add(number(entries.at(i, j)));
      }
      table.row(row.toArray(String[]::new));
    }
    return table.toString();
  }

  /** A row for each eigenvector, the sloppiest first, each parameter in units of its range. */
  private static String spectrum(Uncertainty uncertainty) {
    List<String> header = new ArrayList<>(List.of("eigenvalue"));
    uncertainty.estimates().forEach(one -> header.add(one.id()));
    Table table = new Table(header.toArray(String[]::new));
    for (Direction direction : uncertainty.spectrum()) {
      List<String> row = new ArrayList<>(List.of(Table.number(direction.eigenvalue())));
      direction.components().forEach(component -> row.add(Table.number(component)));
      table.row(row.toArray(String[]::new));
    }
    return table.toString();
  }

  /** Correlations and covariances by id, what is not found left out. */
  public static Map<String, Object> matrices(Uncertainty uncertainty) {
    return uncertainty.missing().isEmpty()
        ? Map.of(
            "correlations",
            byId(uncertainty, correlation(uncertainty)),
            "covariance",
            byId(uncertainty, uncertainty::covariance))
        : Map.of();
  }

  private static Map<String, Object> byId(Uncertainty uncertainty, Entries entries) {
    Map<String, Object> rows = new LinkedHashMap<>();
    List<Estimate> estimates = uncertainty.estimates();
    for (int i = 0; i < estimates.size(); i++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int j = 0; j < estimates.size(); j++) {
        put(row, estimates.get(j).id(), entries.at(i, j));
      }
      if (!row.isEmpty()) {
        rows.put(estimates.get(i).id(), row);
      }
    }
    return rows;
  }

  /** The key {@code uncertainty}. */
  public static Map<String, Object> json(Uncertainty uncertainty) {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (!uncertainty.missing().isEmpty()) {
      entry.put("missing", uncertainty.missing());
      return entry;
    }
    entry.put("method", uncertainty.method());
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (Estimate one : uncertainty.estimates()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("scale", word(one.scale()));
      put(values, "standardError", one.standardError());
      put(values, "lower95", one.lower());
      put(values, "upper95", one.upper());
      values.put("status", word(one.status()));
      parameters.put(one.id(), values);
    }
    entry.put("parameters", parameters);
    put(entry, "conditionNumber", uncertainty.conditionNumber());
    entry.put("flatDirections", uncertainty.flat());
    List<Map<String, Object>> spectrum = new ArrayList<>();
    for (Direction direction : uncertainty.spectrum()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("eigenvalue", direction.eigenvalue());
      one.put("direction", uncertainty.named(direction));
      spectrum.add(one);
    }
    entry.put("spectrum", spectrum);
    return entry;
  }

  private static void put(Map<String, Object> entry, String key, double value) {
    if (Double.isFinite(value)) {
      entry.put(key, value);
    }
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Table.number(value);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** One line for people. */
  public static String words(Uncertainty uncertainty) {
    if (!uncertainty.missing().isEmpty()) {
      return "none: " + uncertainty.missing();
    }
    List<String> flat =
        uncertainty.estimates().stream()
            .filter(one -> one.status() == Status.FLAT)
            .map(Estimate::id)
            .toList();
    long found =
        uncertainty.estimates().stream().filter(one -> one.status() == Status.FOUND).count();
    String line =
        "%d of %d parameters have a standard error (uncertainty.tsv)"
            .formatted(found, uncertainty.estimates().size());
    return flat.isEmpty() ? line : line + "; the data say less than the bounds of " + some(flat);
  }

  /** All names, or of many the first ones: networks have hundreds of weights. */
  private static String some(List<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : "%s and %d others"
            .formatted(
                String.join(", ", names.subList(0, MOST_NAMES - 1)), names.size() - MOST_NAMES + 1);
  }
}
