package org.lamarck.driver.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.lamarck.driver.record.Judgement;
import org.lamarck.driver.record.RunRecord;
import org.lamarck.driver.report.page.Page;
import org.lamarck.driver.report.page.Style;
import org.lamarck.driver.report.plot.FitPlots;
import org.lamarck.driver.report.plot.Plots;
import org.lamarck.driver.run.Stop;

/**
 * One page about a run, for people: what came of it in words, then plots, then tables. It needs
 * nothing but itself and no network, says the same without its script, and is well-formed XML. The
 * same record gives the same text.
 */
public final class HtmlReport {
  /** In the order of the page; those of other jars stand before the settings. */
  private static final List<Section> SECTIONS = sections();

  /** After so many seconds a browser looks again at the page of a run under way. */
  private static final int RENEWED = 5;

  private HtmlReport() {}

  private static List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    sections.addAll(
        List.of(
            new SummarySection(),
            new SearchSection(),
            new ParameterSection(),
            new UncertaintySection(),
            new ProfileSection(),
            new PosteriorSection(),
            new FitSection(),
            new CircuitSection(),
            new ExhibitSection(),
            new PlannedPlotSection(),
            new BasinSection()));
    ServiceLoader.load(Section.class, Section.class.getClassLoader()).forEach(sections::add);
    sections.add(new SettingsSection());
    return List.copyOf(sections);
  }

  /** The page; that of a run under way is read again by the browser until the run has ended. */
  public static String write(RunRecord record) {
    Judgement judgement = new Judgement(record);
    String title = record.provenance().source().id();
    Page page =
        record.outcome().stop() == Stop.RUNNING ? Page.renewed(title, RENEWED) : Page.titled(title);
    for (Section section : SECTIONS) {
      if (section.concerns(record)) {
        section.write(judgement, page);
      }
    }
    return page.closed();
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
