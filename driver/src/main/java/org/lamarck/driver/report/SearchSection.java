package org.lamarck.driver.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.plot.CoursePlot;
import org.lamarck.driver.report.plot.Plots;
import org.lamarck.driver.run.TraceRow;

/** Where the starts ended, and how the best value fell. */
final class SearchSection implements Section {
  @Override
  public void write(Judgement judgement, Page page) {
    page.section("How the search went");
    legend(judgement, page);
    page.raw("<div class=\"plots\">");
    plots(judgement).forEach(page::figure);
    page.raw("</div>");
    page.endSection();
  }

  static Map<String, String> plots(Judgement judgement) {
    Map<String, String> plots = new LinkedHashMap<>();
    plots.put("Independent starts, sorted", Plots.waterfall(judgement));
    if (CoursePlot.isKnown(judgement)) {
      plots.put("Loss by epoch", CoursePlot.of(judgement));
    }
    plots.put(
        "Convergence by effort",
        Plots.convergence(judgement, "evaluations", row -> row.evaluations() + row.gradients()));
    plots.put(
        "Convergence in time (wall clock)",
        Plots.convergence(judgement, "seconds", TraceRow::seconds));
    return plots;
  }

  private static void legend(Judgement judgement, Page page) {
    page.raw("<p class=\"legend\">");
    for (int i = 0; i < Math.min(Plots.COLOURS, judgement.basins().size()); i++) {
      page.raw(
          "<span class=\"key k%d\">%s</span> "
              .formatted(i, i == 0 ? "best basin" : "basin " + (i + 1)));
    }
    page.raw("<span class=\"key knone\">elsewhere</span> ");
    page.raw(
        "<span>One dot a start, at the end of its search; a ring where that was stopped before its"
            + " end. Searches that began near what was known are not shown.</span></p>\n");
  }
}
