package org.lamarck.driver.predict;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lamarck.driver.checkpoint.Store;
import org.lamarck.driver.record.Prediction;
import org.lamarck.driver.record.Prediction.Band;
import org.lamarck.driver.record.Prediction.Check;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Table;
import org.lamarck.strategies.linalg.Vector;

/** Predictions as tables, as JSON, and in words. */
public final class PredictionTables {
  private PredictionTables() {}

  /**
   * Writes all files.
   *
   * @param title of the page
   */
  public static void write(String title, Prediction prediction, Store folder) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("predictions.tsv", bands(prediction));
    files.put("checks.tsv", checks(prediction));
    files.put("predictions.html", PredictionPage.of(title, prediction));
    for (Map.Entry<String, String> file : files.entrySet()) {
      folder.write(file.getKey(), file.getValue());
    }
  }

  /** A row for each time of each band. */
  static String bands(Prediction prediction) {
    Table table =
        new Table("quantity", "experimentId", "time", "low", "median", "high", "mean", "sd");
    for (Band band : prediction.bands()) {
      for (int t = 0; t < band.times().size(); t++) {
        table.row(
            band.quantity(),
            band.experiment(),
            Table.number(band.times().get(t)),
            Table.number(band.low().get(t)),
            Table.number(band.median().get(t)),
            Table.number(band.high().get(t)),
            Table.number(band.mean().get(t)),
            Table.number(band.deviation().get(t)));
      }
    }
    return table.toString();
  }

  /** A row for each measurement. */
  static String checks(Prediction prediction) {
    Table table =
        new Table(
            "observableId",
            "experimentId",
            "time",
            "measurement",
            "low",
            "median",
            "high",
            "place");
    for (Check check : prediction.checks()) {
      table.row(
          check.observable(),
          check.experiment(),
          Table.number(check.time()),
          Table.number(check.measured()),
          Table.number(check.low()),
          Table.number(check.median()),
          Table.number(check.high()),
          Table.number(check.place()));
    }
    return table.toString();
  }

  /** All but the checks of single measurements. */
  public static Map<String, Object> json(Prediction prediction) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("from", prediction.from());
    object.put("level", prediction.level());
    object.put("members", prediction.members());
    object.put("failed", prediction.failed());
    object.put("checked", prediction.checks().size());
    if (!prediction.checks().isEmpty()) {
      object.put("coverage", prediction.coverage());
    }
    List<Map<String, Object>> bands = new ArrayList<>();
    for (Band band : prediction.bands()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("quantity", band.quantity());
      entry.put("experiment", band.experiment());
      entry.put("times", numbers(band.times()));
      entry.put("low", numbers(band.low()));
      entry.put("median", numbers(band.median()));
      entry.put("high", numbers(band.high()));
      bands.add(entry);
    }
    object.put("bands", bands);
    return object;
  }

  private static List<Double> numbers(Vector vector) {
    return Arrays.stream(vector.toArray()).boxed().toList();
  }

  /** For a terminal. */
  public static List<String> lines(Prediction prediction) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "ensemble     %d of %s%s"
            .formatted(
                prediction.members(),
                prediction.from(),
                prediction.failed() == 0
                    ? ""
                    : ", and " + prediction.failed() + " that could not be simulated"));
    lines.add("bands        " + prediction.bands().size() + " of " + meaning(prediction));
    if (!prediction.checks().isEmpty()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "checks       %.1f %% of %d measurements lie where %s %% of repeated ones would",
              100 * prediction.coverage(),
              prediction.checks().size(),
              percent(prediction)));
    }
    return lines;
  }

  /** What the ends of the bands are. */
  static String meaning(Prediction prediction) {
    String percent = percent(prediction);
    return prediction.from().equals("draws")
        ? percent + " % of the draws at each time"
        : "the least and the greatest value of all points within the rise of " + percent + " %";
  }

  static String percent(Prediction prediction) {
    return Numbers.number(100 * prediction.level(), 6);
  }
}
