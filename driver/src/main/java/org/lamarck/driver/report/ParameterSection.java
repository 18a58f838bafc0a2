package org.lamarck.driver.report;

import java.util.List;
import org.lamarck.driver.report.Judgement.AtBound;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.RunRecord;
import org.lamarck.worker.problem.Parameter;

/** The estimates, between their bounds and in a table. */
final class ParameterSection implements Section {
  @Override
  public void write(Judgement judgement, Page page) {
    page.section("Parameters");
    page.note(
        "Each bar runs from the lower to the upper bound on the parameter's scale. The large dot is"
            + " the best point, rings are other basins, faint dots the 20 best local searches.");
    List<String> plots = Plots.parameters(judgement);
    page.raw(
        "<div class=\"beside\"><div class=\"plots%s\">".formatted(plots.size() == 1 ? " one" : ""));
    plots.forEach(svg -> page.figure("", svg));
    page.raw("</div>\n");
    judgement.best().ifPresent(best -> estimates(judgement, best, page));
    page.raw("</div>\n");
    page.endSection();
  }

  private static void estimates(Judgement judgement, Best best, Page page) {
    page.table("Estimates", "parameter", "estimate", "scale", "lower", "upper", "at a bound");
    for (int i = 0; i < judgement.searched().size(); i++) {
      Parameter parameter = judgement.searched().get(i);
      AtBound bound = judgement.atBound(best.point(), i);
      page.raw(bound == AtBound.NO ? "<tr>" : "<tr class=\"atbound\">");
      page.raw("<th scope=\"row\">").raw(Numbers.escape(parameter.id())).raw("</th>");
      page.number(parameter.scale().toLinear(best.point().get(i)), 6);
      bounds(parameter, page);
      page.text(bound.words());
      page.endRow();
    }
    computed(judgement.record(), page);
    page.endTable();
  }

  /** Estimates that the objective computed, which have no coordinate. */
  private static void computed(RunRecord record, Page page) {
    for (Parameter parameter : record.parameters()) {
      if (parameter.estimated() && !record.searched().contains(parameter)) {
        page.row(parameter.id());
        page.number(record.estimates().getOrDefault(parameter.id(), Double.NaN), 6);
        bounds(parameter, page);
        page.text("computed from the others");
        page.endRow();
      }
    }
  }

  private static void bounds(Parameter parameter, Page page) {
    page.text(Labels.of(parameter.scale()));
    page.number(parameter.lower(), 5);
    page.number(parameter.upper(), 5);
  }
}
