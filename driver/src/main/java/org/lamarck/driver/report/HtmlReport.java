package org.lamarck.driver.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.page.Style;

/**
 * One page about a run, for people: what came of it in words, then plots, then tables. It needs
 * nothing but itself and no network, says the same without its script, and is well-formed XML. The
 * same record gives the same text.
 */
public final class HtmlReport {
  /** In the order of the page. */
  private static final List<Section> SECTIONS =
      List.of(
          new SummarySection(),
          new SearchSection(),
          new ParameterSection(),
          new UncertaintySection(),
          new ProfileSection(),
          new FitSection(),
          new BasinSection(),
          new SettingsSection());

  private HtmlReport() {}

  /** The page. */
  public static String write(RunRecord record) {
    Judgement judgement = new Judgement(record);
    Page page = new Page();
    page.raw("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>");
    page.raw("<meta charset=\"utf-8\"/>");
    page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    page.raw("<title>").raw(Numbers.escape(record.provenance().source().id()));
    page.raw(" · Lamarck</title>\n<style>").raw(Style.ofPage());
    page.raw("</style></head>\n<body><main>\n");
    for (Section section : SECTIONS) {
      if (section.concerns(record)) {
        section.write(judgement, page);
      }
    }
    page.raw("</main><script>").raw(Style.script());
    return page.raw("</script></body></html>\n").toString();
  }

  /**
   * The plots on their own, by title; a notebook shows them by %html. Each brings its style, which
   * concerns plots and nothing else of the page that it comes to stand in.
   */
  public static Map<String, String> plots(RunRecord record) {
    Judgement judgement = new Judgement(record);
    Map<String, String> drawn = new LinkedHashMap<>(SearchSection.plots(judgement));
    List<Plots.Part> parts = Plots.parts(judgement);
    for (int i = 0; i < parts.size(); i++) {
      drawn.put(parts.size() == 1 ? "Parameters" : "Parameters " + (i + 1), parts.get(i).svg());
    }
    record
        .bestFit()
        .ifPresent(
            fit -> {
              drawn.put("Residuals", FitPlots.residuals(fit.points()));
              FitPlots.panels(fit)
                  .forEach(panel -> drawn.put(panel.title(), FitPlots.panel(panel)));
            });
    Map<String, String> plots = new LinkedHashMap<>();
    String style = "<style>" + Style.ofPlots() + "</style>";
    drawn.forEach((title, svg) -> plots.put(title, style + svg));
    return plots;
  }
}
