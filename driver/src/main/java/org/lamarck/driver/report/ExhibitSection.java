package org.lamarck.driver.report;

import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.record.Shown;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.plot.DrawingPlot;
import org.lamarck.driver.report.plot.ExhibitPlot;
import org.lamarck.strategies.objective.Exhibit;

/** What the objective itself shows: pictures of it, and curves at the best point. */
final class ExhibitSection implements Section {
  @Override
  public boolean concerns(RunRecord record) {
    return !record.shown().equals(Shown.NOTHING);
  }

  @Override
  public void write(Judgement judgement, Page page) {
    Shown shown = judgement.record().shown();
    page.section("What the best point does");
    if (!shown.failure().isEmpty()) {
      page.note(Numbers.escape("It could not be shown: " + shown.failure()));
    }
    page.raw("<div class=\"plots\">");
    shown.drawings().forEach(one -> page.figure(one.title(), DrawingPlot.draw(one)));
    shown.exhibits().stream()
        .filter(exhibit -> exhibit.look() != Exhibit.Look.NONE)
        .forEach(exhibit -> page.figure(exhibit.title(), ExhibitPlot.draw(exhibit)));
    page.raw("</div>\n");
    page.endSection();
  }
}
