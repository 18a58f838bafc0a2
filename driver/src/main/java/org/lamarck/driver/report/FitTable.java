package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lamarck.driver.report.page.Table;

/** How the fits of many problems ended: a row for each problem, each fitted from two starts. */
public final class FitTable {
  private FitTable() {}

  /**
   * The fits of one problem.
   *
   * @param nominal from the problem's nominal point; absent when it has not ended
   * @param random from random starts; absent when it has not ended
   */
  public record Pair(@Nullable FitEnd nominal, @Nullable FitEnd random) {
    List<FitEnd> ends() {
      List<FitEnd> ends = new ArrayList<>();
      if (nominal != null) {
        ends.add(nominal);
      }
      if (random != null) {
        ends.add(random);
      }
      return ends;
    }

    long parameters() {
      return ends().stream().mapToLong(FitEnd::parameters).max().orElse(0);
    }

    private String cell(@Nullable FitEnd end, Function<FitEnd, String> of) {
      return end == null ? "" : of.apply(end);
    }

    private String trouble() {
      List<String> words = new ArrayList<>();
      if (nominal != null && random != null && nominal.trouble().equals(random.trouble())) {
        return nominal.trouble();
      }
      if (nominal != null && !nominal.trouble().isEmpty()) {
        words.add("from nominal: " + nominal.trouble());
      }
      if (random != null && !random.trouble().isEmpty()) {
        words.add("from random: " + random.trouble());
      }
      return String.join("; ", words);
    }
  }

  /** Tab-separated, every number in full. */
  public static String tsv(Map<String, Pair> fits) {
    Table table =
        new Table(
            "problem",
            "parameters",
            "nominalNllh",
            "nllhFromNominal",
            "nllhFromRandom",
            "evaluationsFromNominal",
            "evaluationsFromRandom",
            "gradientsFromNominal",
            "gradientsFromRandom",
            "failuresFromNominal",
            "failuresFromRandom",
            "reasonFromNominal",
            "reasonFromRandom",
            "secondsFromNominal",
            "secondsFromRandom",
            "remark");
    fits.forEach(
        (problem, pair) -> {
          List<String> cells = new ArrayList<>();
          cells.add(problem);
          cells.add(Long.toString(pair.parameters()));
          cells.add(pair.cell(pair.nominal(), end -> Table.number(end.start())));
          both(cells, pair, end -> Table.number(end.end()));
          both(cells, pair, end -> Long.toString(end.evaluations()));
          both(cells, pair, end -> Long.toString(end.gradients()));
          both(cells, pair, end -> Long.toString(end.failures()));
          both(cells, pair, FitEnd::reason);
          both(cells, pair, end -> Table.number(end.seconds()));
          cells.add(pair.trouble());
          table.row(cells.toArray(String[]::new));
        });
    return table.toString();
  }

  private static void both(List<String> cells, Pair pair, Function<FitEnd, String> of) {
    cells.add(pair.cell(pair.nominal(), of));
    cells.add(pair.cell(pair.random(), of));
  }

  /** For people: two fits in a cell as {@code nominal / random}. */
  public static String markdown(Map<String, Pair> fits) {
    StringBuilder text = new StringBuilder();
    text.append("Negative log-likelihoods; where a cell has two numbers the first is of the fit");
    text.append(" from the nominal point, the second of the one from random starts.\n\n");
    text.append(
        "| problem | parameters | nominal | end from nominal | end from random | evaluations"
            + " | gradients | failed, mostly | seconds | remark |\n");
    text.append("|---|---:|---:|---:|---:|---:|---:|---|---:|---|\n");
    fits.forEach(
        (problem, pair) -> {
          List<String> cells = new ArrayList<>();
          cells.add(problem);
          cells.add(Long.toString(pair.parameters()));
          cells.add(pair.cell(pair.nominal(), end -> value(end.start())));
          both(cells, pair, end -> value(end.end()));
          cells.add(two(pair, end -> Long.toString(end.evaluations())));
          cells.add(two(pair, end -> Long.toString(end.gradients())));
          cells.add(two(pair, FitTable::failures));
          cells.add(two(pair, end -> String.format(Locale.ROOT, "%.0f", end.seconds())));
          cells.add(pair.trouble());
          text.append("| ");
          text.append(
              String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()));
          text.append(" |\n");
        });
    return text.toString();
  }

  private static String two(Pair pair, Function<FitEnd, String> of) {
    String nominal = pair.cell(pair.nominal(), of);
    String random = pair.cell(pair.random(), of);
    return nominal.isEmpty() && random.isEmpty() ? "" : nominal + " / " + random;
  }

  private static String value(double value) {
    return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String failures(FitEnd end) {
    return end.failures() + (end.reason().isEmpty() ? "" : " (" + end.reason() + ")");
  }
}
