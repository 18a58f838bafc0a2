package org.lamarck.driver.zeppelin;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Uncertainty;
import org.lamarck.driver.report.HtmlReport;
import org.lamarck.driver.run.TraceRow;

/**
 * What a paragraph of a notebook prints to show a table or plots. A plot brings a style that
 * concerns nothing but itself.
 */
@SuppressWarnings("OrphanedFormatString") // Zeppelin's words begin with a percent sign
public final class Paragraphs {
  /** What Zeppelin takes the lines after it for. */
  private static final char DISPLAY = '%';

  private Paragraphs() {}

  private static StringBuilder table(String... header) {
    return new StringBuilder()
        .append(DISPLAY)
        .append("table\n")
        .append(String.join("\t", header))
        .append('\n');
  }

  private static String html(String markup) {
    return DISPLAY + "html\n" + markup;
  }

  /** The estimates with their standard errors and intervals, as a table. */
  public static String estimates(RunRecord record) {
    Map<String, Uncertainty.Estimate> errors = new LinkedHashMap<>();
    record
        .bestFit()
        .ifPresent(fit -> fit.uncertainty().estimates().forEach(one -> errors.put(one.id(), one)));
    StringBuilder table =
        table("parameter", "estimate", "standardError", "lower95", "upper95", "scale");
    record
        .estimates()
        .forEach(
            (id, value) -> {
              Uncertainty.Estimate one = errors.get(id);
              table.append(cell(id)).append('\t').append(value);
              table.append('\t').append(one == null ? "" : number(one.standardError()));
              table.append('\t').append(one == null ? "" : number(one.lower()));
              table.append('\t').append(one == null ? "" : number(one.upper()));
              table.append('\t');
              table.append(one == null ? "" : one.scale().name().toLowerCase(Locale.ROOT));
              table.append('\n');
            });
    return table.toString();
  }

  /** How the best value fell, as a table that the notebook plots. */
  public static String trace(RunRecord record) {
    StringBuilder table = table("evaluations", "objective");
    for (TraceRow row : record.outcome().trace()) {
      table.append(row.evaluations() + row.gradients()).append('\t');
      table.append(number(row.best())).append('\n');
    }
    return table.toString();
  }

  /** All plots below each other. */
  public static String plots(RunRecord record) {
    return html(
        HtmlReport.plots(record).values().stream()
            .map(plot -> "<div>" + plot + "</div>")
            .collect(Collectors.joining("\n")));
  }

  /**
   * One plot.
   *
   * @param title as {@link HtmlReport#plots} names it, such as an observable
   * @throws IllegalArgumentException when there is none of that name
   */
  public static String plot(RunRecord record, String title) {
    Map<String, String> plots = HtmlReport.plots(record);
    String plot = plots.get(title);
    if (plot == null) {
      throw new IllegalArgumentException(
          "there is no plot " + title + "; there are " + String.join(", ", plots.keySet()));
    }
    return html(plot);
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  /** A table's cells end at tabs and lines. */
  private static String cell(String text) {
    return text.replaceAll("[\\t\\r\\n]+", " ");
  }
}
