package org.lamarck.driver.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.plot.Plots;
import org.lamarck.worker.problem.Parameter;

/**
 * One page about the same fit from several seeds: whether they agree, on the value and on the
 * parameters.
 */
public final class SeedReport {
  private SeedReport() {}

  /**
   * The page, which lies beside the folders {@code seed-N} of the runs.
   *
   * @param runs by seed, at least one
   * @param same within so much of the best value runs count as having found it
   */
  public static String write(Map<Long, RunRecord> runs, double same) {
    Map<Long, Judgement> judged = new LinkedHashMap<>();
    runs.forEach((seed, record) -> judged.put(seed, new Judgement(record)));
    RunRecord first = runs.values().iterator().next();
    String id = first.provenance().source().id();
    double best =
        judged.values().stream()
            .filter(run -> run.best().isPresent())
            .mapToDouble(Judgement::floor)
            .min()
            .orElse(Double.NaN);
    List<Judgement> agreeing =
        judged.values().stream()
            .filter(run -> run.best().isPresent() && run.floor() - best <= same)
            .toList();
    Page page = Page.titled(id + ", " + runs.size() + " seeds");
    page.raw("<p class=\"kicker\">Lamarck · fits of</p><h1>").raw(Numbers.escape(id));
    page.raw("</h1>\n");
    page.verdict(verdict(runs.size(), agreeing.size(), best, same));
    page.section("The runs");
    page.raw("<div class=\"plots\">");
    page.figure("Best values, sorted", Plots.ends(judged));
    page.figure("Convergence by effort", Plots.falls(judged));
    page.raw("</div>\n");
    runs(judged, best, page);
    page.endSection();
    if (!agreeing.isEmpty()) {
      parameters(agreeing, same, page);
    }
    return page.closed();
  }

  private static String verdict(int runs, int agreeing, double best, double same) {
    return agreeing == 0
        ? "No run found a point."
        : "<strong>%s</strong> of %s came within %s of the best value, %s%s"
            .formatted(
                Numbers.count(agreeing),
                Numbers.count(runs, "run", "runs"),
                Numbers.number(same),
                Numbers.number(best, 8),
                agreeing == 1 && runs > 1 ? ": nothing says that there is no better one." : ".");
  }

  private static void runs(Map<Long, Judgement> judged, double best, Page page) {
    page.table(
        "Runs",
        "seed",
        "objective",
        "above best",
        "evaluations",
        "with derivatives",
        "basins",
        "seconds",
        "stopped");
    judged.forEach(
        (seed, run) -> {
          page.raw(
              "<tr><th scope=\"row\" title=\"%d\"><a href=\"seed-%d/report.html\">%d</a></th>"
                  .formatted(seed, seed, seed));
          var state = run.record().outcome().state();
          page.number(run.best().isPresent() ? run.floor() : Double.NaN, 8);
          page.number(run.best().isPresent() ? run.floor() - best : Double.NaN, 3);
          page.whole(state.effort().evaluations());
          page.whole(state.effort().gradients());
          page.whole(run.basins().size());
          page.number(state.seconds(), 3);
          page.text(run.record().outcome().stop().words());
          page.endRow();
        });
    page.endTable();
  }

  /** What the runs that found the best value agree on: a wide range is not determined. */
  private static void parameters(List<Judgement> agreeing, double same, Page page) {
    page.section("Parameters of the runs that agree");
    page.note(
        "The estimates of the best run, and the least and the largest of all within "
            + Numbers.number(same)
            + " of its value. Values that differ at equal objectives are not determined by the"
            + " data.");
    Judgement best = agreeing.get(0);
    for (Judgement run : agreeing) {
      best = run.floor() < best.floor() ? run : best;
    }
    page.table("Parameters", "parameter", "best run", "least", "largest", "scale");
    Map<String, Double> estimates = best.record().estimates();
    for (Parameter parameter : best.record().parameters()) {
      Double value = estimates.get(parameter.id());
      if (!parameter.estimated() || value == null) {
        continue;
      }
      double least = value;
      double largest = value;
      for (Judgement run : agreeing) {
        double other = run.record().estimates().getOrDefault(parameter.id(), value);
        least = Math.min(least, other);
        largest = Math.max(largest, other);
      }
      page.row(parameter.id());
      page.number(value, 6);
      page.number(least, 5);
      page.number(largest, 5);
      page.text(Labels.of(parameter.scale()));
      page.endRow();
    }
    page.endTable();
    page.endSection();
  }
}
