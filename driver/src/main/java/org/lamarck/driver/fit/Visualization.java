package org.lamarck.driver.fit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.checkpoint.Stores;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.PlannedPlot;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The plots over time that a PEtab problem plans in its visualization tables. They are an offer: a
 * plot of something else, or one that names what is not there, is left out, and the report draws
 * all data anyway.
 */
final class Visualization {
  private Visualization() {}

  /**
   * The plots.
   *
   * @param file the problem's YAML, as it is read
   * @param points of the fit, in the order of the problem's measurements
   */
  static List<PlannedPlot> of(String file, List<FitPoint> points) {
    if (Stores.isRemote(file)) {
      return List.of();
    }
    Path yaml = Stores.localPath(file).toAbsolutePath();
    try {
      if (!Files.isRegularFile(yaml) || !file.matches("(?i).*\\.ya?ml")) {
        return List.of();
      }
      Object read = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(yaml));
      List<Map<String, String>> measurements = new ArrayList<>();
      List<Map<String, String>> plans = new ArrayList<>();
      if (read instanceof Map<?, ?> problem && problem.get("problems") instanceof List<?> parts) {
        for (Object part : parts) {
          if (part instanceof Map<?, ?> files) {
            measurements.addAll(rows(yaml, files.get("measurement_files")));
            plans.addAll(rows(yaml, files.get("visualization_files")));
          }
        }
      }
      return measurements.size() == points.size() ? plots(plans, measurements, points) : List.of();
    } catch (IOException | YamlEngineException e) {
      return List.of(); // the problem itself was read: what is missing is the offer
    }
  }

  private static List<Map<String, String>> rows(Path yaml, @Nullable Object names)
      throws IOException {
    List<Map<String, String>> rows = new ArrayList<>();
    for (Object name : names instanceof List<?> list ? list : List.of()) {
      Path table = yaml.resolveSibling(String.valueOf(name));
      if (Files.isRegularFile(table)) {
        List<String> lines = Files.readAllLines(table);
        String[] header = lines.isEmpty() ? new String[0] : lines.get(0).split("\t", -1);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
          if (!line.isBlank()) {
            rows.add(row(header, line.split("\t", -1)));
          }
        }
      }
    }
    return rows;
  }

  private static Map<String, String> row(String[] header, String[] cells) {
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(header.length, cells.length); i++) {
      row.put(header[i].strip(), cells[i].strip());
    }
    return row;
  }

  private static List<PlannedPlot> plots(
      List<Map<String, String>> plans,
      List<Map<String, String>> measurements,
      List<FitPoint> points) {
    Map<String, List<Map<String, String>>> byPlot = new LinkedHashMap<>();
    for (Map<String, String> plan : plans) {
      byPlot.computeIfAbsent(plan.getOrDefault("plotId", ""), id -> new ArrayList<>()).add(plan);
    }
    List<PlannedPlot> plots = new ArrayList<>();
    byPlot.forEach(
        (id, rows) -> {
          List<PlannedPlot.Series> series = new ArrayList<>();
          for (Map<String, String> row : rows) {
            List<Integer> own = points(row, measurements, points);
            if (!own.isEmpty() && row.getOrDefault("xValues", "time").equals("time")) {
              series.add(new PlannedPlot.Series(legend(row), own));
            }
          }
          Map<String, String> first = rows.get(0);
          if (!series.isEmpty()) {
            String title = first.getOrDefault("plotName", "");
            plots.add(
                new PlannedPlot(
                    title.isEmpty() ? id : title,
                    first.getOrDefault("xLabel", ""),
                    first.getOrDefault("yLabel", ""),
                    first.getOrDefault("yScale", "").startsWith("log"),
                    series));
          }
        });
    return plots;
  }

  private static String legend(Map<String, String> row) {
    for (String column : List.of("legendEntry", "datasetId", "yValues")) {
      String name = row.getOrDefault(column, "");
      if (!name.isEmpty()) {
        return name;
      }
    }
    return "data";
  }

  private static List<Integer> points(
      Map<String, String> row, List<Map<String, String>> measurements, List<FitPoint> points) {
    String dataset = row.getOrDefault("datasetId", "");
    String observable = row.getOrDefault("yValues", "");
    List<Integer> own = new ArrayList<>();
    for (int m = 0; m < points.size(); m++) {
      boolean isOfSet =
          dataset.isEmpty() || dataset.equals(measurements.get(m).getOrDefault("datasetId", ""));
      boolean isObserved = observable.isEmpty() || observable.equals(points.get(m).observable());
      if (isOfSet && isObserved) {
        own.add(m);
      }
    }
    return own;
  }
}
