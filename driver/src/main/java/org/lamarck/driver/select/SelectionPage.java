package org.lamarck.driver.select;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lamarck.driver.report.page.Numbers;
import org.lamarck.driver.report.page.Page;
import org.lamarck.strategies.selection.Criterion;
import org.lamarck.strategies.selection.ModelHash;
import org.lamarck.strategies.selection.SelectionStep;

/** The page about a selection: the model, the way to it, and what else is as good. */
final class SelectionPage {
  /** Models that are told of. */
  private static final int SHOWN = 25;

  /** Below this difference two models are about as good (Burnham and Anderson (2002), 2.6). */
  private static final double ALIKE = 2;

  private final SelectionOutcome outcome;
  private final Criterion criterion;
  private final List<SelectionOutcome.Ranked> ranked;
  private final Page page;

  private SelectionPage(SelectionOutcome outcome) {
    this.outcome = outcome;
    criterion = outcome.search().settings().criterion();
    ranked = outcome.ranked();
    page = Page.titled(outcome.problem().id() + ", selection");
  }

  static String write(SelectionOutcome outcome) {
    return new SelectionPage(outcome).written();
  }

  private String written() {
    page.raw("<p class=\"kicker\">Lamarck · selection of a model</p><h1>");
    page.raw(Numbers.escape(outcome.problem().id())).raw("</h1>\n");
    Optional<SelectionOutcome.Ranked> best = outcome.best();
    page.verdict(best.map(this::verdict).orElse("No model has a value of the criterion."));
    best.ifPresent(this::tiles);
    page.section("The way");
    page.raw("<div class=\"plots\">");
    page.figure(criterion.label() + " of the models, by iteration", SelectionPlots.way(outcome));
    if (!ranked.isEmpty()) {
      page.figure(
          "What the best models estimate",
          SelectionPlots.settings(outcome, ranked.subList(0, Math.min(SHOWN, ranked.size()))));
    }
    page.raw("</div>\n");
    steps();
    page.endSection();
    models();
    best.ifPresent(this::parameters);
    return page.closed();
  }

  private String verdict(SelectionOutcome.Ranked best) {
    long alike =
        ranked.stream().filter(one -> criterion.excess(one.value(), best.value()) < ALIKE).count()
            - 1;
    String others =
        ranked.size() == 1
            ? "It is the only one."
            : alike == 0
                ? "No other is within 2 of it."
                : "%s within 2 of it: the data do not tell %s from it."
                    .formatted(
                        Numbers.count(alike, "other model is", "other models are"),
                        alike == 1 ? "this one" : "these");
    String cut = outcome.search().ending().isPresent() ? "" : " The search was cut before its end.";
    return "<strong>%s</strong> has the best %s, %s, of %s. %s%s"
        .formatted(
            Numbers.escape(best.model().toString()),
            criterion.label(),
            Numbers.number(best.value(), 7),
            Numbers.count(ranked.size(), "model", "models"),
            others,
            cut);
  }

  private void tiles(SelectionOutcome.Ranked best) {
    page.raw("<dl class=\"tiles\">");
    page.tile(criterion.label(), best.value(), 7);
    page.tile("NLLH", best.found().nllh(), 7);
    page.tile(
        "estimated",
        String.valueOf(outcome.size(best.model()).estimated()),
        String.join(", ", best.model().estimated()));
    page.tile(
        "weight", Numbers.number(outcome.weights(ranked).get(0), 3), "among the models calibrated");
    page.tile("models", String.valueOf(ranked.size()), "calibrated");
    page.tile("method", outcome.search().settings().method().word(), "");
    page.tile("time", Numbers.duration(outcome.seconds()), String.valueOf(outcome.seconds()));
    page.raw("</dl>\n");
  }

  private void steps() {
    page.table("Steps", "iteration", "method", "models", "from", criterion.label(), "changed");
    for (SelectionStep step : outcome.search().steps()) {
      page.row(String.valueOf(step.iteration()));
      page.text(step.method().word());
      page.whole(step.candidates());
      page.text(step.model().equals(ModelHash.VIRTUAL) ? "–" : step.model().toString());
      page.number(step.value(), 7);
      page.wrapped(String.join(", ", step.changes().stream().sorted().toList()));
      page.endRow();
    }
    page.endTable();
  }

  private void models() {
    page.section("The models, best first");
    page.note(
        "Δ is the difference from the best, the weight exp(−Δ/2) among all models calibrated. "
            + "Starts that agree came to the same value.");
    page.table(
        "Models",
        "model",
        criterion.label(),
        "Δ",
        "weight",
        "NLLH",
        "estimated",
        "iteration",
        "starts that agree");
    List<Double> weights = outcome.weights(ranked);
    for (int i = 0; i < Math.min(SHOWN, ranked.size()); i++) {
      SelectionOutcome.Ranked one = ranked.get(i);
      page.row(one.model().toString());
      page.number(one.value(), 7);
      page.number(criterion.excess(one.value(), ranked.get(0).value()), 4);
      page.number(weights.get(i), 3);
      page.number(one.found().nllh(), 7);
      page.whole(outcome.size(one.model()).estimated());
      page.whole(one.place().iteration());
      page.text(
          one.found().failure().isEmpty()
              ? one.found().agreeing() + " of " + one.found().starts()
              : one.found().failure());
      page.endRow();
    }
    page.endTable();
    if (ranked.size() > SHOWN) {
      page.note("models.tsv has all " + Numbers.count(ranked.size(), "model", "models") + ".");
    }
    page.endSection();
  }

  /** The estimates of the best model, beside those of models that are about as good. */
  private void parameters(SelectionOutcome.Ranked best) {
    List<SelectionOutcome.Ranked> alike = new ArrayList<>();
    for (SelectionOutcome.Ranked one : ranked) {
      if (criterion.excess(one.value(), best.value()) < ALIKE && alike.size() < 5) {
        alike.add(one);
      }
    }
    page.section("Estimates");
    List<String> header = new ArrayList<>(List.of("parameter"));
    alike.forEach(one -> header.add(Numbers.escape(one.model().toString())));
    page.table("Estimates", header.toArray(String[]::new));
    Set<String> ids = new LinkedHashSet<>();
    alike.forEach(one -> ids.addAll(one.found().estimates().keySet()));
    for (String id : ids) {
      page.row(id);
      for (SelectionOutcome.Ranked one : alike) {
        Map<String, Double> estimates = one.found().estimates();
        page.number(estimates.getOrDefault(id, Double.NaN), 5);
      }
      page.endRow();
    }
    page.endTable();
    page.endSection();
  }
}
