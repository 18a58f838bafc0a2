package org.lamarck.driver.report;

import java.util.List;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.Judgement.AtBound;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Labels;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.plot.Plots;
import org.lamarck.driver.run.Best;
import org.lamarck.worker.problem.Parameter;

/** The estimates, between their bounds and in a table. */
final class ParameterSection implements Section {
  @Override
  public void write(Judgement judgement, Page page) {
    page.section("Parameters");
    page.note(
        "Each bar runs from the lower to the upper bound on the parameter's scale. The large dot is"
            + " the best point, rings are other basins; a line through all parameters is one of the"
            + " 20 best local searches, in the colour of its basin.");
    List<Plots.Part> parts = Plots.parts(judgement);
    for (Plots.Part part : parts) {
      page.raw("<div class=\"beside\"><div class=\"plots one\">");
      page.figure(
          "Parallel coordinates"
              + (parts.size() == 1
                  ? ""
                  : ", parameters %d to %d".formatted(part.from() + 1, part.to())),
          part.svg());
      page.raw("</div>\n");
      judgement.best().ifPresent(best -> estimates(judgement, best, part, page));
      page.raw("</div>\n");
    }
    if (judgement.record().estimates().size() > judgement.searched().size()) {
      computed(judgement.record(), page);
    }
    page.endSection();
  }

  private static void header(Page page) {
    page.table("Estimates", "parameter", "estimate", "scale", "lower", "upper", "at a bound");
  }

  private static void estimates(Judgement judgement, Best best, Plots.Part part, Page page) {
    header(page);
    for (int i = part.from(); i < part.to(); i++) {
      Parameter parameter = judgement.searched().get(i);
      AtBound bound = judgement.atBound(best.point(), i);
      page.raw(bound == AtBound.NO ? "<tr>" : "<tr class=\"atbound\">");
      page.raw("<th scope=\"row\">").raw(Numbers.escape(parameter.id())).raw("</th>");
      page.number(parameter.linear(best.point().get(i)), 6);
      bounds(parameter, page);
      page.text(bound.words());
      page.endRow();
    }
    page.endTable();
  }

  /** Estimates that the objective computed, which have no coordinate. */
  private static void computed(RunRecord record, Page page) {
    header(page);
    for (Parameter parameter : record.parameters()) {
      if (parameter.estimated() && !record.searched().contains(parameter)) {
        page.row(parameter.id());
        page.number(record.estimates().getOrDefault(parameter.id(), Double.NaN), 6);
        bounds(parameter, page);
        page.text("computed from the others");
        page.endRow();
      }
    }
    page.endTable();
  }

  private static void bounds(Parameter parameter, Page page) {
    page.text(Labels.of(parameter.scale()));
    page.number(parameter.lower(), 5);
    page.number(parameter.upper(), 5);
  }
}
