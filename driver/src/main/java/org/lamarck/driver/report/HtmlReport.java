package org.lamarck.driver.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lamarck.driver.run.Best;
import org.lamarck.driver.run.Fit;
import org.lamarck.driver.run.FitPoint;
import org.lamarck.driver.run.Heading;
import org.lamarck.driver.run.RefinementRow;
import org.lamarck.driver.run.RunRecord;
import org.lamarck.driver.run.RunState;
import org.lamarck.driver.run.StartValue;
import org.lamarck.driver.run.TraceRow;
import org.lamarck.strategies.population.BasinArchive.Basin;
import org.lamarck.worker.problem.Parameter;

/**
 * One page about a run, for people: what came of it in words, then plots, then tables. It needs
 * nothing but itself, no network and no script, and is well-formed XML. The same record gives the
 * same text.
 */
public final class HtmlReport {
  private static final int MOST_PANELS = 48;
  private static final int LISTED_BASINS = 50;

  private final Findings findings;
  private final RunRecord record;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(RunRecord record) {
    this.record = record;
    findings = new Findings(record);
  }

  /** The page. */
  public static String write(RunRecord record) {
    return new HtmlReport(record).page();
  }

  /** The plots on their own, by title, each with its style; a notebook shows them by %html. */
  public static Map<String, String> plots(RunRecord record) {
    Map<String, String> plots = new LinkedHashMap<>();
    String style = "<style>" + style() + "</style>";
    new HtmlReport(record).drawn().forEach((title, svg) -> plots.put(title, style + svg));
    return plots;
  }

  private Map<String, String> drawn() {
    Map<String, String> plots = searchPlots();
    List<String> parameters = Plots.parameters(findings);
    for (int i = 0; i < parameters.size(); i++) {
      plots.put(parameters.size() == 1 ? "Parameters" : "Parameters " + (i + 1), parameters.get(i));
    }
    record
        .bestFit()
        .ifPresent(
            fit -> {
              plots.put("Residuals", FitPlots.residuals(fit.points()));
              FitPlots.panels(fit.points())
                  .forEach(panel -> plots.put(panel.title(), FitPlots.panel(panel)));
            });
    return plots;
  }

  private Map<String, String> searchPlots() {
    Map<String, String> plots = new LinkedHashMap<>();
    plots.put("Local searches, sorted", Plots.waterfall(findings));
    plots.put(
        "Convergence by effort",
        Plots.convergence(findings, "evaluations", row -> row.evaluations() + row.gradients()));
    plots.put(
        "Convergence in time (wall clock)",
        Plots.convergence(findings, "seconds", TraceRow::seconds));
    return plots;
  }

