package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.driver.record.Fit;
import org.lamarck.driver.record.FitPoint;
import org.lamarck.driver.record.FittedScale;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.page.ScalePlot;
import org.lamarck.driver.report.plot.FitPlots;
import org.lamarck.worker.problem.MonotoneScale;

/** The data beside what the best point says. */
final class FitSection implements Section {
  private static final int MOST_PANELS = 48;

  @Override
  public boolean concerns(RunRecord record) {
    return record.bestFit().isPresent();
  }

  @Override
  public void write(Judgement judgement, Page page) {
    Fit fit = judgement.record().bestFit().orElseThrow();
    page.section("Data and fit");
    List<FitPlots.Panel> all = FitPlots.panels(fit);
    List<FitPlots.Panel> shown = shown(all);
    page.note(
        "Dots are measurements, the line is the simulation at the best point, the band ± σ of the"
            + " noise; bars and arrows are censored values and categories. Values of several orders"
            + " of magnitude are drawn by their logarithm, and so are times of which most are"
            + " early."
            + (shown.size() == all.size()
                ? ""
                : " The %d of %d that fit worst are drawn.".formatted(shown.size(), all.size())));
    page.raw("<div class=\"plots\">");
    shown.forEach(panel -> page.figure(panel.title(), FitPlots.panel(panel)));
    page.raw("</div>\n<div class=\"plots apart\">");
    for (FittedScale one : fit.scales()) {
      if (one.scale() instanceof MonotoneScale.Spline spline) {
        String title = one.observable() + " as measured, by what is simulated";
        page.figure(
            title,
            ScalePlot.of(title, spline.knots(), spline.heights(), one.simulated(), one.measured()));
      }
    }
    page.figure("Residuals beside the standard normal", FitPlots.residuals(fit.points()));
    String inTime = FitPlots.residualsInTime(fit.points(), fit.units());
    if (!inTime.isEmpty()) {
      page.figure("Residuals in time", inTime);
    }
    page.raw("</div>\n");
    residuals(fit.points(), page);
    page.endSection();
  }

  private static List<FitPlots.Panel> shown(List<FitPlots.Panel> all) {
    List<FitPlots.Panel> worst =
        all.stream()
            .sorted(Comparator.comparingDouble(FitPlots.Panel::misfit).reversed())
            .limit(MOST_PANELS)
            .toList();
    return all.stream().filter(worst::contains).toList();
  }

  private static void residuals(List<FitPoint> all, Page page) {
    Map<String, List<FitPoint>> observables = new LinkedHashMap<>();
    all.forEach(p -> observables.computeIfAbsent(p.observable(), o -> new ArrayList<>()).add(p));
    page.table("Residuals", "observable", "data", "χ²", "χ² per datum", "mean residual", "largest");
    observables.forEach(
        (name, points) -> {
          double chi = points.stream().mapToDouble(p -> p.residual() * p.residual()).sum();
          page.row(name);
          page.whole(points.size());
          page.number(chi, 4);
          page.number(chi / points.size(), 3);
          page.number(points.stream().mapToDouble(FitPoint::residual).average().orElse(0), 3);
          page.number(points.stream().mapToDouble(p -> Math.abs(p.residual())).max().orElse(0), 3);
          page.endRow();
        });
    page.endTable();
  }
}