  private static String style() {
    try (InputStream file = HtmlReport.class.getResourceAsStream("report.css")) {
      if (file == null) {
        throw new IllegalStateException("report.css is not beside the report's class");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String page() {
    Heading heading = record.heading();
    String title = Human.escape(heading.source().id());
    html.append("<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head>");
    html.append("<meta charset=\"utf-8\"/>");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
    html.append("<title>").append(title).append(" · Lamarck</title>\n<style>").append(style());
    html.append(
        "</style></head>\n<body><main>\n<header><p class=\"kicker\">Lamarck · fit of</p><h1>");
    html.append(title).append("</h1>\n");
    verdict().forEach(line -> html.append("<p class=\"verdict\">").append(line).append("</p>\n"));
    html.append("</header>\n");
    tiles();
    section("How the search went");
    legend();
    html.append("<div class=\"plots\">");
    searchPlots().forEach(this::figure);
    html.append("</div></section>\n");
    section("Parameters");
    note(
        "Each bar runs from the lower to the upper bound on the parameter's scale. The large dot is"
            + " the best point, rings are other basins, faint dots the 20 best local searches.");
    html.append("<div class=\"plots\">");
    Plots.parameters(findings).forEach(svg -> figure("", svg));
    html.append("</div>\n");
    estimates();
    html.append("</section>\n");
    record.bestFit().ifPresent(this::fit);
    section("Basins");
    basins();
    html.append("</section>\n");
    section("How the local searches ended");
    endings();
    html.append("</section>\n");
    section("How to get this again");
    settings();
    html.append("</section>\n</main></body></html>\n");
    return html.toString();
  }

  private List<String> verdict() {
    List<String> lines = new ArrayList<>();
    RunState state = record.outcome().state();
    if (findings.best().isEmpty()) {
      lines.add("No point could be evaluated.");
      if (!state.firstFailure().isEmpty()) {
        lines.add("The first one failed with: " + Human.escape(state.firstFailure()));
      }
      return lines;
    }
    long visits = findings.basins().isEmpty() ? 0 : findings.basins().get(0).visits();
    long all = record.outcome().basins().visits();
    boolean inBasin = visits > 0 && !(findings.floor() < findings.basins().get(0).value() - 0.05);
    String agreed =
        "<strong>%s</strong> of %s that came to a basin"
            .formatted(Human.count(visits), Human.count(all, "local search", "local searches"));
    if (!inBasin) {
      lines.add(
          "The best point is not in a basin yet: <strong>no local search ended there</strong>,"
              + " and a longer run may find a better one.");
    } else if (visits == 1) {
      lines.add(
          "The best value was found by "
              + agreed
              + "; more searches would tell whether it is the best there is.");
    } else {
      lines.add("The best value was found by " + agreed + ".");
    }
    long bounds = findings.atBounds();
    lines.add(
        bounds == 0
            ? "No parameter is at a bound."
            : "<strong>%s</strong> at a bound."
                .formatted(Human.count(bounds, "parameter is", "parameters are")));
    return lines;
  }

  private void tiles() {
    RunState state = record.outcome().state();
    html.append("<dl class=\"tiles\">");
    findings.best().ifPresent(best -> tile("objective", best.value(), 7));
    record
        .bestFit()
        .ifPresent(
            fit -> {
              if (!Double.isNaN(fit.logLikelihood())) {
                tile("log-likelihood", fit.logLikelihood(), 7);
              }
              record.logPrior().ifPresent(prior -> tile("log-prior, counted", prior, 6));
              tile(
                  "χ² of " + Human.count(fit.points().size(), "datum", "data"),
                  fit.chiSquared(),
                  4);
            });
    tile("basins", Human.count(findings.basins().size()), "");
    tile(
        "local searches",
        Human.count(record.outcome().refinements().size()),
        "a search that goes on in slices counts once for each");
    long calls = state.effort().evaluations() + state.effort().gradients();
    tile("evaluations", Human.count(calls), state.effort().gradients() + " with derivatives");
    tile("wall clock", Human.duration(state.seconds()), state.seconds() + " s");
    tile("stopped", record.outcome().stop().words(), "");
    html.append("</dl>\n");
  }

  private void tile(String name, double value, int digits) {
    tile(name, Human.number(value, digits), Double.toString(value));
  }

  private void tile(String name, String value, String exact) {
    html.append(
        "<div><dt>%s</dt><dd title=\"%s\">%s</dd></div>"
            .formatted(name, Human.escape(exact), Human.escape(value)));
  }

  private void section(String title) {
    html.append("<section><h2>").append(title).append("</h2>\n");
  }

  private void note(String words) {
    html.append("<p class=\"note\">").append(words).append("</p>\n");
  }

  private void legend() {
    html.append("<p class=\"legend\">");
    for (int i = 0; i < Math.min(Plots.COLOURS, findings.basins().size()); i++) {
      html.append(
          "<span class=\"key k%d\">%s</span> "
              .formatted(i, i == 0 ? "best basin" : "basin " + (i + 1)));
    }
    html.append("<span class=\"key knone\">others</span> ");
    html.append(
        "<span>filled: converged · ring: stopped before, or a slice of a longer search</span></p>\n");
  }

  private void figure(String title, String svg) {
    html.append("<figure>");
    if (!title.isEmpty()) {
      html.append("<figcaption>").append(Human.escape(title)).append("</figcaption>");
    }
    html.append(svg).append("</figure>\n");
  }

  private void table(String caption, String... header) {
    html.append(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table>"
            .formatted(caption));
    html.append("<thead><tr>");
    for (String name : header) {
      html.append("<th scope=\"col\">").append(name).append("</th>");
    }
    html.append("</tr></thead><tbody>\n");
  }

  private void endTable() {
    html.append("</tbody></table></div>\n");
  }

  private void text(String words) {
    html.append("<td>").append(Human.escape(words)).append("</td>");
  }

  private void number(double value, int digits) {
    html.append(
        "<td class=\"n\" title=\"%s\">%s</td>"
            .formatted(Double.toString(value), Human.number(value, digits)));
  }

  private void whole(long value) {
    html.append("<td class=\"n\">").append(Human.count(value)).append("</td>");
  }

  private void estimates() {
    if (findings.best().isEmpty()) {
      return;
    }
    Best best = findings.best().get();
    table("Estimates", "parameter", "estimate", "scale", "lower", "upper", "at a bound");
    for (int i = 0; i < findings.searched().size(); i++) {
      Parameter parameter = findings.searched().get(i);
      String bound = findings.atBound(best.point(), i);
      html.append(bound.isEmpty() ? "<tr>" : "<tr class=\"atbound\">");
      html.append("<th scope=\"row\">").append(Human.escape(parameter.id())).append("</th>");
      number(parameter.scale().toLinear(best.point().get(i)), 6);
      text(Words.of(parameter.scale()));
      number(parameter.lower(), 5);
      number(parameter.upper(), 5);
      text(bound.equals("fixed") ? "bounds are equal" : bound);
      html.append("</tr>\n");
    }
    computed();
    endTable();
  }

  /** Estimates that the objective computed, which have no coordinate. */
  private void computed() {
    for (Parameter parameter : record.parameters()) {
      if (parameter.estimated() && !record.searched().contains(parameter)) {
        html.append("<tr><th scope=\"row\">").append(Human.escape(parameter.id())).append("</th>");
        number(record.estimates().getOrDefault(parameter.id(), Double.NaN), 6);
        text(Words.of(parameter.scale()));
        number(parameter.lower(), 5);
        number(parameter.upper(), 5);
        text("computed from the others");
        html.append("</tr>\n");
      }
    }
  }

  private void fit(Fit fit) {
    section("Data and fit");
    List<FitPlots.Panel> all = FitPlots.panels(fit.points());
    List<FitPlots.Panel> shown = all;
    String which = "";
    if (all.size() > MOST_PANELS) {
      List<FitPlots.Panel> worst =
          all.stream()
              .sorted(Comparator.comparingDouble(FitPlots.Panel::misfit).reversed())
              .limit(MOST_PANELS)
              .toList();
      shown = all.stream().filter(worst::contains).toList();
      which = " The %d of %d that fit worst are drawn.".formatted(MOST_PANELS, all.size());
    }
    note(
        "Dots are measurements; the line joins the simulated values, the band is ± σ of the noise."
            + which);
    html.append("<div class=\"plots\">");
    shown.forEach(panel -> figure(panel.title(), FitPlots.panel(panel)));
    figure("Residuals beside the standard normal", FitPlots.residuals(fit.points()));
    html.append("</div>\n");
    Map<String, List<FitPoint>> observables = new LinkedHashMap<>();
    fit.points()
        .forEach(p -> observables.computeIfAbsent(p.observable(), o -> new ArrayList<>()).add(p));
    table("Residuals", "observable", "data", "χ²", "χ² per datum", "mean residual", "largest");
    observables.forEach(
        (name, points) -> {
          double chi = points.stream().mapToDouble(p -> p.residual() * p.residual()).sum();
          html.append("<tr><th scope=\"row\">").append(Human.escape(name)).append("</th>");
          whole(points.size());
          number(chi, 4);
          number(chi / points.size(), 3);
          number(points.stream().mapToDouble(FitPoint::residual).average().orElse(0), 3);
          number(points.stream().mapToDouble(p -> Math.abs(p.residual())).max().orElse(0), 3);
          html.append("</tr>\n");
        });
    endTable();
    html.append("</section>\n");
  }

  private void basins() {
    if (findings.basins().isEmpty()) {
      note("No local search converged, so no basin is known.");
      return;
    }
    Basin first = findings.basins().get(0);
    double all = Math.max(1, record.outcome().basins().visits());
    note(
        "Distance is from the best basin, in parts of the parameters' ranges (root mean square)."
            + " By the Good–Turing estimate the next search ends in a basin not seen yet with chance "
            + Human.number(100 * record.outcome().basins().unseenMass(), 2)
            + " %.");
    table("Basins", "basin", "objective", "above best", "visits", "share", "distance");
    List<Basin> listed = findings.basins().stream().limit(LISTED_BASINS).toList();
    for (int i = 0; i < listed.size(); i++) {
      Basin basin = listed.get(i);
      html.append(
          "<tr><th scope=\"row\"><span class=\"key k%s\">%d</span></th>"
              .formatted(i < Plots.COLOURS ? Integer.toString(i) : "none", i + 1));
      number(basin.value(), 7);
      number(basin.value() - first.value(), 3);
      whole(basin.visits());
      html.append(
          "<td class=\"n\">%s %%</td>".formatted(Human.number(100 * basin.visits() / all, 3)));
      number(findings.distance(basin.point(), first.point()), 3);
      html.append("</tr>\n");
    }
    endTable();
    if (findings.basins().size() > listed.size()) {
      note(Human.count(findings.basins().size() - listed.size()) + " more are in refinements.tsv.");
    }
  }

  private void endings() {
    Map<String, Integer> endings = new TreeMap<>();
    Map<String, Integer> failures = new TreeMap<>();
    for (RefinementRow row : record.outcome().refinements()) {
      endings.merge(Words.of(row.termination()), 1, Integer::sum);
      if (!row.failure().isEmpty()) {
        failures.merge(row.failure().split(" in | at |:", 2)[0], 1, Integer::sum);
      }
    }
    html.append("<div class=\"pair\">");
    counts("why a local search ended", endings);
    if (!failures.isEmpty()) {
      counts("why it failed", failures);
    }
    html.append("</div>\n");
    note(
        Human.count(record.outcome().state().effort().failures())
            + " evaluations failed in all; a failure is a place the search avoids.");
    String first = record.outcome().state().firstFailure();
    if (!first.isEmpty()) {
      note("The first: " + Human.escape(first));
    }
  }

  private void counts(String name, Map<String, Integer> counts) {
    table(name, name, "local searches");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(
            entry -> {
              html.append("<tr><th scope=\"row\">").append(Human.escape(entry.getKey()));
              html.append("</th>");
              whole(entry.getValue());
              html.append("</tr>\n");
            });
    endTable();
  }

  private void settings() {
    Heading heading = record.heading();
    html.append("<pre>").append(Human.escape(ShellCommand.of(heading))).append("\n</pre>\n");
    note(
        "gives the same result on any engine, when the version, the problem and the settings below"
            + " are the same; with a time limit or an interruption, as far as it came.");
    note(
        "<code>lamarck resume RUN</code>, RUN being the folder of this page, goes on from the newest"
            + " checkpoint; <code>lamarck report RUN</code> writes this page anew.");
    table("Settings", "setting", "value");
    row("problem", heading.source().place());
    row("SHA-256 of its content", heading.source().hash());
    row("seed", Long.toString(heading.settings().seed()));
    row("strategy", heading.settings().strategy().toString());
    row("start", start());
    row(
        "objective",
        heading.evaluation().priors()
            ? "posterior: the priors of the parameter table count"
            : "likelihood");
    row("hierarchical", Words.hierarchical(heading.evaluation()));
    row("relative tolerance", Double.toString(heading.relativeTolerance()));
    row(
        "absolute tolerance",
        heading.absoluteTolerance() + " of " + heading.evaluation().tolerances().floor().words());
    row("integrator", Words.of(heading.evaluation().tolerances().stepping()));
    row("method of gradients", Words.of(heading.evaluation().method()));
    row("Lamarck", heading.program());
    row("Java", heading.java());
    row("engine", heading.engine());
    endTable();
  }

  private String start() {
    StringBuilder words = new StringBuilder(record.heading().settings().beginning().source());
    for (StartValue start : record.starts()) {
      words.append(", where the objective is ");
      words.append(start.failure().isEmpty() ? start.objective() : "none: " + start.failure());
    }
    return words.toString();
  }

  private void row(String name, String value) {
    html.append("<tr><th scope=\"row\">").append(name).append("</th><td class=\"wrap\">");
    html.append(Human.escape(value)).append("</td></tr>\n");
  }
}
